// Telegram Stars: a top-up paid inside Telegram (sendInvoice in XTR).
#pragma once

#include <chrono>
#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/money.h"
#include "db/core/tx.h"
#include "shop/core/acts/permit.h"
#include "shop/deposits/deposit.h"

namespace shop {

// What an invoice promises; its payload comes back with the payment.
struct StarInvoice {
  std::int64_t user_id = 0;
  base::Money amount;                           // what is credited
  std::int64_t stars = 0;                       // what is paid
  std::optional<base::Timestamp> made_at = {};  // whole seconds; unknown of an older version's

  friend bool operator==(const StarInvoice&, const StarInvoice&) = default;
};

// Stars for that amount, rounded up. REQUIRES: amount is above zero.
std::int64_t stars_for(base::Money amount, int stars_per_unit);

// What one invoice takes at most (Bot API, sendInvoice), and the amount that it buys.
inline constexpr std::int64_t kMaxInvoiceStars = 10'000;
base::Money most_for_stars(int stars_per_unit);

// How long an invoice may be paid.
inline constexpr std::chrono::hours kStarInvoiceLifetime{24};

// "stars:USER:HUNDREDTHS:STARS@SECONDS", the last since 1970, within the Bot API's 128 bytes; and
// back.
std::string star_payload(const StarInvoice& invoice);
std::optional<StarInvoice> parse_star_payload(std::string_view payload);

enum class StarRefusal {
  not_ours,      // the payload is none of star_payload, or of another customer
  wrong_amount,  // another currency or number of Stars than the invoice's
  unknown_customer,
  banned,
  // An invoice older than kStarInvoiceLifetime, or of earlier settings: Stars are off, have another
  // rate or another minimum.
  outdated,
};

// What Telegram says in pre_checkout_query and successful_payment.
struct StarPayment {
  std::int64_t user_id = 0;  // who pays
  std::string currency;      // "XTR"
  std::int64_t total_amount = 0;
  std::string payload;
};

// Today's settings, and the time.
struct StarTerms {
  std::optional<int> stars_per_unit;  // empty: Stars are off
  base::Money min;                    // DEPOSIT_MIN
  base::Timestamp now = {};
};

// Whether a pre-checkout is to be approved: the invoice is one that would be sent today. Reads one
// row.
std::expected<StarInvoice, StarRefusal> check_star_payment(db::Tx& tx, const StarPayment& payment,
                                                           const StarTerms& terms);

// The payment is made: credits what the invoice said, whatever the settings are by now, once for
// each charge (`telegram_payment_charge_id`); again: the deposit as it is, with nothing credited. A
// ban that came in between does not keep the money.
struct StarOutcome {
  Deposit deposit;
  std::optional<DepositCredit> credited;  // empty: the charge was known already
};
std::expected<StarOutcome, StarRefusal> credit_stars(db::Tx& tx, const StarPayment& payment,
                                                     std::string_view charge_id,
                                                     base::Percent commission, base::Timestamp now);

enum class StarRefundRefusal {
  unknown_deposit,
  not_stars,
  not_completed,    // refunded already
  balance_changed,  // the customer's balance is not the one that the owner has seen
};

// The owner gives the Stars back: takes the money and the commission, marks the deposit reversed,
// and enqueues `star_refund`, by which refundStarPayment(user_id, charge_id) is called for certain.
// `seen_balance` is the customer's balance on which the owner decided; what is spent becomes a
// debt. Returns the deposit as it is now: user_id and charge_id are that call's
// parameters.
std::expected<Deposit, StarRefundRefusal> refund_stars(db::Tx& tx, std::int64_t deposit_id,
                                                       base::Money seen_balance,
                                                       const Permit<Act::refund_stars>& permit,
                                                       base::Timestamp now);

// Telegram says that a charge was refunded (Message.refunded_payment), by whomever: takes the money
// back, whatever is left of it, and raises `stars_taken_back`. False: unknown charge, or known
// already.
bool note_star_refund(db::Tx& tx, std::string_view charge_id,
                      std::span<const std::int64_t> owner_ids, base::Timestamp now);

}  // namespace shop
