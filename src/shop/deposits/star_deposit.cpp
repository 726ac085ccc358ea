#include "shop/deposits/star_deposit.h"

#include <array>
#include <charconv>
#include <vector>

#include <fmt/format.h>

#include "base/check.h"
#include "db/core/columns.h"
#include "json/json.h"
#include "shop/core/acts/audit_log.h"
#include "shop/core/enum_text.h"
#include "shop/customers/customer.h"
#include "shop/deposits/alert.h"
#include "shop/deposits/deposit_row.h"
#include "shop/deposits/notices.h"
#include "shop/money/ledger.h"

namespace shop {
namespace {

constexpr std::string_view kPrefix = "stars:";

// "1:22:333" as numbers; empty unless it is exactly that.
std::optional<std::array<std::int64_t, 3>> three_numbers(std::string_view text) {
  std::array<std::int64_t, 3> numbers{};
  const char* at = text.data();
  const char* const end = at + text.size();
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    if (i > 0) {
      if (at == end || *at != ':') {
        return std::nullopt;
      }
      ++at;
    }
    const auto [next, error] = std::from_chars(at, end, numbers.at(i));
    if (error != std::errc() || numbers.at(i) <= 0) {
      return std::nullopt;
    }
    at = next;
  }
  return at == end ? std::optional(numbers) : std::nullopt;
}

// "12" as a number above zero; empty unless it is exactly that.
std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool is_whole = error == std::errc() && end == text.data() + text.size() && number > 0;
  return is_whole ? std::optional(number) : std::nullopt;
}

// The furthest time that base::Timestamp counts the microseconds of is later.
constexpr std::int64_t kMaxSeconds = 1'000'000'000'000;

bool is_of_today(const StarInvoice& invoice, const StarTerms& terms) {
  const bool is_old = invoice.made_at && terms.now - *invoice.made_at > kStarInvoiceLifetime;
  return !is_old && terms.stars_per_unit && invoice.amount >= terms.min &&
         invoice.stars == stars_for(invoice.amount, *terms.stars_per_unit);
}

// The invoice that the payment is for.
std::expected<StarInvoice, StarRefusal> invoice_of(const StarPayment& payment) {
  const auto invoice = parse_star_payload(payment.payload);
  if (!invoice || invoice->user_id != payment.user_id) {
    return std::unexpected(StarRefusal::not_ours);
  }
  if (payment.currency != "XTR" || payment.total_amount != invoice->stars) {
    return std::unexpected(StarRefusal::wrong_amount);
  }
  return *invoice;
}

// Empty: the charge is known.
std::optional<Deposit> insert(db::Tx& tx, const StarInvoice& invoice, std::string_view charge_id,
                              base::Timestamp now) {
  return first_deposit(
      tx,
      fmt::format("INSERT INTO deposits (user_id, method, amount, status, tx_hash, stars, "
                  "created_at) VALUES ($1, 'stars', $2, 'pending', $3, $4, $5) "
                  "ON CONFLICT DO NOTHING RETURNING {}",
                  db::columns<DepositRow>()),
      invoice.user_id, invoice.amount, charge_id, invoice.stars, now);
}

std::optional<Deposit> lock_charge(db::Tx& tx, std::string_view charge_id) {
  return first_deposit(
      tx,
      fmt::format("SELECT {} FROM deposits WHERE method = 'stars' AND tx_hash = $1{}",
                  db::columns<DepositRow>(), tx.for_update()),
      charge_id);
}

std::expected<Deposit, StarRefundRefusal> lock_refundable(db::Tx& tx, std::int64_t deposit_id) {
  auto deposit = first_deposit(tx,
                               fmt::format("SELECT {} FROM deposits WHERE id = $1{}",
                                           db::columns<DepositRow>(), tx.for_update()),
                               deposit_id);
  if (!deposit) {
    return std::unexpected(StarRefundRefusal::unknown_deposit);
  }
  if (deposit->method != DepositMethod::stars) {
    return std::unexpected(StarRefundRefusal::not_stars);
  }
  if (deposit->status != DepositStatus::completed) {
    return std::unexpected(StarRefundRefusal::not_completed);
  }
  return *std::move(deposit);
}

// What the audit log says of a refund.
struct StarRefundDetails {
  std::int64_t user_id = 0;
  base::Money amount;
  std::int64_t stars = 0;
};
BOOST_DESCRIBE_STRUCT(StarRefundDetails, (), (user_id, amount, stars))

// Locks whoever a reversal moves money of, in the order of ids.
base::Money lock_balance(db::Tx& tx, std::int64_t user_id) {
  std::vector<std::int64_t> ids{user_id};
  const auto referrer =
      tx.one<std::optional<std::int64_t>>("SELECT referrer_id FROM users WHERE id = $1", user_id);
  if (referrer) {
    ids.push_back(*referrer);
  }
  lock_customers(tx, ids);
  return tx.one<base::Money>("SELECT balance FROM users WHERE id = $1", user_id);
}

}  // namespace

