#include "bot/updates/offer_picture.h"

#include <utility>

#include "shop/pictures/picture.h"

namespace bot {

std::optional<ScreenPicture> offer_picture(db::Tx& tx, const ShopSettings& settings,
                                           std::optional<std::int64_t> picture_id) {
  if (!picture_id) {
    return std::nullopt;
  }
  auto source = shop::find_picture_source(tx, *picture_id, settings.bot_username);
  if (!source) {
    return std::nullopt;
  }
  const auto id = source->picture_id;
  return ScreenPicture{
      .file_id = std::move(source->file_id),
      .jpeg = std::move(source->jpeg),
      .load = [id](db::Tx& later) { return shop::find_picture(later, id); },
      .on_uploaded =
          [id, bot = settings.bot_username](db::Tx& later, std::string_view file_id) {
            shop::note_picture_file(later, id, bot, file_id);
          }};
}

}  // namespace bot
