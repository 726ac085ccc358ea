#include "bot/customer/callbacks.h"
#include "bot/customer/contact.h"
#include "bot/customer/language_screens.h"
#include "bot/customer/routes.h"
#include "shop/customers/customer.h"

namespace bot::customer {
namespace {

Reply show_languages(db::Tx& /*tx*/, const Request& request, const ShowLanguages& /*callback*/) {
  return show(languages_screen(request.texts, request.translations));
}

Reply pick_language(db::Tx& tx, const Request& request, const PickLanguage& callback) {
  const auto language = offered_language(request.translations, callback.letters);
  if (!language) {
    return toast(request.texts.label("callback.stale"_msg));
  }
  shop::set_language(tx, request.customer.id, *language);
  return show(languages_screen(request.translations.in(language), request.translations));
}

Reply show_support(db::Tx& /*tx*/, const Request& request, const ShowSupport& /*callback*/) {
  return show(support_screen(request.texts, request.settings));
}

}  // namespace

void add_settings_routes(Router& router) {
  router.on_command("language", Audience::customers, db::Access::read,
                    [](db::Tx& tx, const Request& request) {
                      return show_languages(tx, request, ShowLanguages{});
                    });
  router.on_command(
      "support", Audience::customers, db::Access::read,
      [](db::Tx& tx, const Request& request) { return show_support(tx, request, ShowSupport{}); });
  router.on_press<ShowLanguages>(Audience::customers, db::Access::read, show_languages);
  router.on_press<PickLanguage>(Audience::customers, db::Access::write, pick_language);
  router.on_press<ShowSupport>(Audience::customers, db::Access::read, show_support);
}

}  // namespace bot::customer
