#include "bot/admin/customers/user_cards.h"

#include "shop/customers/staff.h"

namespace bot::admin {

std::optional<shop::Role> role_of_user(db::Tx& tx, const Request& request, std::int64_t user_id) {
  return request.settings.is_owner(user_id) ? shop::Role::owner : shop::find_role(tx, user_id);
}

Reply show_user_card(db::Tx& tx, const Request& request, std::int64_t user_id) {
  const auto customer = shop::find_customer(tx, user_id);
  if (!customer || !request.role) {
    return toast(request.texts.label("callback.stale"_msg));
  }
  const UserCard card{
      .customer = *customer,
      .figures = shop::figures_of(tx, user_id),
      .former_names = shop::former_names_of(tx, user_id, kFormerNamesShown),
      .role = role_of_user(tx, request, user_id),
      .language = customer->language
                      ? request.translations.in(customer->language).label("language.name"_msg)
                      : ""};
  return show(user_card_screen(wording_of(request), card, *request.role));
}

}  // namespace bot::admin
