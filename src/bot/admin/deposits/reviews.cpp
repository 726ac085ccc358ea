#include <boost/describe.hpp>

#include <fmt/format.h>

#include "base/text.h"
#include "bot/admin/deposits/callbacks.h"
#include "bot/admin/deposits/deposit_cards.h"
#include "bot/admin/deposits/review_screens.h"
#include "bot/admin/routes.h"
#include "bot/view/deposit_wording.h"
#include "json/json.h"
#include "shop/core/dialog.h"
#include "shop/deposits/credit_log.h"
#include "shop/deposits/manual/manual_deposit.h"
#include "shop/deposits/manual/pending_manual.h"

namespace bot::admin {
namespace {

constexpr std::string_view kReasonDialog = "reject_reason";

struct ReasonData {
  std::int64_t deposit_id = 0;
};
BOOST_DESCRIBE_STRUCT(ReasonData, (), (deposit_id))

Reply show_chosen(db::Tx& tx, const Request& request, const ShowReview& callback) {
  return show_review_card(tx, request, callback.deposit_id);
}

Reply show_reviews(db::Tx& tx, const Request& request, const ShowReviews& callback) {
  return show(reviews_screen(wording_of(request),
                             shop::pending_manual(tx, {callback.offset, kReviewsPerPage}),
                             callback.offset));
}

// The review as it is now, and over it what came of the press.
Reply answer(db::Tx& tx, const Request& request, std::int64_t deposit_id,
             const std::optional<shop::DecideRefusal>& refusal) {
  Reply reply = show_review(tx, request, deposit_id);
  if (!refusal) {
    return reply;
  }
  const auto decided_by = refusal->deposit ? decider_of(tx, *refusal->deposit) : "";
  return reply.with_alert(decide_refused_label(request.texts, *refusal, decided_by));
}

Reply approve(db::Tx& tx, const Request& request, const ApproveDeposit& callback,
              const shop::Permit<shop::Act::approve_deposit>& permit) {
  const auto done = shop::approve_deposit(tx, callback.deposit_id, permit,
                                          request.settings.deposits.commission, request.now);
  Reply reply =
      answer(tx, request, callback.deposit_id, done ? std::nullopt : std::optional(done.error()));
  if (done) {
    reply.log = shop::credit_log(*done, request.settings.currency);
  }
  return reply;
}

using RejectPermit = shop::Permit<shop::Act::reject_deposit>;

Reply reject(db::Tx& tx, const Request& request, std::int64_t deposit_id, std::string_view reason,
             const RejectPermit& permit) {
  const auto done = shop::reject_deposit(tx, deposit_id, permit, reason, request.now);
  return answer(tx, request, deposit_id, done ? std::nullopt : std::optional(done.error()));
}

Reply reject_not_found(db::Tx& tx, const Request& request, const RejectNotFound& callback,
                       const RejectPermit& permit) {
  return reject(tx, request, callback.deposit_id, kNotFoundReason, permit);
}

Reply ask_reason(db::Tx& tx, const Request& request, const AskReason& callback) {
  const auto deposit = shop::find_deposit(tx, callback.deposit_id);
  if (!deposit || deposit->status != shop::DepositStatus::pending) {
    return show_review(tx, request, callback.deposit_id);
  }
  shop::save_dialog(tx, request.chat_id(),
                    {std::string(kReasonDialog), json::to_text(ReasonData{callback.deposit_id})},
                    request.now);
  Reply reply = show(ask_reason_screen(wording_of(request), *deposit));
  reply.deposit_id = deposit->id;
  return reply;
}

// Stays in the dialog until a reason comes that fits.
Reply typed_reason(db::Tx& tx, const Request& request, const RejectPermit& permit) {
  const auto data = json::parse<ReasonData>(request.dialog->data, json::Strictness::lenient);
  const auto reason = base::trim(request.text);
  if (data && reason.empty()) {
    return show(no_reason_screen(request.texts));
  }
  if (data && base::utf16_length(reason) > shop::kMaxRejectReason) {
    return show(long_reason_screen(request.texts));
  }
  shop::clear_dialog(tx, request.chat_id());
  return data ? reject(tx, request, data->deposit_id, reason, permit)
              : toast(request.texts.label("callback.stale"_msg));
}

}  // namespace

void add_review_routes(Router& router) {
  router.add_to_panel("admin.deposits"_msg, ShowReviews{}, shop::Act::see_deposits,
                      shop::count_pending_manual);
  router.on_press<ShowReviews>(shop::Act::see_deposits, db::Access::read, show_reviews);
  router.on_press<ShowReview>(shop::Act::see_deposits, db::Access::read, show_chosen);
  router.on_act<shop::Act::approve_deposit, ApproveDeposit>(approve);
  router.on_press<AskReason>(shop::Act::reject_deposit, db::Access::write, ask_reason);
  router.on_act<shop::Act::reject_deposit, RejectNotFound>(reject_not_found);
  router.on_act_dialog<shop::Act::reject_deposit>(std::string(kReasonDialog), typed_reason);
}

}  // namespace bot::admin
