#include <fmt/format.h>

#include "base/text.h"
#include "base/typed_amount.h"
#include "bot/admin/customers/user_act_screens.h"
#include "bot/admin/customers/user_cards.h"
#include "bot/admin/routes.h"
#include "shop/money/adjustment.h"

namespace bot::admin {
namespace {

constexpr std::string_view kAdjustAmount = "adjust_amount";
constexpr std::string_view kAdjustReason = "adjust_reason";
constexpr std::string_view kAdjustPreview = "adjust_preview";

using AdjustPermit = shop::Permit<shop::Act::adjust>;

struct AdjustReasonData {
  std::int64_t user_id = 0;
  base::Money amount;
};
BOOST_DESCRIBE_STRUCT(AdjustReasonData, (), (user_id, amount))

struct AdjustPreviewData {
  std::int64_t user_id = 0;
  base::Money amount;
  std::string reason;
  std::int64_t key = 0;
};
BOOST_DESCRIBE_STRUCT(AdjustPreviewData, (), (user_id, amount, reason, key))

Reply no_such_user(const Request& request) {
  return toast(request.texts.label("callback.stale"_msg));
}

// One that names no other adjustment of theirs.
std::int64_t new_key(const Request& request) {
  return static_cast<std::int64_t>(request.random.below(std::uint64_t{1} << 62U));
}

Reply preview_adjustment(db::Tx& tx, const Request& request, AdjustPreviewData data) {
  const auto customer = shop::find_customer(tx, data.user_id);
  if (!customer) {
    return no_such_user(request);
  }
  data.key = new_key(request);
  begin_dialog(tx, request, kAdjustPreview, data);
  return show(adjustment_preview_screen(
      wording_of(request),
      {.customer = *customer, .amount = data.amount, .reason = data.reason, .key = data.key}));
}

Reply ask_adjustment(db::Tx& tx, const Request& request, const AskAdjustment& callback) {
  const auto customer = shop::find_customer(tx, callback.user_id);
  if (!customer) {
    return no_such_user(request);
  }
  begin_dialog(tx, request, kAdjustAmount, UserData{customer->id});
  return show(ask_adjustment_screen(wording_of(request), *customer));
}

Reply typed_adjustment(db::Tx& tx, const Request& request, const AdjustPermit& /*permit*/) {
  const auto data = dialog_data<UserData>(request, kAdjustAmount);
  const auto customer = data ? shop::find_customer(tx, data->user_id) : std::nullopt;
  if (!customer) {
    shop::clear_dialog(tx, request.chat_id());
    return no_such_user(request);
  }
  const auto amount = base::read_amount(request.text, request.settings.currency);
  if (!amount) {
    return show(
        bad_adjustment_screen(wording_of(request), customer->id, request.text, amount.error()));
  }
  if (amount->is_zero()) {
    return show(zero_adjustment_screen(request.texts, customer->id));
  }
  begin_dialog(tx, request, kAdjustReason, AdjustReasonData{customer->id, *amount});
  return show(ask_adjustment_reason_screen(wording_of(request), *customer, *amount));
}

Reply typed_adjustment_reason(db::Tx& tx, const Request& request, const AdjustPermit& /*permit*/) {
  const auto data = dialog_data<AdjustReasonData>(request, kAdjustReason);
  if (!data) {
    shop::clear_dialog(tx, request.chat_id());
    return no_such_user(request);
  }
  const auto reason = base::trim(request.text);
  if (reason.empty()) {
    return show(no_user_reason_screen(request.texts, data->user_id));
  }
  if (base::utf16_length(reason) > shop::kMaxAdjustmentReason) {
    return show(long_user_reason_screen(request.texts, data->user_id));
  }
  return preview_adjustment(
      tx, request,
      {.user_id = data->user_id, .amount = data->amount, .reason = std::string(reason)});
}

// A text instead of the press that is waited for.
Reply text_under_preview(db::Tx& tx, const Request& request, const AdjustPermit& /*permit*/) {
  const auto data = dialog_data<AdjustPreviewData>(request, kAdjustPreview);
  return data ? preview_adjustment(tx, request, *data) : no_such_user(request);
}

Reply adjust_refused(db::Tx& tx, const Request& request, const AdjustPreviewData& data,
                     shop::AdjustRefusal refusal) {
  Reply reply = refusal == shop::AdjustRefusal::balance_changed
                    ? preview_adjustment(tx, request, data)
                    : show_user_card(tx, request, data.user_id);
  return reply.with_alert(adjust_refused_label(request.texts, refusal));
}

// A second press, or one below an older preview, finds no dialog of that key.
Reply post_adjustment(db::Tx& tx, const Request& request, const PostAdjustment& callback,
                      const AdjustPermit& permit) {
  const auto data = dialog_data<AdjustPreviewData>(request, kAdjustPreview);
  if (!data || data->key != callback.key || data->user_id != callback.user_id) {
    return show_user_card(tx, request, callback.user_id)
        .with_alert(request.texts.label("adjust.out_of_date"_msg));
  }
  const auto done =
      shop::adjust(tx,
                   {.user_id = data->user_id,
                    .amount = data->amount,
                    .reason = data->reason,
                    .idempotency_key = fmt::format("chat:{}:{}", request.sender.id, data->key),
                    .shown_balance = callback.balance},
                   permit, request.now);
  if (!done) {
    return adjust_refused(tx, request, *data, done.error());
  }
  return show_user_card(tx, request, data->user_id)
      .with_alert(request.texts.label("adjust.done"_msg,
                                      {{"balance", wording_of(request).money(done->balance)}}));
}

}  // namespace

void add_user_adjustment_routes(Router& router) {
  constexpr auto kAct = shop::Act::adjust;
  router.on_press<AskAdjustment>(kAct, db::Access::write, ask_adjustment);
  router.on_act_dialog<kAct>(std::string(kAdjustAmount), typed_adjustment);
  router.on_act_dialog<kAct>(std::string(kAdjustReason), typed_adjustment_reason);
  router.on_act_dialog<kAct>(std::string(kAdjustPreview), text_under_preview);
  router.on_act<kAct, PostAdjustment>(post_adjustment);
}

}  // namespace bot::admin
