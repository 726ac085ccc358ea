#include "bot/places/offer_list.h"

#include <fmt/format.h>

#include "base/text.h"

namespace bot {

std::string offer_label(const Wording& wording, const shop::Offer& offer) {
  const auto price = wording.price_label(offer.base_price, offer.discount_percent);
  const auto left = offer.available >= shop::kAvailableCap
                        ? fmt::format("{}+", shop::kAvailableCap - 1)
                        : std::to_string(offer.available);
  auto whole = wording.texts.label("shop.offer_button_left"_msg,
                                   {{"name", offer.name}, {"price", price}, {"left", left}});
  return base::utf16_length(whole) <= kMaxLabelUnits
             ? whole
             : fitted_label(offer.name, [&](std::string_view name) {
                 return wording.texts.label("shop.offer_button"_msg,
                                            {{"name", std::string(name)}, {"price", price}});
               });
}

}  // namespace bot
