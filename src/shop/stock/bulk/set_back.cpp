#include "shop/stock/bulk/set_back.h"

#include <algorithm>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "shop/core/enum_text.h"
#include "shop/core/sql.h"
#include "shop/stock/changes/unit_moves.h"

namespace shop {
namespace {

std::vector<std::int64_t> all_ids(const UnitsBefore& before) {
  std::vector<std::int64_t> ids;
  for (const auto& alike : before) {
    ids.insert(ids.end(), alike.ids.begin(), alike.ids.end());
  }
  std::ranges::sort(ids);
  return ids;
}

// In the order of their ids, which groups are not in.
void lock_units(db::Tx& tx, const UnitsBefore& before) {
  tx.query(fmt::format("SELECT id FROM products WHERE id {} ORDER BY id{}", sql::in_ids(tx),
                       tx.for_update()),
           sql::ids_text(tx, all_ids(before)));
}

std::int64_t set_discount_back(db::Tx& tx, const BulkChange& undone, const AlikeUnits& units) {
  const auto& were = units.were;
  const bool is_end = undone.kind == BulkKind::end_discount;
  return tx.execute(
      fmt::format("UPDATE products SET discount_percent = $2, discount_before = $3, "
                  "discount_ends_at = $4 WHERE id {} AND is_sold = false "
                  "AND discount_percent = $5 AND discount_ends_at IS NOT DISTINCT FROM $6",
                  sql::in_ids(tx)),
      sql::ids_text(tx, units.ids), were.discount_percent, were.discount_before,
      were.discount_ends_at, is_end ? were.discount_before : undone.discount_percent,
      undone.ends_at);
}

template <class T>
std::optional<db::Value> value_of(const std::optional<T>& value) {
  return value.transform([](const auto& some) { return db::to_value(some); });
}

db::Value value_before(const UnitColumns& were, OfferField field) {
  switch (field) {
    case OfferField::base_price:
      return value_of(were.base_price).value();
    case OfferField::name:
      return value_of(were.name).value();
    case OfferField::description:
      return value_of(were.description).value();
    case OfferField::city:
      return value_of(were.city).value();
    case OfferField::district:
      return value_of(were.district).value();
    case OfferField::category:
      return value_of(were.category).value();
  }
  std::unreachable();
}

std::int64_t set_fields_back(db::Tx& tx, const OfferPatch& patch, const AlikeUnits& units) {
  std::vector<db::Value> values{db::to_value(sql::ids_text(tx, units.ids))};
  std::vector<std::string> changes;
  std::vector<std::string> conditions{"is_sold = false"};
  for (const auto& edit : edits_of(patch)) {
    const auto column = text_of(edit.field);
    values.push_back(value_before(units.were, edit.field));
    changes.push_back(fmt::format("{} = ${}", column, values.size()));
    values.push_back(std::visit([](const auto& to) { return db::to_value(to); }, edit.value));
    conditions.push_back(fmt::format("{} = ${}", column, values.size()));
  }
  return tx
      .query_with(fmt::format("UPDATE products SET {} WHERE id {} AND {}", fmt::join(changes, ", "),
                              sql::in_ids(tx), fmt::join(conditions, " AND ")),
                  values)
      .affected;
}

std::int64_t return_units(db::Tx& tx, const BulkChange& undone, const UnitsBefore& before) {
  const auto ids = tx.all<std::int64_t>(
      fmt::format("SELECT id FROM withdrawn_products WHERE id {} AND withdrawn_at = $2 "
                  "ORDER BY id{}",
                  sql::in_ids(tx), tx.for_update()),
      sql::ids_text(tx, all_ids(before)), undone.created_at);
  move_back(tx, ids);
  return std::ssize(ids);
}

std::int64_t withdraw_again(db::Tx& tx, const BulkWork& undo, const UnitsBefore& before) {
  const auto ids = all_ids(before);
  lock_checkouts(tx, ids);
  const auto free = lock_free(tx, ids);
  move_out(tx, free, {.at = undo.created_at, .by = undo.actor, .reason = ""});
  return std::ssize(free);
}

}  // namespace

std::int64_t set_back(db::Tx& tx, const BulkWork& undo, const BulkChange& undone,
                      const UnitsBefore& before) {
  if (undone.kind == BulkKind::withdraw) {
    return return_units(tx, undone, before);
  }
  if (undone.kind == BulkKind::put_back) {
    return withdraw_again(tx, undo, before);
  }
  lock_units(tx, before);
  std::int64_t updated = 0;
  for (const auto& units : before) {
    updated += undone.kind == BulkKind::edit ? set_fields_back(tx, patch_of(undone), units)
                                             : set_discount_back(tx, undone, units);
  }
  return updated;
}

}  // namespace shop
