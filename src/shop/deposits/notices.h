// What customers, their referrers and owners are told of deposits.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>

#include "shop/core/outbox.h"
#include "shop/money/notices.h"

namespace shop {

struct DepositNotice {
  std::int64_t deposit_id = 0;

  std::optional<std::int64_t> subject_id() const { return deposit_id; }
};
BOOST_DESCRIBE_STRUCT(DepositNotice, (), (deposit_id))

using DepositNoticeKind = NoticeKind<DepositNotice>;

// To the customer. What they say is the deposit's state when they are sent; the messages of one
// deposit replace each other.
inline constexpr DepositNoticeKind kDepositSeen{"deposit_seen"};  // waits for a block, or is in one
inline constexpr DepositNoticeKind kDepositProgress{"deposit_progress"};  // more confirmations
// Confirmed, kept until the customer's deposits reach the minimum.
inline constexpr DepositNoticeKind kDepositTooSmall{"deposit_too_small"};
inline constexpr DepositNoticeKind kDepositCompleted{"deposit_completed"};
inline constexpr DepositNoticeKind kDepositReplaced{"deposit_replaced"};  // its transaction is gone
inline constexpr DepositNoticeKind kDepositReversed{"deposit_reversed"};  // credited, taken back
inline constexpr DepositNoticeKind kDepositRejected{"deposit_rejected"};
inline constexpr DepositNoticeKind kDepositExpired{"deposit_expired"};

// To the referrer.
inline constexpr NoticeKind<TransferNotice> kCommission{"commission"};
inline constexpr NoticeKind<TransferNotice> kCommissionReversed{"commission_reversed"};

// To an owner.
inline constexpr DepositNoticeKind kDepositReview{"deposit_review"};      // decides while it waits
inline constexpr DepositNoticeKind kDepositReminder{"deposit_reminder"};  // it still waits
inline constexpr DepositNoticeKind kDepositDecided{"deposit_decided"};    // the review changes

// To the customer, but nobody reads it: the picture of the receipt is looked at, for note_receipt.
inline constexpr DepositNoticeKind kDepositReceipt{"deposit_receipt"};

inline constexpr DepositNoticeKind kStarRefund{"star_refund"};  // to Telegram: refundStarPayment

}  // namespace shop
