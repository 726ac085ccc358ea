#include "shop/stock/discounts/discount.h"

#include <algorithm>

#include <fmt/format.h>

#include "db/core/columns.h"
#include "json/json.h"
#include "shop/core/acts/audit_log.h"
#include "shop/core/sql.h"
#include "shop/stock/product_filter.h"

namespace shop {
namespace {

// Details in the audit log.
struct DiscountDetails {
  base::Percent discount_percent;
  std::int64_t updated = 0;  // units
};
BOOST_DESCRIBE_STRUCT(DiscountDetails, (), (discount_percent, updated))

void record_change(db::Tx& tx, std::string subject, base::Percent percent, std::int64_t updated,
                   const Permit<Act::set_discount>& permit, base::Timestamp now) {
  record(
      tx, permit,
      {.subject = std::move(subject),
       .details = json::to_text(DiscountDetails{.discount_percent = percent, .updated = updated})},
      now);
}

struct UnitState {
  std::int64_t id = 0;
  bool is_sold = false;
};
BOOST_DESCRIBE_STRUCT(UnitState, (), (id, is_sold))

// REQUIRES: `found` is sorted by id.
BulkRefusal obstacles(std::span<const std::int64_t> ids, std::span<const UnitState> found) {
  BulkRefusal refusal;
  for (const auto id : ids) {
    const auto unit = std::ranges::lower_bound(found, id, {}, &UnitState::id);
    if (unit == found.end() || unit->id != id) {
      refusal.unknown.push_back(id);
    } else if (unit->is_sold) {
      refusal.sold.push_back(id);
    }
  }
  return refusal;
}

std::vector<std::int64_t> without_repeats(std::span<const std::int64_t> ids) {
  std::vector<std::int64_t> sorted(ids.begin(), ids.end());
  std::ranges::sort(sorted);
  const auto repeats = std::ranges::unique(sorted);
  sorted.erase(repeats.begin(), repeats.end());
  return sorted;
}

}  // namespace

std::expected<DiscountSet, DiscountRefusal> set_discount(db::Tx& tx, std::int64_t product_id,
                                                         base::Percent percent,
                                                         const Permit<Act::set_discount>& permit,
                                                         base::Timestamp now) {
  const auto card = find_card(tx, product_id, now);
  if (!card) {
    return std::unexpected(DiscountRefusal::unknown_product);
  }
  const auto updated =
      // is_sold is checked in the UPDATE too: a unit that is sold meanwhile keeps its discount.
      tx.execute(
          fmt::format(
              "UPDATE products SET discount_percent = $2 WHERE is_sold = false "
              "AND id IN (SELECT f.id FROM products p JOIN products f ON {} WHERE p.id = $1)",
              sql::kSameOffer),
          card->product.id, percent);
  if (updated == 0) {
    return std::unexpected(DiscountRefusal::sold);
  }
  record_change(tx, fmt::format("product:{}", card->product.id), percent, updated, permit, now);
  return DiscountSet{*find_product(tx, card->product.id), updated};
}

std::expected<std::int64_t, BulkRefusal> set_discount_bulk(db::Tx& tx,
                                                           std::span<const std::int64_t> ids,
                                                           base::Percent percent,
                                                           const Permit<Act::set_discount>& permit,
                                                           base::Timestamp now) {
  const auto wanted = without_repeats(ids);
  const auto wanted_text = sql::ids_text(tx, wanted);
  const auto found =
      tx.all<UnitState>(fmt::format("SELECT {} FROM products WHERE id {} ORDER BY id{}",
                                    db::columns<UnitState>(), sql::in_ids(tx), tx.for_update()),
                        wanted_text);
  auto refusal = obstacles(wanted, found);
  if (!refusal.unknown.empty() || !refusal.sold.empty()) {
    return std::unexpected(std::move(refusal));
  }
  const auto updated = tx.execute(
      fmt::format("UPDATE products SET discount_percent = $2 WHERE id {}", sql::in_ids(tx)),
      wanted_text, percent);
  record_change(tx, fmt::format("products:{}", wanted.size()), percent, updated, permit, now);
  return updated;
}

std::int64_t set_discount_bulk(db::Tx& tx, const ProductFilter& filter, base::Percent percent,
                               const Permit<Act::set_discount>& permit, base::Timestamp now) {
  auto unsold = filter;
  unsold.sold = false;
  auto conditions = conditions_of(tx, unsold);
  const auto where = conditions.where();
  const auto parameter = conditions.parameter(db::to_value(percent));
  const auto updated = tx.query_with(fmt::format("UPDATE products AS p SET discount_percent = {}{}",
                                                 parameter, where),
                                     conditions.values())
                           .affected;
  record_change(tx, "products", percent, updated, permit, now);
  return updated;
}

}  // namespace shop
