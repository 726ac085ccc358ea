// The outbox's notices as calls of the Bot API, in the customer's language.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "bot/updates/context.h"
#include "db/core/tx.h"
#include "shop/core/outbox.h"
#include "shop/customers/customer.h"
#include "shop/sales/order.h"
#include "telegram/methods.h"

namespace bot {

// The picture of a deposit's receipt.
struct ReceiptPicture {
  std::int64_t deposit_id = 0;
  std::string file_id;
};

// A call, and what is sent instead when Telegram refuses it for good (400): a photo that is gone, a
// place that is none.
struct NoticeCall {
  telegram::AnyMethod call = {};
  std::optional<telegram::AnyMethod> if_refused = {};
  // The message shows this deposit from now on (shop/review_message.h).
  std::optional<std::int64_t> shows_deposit = {};
  // The call gives this deposit's Stars back: it needs no open chat, and owners hear of a refusal.
  std::optional<std::int64_t> refunds_deposit = {};
  // Instead of a call: the picture is downloaded and told to shop::note_receipt.
  std::optional<ReceiptPicture> reads_receipt = {};
  bool may_fail = false;  // what follows is sent all the same
};

// Renders notices inside a transaction, which it only reads. Remembers customers and orders from
// one notice to the next: the parts of a delivery share them. Lives no longer than the transaction.
class NoticeRenderer {
 public:
  NoticeRenderer(db::Tx& tx, const Context& context) : tx_(tx), context_(context) {}

  // Loads what the notices need all at once; render() loads what is missing one by one.
  void prepare(std::span<const shop::ClaimedNotice> notices);

  // In the order in which they are to be sent. Empty when what the notice is about is gone.
  std::vector<NoticeCall> render(const shop::ClaimedNotice& notice);

 private:
  std::vector<NoticeCall> render_delivery(const shop::ClaimedNotice& notice);
  std::vector<NoticeCall> render_referral(const shop::ClaimedNotice& notice);
  std::vector<NoticeCall> render_adjustment(const shop::ClaimedNotice& notice);
  const std::optional<shop::Customer>& customer(std::int64_t id);
  const std::optional<shop::DeliveredOrder>& delivered(std::int64_t order_id);
  const Texts& texts_for(std::int64_t user_id);

  db::Tx& tx_;
  const Context& context_;
  std::map<std::int64_t, std::optional<shop::Customer>> customers_;
  std::map<std::int64_t, std::optional<shop::DeliveredOrder>> orders_;
};

}  // namespace bot
