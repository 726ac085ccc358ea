#include "bot/admin/discounts/discount_screens.h"

#include <utility>

#include "base/text.h"
#include "bot/admin/callbacks.h"
#include "bot/admin/panel_screens.h"

namespace bot::admin {
namespace {

Button another_button(const Texts& texts) {
  return button(texts.label("discount.another"_msg), DiscountCities{});
}

}  // namespace

Button DiscountSteps::way_out(const Texts& texts) { return panel_button(texts); }

Screen ask_discount_screen(const Wording& wording, const shop::Product& product) {
  const Texts& texts = wording.texts;
  Screen screen{
      .text = texts.text("discount.ask_percent"_msg,
                         {{"name", short_name(product.name)},
                          {"place", wording.place(shop::place_of(product))},
                          {"price", wording.price(product.base_price, product.discount_percent)}})};
  add_percents(screen, texts,
               [&](base::Percent percent) { return SetDiscount{product.id, percent}; });
  return screen.add({back_button(texts, DiscountOffers{product.id, 0}), panel_button(texts)});
}

Screen bad_percent_screen(const Texts& texts, std::string_view typed) {
  return {.text = texts.text("discount.bad_percent"_msg,
                             {{"input", base::shorten(typed, kMaxTypedUnits)}})};
}

Screen discount_set_screen(const Wording& wording, const shop::DiscountSet& done,
                           base::Percent before) {
  const Texts& texts = wording.texts;
  const shop::Product& product = done.product;
  Screen screen{
      .text = texts.text(
          "discount.done"_msg,
          {{"name", short_name(product.name)},
           {"place", wording.place(shop::place_of(product))},
           {"price", wording.price(product.base_price, product.discount_percent)},
           {"updated", texts.plural_label("discount.updated"_msg, done.discount.updated)}})};
  screen.add({button(texts.label("discount.undo"_msg), SetDiscount{product.id, before}),
              button(texts.label("discount.set_end"_msg),
                     PreviewDiscount{shop::DiscountScope::offer, product.id,
                                     done.discount.discount_percent.value_or(before), 0})});
  return screen.add({another_button(texts), panel_button(texts)});
}

Screen discount_refused_screen(const Texts& texts, shop::DiscountRefusal refusal) {
  Screen screen;
  switch (refusal) {
    case shop::DiscountRefusal::unknown_product:
      screen.text = texts.text("discount.gone"_msg);
      break;
    case shop::DiscountRefusal::sold:
      screen.text = texts.text("discount.sold_out"_msg);
      break;
  }
  return screen.add({another_button(texts), panel_button(texts)});
}

}  // namespace bot::admin
