// BLIK and bank transfer: the customer pays outside of the shop, an owner looks whether the
// money is there.
//
// request_deposit → the customer is shown the instructions and the reference, and pays →
// submit_deposit, with or without a receipt, whose picture is looked at first (note_receipt) →
// owners get `deposit_review` → the first who decides approves or rejects; the others'
// messages change (`deposit_decided`).
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/money.h"
#include "base/random.h"
#include "db/core/tx.h"
#include "shop/core/acts/permit.h"
#include "shop/deposits/deposit.h"

namespace shop {

inline constexpr int kMaxPendingManual = 3;  // of one customer
// What a customer can begin without money: requests that came to nothing count for a while.
inline constexpr int kMaxVainRequests = 5;
inline constexpr std::chrono::hours kVainRequestWindow{1};
inline constexpr int kMaxReceipts = 5;  // pictures of one deposit that owners get

inline constexpr std::size_t kMaxRejectReason = 500;  // UTF-16 units

struct ManualLimits {
  base::Money min;  // DEPOSIT_MIN
  base::Money max;  // MANUAL_DEPOSIT_MAX
};

enum class RequestRefusal {
  unknown_customer,
  banned,
  too_small,
  too_large,
  too_many_pending,
  too_many_in_vain,  // kMaxVainRequests within kVainRequestWindow
};

// A pending deposit with a reference such as "KR-7F3K2Q" that no other has: letters and digits that
// nobody takes for others. REQUIRES: the method is manual.
std::expected<Deposit, RequestRefusal> request_deposit(db::Tx& tx, std::int64_t user_id,
                                                       DepositMethod method, base::Money amount,
                                                       const ManualLimits& limits,
                                                       base::Random& random, base::Timestamp now);

// A photo or a file of the chat.
struct Receipt {
  std::string file_id;
  std::string hash;  // the same for the same picture: SHA-256, or Telegram's file_unique_id
};

// The customer's own deposit is not there, or somebody has decided: `deposit` is as it is now.
struct OwnDepositRefusal {
  enum class Kind { unknown_deposit, already_decided };
  Kind kind = Kind::unknown_deposit;
  std::optional<Deposit> deposit = {};
};

// The customer says that they have paid. The first time, each owner but themselves gets
// `deposit_review`, unless they got kMaxReviewsAnHour of this customer (manual_review.h). Whenever
// another receipt comes, up to kMaxReceipts, `deposit_receipt` is enqueued instead, and they get it
// by note_receipt.
std::expected<Deposit, OwnDepositRefusal> submit_deposit(db::Tx& tx, std::int64_t user_id,
                                                         std::int64_t deposit_id,
                                                         const std::optional<Receipt>& receipt,
                                                         std::span<const std::int64_t> owner_ids,
                                                         base::Timestamp now);

// The receipt's picture was looked at: its SHA-256, by which same_receipt finds it again whoever
// sends it; empty when it could not be had. Asks the owners, unless the deposit is decided
// or has another receipt by now.
void note_receipt(db::Tx& tx, std::int64_t deposit_id, std::string_view file_id,
                  const std::optional<std::string>& content_hash,
                  std::span<const std::int64_t> owner_ids, base::Timestamp now);

// The customer takes it back, and what owners were to be told of it: those who know of it see that
// it is cancelled, the others hear nothing.
std::expected<Deposit, OwnDepositRefusal> cancel_deposit(db::Tx& tx, std::int64_t user_id,
                                                         std::int64_t deposit_id,
                                                         base::Timestamp now);

// Other deposits, of anybody, that came with the same receipt, newest first, at most five: pointed
// out to owners, not refused.
std::vector<Deposit> same_receipt(db::Tx& tx, const Deposit& deposit);

struct DecideRefusal {
  enum class Kind {
    unknown_deposit,
    not_manual,
    own_deposit,
    already_decided,  // `deposit` says who (decided_by, decided_as) and how (status)
    too_much_money,   // the balance would be more than its column holds
    no_reason,        // reject needs one
    long_reason,      // kMaxRejectReason
  };
  Kind kind = Kind::unknown_deposit;
  std::optional<Deposit> deposit = {};
};

// Credits the deposit. Nobody of the staff decides on a deposit of their own. Of two who
// decide at once one does, the other is refused.
std::expected<DepositCredit, DecideRefusal> approve_deposit(
    db::Tx& tx, std::int64_t deposit_id, const Permit<Act::approve_deposit>& permit,
    base::Percent commission, base::Timestamp now);

// The customer is told with the reason.
std::expected<Deposit, DecideRefusal> reject_deposit(db::Tx& tx, std::int64_t deposit_id,
                                                     const Permit<Act::reject_deposit>& permit,
                                                     std::string_view reason, base::Timestamp now);

}  // namespace shop
