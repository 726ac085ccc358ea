#include "shop/stock/draft/draft.h"

#include <algorithm>
#include <chrono>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "db/core/columns.h"
#include "shop/core/sql.h"
#include "shop/stock/draft/added_units.h"
#include "shop/stock/offer_columns.h"

namespace shop {
namespace {

constexpr std::chrono::days kDraftLife{7};
constexpr std::size_t kDraftUnitsAtOnce = 100;

// A row of draft_units.
struct DraftRow : DraftUnit {
  std::int64_t user_id = 0;
  std::int64_t number = 0;  // from 0, in the order in which they came
  GoodsKey goods_key = 0;
  base::Timestamp created_at;
};
BOOST_DESCRIBE_STRUCT(DraftRow, (DraftUnit), (user_id, number, goods_key, created_at))

// Units with the same text differ by their photo: they are other hiding places, not other codes.
GoodsKey key_of(const DraftUnit& unit) {
  return goods_key(unit.delivery_photo ? unit.delivery_text + "\n" + *unit.delivery_photo
                                       : unit.delivery_text);
}

std::string insert_text_for(std::size_t rows) {
  constexpr auto columns = db::kColumnNames<DraftRow>.size();
  std::vector<std::string> tuples;
  for (std::size_t row = 0; row < rows; ++row) {
    tuples.push_back(fmt::format("({})", db::parameters<DraftRow>(row * columns + 1)));
  }
  return fmt::format("INSERT INTO draft_units ({}) VALUES {}", db::columns<DraftRow>(),
                     fmt::join(tuples, ", "));
}

void insert_rows(db::Tx& tx, std::span<const DraftRow> rows) {
  static const std::string batch = insert_text_for(kDraftUnitsAtOnce);
  static const std::string single = insert_text_for(1);
  while (!rows.empty()) {
    const auto size = rows.size() >= kDraftUnitsAtOnce ? kDraftUnitsAtOnce : 1;
    std::vector<db::Value> values;
    for (const auto& row : rows.first(size)) {
      db::append_values(values, row);
    }
    tx.query_with(size == 1 ? single : batch, values);
    rows = rows.subspan(size);
  }
}

void remove_repeated(db::Tx& tx, std::int64_t user_id) {
  tx.execute(
      "DELETE FROM draft_units WHERE user_id = $1 AND number NOT IN "
      "(SELECT min(number) FROM draft_units WHERE user_id = $1 GROUP BY goods_key)",
      user_id);
}

// Notes the goods of the draft; returns those that were noted before.
std::vector<GoodsKey> note_draft(db::Tx& tx, std::int64_t user_id) {
  const auto keys = tx.all<GoodsKey>(
      "SELECT DISTINCT goods_key FROM draft_units WHERE user_id = $1 ORDER BY goods_key", user_id);
  std::vector<GoodsKey> had;
  for (const auto position : note_goods(tx, keys)) {
    had.push_back(keys[position]);
  }
  return had;
}

void remove_had(db::Tx& tx, std::int64_t user_id, std::span<const GoodsKey> had) {
  if (!had.empty()) {
    tx.execute(
        fmt::format("DELETE FROM draft_units WHERE goods_key {} AND user_id = $2", sql::in_ids(tx)),
        sql::ids_text(tx, had), user_id);
  }
}

std::string insert_products_text(std::string_view offer_values, std::string_view from) {
  return fmt::format(
      "INSERT INTO products ({}, {}, created_at) SELECT {}, {}, $2 FROM draft_units d{} "
      "WHERE d.user_id = $1 ORDER BY d.number",
      kOfferColumns, db::columns<DraftUnit>(), offer_values, db::columns<DraftUnit>("d"), from);
}

std::int64_t insert_like(db::Tx& tx, std::int64_t user_id, std::int64_t unit_id,
                         base::Timestamp now) {
  return tx.execute(insert_products_text(offer_columns("p"), " JOIN products p ON p.id = $3"),
                    user_id, now, unit_id);
}

// A unit that was added, and how many with it.
struct Inserted {
  std::int64_t id = 0;
  std::int64_t units = 0;
};

Inserted insert_new(db::Tx& tx, std::int64_t user_id, const NewProduct& product,
                    base::Timestamp now) {
  // The first unit as it was described; the others like it.
  const auto first = tx.one<DraftRow>(
      fmt::format("SELECT {} FROM draft_units WHERE user_id = $1 ORDER BY number LIMIT 1",
                  db::columns<DraftRow>()),
      user_id);
  NewProduct unit = product;
  unit.delivery_photo = first.delivery_photo;
  unit.delivery_latitude = first.delivery_latitude;
  unit.delivery_longitude = first.delivery_longitude;
  unit.delivery_text = first.delivery_text;
  const auto id = insert_product(tx, unit, now);
  tx.execute("DELETE FROM draft_units WHERE user_id = $1 AND number = $2", user_id, first.number);
  return {id, 1 + insert_like(tx, user_id, id, now)};
}

bool is_goal_there(db::Tx& tx, const DraftGoal& goal) {
  const auto* const id = std::get_if<std::int64_t>(&goal);
  return !id || find_product(tx, *id).has_value();
}

}  // namespace

bool add_to_draft(db::Tx& tx, std::int64_t user_id, std::span<const DraftUnit> units,
                  base::Timestamp now) {
  auto number = tx.one<std::int64_t>(
      "SELECT COALESCE(max(number) + 1, 0) FROM draft_units WHERE user_id = $1", user_id);
  if (number + std::ssize(units) > kMaxDraftUnits) {
    return false;
  }
  std::vector<DraftRow> rows;
  for (const auto& unit : units) {
    rows.push_back({unit, user_id, number++, key_of(unit), now});
  }
  insert_rows(tx, rows);
  return true;
}

DraftCount count_draft(db::Tx& tx, std::int64_t user_id) {
  note_all_unread_units(tx);
  return tx.one<DraftCount>(
      "SELECT count(*) AS units, count(*) - count(DISTINCT goods_key) AS repeated, "
      "(SELECT count(*) FROM goods g WHERE g.key IN "
      "(SELECT goods_key FROM draft_units WHERE user_id = $1)) AS had "
      "FROM draft_units WHERE user_id = $1",
      user_id);
}

void clear_draft(db::Tx& tx, std::int64_t user_id, base::Timestamp now) {
  tx.execute("DELETE FROM draft_units WHERE user_id = $1 OR created_at < $2", user_id,
             now - kDraftLife);
}

std::expected<DraftAdded, DraftRefusal> add_draft(db::Tx& tx, std::int64_t user_id,
                                                  const DraftGoal& goal, Repeats repeats,
                                                  const Permit<Act::create_product>& permit,
                                                  base::Timestamp now) {
  if (!is_goal_there(tx, goal)) {
    return std::unexpected(DraftRefusal::unknown_product);
  }
  note_all_unread_units(tx);
  const auto before = newest_unit(tx);
  const auto counted = repeats == Repeats::allowed ? count_draft(tx, user_id) : DraftCount();
  if (repeats == Repeats::refused) {
    remove_repeated(tx, user_id);
  }
  const auto had = note_draft(tx, user_id);
  if (repeats == Repeats::refused) {
    remove_had(tx, user_id, had);
  }
  if (count_draft(tx, user_id).units == 0) {
    return std::unexpected(DraftRefusal::nothing_new);
  }
  const auto* const like = std::get_if<std::int64_t>(&goal);
  const auto [id, units] = like ? Inserted{*like, insert_like(tx, user_id, *like, now)}
                                : insert_new(tx, user_id, std::get<NewProduct>(goal), now);
  clear_draft(tx, user_id, now);
  skip_units(tx, before, units);
  const DraftAdded added{*find_product(tx, id), units};
  record_added(tx, added.product, {.units = added.units, .repeats = counted.repeated + counted.had},
               permit, now);
  return added;
}

}  // namespace shop
