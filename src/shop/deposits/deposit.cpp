#include "shop/deposits/deposit.h"

#include <fmt/format.h>

#include "base/check.h"
#include "db/core/columns.h"
#include "shop/core/enum_text.h"
#include "shop/deposits/deposit_row.h"
#include "shop/deposits/notices.h"
#include "shop/money/ledger.h"
#include "shop/webhooks/event_views.h"

namespace shop {
namespace {

// A deposit that was taken back and came again is credited under another key.
std::string transfer_key(TransferKind kind, const Deposit& deposit, int credit) {
  return fmt::format("{}:{}:{}", text_of(kind), deposit.id, credit);
}

// The transfer's id; empty: the balance would be out of range.
std::optional<std::int64_t> move(db::Tx& tx, const Deposit& deposit, const Transfer& transfer,
                                 base::Timestamp now) {
  const auto posted = post(tx, transfer, now);
  if (!posted) {
    base::check(posted.error() == PostRefusal::out_of_range, "a deposit is credited once");
    return std::nullopt;
  }
  tx.execute_later("INSERT INTO deposit_transfers (transfer_id, deposit_id) VALUES ($1, $2)",
                   *posted, deposit.id);
  return *posted;
}

Transfer deposit_transfer(const Deposit& deposit, TransferKind kind, int credit, base::Money amount,
                          const Actor& actor) {
  return {.kind = kind,
          .key = transfer_key(kind, deposit, credit),
          .lines = {{LedgerAccount::customer, deposit.user_id, amount},
                    {row_of(deposit.method).account, std::nullopt, -amount}},
          .note = "",
          .actor = actor};
}

// What a referrer gets for a deposit.
struct Commission {
  std::int64_t user_id = 0;
  base::Money amount;
};
BOOST_DESCRIBE_STRUCT(Commission, (), (user_id, amount))

// Also adds it to, or takes it off, the referrer's earnings. Empty: their balance would be out of
// range.
std::optional<std::int64_t> move_commission(db::Tx& tx, const Deposit& deposit, TransferKind kind,
                                            int credit, const Commission& commission,
                                            const Actor& actor, base::Timestamp now) {
  const Transfer transfer{
      .kind = kind,
      .key = transfer_key(kind, deposit, credit),
      .lines = {{LedgerAccount::customer, commission.user_id, commission.amount},
                {LedgerAccount::commissions, std::nullopt, -commission.amount}},
      .note = "",
      .actor = actor};
  const auto id = move(tx, deposit, transfer, now);
  if (id) {
    tx.execute_later("UPDATE users SET referral_earnings = referral_earnings + $2 WHERE id = $1",
                     commission.user_id, commission.amount);
  }
  return id;
}

base::Money rounded_share(base::Money amount, base::Percent percent) {
  return base::Money::hundredths((amount.hundredths() * percent.value() + 50) / 100);
}

std::optional<std::int64_t> referrer_of(db::Tx& tx, std::int64_t user_id) {
  return tx.one<std::optional<std::int64_t>>("SELECT referrer_id FROM users WHERE id = $1",
                                             user_id);
}

void pay_commission(db::Tx& tx, const Deposit& deposit, const Commission& commission,
                    const Actor& actor, DepositCredit& credited, base::Timestamp now) {
  if (commission.amount.is_zero()) {
    return;
  }
  const auto id = move_commission(tx, deposit, TransferKind::commission, deposit.times_credited + 1,
                                  commission, actor, now);
  if (id) {
    credited.commission_transfer_id = *id;
    credited.commission = commission.amount;
    credited.referrer_id = commission.user_id;
  }
}

// The commission of the deposit's newest credit.
std::optional<Commission> paid_commission(db::Tx& tx, const Deposit& deposit) {
  return tx.first<Commission>(
      fmt::format("SELECT {} FROM transfers t JOIN ledger_lines l ON l.transfer_id = t.id "
                  "WHERE t.key = $1 AND l.user_id IS NOT NULL",
                  db::columns<Commission>("l")),
      transfer_key(TransferKind::commission, deposit, deposit.times_credited));
}

// The transfer's id.
std::int64_t take_commission_back(db::Tx& tx, const Deposit& deposit, const Commission& paid,
                                  const Actor& actor, base::Timestamp now) {
  const auto id =
      move_commission(tx, deposit, TransferKind::commission_reversal, deposit.times_credited,
                      {.user_id = paid.user_id, .amount = -paid.amount}, actor, now);
  return id.value();
}

std::int64_t amount_sat_of(const Deposit& deposit) {
  const auto* const chain = std::get_if<ChainDetails>(&deposit.details);
  return chain ? chain->amount_sat : 0;
}

DepositMoved moved(const Deposit& deposit, int times_credited) {
  return {.id = deposit.id,
          .user_id = deposit.user_id,
          .method = std::string(text_of(deposit.method)),
          .amount = deposit.amount,
          .times_credited = times_credited};
}

void lock_both(db::Tx& tx, std::int64_t user_id, std::optional<std::int64_t> referrer) {
  std::vector<std::int64_t> ids{user_id};
  if (referrer) {
    ids.push_back(*referrer);
  }
  lock_customers(tx, ids);
}

}  // namespace

ManualDetails Deposit::manual_or_none() const {
  const auto* const found = std::get_if<ManualDetails>(&details);
  return found ? *found : ManualDetails{};
}

StarDetails Deposit::stars_or_none() const {
  const auto* const found = std::get_if<StarDetails>(&details);
  return found ? *found : StarDetails{};
}

std::optional<Deposit> find_deposit(db::Tx& tx, std::int64_t id) {
  return first_deposit(
      tx, fmt::format("SELECT {} FROM deposits WHERE id = $1", db::columns<DepositRow>()), id);
}

Slice<Deposit> deposits_of(db::Tx& tx, std::int64_t user_id, Page page) {
  return slice_of(all_deposits(tx,
                               fmt::format("SELECT {} FROM deposits WHERE user_id = $1 "
                                           "ORDER BY id DESC LIMIT $2 OFFSET $3",
                                           db::columns<DepositRow>()),
                               user_id, rows_for(page), page.offset),
                  page);
}

Slice<Deposit> credited_deposits(db::Tx& tx, std::optional<DepositMethod> only, Page page) {
  const auto condition = only ? fmt::format(" AND method = '{}'", text_of(*only)) : "";
  return slice_of(all_deposits(tx,
                               fmt::format("SELECT {} FROM deposits WHERE credits > 0{} "
                                           "ORDER BY id DESC LIMIT $1 OFFSET $2",
                                           db::columns<DepositRow>(), condition),
                               rows_for(page), page.offset),
                  page);
}

std::optional<DepositCredit> credit_deposit(db::Tx& tx, const Deposit& deposit,
                                            base::Percent commission, const Actor& actor,
                                            base::Timestamp now) {
  base::check(deposit.status == DepositStatus::pending && deposit.amount > base::Money(),
              "a pending deposit of a known amount is completed");
  const auto referrer = referrer_of(tx, deposit.user_id);
  lock_both(tx, deposit.user_id, referrer);
  if (!move(tx, deposit,
            deposit_transfer(deposit, TransferKind::deposit, deposit.times_credited + 1,
                             deposit.amount, actor),
            now)) {
    return std::nullopt;
  }
  tx.execute_later(
      "UPDATE deposits SET status = 'completed', completed_at = $2, credits = credits + 1 "
      "WHERE id = $1",
      deposit.id, now);
  write_event(tx, DepositCompleted{moved(deposit, deposit.times_credited + 1)}, now);
  DepositCredit credited{.deposit_id = deposit.id,
                         .user_id = deposit.user_id,
                         .method = deposit.method,
                         .amount_sat = amount_sat_of(deposit),
                         .amount = deposit.amount,
                         .commission = {},
                         .referrer_id = std::nullopt};
  if (referrer) {
    const Commission share{.user_id = *referrer,
                           .amount = rounded_share(deposit.amount, commission)};
    pay_commission(tx, deposit, share, actor, credited, now);
  }
  return credited;
}

void tell_credited(db::Tx& tx, const DepositCredit& credit, base::Timestamp now) {
  enqueue(tx, kDepositCompleted, credit.user_id, {credit.deposit_id}, now);
  if (credit.commission_transfer_id) {
    enqueue(tx, kCommission, credit.referrer_id.value(), {*credit.commission_transfer_id}, now);
  }
}

std::optional<DepositCredit> complete_deposit(db::Tx& tx, const Deposit& deposit,
                                              base::Percent commission, const Actor& actor,
                                              base::Timestamp now) {
  auto credited = credit_deposit(tx, deposit, commission, actor, now);
  if (credited) {
    tell_credited(tx, *credited, now);
  }
  return credited;
}

DepositReversal take_deposit_back(db::Tx& tx, const Deposit& deposit, const Actor& actor,
                                  base::Timestamp now) {
  base::check(deposit.status == DepositStatus::completed, "what was credited is taken back");
  const auto commission = paid_commission(tx, deposit);
  lock_both(tx, deposit.user_id, commission ? std::optional(commission->user_id) : std::nullopt);
  const auto kind = deposit.method == DepositMethod::stars ? TransferKind::star_refund
                                                           : TransferKind::deposit_reversal;
  const auto id =
      move(tx, deposit,
           deposit_transfer(deposit, kind, deposit.times_credited, -deposit.amount, actor), now);
  base::check(id.has_value(), "taking money back is never refused");
  tx.execute_later(
      "UPDATE deposits SET status = 'reversed', completed_at = NULL, confirmed_at = NULL "
      "WHERE id = $1",
      deposit.id);
  write_event(tx, DepositReversed{moved(deposit, deposit.times_credited)}, now);
  DepositReversal reversal{.deposit_id = deposit.id,
                           .user_id = deposit.user_id,
                           .referrer_id = std::nullopt,
                           .commission_transfer_id = std::nullopt};
  if (commission) {
    reversal.referrer_id = commission->user_id;
    reversal.commission_transfer_id = take_commission_back(tx, deposit, *commission, actor, now);
  }
  return reversal;
}

void tell_reversed(db::Tx& tx, const DepositReversal& reversal, base::Timestamp now) {
  enqueue(tx, kDepositReversed, reversal.user_id, {reversal.deposit_id}, now);
  if (reversal.commission_transfer_id) {
    enqueue(tx, kCommissionReversed, reversal.referrer_id.value(),
            {*reversal.commission_transfer_id}, now);
  }
}

void reverse_deposit(db::Tx& tx, const Deposit& deposit, const Actor& actor, base::Timestamp now) {
  tell_reversed(tx, take_deposit_back(tx, deposit, actor, now), now);
}

}  // namespace shop
