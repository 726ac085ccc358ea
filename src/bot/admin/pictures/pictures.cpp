#include <boost/describe.hpp>
#include <cstdint>
#include <string>
#include <string_view>

#include "bot/admin/pictures/callbacks.h"
#include "bot/admin/pictures/picture_screens.h"
#include "bot/admin/pictures/sent_picture.h"
#include "bot/admin/routes.h"
#include "bot/updates/offer_picture.h"
#include "bot/view/wording.h"
#include "json/json.h"
#include "shop/core/dialog.h"
#include "shop/pictures/picture.h"
#include "shop/pictures/sent_picture.h"
#include "shop/stock/catalog.h"

namespace bot::admin {
namespace {

// The dialog that waits for a picture. It goes on after one, so that another replaces it.
constexpr std::string_view kAskPicture = "offer_picture";

struct AskPictureData {
  std::int64_t product_id = 0;
};
BOOST_DESCRIBE_STRUCT(AskPictureData, (), (product_id))

using PicturePermit = shop::Permit<shop::Act::edit_product>;

Reply ask_picture(db::Tx& tx, const Request& request, const EditPicture& callback) {
  const auto card = shop::find_card(tx, callback.product_id, request.now);
  if (!card) {
    return show(picture_gone_screen(request.texts));
  }
  const AskPictureData data{card->product.id};
  shop::save_dialog(tx, request.chat_id(), {std::string(kAskPicture), json::to_text(data)},
                    request.now);
  auto reply = show(ask_picture_screen(wording_of(request), *card));
  reply.picture_above = offer_picture(tx, request.settings, card->picture_id);
  return reply;
}

Reply remove_picture(db::Tx& tx, const Request& request, const RemovePicture& callback,
                     const PicturePermit& permit) {
  const auto card = shop::find_card(tx, callback.product_id, request.now);
  if (!card) {
    return show(picture_gone_screen(request.texts));
  }
  // Also when somebody else has removed it before: then it is what was wanted.
  static_cast<void>(shop::remove_picture(tx, card->product.id, permit, request.now));
  return show(picture_removed_screen(wording_of(request), card->product));
}

Reply take_picture(db::Tx& tx, const Request& request, const PicturePermit& /*permit*/) {
  const auto data = json::parse<AskPictureData>(request.dialog->data, json::Strictness::lenient);
  if (!data || !shop::find_product(tx, data->product_id)) {
    shop::clear_dialog(tx, request.chat_id());
    return show(picture_gone_screen(request.texts));
  }
  const auto picture = picture_in(request);
  if (!picture) {
    return show(picture_problem_screen(request.texts, picture.error(), data->product_id));
  }
  shop::note_sent_picture(tx, request.sender.id, data->product_id, *picture, request.now);
  return show(picture_sent_screen(request.texts, data->product_id));
}

}  // namespace

void add_picture_routes(Router& router) {
  router.on_press<EditPicture>(shop::Act::edit_product, db::Access::write, ask_picture);
  router.on_act<shop::Act::edit_product, RemovePicture>(remove_picture);
  router.on_act_dialog<shop::Act::edit_product>(std::string(kAskPicture), take_picture);
}

}  // namespace bot::admin
