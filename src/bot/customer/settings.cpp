#include "bot/customer/callbacks.h"
#include "bot/customer/language_screens.h"
#include "bot/customer/routes.h"
#include "bot/updates/command_lists.h"
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
  const Texts& texts = request.translations.in(language);
  Reply reply = show(languages_screen(texts, request.translations));
  reply.command_lists = command_lists(request.chat_id(), request.role, texts, request.translations,
                                      request.navigation);
  return reply;
}

}  // namespace

void add_settings_routes(Router& router) {
  router.on_command<ShowLanguages>(
      {.name = "language", .description = "command.language"_msg, .help = "help.language"_msg},
      db::Access::read, show_languages);
  router.add_to_menu("menu.language"_msg, ShowLanguages{});
  router.on_press<ShowLanguages>(Audience::customers, db::Access::read, show_languages);
  router.on_press<PickLanguage>(Audience::customers, db::Access::write, pick_language);
}

}  // namespace bot::customer
