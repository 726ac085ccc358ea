#include "base/text.h"
#include "bot/admin/customers/user_act_screens.h"
#include "bot/admin/customers/user_cards.h"
#include "bot/admin/routes.h"

namespace bot::admin {
namespace {

using shop::Act;

constexpr std::string_view kBanReason = "ban_reason";
constexpr std::string_view kUnbanReason = "unban_reason";

// Begins a dialog about the customer, whose next text is the answer.
template <class Callback>
auto asking(std::string_view dialog, MessageId question) {
  return [dialog, question](db::Tx& tx, const Request& request, const Callback& callback) {
    const auto customer = shop::find_customer(tx, callback.user_id);
    if (!customer) {
      return toast(request.texts.label("callback.stale"_msg));
    }
    begin_dialog(tx, request, dialog, UserData{customer->id});
    return show(ask_about_user_screen(request.texts, question, *customer));
  };
}

// Ends the dialog: the card as it is now.
Reply end_with_card(db::Tx& tx, const Request& request, std::int64_t user_id) {
  shop::clear_dialog(tx, request.chat_id());
  return show_user_card(tx, request, user_id);
}

// The card, below a message of what has come of it.
Reply end_with_word(db::Tx& tx, const Request& request, std::int64_t user_id, std::string word) {
  Reply reply = end_with_card(tx, request, user_id);
  if (reply.screen) {
    reply.screen->text = base::escape_html(word) + "\n\n" + reply.screen->text;
  }
  return reply;
}

Reply answer_ban(db::Tx& tx, const Request& request, std::int64_t user_id,
                 const std::expected<void, shop::BanRefusal>& done, MessageId word) {
  if (!done && done.error() == shop::BanRefusal::no_reason) {
    return show(no_user_reason_screen(request.texts, user_id));
  }
  if (!done && done.error() == shop::BanRefusal::long_reason) {
    return show(long_user_reason_screen(request.texts, user_id));
  }
  return end_with_word(
      tx, request, user_id,
      done ? request.texts.label(word) : ban_refused_label(request.texts, done.error()));
}

Reply typed_ban_reason(db::Tx& tx, const Request& request,
                       const shop::Permit<Act::ban_customer>& permit) {
  const auto user_id = dialog_data<UserData>(request, kBanReason).value_or(UserData{}).user_id;
  const auto done =
      shop::ban(tx, {.user_id = user_id, .reason = std::string(base::trim(request.text))},
                request.settings.owner_ids, permit, request.now);
  return answer_ban(tx, request, user_id, done, "user.ban_done"_msg);
}

Reply typed_unban_reason(db::Tx& tx, const Request& request,
                         const shop::Permit<Act::unban_customer>& permit) {
  const auto user_id = dialog_data<UserData>(request, kUnbanReason).value_or(UserData{}).user_id;
  const auto done =
      shop::unban(tx, {.user_id = user_id, .reason = std::string(base::trim(request.text))}, permit,
                  request.now);
  return answer_ban(tx, request, user_id, done, "user.unban_done"_msg);
}

Reply ask_role(db::Tx& tx, const Request& request, const AskRole& callback) {
  const auto customer = shop::find_customer(tx, callback.user_id);
  return customer ? show(ask_role_screen(request.texts, *customer,
                                         role_of_user(tx, request, customer->id)))
                  : toast(request.texts.label("callback.stale"_msg));
}

std::optional<shop::Role> chosen_role(RoleChoice choice) {
  switch (choice) {
    case RoleChoice::none:
      return std::nullopt;
    case RoleChoice::support:
      return shop::Role::support;
    case RoleChoice::manager:
      return shop::Role::manager;
  }
  return std::nullopt;
}

Reply set_chosen_role(db::Tx& tx, const Request& request, const SetRole& callback,
                      const shop::Permit<Act::set_role>& permit) {
  const auto id = callback.user_id;
  if (request.settings.is_owner(id)) {
    return show_user_card(tx, request, id)
        .with_alert(role_refused_label(request.texts, shop::RoleRefusal::owners_are_set));
  }
  const auto role = chosen_role(callback.role);
  const auto before = shop::set_role(tx, id, role, permit, request.now, request.settings.owner_ids);
  Reply reply = show_user_card(tx, request, id);
  if (!before) {
    return reply.with_alert(role_refused_label(request.texts, before.error()));
  }
  return reply.with_toast(request.texts.label("user.role_done"_msg));
}

}  // namespace

void add_user_act_routes(Router& router) {
  router.on_press<AskBan>(Act::ban_customer, db::Access::write,
                          asking<AskBan>(kBanReason, "user.ask_ban"_msg));
  router.on_act_dialog<Act::ban_customer>(std::string(kBanReason), typed_ban_reason);
  router.on_press<AskUnban>(Act::unban_customer, db::Access::write,
                            asking<AskUnban>(kUnbanReason, "user.ask_unban"_msg));
  router.on_act_dialog<Act::unban_customer>(std::string(kUnbanReason), typed_unban_reason);
  router.on_press<AskRole>(Act::set_role, db::Access::read, ask_role);
  router.on_act<Act::set_role, SetRole>(set_chosen_role);
}

}  // namespace bot::admin
