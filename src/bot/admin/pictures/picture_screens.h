// The screens about an offer's picture. All are short enough for a caption.
#pragma once

#include <string>

#include "bot/view/screen.h"
#include "bot/view/wording.h"
#include "shop/pictures/small_picture.h"
#include "shop/stock/catalog.h"

namespace bot::admin {

// Stands below the picture when the offer has one. Asks for a picture.
Screen ask_picture_screen(const Wording& wording, const shop::Card& card);

// It was sent and is being looked at.
Screen picture_sent_screen(const Texts& texts, std::int64_t product_id);

// Stands below the picture as it is from now on.
Screen picture_set_screen(const Wording& wording, const shop::Product& product);

Screen picture_removed_screen(const Wording& wording, const shop::Product& product);

// Why it was not taken, and what is.
std::string picture_problem_text(const Texts& texts, shop::PictureProblem problem);
Screen picture_problem_screen(const Texts& texts, shop::PictureProblem problem,
                              std::int64_t product_id);

// The offer was deleted in the meantime.
Screen picture_gone_screen(const Texts& texts);

}  // namespace bot::admin
