#include <boost/describe.hpp>

#include "base/text.h"
#include "bot/admin/customers/callbacks.h"
#include "bot/admin/customers/user_cards.h"
#include "bot/admin/customers/user_screens.h"
#include "bot/admin/routes.h"
#include "shop/customers/customer_search.h"

namespace bot::admin {
namespace {

// The search, which goes on while its results and the cards found by it are looked at.
constexpr std::string_view kUserSearch = "user_search";

struct UserSearchData {
  std::string text;  // "": none was typed yet
};
BOOST_DESCRIBE_STRUCT(UserSearchData, (), (text))

UserSearchData user_search_of(const Request& request) {
  return dialog_data<UserSearchData>(request, kUserSearch).value_or(UserSearchData{});
}

Reply show_users(db::Tx& tx, const Request& request, const UserSearchData& search, int offset) {
  begin_dialog(tx, request, kUserSearch, search);
  return show(users_screen(wording_of(request), {.users = shop::search_customers(
                                                     tx, search.text, {offset, kUsersPerPage}),
                                                 .text = search.text,
                                                 .offset = offset}));
}

Reply list_users(db::Tx& tx, const Request& request, const ListUsers& callback) {
  return show_users(tx, request, user_search_of(request), callback.offset);
}

Reply typed_user_text(db::Tx& tx, const Request& request) {
  const auto text = base::squeeze(base::shorten(request.text, kMaxTypedUnits));
  return text.empty() ? show(ask_user_text_screen(request.texts))
                      : show_users(tx, request, {text}, 0);
}

Reply show_chosen_user(db::Tx& tx, const Request& request, const ShowUser& callback) {
  begin_dialog(tx, request, kUserSearch, user_search_of(request));
  return show_user_card(tx, request, callback.user_id);
}

}  // namespace

void add_user_routes(Router& router) {
  constexpr auto kAct = shop::Act::see_customers;
  router.add_to_panel("users.button"_msg, ListUsers{}, kAct);
  router.on_press<ListUsers>(kAct, db::Access::write, list_users);
  router.on_press<ShowUser>(kAct, db::Access::write, show_chosen_user);
  router.on_dialog(std::string(kUserSearch), kAct, typed_user_text);
}

}  // namespace bot::admin
