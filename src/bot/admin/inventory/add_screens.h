// The staff's screens to add a product, or more units of one.
#pragma once

#include <string>
#include <vector>

#include "bot/admin/inventory/add_dialog.h"
#include "bot/view/screen.h"
#include "bot/view/wording.h"
#include "shop/pictures/small_picture.h"
#include "shop/stock/catalog.h"
#include "shop/stock/draft/codes.h"
#include "shop/stock/draft/draft.h"

namespace bot::admin {

// Asks for a city, district or category: one of `known`, or a new one that is typed.
Screen ask_place_screen(const Texts& texts, const AddData& data,
                        const shop::Slice<shop::Entry>& known, int offset);
// Asks for the step's text or picture. REQUIRES: the step is name, price, description or picture.
Screen ask_text_screen(const Wording& wording, const AddData& data);

// What was typed does not fit the step, which goes on.
Screen bad_name_screen(const Texts& texts, AddStep step);
Screen bad_picture_screen(const Texts& texts, shop::PictureProblem problem);
Screen bad_price_screen(const Texts& texts, std::string_view typed);
// "1,234" is two amounts.
Screen unclear_price_screen(const Wording& wording, base::Money grouped, base::Money decimal);

// What was passed over in the last message, and whether it was too much for the draft.
struct DraftNews {
  std::vector<std::size_t> long_lines = {};
  std::vector<std::size_t> unreadable_lines = {};
  bool is_full = false;
  bool is_unreadable_file = false;
  bool is_other_kind = false;  // a voice message, a sticker
};

// How many units were sent, and what pressing `Add` would do.
Screen draft_screen(const Wording& wording, const AddData& data, const shop::DraftCount& count,
                    const DraftNews& news);
// A place is being described: what it has so far, and what is wanted next.
Screen place_draft_screen(const Texts& texts, const AddData& data);

Screen units_added_screen(const Wording& wording, const AddData& data,
                          const shop::DraftAdded& added);
Screen nothing_added_screen(const Texts& texts);

}  // namespace bot::admin
