#include "shop/stock/changes/unit_moves.h"

#include <array>
#include <string_view>

#include <fmt/format.h>

#include "db/core/columns.h"
#include "shop/core/sql.h"
#include "shop/stock/draft/draft.h"
#include "shop/stock/offer_columns.h"

namespace shop {
namespace {

// What a unit keeps in either table.
std::string unit_columns() {
  return fmt::format("id, {}, {}, created_at", kOfferColumns, db::columns<DraftUnit>());
}

struct KeptTable {
  std::string_view name;
  std::string_view columns;
};
constexpr std::array kKeptTables{KeptTable{"low_stock", "line, newest_unit"},
                                 KeptTable{"offer_pictures", "picture_id"}};

}  // namespace

void lock_checkouts(db::Tx& tx, std::span<const std::int64_t> units) {
  tx.query(fmt::format("SELECT id FROM checkouts WHERE product_id {} ORDER BY id{}",
                       sql::in_ids(tx), tx.for_update()),
           sql::ids_text(tx, units));
}

std::vector<std::int64_t> lock_free(db::Tx& tx, std::span<const std::int64_t> ids) {
  return tx.all<std::int64_t>(fmt::format("SELECT id FROM products WHERE id {} AND is_sold = false "
                                          "AND is_reserved = false ORDER BY id{}",
                                          sql::in_ids(tx), tx.for_update_skip_locked()),
                              sql::ids_text(tx, ids));
}

void move_out(db::Tx& tx, std::span<const std::int64_t> ids, const Withdrawal& withdrawal) {
  const auto list = sql::ids_text(tx, ids);
  tx.execute(fmt::format("INSERT INTO withdrawn_products ({0}, withdrawn_at, withdrawn_by, reason) "
                         "SELECT {0}, $2, $3, $4 FROM products WHERE id {1}",
                         unit_columns(), sql::in_ids(tx)),
             list, withdrawal.at, withdrawal.by, withdrawal.reason);
  tx.execute(fmt::format("DELETE FROM products WHERE id {}", sql::in_ids(tx)), list);
}

void move_back(db::Tx& tx, std::span<const std::int64_t> ids) {
  const auto list = sql::ids_text(tx, ids);
  tx.execute(fmt::format("INSERT INTO products ({0}) SELECT {0} FROM withdrawn_products "
                         "WHERE id {1}",
                         unit_columns(), sql::in_ids(tx)),
             list);
  tx.execute(fmt::format("DELETE FROM withdrawn_products WHERE id {}", sql::in_ids(tx)), list);
}

void copy_along(db::Tx& tx, const NamedPlace& from, const NamedPlace& to) {
  if (from == to) {
    return;
  }
  for (const auto& table : kKeptTables) {
    tx.execute(fmt::format("INSERT INTO {0} (city, district, category, name, {1}) "
                           "SELECT CAST($5 AS TEXT), CAST($6 AS TEXT), CAST($7 AS TEXT), "
                           "CAST($8 AS TEXT), {1} FROM {0} WHERE city = $1 AND district = $2 "
                           "AND category = $3 AND name = $4 ON CONFLICT DO NOTHING",
                           table.name, table.columns),
               from.place.city, from.place.district, from.place.category, from.name, to.place.city,
               to.place.district, to.place.category, to.name);
  }
}

}  // namespace shop
