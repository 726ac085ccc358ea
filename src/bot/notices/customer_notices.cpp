#include "bot/notices/renderers.h"
#include "bot/view/role_wording.h"
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

Sending role_changed(const NoticeRequest& request, const shop::RoleNotice& notice) {
  return message_to(request.user_id,
                    notice.role
                        ? request.texts.text("notice.role_given"_msg,
                                             {{"role", request.texts.label(name_of(*notice.role))}})
                        : request.texts.text("notice.role_taken"_msg));
}

}  // namespace

void add_customer_notices(NoticeRenderers& renderers) {
  renderers.on(shop::kBanned, banned);
  renderers.on(shop::kUnbanned, unbanned);
  renderers.on(shop::kRoleChanged, role_changed);
}

}  // namespace bot
