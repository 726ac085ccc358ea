#include "bot/places/offer_list.h"

#include "base/text.h"

namespace bot {

Html offer_lines(const Wording& wording, std::span<const shop::Offer> offers) {
  Html lines;
  for (const shop::Offer& offer : offers) {
    lines.text += lines.text.empty() ? "" : "\n";
    lines.text += wording.texts.text(
        "shop.offer_line"_msg, {{"name", short_name(offer.name)},
                                {"price", wording.price(offer.base_price, offer.discount_percent)},
                                {"left", wording.left(offer.available)}});
  }
  return lines;
}

std::string offer_label(const Wording& wording, const shop::Offer& offer) {
  return wording.texts.label(
      "shop.offer_button"_msg,
      {{"name", base::shorten(offer.name, kMaxLabelUnits / 2)},
       {"price", wording.price_label(offer.base_price, offer.discount_percent)}});
}

}  // namespace bot
