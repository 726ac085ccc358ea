#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "bot/admin/pictures/picture_screens.h"
#include "bot/notices/renderers.h"
#include "bot/updates/calls.h"
#include "bot/updates/offer_picture.h"
#include "shop/pictures/notices.h"
#include "shop/pictures/sent_picture.h"
#include "shop/pictures/small_picture.h"
#include "shop/stock/catalog.h"

namespace bot {
namespace {

constexpr int kPictureAttempts = 3;

using MadePicture = std::expected<shop::SmallPicture, shop::PictureProblem>;

MadePicture make_of(const std::optional<std::string>& bytes) {
  return bytes ? shop::make_small(*bytes) : std::unexpected(shop::PictureProblem::unavailable);
}

Sending sent_picture(const NoticeRequest& request, const shop::PictureSent& sent) {
  const auto on_read = [user_id = request.user_id, product_id = sent.product_id,
                        owners = request.settings.owner_ids](
                           const std::optional<std::string>& bytes) -> NoticeEffect {
    const auto made = std::make_shared<const MadePicture>(make_of(bytes));
    return [=](db::Tx& tx, base::Timestamp now) {
      shop::settle_sent_picture(tx, user_id, product_id, *made, owners, now);
    };
  };
  return {.file = NoticeFile{.file_id = sent.file_id,
                             .max_bytes = shop::kMaxSentBytes,
                             .max_attempts = kPictureAttempts,
                             .on_read = on_read},
          .needs_chat = false};
}

Sending shown_screen(const NoticeRequest& request, const Screen& screen) {
  return {.calls = {{.call = message_with(request.user_id, screen)}}};
}

Sending read_picture(const NoticeRequest& request, const shop::PictureRead& outcome) {
  const auto card = shop::find_card(request.tx, outcome.product_id, request.context.clock.now());
  if (!card || outcome.is_gone) {
    return shown_screen(request, admin::picture_gone_screen(request.texts));
  }
  if (outcome.problem) {
    return shown_screen(request, admin::picture_problem_screen(request.texts, *outcome.problem,
                                                               outcome.product_id));
  }
  const auto picture = offer_picture(request.tx, request.settings, card->picture_id);
  const auto screen = admin::picture_set_screen(request.wording(), card->product);
  if (!picture) {
    return {};  // somebody has removed it again
  }
  return {.calls = {{.call = photo_with(request.user_id, *picture, screen),
                     .if_refused = message_with(request.user_id, screen),
                     .on_uploaded = picture->on_uploaded}}};
}

}  // namespace

void add_picture_notices(NoticeRenderers& renderers) {
  renderers.on(shop::kPictureSent, sent_picture);
  renderers.on(shop::kPictureRead, read_picture);
}

}  // namespace bot
