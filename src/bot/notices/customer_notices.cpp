#include <string>
#include <utility>

#include "bot/admin/actor_name.h"
#include "bot/admin/alerts/alert_screens.h"
#include "bot/admin/customers/callbacks.h"
#include "bot/admin/customers/user_screens.h"
#include "bot/notices/renderers.h"
#include "bot/updates/calls.h"
#include "bot/updates/command_lists.h"
#include "bot/view/role_wording.h"
#include "shop/customers/customer.h"
#include "shop/customers/notices.h"

namespace bot {
namespace {

Sending banned(const NoticeRequest& request, const shop::BanNotice& notice) {
  return message_to(request.user_id,
                    request.texts.text("notice.banned"_msg, {{"reason", notice.reason}}));
}

Sending unbanned(const NoticeRequest& request, const shop::BanNotice& notice) {
  return message_to(request.user_id,
                    request.texts.text("notice.unbanned"_msg, {{"reason", notice.reason}}));
}

// Telegram's menu offers what the role may do, whoever gave it.
Sending role_changed(const NoticeRequest& request, const shop::RoleNotice& notice) {
  const Texts& texts = request.texts;
  auto sending = message_to(request.user_id,
                            notice.role ? texts.text("notice.role_given"_msg,
                                                     {{"role", texts.label(name_of(*notice.role))}})
                                        : texts.text("notice.role_taken"_msg));
  const auto customer = shop::find_customer(request.tx, request.user_id);
  for (auto& list : staff_command_lists(
           request.user_id, notice.role, customer ? customer->language : std::nullopt,
           request.context.translations, request.context.router.navigation())) {
    sending.calls.push_back({.call = std::move(list), .may_fail = true});
  }
  return sending;
}

// The button leads to the card of whose role it is.
Sending staff_changed(const NoticeRequest& request, const shop::StaffNotice& notice) {
  const Texts& texts = request.texts;
  const auto& customer = request.sources.customer(notice.user_id);
  const auto name = customer ? admin::user_name(*customer) : std::to_string(notice.user_id);
  const auto who = admin::actor_name(request.tx, notice.actor);
  Screen screen{.text = notice.role
                            ? texts.text("notice.staff_given"_msg,
                                         {{"who", who},
                                          {"name", name},
                                          {"role", texts.label(name_of(*notice.role))}})
                            : texts.text("notice.staff_taken"_msg, {{"who", who}, {"name", name}})};
  screen.add(button(texts.label("notice.open_user"_msg), admin::ShowUser{notice.user_id}));
  screen.add(admin::alert_row(texts));
  return {.calls = {{.call = message_with(request.user_id, screen)}}};
}

}  // namespace

void add_customer_notices(NoticeRenderers& renderers) {
  renderers.on(shop::kBanned, banned);
  renderers.on(shop::kUnbanned, unbanned);
  renderers.on(shop::kRoleChanged, role_changed);
  renderers.on(shop::kStaffChanged, staff_changed);
}

}  // namespace bot
