#include "shop/stock/discounts/discount.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "db/core/columns.h"
#include "shop/core/sql.h"

namespace shop {
namespace {

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

// The ids, each once. More units than a piece has are not kept from being sold until its turn
// comes.
std::expected<std::vector<std::int64_t>, BulkRefusal> find_units(db::Tx& tx,
                                                                 std::span<const std::int64_t> ids,
                                                                 std::string_view lock) {
  auto wanted = without_repeats(ids);
  const auto found = tx.all<UnitState>(
      fmt::format("SELECT {} FROM products WHERE id {} ORDER BY id{}", db::columns<UnitState>(),
                  sql::in_ids(tx),
                  std::cmp_less_equal(wanted.size(), kDiscountedAtOnce) ? lock : ""),
      sql::ids_text(tx, wanted));
  auto refusal = obstacles(wanted, found);
  if (!refusal.unknown.empty() || !refusal.sold.empty()) {
    return std::unexpected(std::move(refusal));
  }
  return wanted;
}

}  // namespace

std::expected<DiscountSet, DiscountRefusal> set_discount(db::Tx& tx, std::int64_t product_id,
                                                         const DiscountTerms& terms,
                                                         const Permit<Act::set_discount>& permit,
                                                         base::Timestamp now) {
  const auto card = find_card(tx, product_id, now);
  if (!card) {
    return std::unexpected(DiscountRefusal::unknown_product);
  }
  const auto& unit = card->product;
  const auto discount =
      unit.is_sold
          ? std::nullopt
          : std::optional(set_bulk_discount(tx, filter_of(DiscountScope::offer, unit), terms,
                                            permit, now, fmt::format("product:{}", unit.id)));
  if (!discount || (discount->finished_at && discount->updated == 0)) {
    return std::unexpected(DiscountRefusal::sold);
  }
  return DiscountSet{*find_product(tx, unit.id), *discount};
}

std::expected<std::int64_t, BulkRefusal> count_discountable(db::Tx& tx,
                                                            std::span<const std::int64_t> ids) {
  const auto wanted = find_units(tx, ids, "");
  return wanted ? std::expected<std::int64_t, BulkRefusal>(std::ssize(*wanted))
                : std::unexpected(wanted.error());
}

std::expected<BulkDiscount, BulkRefusal> set_discount_bulk(db::Tx& tx,
                                                           std::span<const std::int64_t> ids,
                                                           const DiscountTerms& terms,
                                                           const Permit<Act::set_discount>& permit,
                                                           base::Timestamp now) {
  const auto wanted = find_units(tx, ids, tx.for_update());
  if (!wanted) {
    return std::unexpected(wanted.error());
  }
  return set_bulk_discount(tx, {.ids = *wanted}, terms, permit, now,
                           fmt::format("products:{}", wanted->size()));
}

}  // namespace shop
