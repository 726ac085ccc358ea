#include "shop/stock/discounts/bulk_discount.h"

#include <string>
#include <utility>

#include <fmt/format.h>

#include "db/core/columns.h"
#include "json/json.h"
#include "shop/core/sql.h"
#include "shop/stock/bulk/accept.h"
#include "shop/stock/discounts/terms_sql.h"

namespace shop {
namespace {

constexpr std::string_view kIsDiscount = "kind IN ('set_discount', 'end_discount')";

// Details in the audit log.
struct BulkDetails {
  UnitFilter filter;
  std::optional<base::Percent> discount_percent;
  std::optional<base::Timestamp> ends_at;
  std::int64_t bulk_change_id = 0;
};
BOOST_DESCRIBE_STRUCT(BulkDetails, (), (filter, discount_percent, ends_at, bulk_change_id))

BulkDiscount accept(db::Tx& tx, std::string_view subject, const UnitFilter& filter,
                    const BulkWish& wish, const Permit<Act::set_discount>& permit,
                    base::Timestamp now) {
  const auto change = accept_change(
      tx, wish, filter, permit, std::string(subject),
      BulkDetails{
          .filter = filter, .discount_percent = wish.discount_percent, .ends_at = wish.ends_at},
      now);
  return find_bulk_discount(tx, change.id).value();
}

}  // namespace

BulkDiscount set_bulk_discount(db::Tx& tx, const UnitFilter& filter, const DiscountTerms& terms,
                               const Permit<Act::set_discount>& permit, base::Timestamp now,
                               std::string_view subject) {
  return accept(
      tx, subject, filter,
      {.kind = BulkKind::set_discount, .discount_percent = terms.percent, .ends_at = terms.ends_at},
      permit, now);
}

BulkDiscount end_bulk_discount(db::Tx& tx, const UnitFilter& filter,
                               const Permit<Act::set_discount>& permit, base::Timestamp now) {
  return accept(tx, "products", filter, {.kind = BulkKind::end_discount}, permit, now);
}

std::optional<BulkDiscount> find_bulk_discount(db::Tx& tx, std::int64_t id) {
  return tx.first<BulkDiscount>(fmt::format("SELECT {} FROM bulk_changes WHERE id = $1 AND {}",
                                            db::columns<BulkDiscount>(), kIsDiscount),
                                id);
}

std::optional<ListRows<BulkDiscount>> bulk_discount_rows(db::Tx& tx,
                                                         const ListOrder<BulkDiscountSort>& order,
                                                         const ListPart& part) {
  static constexpr auto columns = db::columns<BulkDiscount>("b");
  Conditions conditions(tx);
  conditions.require(kIsDiscount);
  return list_rows<BulkDiscount>(
      tx, {.columns = columns.text(), .from = "bulk_changes b", .alias = "b"},
      std::move(conditions), order, part);
}

std::int64_t end_due_discounts(db::Tx& tx, base::Timestamp now) {
  const auto ids = tx.all<std::int64_t>(
      fmt::format("SELECT id FROM products WHERE discount_ends_at <= $1 AND is_sold = false "
                  "ORDER BY id LIMIT $2{}",
                  tx.for_update()),
      now, kChangedAtOnce);
  if (ids.empty()) {
    return 0;
  }
  return end_terms(
      tx,
      fmt::format("id {} AND is_sold = false AND discount_ends_at IS NOT NULL", sql::in_ids(tx)),
      db::to_value(sql::ids_text(tx, ids)));
}

std::vector<EndingDiscount> ending_discounts(db::Tx& tx, int limit) {
  return tx.all<EndingDiscount>(
      "SELECT discount_percent, discount_ends_at, count(*) AS units FROM products "
      "WHERE discount_ends_at IS NOT NULL AND is_sold = false "
      "GROUP BY discount_ends_at, discount_percent ORDER BY discount_ends_at, discount_percent "
      "LIMIT $1",
      limit);
}

}  // namespace shop
