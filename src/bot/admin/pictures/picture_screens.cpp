#include "bot/admin/pictures/picture_screens.h"

#include <utility>

#include "bot/admin/inventory/callbacks.h"
#include "bot/admin/inventory/inventory_screens.h"
#include "bot/admin/panel_screens.h"
#include "bot/admin/pictures/callbacks.h"
#include "bot/places/place_screens.h"

namespace bot::admin {
namespace {

MessageId picture_problem_id(shop::PictureProblem problem) {
  switch (problem) {
    case shop::PictureProblem::unavailable:
      return "picture.unavailable"_msg;
    case shop::PictureProblem::too_heavy:
      return "picture.too_heavy"_msg;
    case shop::PictureProblem::not_a_picture:
      return "picture.not_a_picture"_msg;
    case shop::PictureProblem::moving:
      return "picture.moving"_msg;
    case shop::PictureProblem::too_small:
      return "picture.too_small"_msg;
    case shop::PictureProblem::too_narrow:
      return "picture.too_narrow"_msg;
    case shop::PictureProblem::too_large:
      return "picture.too_large"_msg;
    case shop::PictureProblem::damaged:
      return "picture.damaged"_msg;
  }
  std::unreachable();
}

std::string picture_text(const Wording& wording, MessageId id, const shop::Product& product) {
  return wording.texts.text(
      id, {{"name", short_name(product.name)}, {"place", wording.place(shop::place_of(product))}});
}

Screen& add_picture_ways(Screen& screen, const Texts& texts, std::int64_t product_id) {
  return screen.add({back_button(texts, ShowStockOffer{product_id}), panel_button(texts)});
}

Button remove_picture_button(const Texts& texts, std::int64_t product_id) {
  return styled(button(texts.label("picture.remove"_msg), RemovePicture{product_id}),
                ButtonStyle::danger);
}

Button another_picture_button(const Texts& texts, std::int64_t product_id) {
  return button(texts.label("picture.another"_msg), EditPicture{product_id});
}

}  // namespace

Screen ask_picture_screen(const Wording& wording, const shop::Card& card) {
  const auto id = card.picture_id ? "picture.ask_other"_msg : "picture.ask"_msg;
  Screen screen{.text = picture_text(wording, id, card.product)};
  if (card.picture_id) {
    screen.add(remove_picture_button(wording.texts, card.product.id));
  }
  return add_picture_ways(screen, wording.texts, card.product.id);
}

Screen picture_sent_screen(const Texts& texts, std::int64_t product_id) {
  Screen screen{.text = texts.text("picture.sent"_msg)};
  screen.add(another_picture_button(texts, product_id));
  return add_picture_ways(screen, texts, product_id);
}

Screen picture_set_screen(const Wording& wording, const shop::Product& product) {
  Screen screen{.text = picture_text(wording, "picture.set"_msg, product)};
  screen.add(another_picture_button(wording.texts, product.id));
  screen.add(remove_picture_button(wording.texts, product.id));
  return add_picture_ways(screen, wording.texts, product.id);
}

Screen picture_removed_screen(const Wording& wording, const shop::Product& product) {
  Screen screen{.text = picture_text(wording, "picture.removed"_msg, product)};
  screen.add(another_picture_button(wording.texts, product.id));
  return add_picture_ways(screen, wording.texts, product.id);
}

std::string picture_problem_text(const Texts& texts, shop::PictureProblem problem) {
  return texts.text(picture_problem_id(problem), {{"megabytes", shop::kMaxSentBytes / 1'000'000},
                                                  {"side", shop::kMinPictureSide},
                                                  {"ratio", shop::kMaxPictureRatio},
                                                  {"megapixels", shop::kMaxMegapixels}});
}

Screen picture_problem_screen(const Texts& texts, shop::PictureProblem problem,
                              std::int64_t product_id) {
  Screen screen{.text = picture_problem_text(texts, problem)};
  screen.add(another_picture_button(texts, product_id));
  return add_picture_ways(screen, texts, product_id);
}

Screen picture_gone_screen(const Texts& texts) {
  Screen screen{.text = texts.text("picture.gone"_msg)};
  return screen.add({inventory_button(texts), panel_button(texts)});
}

}  // namespace bot::admin
