#include "bot/notices/renderers.h"
#include "shop/customers/notices.h"

namespace bot {
namespace {

Sending new_referral(const NoticeRequest& request, const shop::ReferralNotice& notice) {
  const auto& newcomer = request.sources.customer(notice.user_id);
  if (!newcomer) {
    return {};
  }
  const auto name = person(newcomer->first_name, newcomer->username.value_or(""), newcomer->id);
  return message_to(request.user_id,
                    request.texts.text("notice.new_referral"_msg, {{"name", name}}));
}

}  // namespace

void add_referral_notices(NoticeRenderers& renderers) {
  renderers.on(shop::kNewReferral, new_referral);
}

}  // namespace bot
