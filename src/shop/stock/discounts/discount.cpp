#include "shop/stock/discounts/discount.h"

#include <utility>

#include <fmt/format.h>

#include "shop/stock/bulk/accept.h"

namespace shop {

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

std::expected<BulkDiscount, BulkRefusal> set_discount_bulk(db::Tx& tx, const UnitFilter& filter,
                                                           const DiscountTerms& terms,
                                                           const Permit<Act::set_discount>& permit,
                                                           base::Timestamp now) {
  const auto judged = judge(tx, BulkKind::set_discount, filter);
  return judged ? std::expected<BulkDiscount, BulkRefusal>(
                      set_bulk_discount(tx, *judged, terms, permit, now, subject_of(*judged)))
                : std::unexpected(judged.error());
}

}  // namespace shop
