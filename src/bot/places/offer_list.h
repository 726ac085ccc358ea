// Lists of places and offers, alike for customers and owners.
#pragma once

#include <vector>

#include "bot/view/screen.h"
#include "bot/view/wording.h"
#include "shop/stock/catalog.h"

namespace bot {

// A button for each place, two in a row; `callback_for(product_id)` is what it sends.
template <class CallbackFor>
Screen& add_entries(Screen& screen, const shop::Slice<shop::Entry>& entries,
                    CallbackFor callback_for) {
  std::vector<Button> buttons;
  buttons.reserve(entries.items.size());
  for (const shop::Entry& entry : entries.items) {
    buttons.push_back(button(short_label(entry.name), callback_for(entry.product_id)));
  }
  return add_grid(screen, std::move(buttons), 2);
}

// "80 PLN 🔥 -20% · Name (3)" within kMaxLabelUnits: the name is shortened, the price never; how
// many are left stands there when there is room.
std::string offer_label(const Wording& wording, const shop::Offer& offer);

// A button for each offer, each in a row of its own.
template <class CallbackFor>
Screen& add_offers(Screen& screen, const Wording& wording, const shop::Slice<shop::Offer>& offers,
                   CallbackFor callback_for) {
  for (const shop::Offer& offer : offers.items) {
    screen.add(button(offer_label(wording, offer), callback_for(offer.product_id)));
  }
  return screen;
}

}  // namespace bot
