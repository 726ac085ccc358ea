// Messages that must arrive. They are rows of the transaction that causes them and are sent after
// its commit: a crash sends one again, never loses it.
#pragma once

#include <boost/describe.hpp>
#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "db/core/tx.h"

namespace shop {

enum class NoticeKind {
  delivery_photo,     // payload {"order_id":N}
  delivery_location,  // payload {"order_id":N}
  delivery_text,      // payload {"order_id":N}
  new_referral,       // payload {"user_id":N}, the newcomer
  adjustment,         // payload {"transfer_id":N}

  // To the customer, payload {"deposit_id":N}. What they say is the deposit's state when they are
  // sent; the messages of one deposit replace each other.
  deposit_seen,       // a coin transaction waits for a block, or is in its first one
  deposit_progress,   // its confirmations have changed
  deposit_too_small,  // confirmed, kept until the customer's deposits reach the minimum
  deposit_completed,
  deposit_replaced,  // the coin transaction is gone
  deposit_reversed,  // was credited and is taken back
  deposit_rejected,
  deposit_expired,

  // To the referrer, payload {"transfer_id":N}.
  commission,
  commission_reversed,

  // To an owner, payload {"deposit_id":N}.
  deposit_review,    // with Approve and Reject while it is pending
  deposit_reminder,  // it waits for a decision
  deposit_decided,   // the message with the review changes

  // To the customer, but nobody reads it: the picture of the receipt is looked at, for
  // shop::note_receipt; payload {"deposit_id":N}.
  deposit_receipt,

  star_refund,  // to Telegram: refundStarPayment; payload {"deposit_id":N}
  alert,        // to an owner; the payload is that of shop/alert.h
};
BOOST_DESCRIBE_ENUM(NoticeKind, delivery_photo, delivery_location, delivery_text, new_referral,
                    adjustment, deposit_seen, deposit_progress, deposit_too_small,
                    deposit_completed, deposit_replaced, deposit_reversed, deposit_rejected,
                    deposit_expired, commission, commission_reversed, deposit_review,
                    deposit_reminder, deposit_decided, deposit_receipt, star_refund, alert)

// A message to a customer, rendered when it is sent. `payload` is JSON and holds ids only.
struct Notice {
  NoticeKind kind = NoticeKind::delivery_text;
  std::int64_t user_id = 0;
  std::string payload;
};

// A notice that the caller of `claim` now has to send.
struct ClaimedNotice {
  std::int64_t id = 0;
  NoticeKind kind = NoticeKind::delivery_text;
  std::int64_t user_id = 0;
  std::string payload;
  int attempts = 0;  // including this one
  base::Timestamp created_at;
};
BOOST_DESCRIBE_STRUCT(ClaimedNotice, (), (id, kind, user_id, payload, attempts, created_at))

// {"name":id}
std::string payload_of(std::string_view name, std::int64_t id);

// Whoever listens to the database hears of it after the commit.
void enqueue(db::Tx& tx, const Notice& notice, base::Timestamp now);

// Who claims notices, and for how long.
struct Claimer {
  std::string name;  // no other process has it
  std::chrono::seconds lease;
};

// Takes whole chats: all waiting notices of up to `limit` customers whose oldest notice is due,
// each customer's in the order in which they were enqueued. They belong to the claimer until now +
// lease; then whoever asks next gets those that were not marked. Two claimers never hold the same
// chat.
std::vector<ClaimedNotice> claim(db::Tx& tx, base::Timestamp now, int limit,
                                 const Claimer& claimer);

// The names of those who claimed a notice that is neither finished nor put off.
std::vector<std::string> claimers(db::Tx& tx);

// What that one claimed becomes due at once. REQUIRES: it sends no more.
void release_claims(db::Tx& tx, std::string_view claimer, base::Timestamp now);

void mark_sent(db::Tx& tx, std::span<const std::int64_t> ids, base::Timestamp now);

// The notice and what waits behind it in its chat become due at `when`, and may be claimed again.
// The caller must not send the later ones that it holds.
void retry_later(db::Tx& tx, std::int64_t id, base::Timestamp when, std::string_view error);

// It will never arrive (the customer blocked the bot); what waits behind it stays claimed.
void give_up(db::Tx& tx, std::int64_t id, std::string_view error, base::Timestamp now);

// When the next notice becomes due; empty when none waits.
std::optional<base::Timestamp> next_due(db::Tx& tx);

// Deletes finished notices from before `before`, but no deliveries; returns how many.
std::int64_t prune_outbox(db::Tx& tx, base::Timestamp before);

}  // namespace shop
