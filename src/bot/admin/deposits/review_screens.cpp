#include "bot/admin/deposits/review_screens.h"

#include <utility>

#include "bot/admin/actor_name.h"
#include "bot/admin/deposits/callbacks.h"
#include "bot/admin/panel_screens.h"
#include "bot/view/deposit_wording.h"
#include "shop/core/acts/actor.h"

namespace bot::admin {
namespace {

std::string customer_line(const std::optional<shop::Customer>& customer, std::int64_t id) {
  return customer ? person(customer->first_name, customer->username.value_or(""), id)
                  : std::to_string(id);
}

// What makes one look twice.
std::string warning(const Wording& wording, const Review& review) {
  std::string text;
  if (review.customer && review.customer->is_banned) {
    text += "\n" + wording.texts.text("review.banned"_msg);
  }
  for (const auto& other : review.same_receipt) {
    text += "\n" + wording.texts.text("review.same_receipt"_msg,
                                      {{"id", other.id},
                                       {"amount", wording.money(other.amount)},
                                       {"date", wording.date(other.created_at)}});
  }
  return text;
}

MessageId verdict_id(const shop::Deposit& deposit) {
  const bool was_decided = !deposit.manual_or_none().decided_as.empty();
  if (was_decided && deposit.status == shop::DepositStatus::completed) {
    return "review.approved_by"_msg;
  }
  return was_decided && deposit.status == shop::DepositStatus::rejected ? "review.rejected_by"_msg
                                                                        : "review.verdict"_msg;
}

std::string verdict(const Texts& texts, const Review& review) {
  return texts.text(verdict_id(review.deposit),
                    {{"status", texts.label(name_of(review.deposit.status))},
                     {"who", review.decided_by},
                     {"reason", reason_text(texts, review.deposit.manual_or_none().reason)}});
}

}  // namespace

Review load_review(db::Tx& tx, const shop::Deposit& deposit) {
  return {.deposit = deposit,
          .customer = shop::find_customer(tx, deposit.user_id),
          .same_receipt = shop::same_receipt(tx, deposit),
          .decided_by = decider_of(tx, deposit)};
}

std::string decider_of(db::Tx& tx, const shop::Deposit& deposit) {
  const auto& manual = deposit.manual_or_none();
  const auto owner = manual.decided_by ? shop::find_customer(tx, *manual.decided_by) : std::nullopt;
  if (owner) {
    return customer_line(owner, owner->id);
  }
  return actor_name(tx, manual.decided_as);
}

Screen reviews_screen(const Wording& wording, const shop::Slice<shop::Deposit>& pending,
                      int offset) {
  const Texts& texts = wording.texts;
  Screen screen{.text = texts.text(pending.items.empty() ? "review.none"_msg : "review.list"_msg)};
  for (const auto& deposit : pending.items) {
    screen.add(button(deposit_label(wording, deposit), ShowReview{deposit.id}));
  }
  add_page_row(screen, texts, {offset, kReviewsPerPage, pending.has_more},
               [](int at) { return ShowReviews{static_cast<Offset>(at)}; });
  screen.add(button(texts.label("credited.button"_msg), ListCredited{}));
  return screen.add(panel_button(texts));
}

Screen review_screen(const Wording& wording, const Review& review) {
  const Texts& texts = wording.texts;
  const auto& deposit = review.deposit;
  const bool is_pending = deposit.status == shop::DepositStatus::pending;
  Screen screen{.text = texts.text("review.card"_msg,
                                   {{"method", texts.label(name_of(deposit.method))},
                                    {"amount", wording.money(deposit.amount)},
                                    {"customer", customer_line(review.customer, deposit.user_id)},
                                    {"id", deposit.user_id},
                                    {"reference", deposit.manual_or_none().reference},
                                    {"date", wording.date(deposit.created_at)},
                                    {"receipt", texts.label(deposit.manual_or_none().receipt_file_id
                                                                ? "review.receipt"_msg
                                                                : "review.no_receipt"_msg)},
                                    {"warning", Html{warning(wording, review)}},
                                    {"verdict", Html{is_pending ? "" : verdict(texts, review)}}})};
  if (is_pending) {
    screen.add({styled(button(texts.label("review.approve"_msg), ApproveDeposit{deposit.id}),
                       ButtonStyle::success),
                styled(button(texts.label("review.reject"_msg), AskReason{deposit.id}),
                       ButtonStyle::danger)});
  }
  return screen.add({button(texts.label("review.all"_msg), ShowReviews{}), panel_button(texts)});
}

Screen ask_reason_screen(const Wording& wording, const shop::Deposit& deposit) {
  const Texts& texts = wording.texts;
  Screen screen{.text = texts.text("review.ask_reason"_msg,
                                   {{"amount", wording.money(deposit.amount)},
                                    {"reference", deposit.manual_or_none().reference}})};
  screen.add(styled(button(texts.label("review.not_found"_msg), RejectNotFound{deposit.id}),
                    ButtonStyle::danger));
  return screen.add(button(texts.label("button.back"_msg), ShowReview{deposit.id}));
}

Screen no_reason_screen(const Texts& texts) {
  return {.text = texts.text("review.no_reason"_msg), .rows = {}};
}

Screen long_reason_screen(const Texts& texts) {
  return {.text = texts.text("review.long_reason"_msg, {{"most", shop::kMaxRejectReason}}),
          .rows = {}};
}

std::string decide_refused_label(const Texts& texts, const shop::DecideRefusal& refusal,
                                 std::string_view decided_by) {
  using Kind = shop::DecideRefusal::Kind;
  switch (refusal.kind) {
    case Kind::unknown_deposit:
    case Kind::not_manual:
      return texts.label("callback.stale"_msg);
    case Kind::own_deposit:
      return texts.label("review.own"_msg);
    case Kind::already_decided:
      return decided_by.empty() ? texts.label(name_of(refusal.deposit->status))
                                : texts.label("review.decided_by"_msg, {{"who", decided_by}});
    case Kind::too_much_money:
      return texts.label("review.too_much_money"_msg);
    case Kind::no_reason:
      return texts.label("review.no_reason"_msg);
    case Kind::long_reason:
      return texts.label("review.long_reason"_msg, {{"most", shop::kMaxRejectReason}});
  }
  std::unreachable();
}

}  // namespace bot::admin
