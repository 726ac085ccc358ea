#include "bot/notices/deposit_notices.h"

#include <algorithm>
#include <boost/describe.hpp>
#include <utility>

#include "bot/admin/deposits/review_screens.h"
#include "bot/updates/calls.h"
#include "bot/view/deposit_wording.h"
#include "json/json.h"
#include "shop/deposits/alert.h"
#include "shop/deposits/chain_deposit.h"
#include "shop/deposits/deposit.h"
#include "shop/deposits/manual_deposit.h"
#include "shop/deposits/review_message.h"
#include "shop/money/ledger.h"

namespace bot {
namespace {

using Calls = std::vector<NoticeCall>;
using shop::NoticeKind;

// All that one notice is rendered from.
struct Subject {
  db::Tx& tx;
  const shop::ClaimedNotice& notice;
  const shop::Deposit& deposit;
  Wording wording;
};

Calls say(const Subject& subject, std::string text) {
  return {{.call = message_with(subject.notice.user_id, {.text = std::move(text)})}};
}

// In place of the message that shows the deposit there, or as one that does from now on.
NoticeCall show_in_place(const Subject& subject, const Screen& screen) {
  const auto user_id = subject.notice.user_id;
  const auto anew = message_with(user_id, screen);
  const auto shown = shop::find_deposit_message(subject.tx, subject.deposit.id, user_id);
  if (shown) {
    return {.call = edit_to(user_id, *shown, screen),
            .if_refused = anew,
            .shows_deposit = subject.deposit.id};
  }
  return {.call = anew, .shows_deposit = subject.deposit.id};
}

Screen progress_screen(const Subject& subject) {
  const auto confirmations = shop::confirmations_of(subject.tx, subject.deposit);
  return {.text = deposit_card(subject.wording, subject.deposit, confirmations).text, .rows = {}};
}

Calls completed(const Subject& subject) {
  const Wording& wording = subject.wording;
  Calls calls;
  if (shop::find_deposit_message(subject.tx, subject.deposit.id, subject.notice.user_id)) {
    calls.push_back(show_in_place(subject, progress_screen(subject)));
  }
  auto said = say(subject, wording.texts.text("notice.deposit_completed"_msg,
                                              {{"amount", wording.money(subject.deposit.amount)}}));
  calls.push_back(std::move(said.front()));
  return calls;
}

Calls say_amount(const Subject& subject, MessageId text) {
  const auto& deposit = subject.deposit;
  return say(subject, subject.wording.texts.text(
                          text, {{"amount", deposit_amount(subject.wording, deposit)},
                                 {"reason", reason_text(subject.wording.texts, deposit.reason)},
                                 {"reference", deposit.reference.value_or("")}}));
}

// The review is a text of its own, below the receipt, so that it can be edited.
Calls review(const Subject& subject) {
  const auto& deposit = subject.deposit;
  Calls calls;
  if (deposit.receipt_file_id && deposit.status == shop::DepositStatus::pending) {
    const telegram::SendPhoto receipt{.chat_id = subject.notice.user_id,
                                      .photo = *deposit.receipt_file_id,
                                      .caption = deposit.reference};
    calls.push_back({.call = receipt, .if_refused = {}, .may_fail = true});
  }
  const auto screen =
      admin::review_screen(subject.wording, admin::load_review(subject.tx, deposit));
  calls.push_back(
      {.call = message_with(subject.notice.user_id, screen), .shows_deposit = deposit.id});
  return calls;
}

Calls decided(const Subject& subject) {
  const auto screen =
      admin::review_screen(subject.wording, admin::load_review(subject.tx, subject.deposit));
  return {show_in_place(subject, screen)};
}

Calls receipt(const Subject& subject) {
  const auto& deposit = subject.deposit;
  return deposit.receipt_file_id
             ? Calls{{.reads_receipt = ReceiptPicture{deposit.id, *deposit.receipt_file_id}}}
             : Calls{};
}

Calls star_refund(const Subject& subject) {
  return {{.call = telegram::RefundStarPayment{.user_id = subject.deposit.user_id,
                                               .telegram_payment_charge_id =
                                                   subject.deposit.tx_hash.value_or("")},
           .refunds_deposit = subject.deposit.id}};
}

Calls render(const Subject& subject) {
  switch (subject.notice.kind) {
    case NoticeKind::deposit_seen:
    case NoticeKind::deposit_progress:
      return {show_in_place(subject, progress_screen(subject))};
    case NoticeKind::deposit_too_small:
      return say_amount(subject, "notice.deposit_too_small"_msg);
    case NoticeKind::deposit_completed:
      return completed(subject);
    case NoticeKind::deposit_replaced:
      return say_amount(subject, "notice.deposit_replaced"_msg);
    case NoticeKind::deposit_reversed:
      return say_amount(subject, "notice.deposit_reversed"_msg);
    case NoticeKind::deposit_rejected:
      return say_amount(subject, "notice.deposit_rejected"_msg);
    case NoticeKind::deposit_expired:
      return say_amount(subject, "notice.deposit_expired"_msg);
    case NoticeKind::deposit_review:
    case NoticeKind::deposit_reminder:
      return review(subject);
    case NoticeKind::deposit_decided:
      return decided(subject);
    case NoticeKind::deposit_receipt:
      return receipt(subject);
    case NoticeKind::star_refund:
      return star_refund(subject);
    case NoticeKind::delivery_photo:
    case NoticeKind::delivery_location:
    case NoticeKind::delivery_text:
    case NoticeKind::new_referral:
    case NoticeKind::adjustment:
    case NoticeKind::commission:
    case NoticeKind::commission_reversed:
    case NoticeKind::alert:
      break;  // about no deposit
  }
  return {};
}

// What shop::alert_payload writes.
struct AlertPayload {
  std::string alert;
  std::string coin;
  std::int64_t deposit_id = 0;
  std::int64_t height = 0;
  std::int64_t index = 0;
};
BOOST_DESCRIBE_STRUCT(AlertPayload, (), (alert, coin, deposit_id, height, index))

MessageId text_of(shop::AlertKind kind) {
  switch (kind) {
    case shop::AlertKind::credit_taken_back:
      return "alert.credit_taken_back"_msg;
    case shop::AlertKind::chain_stopped:
      return "alert.chain_stopped"_msg;
    case shop::AlertKind::address_not_issued:
      return "alert.address_not_issued"_msg;
    case shop::AlertKind::backends_disagree:
      return "alert.backends_disagree"_msg;
    case shop::AlertKind::backends_down:
      return "alert.backends_down"_msg;
    case shop::AlertKind::rates_stale:
      return "alert.rates_stale"_msg;
    case shop::AlertKind::star_refund_failed:
      return "alert.star_refund_failed"_msg;
  }
  std::unreachable();
}

std::string in_capitals(std::string text) {
  std::ranges::transform(text, text.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  return text;
}

}  // namespace

Calls alert_notice(const Texts& texts, const shop::ClaimedNotice& notice) {
  const auto payload = json::parse<AlertPayload>(notice.payload, json::Strictness::lenient);
  shop::AlertKind kind{};
  if (!payload || !boost::describe::enum_from_string(payload->alert.c_str(), kind)) {
    return {};
  }
  return {
      {.call = message_with(
           notice.user_id, {.text = texts.text(text_of(kind), {{"coin", in_capitals(payload->coin)},
                                                               {"deposit", payload->deposit_id},
                                                               {"height", payload->height},
                                                               {"index", payload->index}}),
                            .rows = {}})}};
}

Calls deposit_notice(db::Tx& tx, const Context& context, const Texts& texts,
                     const shop::ClaimedNotice& notice, std::int64_t deposit_id) {
  const auto deposit = shop::find_deposit(tx, deposit_id);
  if (!deposit) {
    return {};
  }
  return render({.tx = tx,
                 .notice = notice,
                 .deposit = *deposit,
                 .wording = {.texts = texts, .currency = context.settings.currency}});
}

Calls commission_notice(db::Tx& tx, const Context& context, const Texts& texts,
                        const shop::ClaimedNotice& notice, std::int64_t transfer_id) {
  const auto movement = shop::find_movement(tx, transfer_id, notice.user_id);
  if (!movement) {
    return {};
  }
  const Wording wording{.texts = texts, .currency = context.settings.currency};
  const bool takes = movement->amount.is_negative();
  const auto id = takes ? "notice.commission_reversed"_msg : "notice.commission"_msg;
  const auto amount = wording.money(takes ? -movement->amount : movement->amount);
  return {{.call = message_with(notice.user_id, {.text = texts.text(id, {{"amount", amount}})})}};
}

}  // namespace bot