std::int64_t stars_for(base::Money amount, int stars_per_unit) {
  base::check(amount > base::Money() && stars_per_unit > 0, "Stars are asked for an amount");
  return (amount.hundredths() * stars_per_unit + 99) / 100;
}

base::Money most_for_stars(int stars_per_unit) {
  base::check(stars_per_unit > 0, "Stars have a rate");
  return base::Money::hundredths(kMaxInvoiceStars * 100 / stars_per_unit);
}

std::string star_payload(const StarInvoice& invoice) {
  auto payload = fmt::format("{}{}:{}:{}", kPrefix, invoice.user_id, invoice.amount.hundredths(),
                             invoice.stars);
  if (invoice.made_at) {
    const auto since = std::chrono::floor<std::chrono::seconds>(*invoice.made_at);
    payload += fmt::format("@{}", since.time_since_epoch().count());
  }
  return payload;
}

std::optional<StarInvoice> parse_star_payload(std::string_view payload) {
  if (!payload.starts_with(kPrefix)) {
    return std::nullopt;
  }
  const auto at = payload.find('@');
  const bool has_time = at != std::string_view::npos;
  const auto seconds = has_time ? whole_number(payload.substr(at + 1)) : std::nullopt;
  if (has_time && (!seconds || *seconds > kMaxSeconds)) {
    return std::nullopt;
  }
  const auto numbers = three_numbers(payload.substr(0, at).substr(kPrefix.size()));
  if (!numbers || (*numbers)[1] > base::Money::max_hundredths) {
    return std::nullopt;
  }
  return StarInvoice{.user_id = (*numbers)[0],
                     .amount = base::Money::hundredths((*numbers)[1]),
                     .stars = (*numbers)[2],
                     .made_at = seconds.transform([](std::int64_t since) {
                       return base::Timestamp(std::chrono::seconds(since));
                     })};
}

std::expected<StarInvoice, StarRefusal> check_star_payment(db::Tx& tx, const StarPayment& payment,
                                                           const StarTerms& terms) {
  const auto invoice = invoice_of(payment);
  if (!invoice) {
    return invoice;
  }
  const auto customer = find_customer(tx, payment.user_id);
  if (!customer) {
    return std::unexpected(StarRefusal::unknown_customer);
  }
  if (customer->is_banned) {
    return std::unexpected(StarRefusal::banned);
  }
  return is_of_today(*invoice, terms) ? invoice : std::unexpected(StarRefusal::outdated);
}

std::expected<StarOutcome, StarRefusal> credit_stars(db::Tx& tx, const StarPayment& payment,
                                                     std::string_view charge_id,
                                                     base::Percent commission,
                                                     base::Timestamp now) {
  const auto invoice = invoice_of(payment);
  if (!invoice) {
    return std::unexpected(invoice.error());
  }
  if (!find_customer(tx, payment.user_id)) {
    return std::unexpected(StarRefusal::unknown_customer);
  }
  const auto deposit = insert(tx, *invoice, charge_id, now);
  if (!deposit) {
    return StarOutcome{.deposit = lock_charge(tx, charge_id).value(), .credited = std::nullopt};
  }
  const auto credited = complete_deposit(tx, *deposit, commission, Actor::telegram(), now);
  return StarOutcome{.deposit = find_deposit(tx, deposit->id).value(), .credited = credited};
}

std::expected<Deposit, StarRefundRefusal> refund_stars(db::Tx& tx, std::int64_t deposit_id,
                                                       base::Money seen_balance,
                                                       const Permit<Act::refund_stars>& permit,
                                                       base::Timestamp now) {
  const auto deposit = lock_refundable(tx, deposit_id);
  if (!deposit) {
    return deposit;
  }
  if (lock_balance(tx, deposit->user_id) != seen_balance) {
    return std::unexpected(StarRefundRefusal::balance_changed);
  }
  reverse_deposit(tx, *deposit, permit.actor(), now);
  enqueue(tx, kStarRefund, deposit->user_id, {deposit_id}, now);
  record(tx, permit,
         {.subject = fmt::format("deposit:{}", deposit_id),
          .details = json::to_text(StarRefundDetails{.user_id = deposit->user_id,
                                                     .amount = deposit->amount,
                                                     .stars = deposit->stars().stars})},
         now);
  return find_deposit(tx, deposit_id).value();
}

bool note_star_refund(db::Tx& tx, std::string_view charge_id,
                      std::span<const std::int64_t> owner_ids, base::Timestamp now) {
  const auto deposit = lock_charge(tx, charge_id);
  if (!deposit || deposit->status != DepositStatus::completed) {
    return false;
  }
  reverse_deposit(tx, *deposit, Actor::telegram(), now);
  raise_alert(tx, owner_ids, {.alert = AlertKind::stars_taken_back, .deposit_id = deposit->id},
              now);
  return true;
}

}  // namespace shop
