#include "shop/deposits/manual/manual_deposit.h"

#include <fmt/format.h>

#include "base/check.h"
#include "base/text.h"
#include "db/core/columns.h"
#include "json/json.h"
#include "shop/core/acts/audit_log.h"
#include "shop/core/enum_text.h"
#include "shop/customers/customer.h"
#include "shop/deposits/deposit_row.h"
#include "shop/deposits/manual/manual_review.h"

namespace shop {
namespace {

// Without 0 O, 1 I L, 2 Z, 5 S, 8 B.
constexpr std::string_view kReferenceAlphabet = "34679ACDEFGHJKMNPQRTUVWXY";
constexpr std::size_t kReferenceLength = 6;
// A reference of 25^6 is taken about never; a generator that repeats itself is a defect.
constexpr int kMaxReferenceAttempts = 8;

std::optional<RequestRefusal> check_amount(base::Money amount, const ManualLimits& limits) {
  if (amount < limits.min || amount <= base::Money()) {
    return RequestRefusal::too_small;
  }
  return amount > limits.max ? std::optional(RequestRefusal::too_large) : std::nullopt;
}

// The customer's row is locked until the end: their requests follow one another.
std::optional<RequestRefusal> check_customer(db::Tx& tx, std::int64_t user_id,
                                             base::Timestamp now) {
  const auto is_banned = tx.first<bool>(
      fmt::format("SELECT is_banned FROM users WHERE id = $1{}", tx.for_update()), user_id);
  if (!is_banned) {
    return RequestRefusal::unknown_customer;
  }
  if (*is_banned) {
    return RequestRefusal::banned;
  }
  const auto pending = tx.one<std::int64_t>(
      fmt::format("SELECT count(*) FROM deposits WHERE user_id = $1 AND status = 'pending' "
                  "AND method IN {}",
                  methods_sql(DepositFamily::manual)),
      user_id);
  if (pending >= kMaxPendingManual) {
    return RequestRefusal::too_many_pending;
  }
  const auto in_vain = tx.one<std::int64_t>(
      fmt::format("SELECT count(*) FROM deposits WHERE user_id = $1 AND method IN {} "
                  "AND status IN ('cancelled', 'rejected') AND created_at > $2",
                  methods_sql(DepositFamily::manual)),
      user_id, now - kVainRequestWindow);
  return in_vain >= kMaxVainRequests ? std::optional(RequestRefusal::too_many_in_vain)
                                     : std::nullopt;
}

// Whether owners get another picture of this deposit.
bool takes_receipt(db::Tx& tx, std::int64_t deposit_id) {
  return tx.execute("UPDATE deposits SET receipts = receipts + 1 WHERE id = $1 AND receipts < $2",
                    deposit_id, kMaxReceipts) > 0;
}

// Empty: the reference is taken.
std::optional<Deposit> insert(db::Tx& tx, std::int64_t user_id, DepositMethod method,
                              base::Money amount, std::string_view reference, base::Timestamp now) {
  return first_deposit(
      tx,
      fmt::format("INSERT INTO deposits (user_id, method, amount, status, reference, created_at) "
                  "VALUES ($1, $2, $3, 'pending', $4, $5) ON CONFLICT DO NOTHING RETURNING {}",
                  db::columns<DepositRow>()),
      user_id, method, amount, reference, now);
}

// The customer's own deposit while nobody has decided.
std::expected<Deposit, OwnDepositRefusal> lock_own(db::Tx& tx, std::int64_t user_id,
                                                   std::int64_t deposit_id) {
  auto deposit = lock_manual(tx, deposit_id);
  if (!deposit || deposit->user_id != user_id) {
    return std::unexpected(OwnDepositRefusal{OwnDepositRefusal::Kind::unknown_deposit});
  }
  if (deposit->status != DepositStatus::pending) {
    return std::unexpected(
        OwnDepositRefusal{OwnDepositRefusal::Kind::already_decided, std::move(deposit)});
  }
  return *std::move(deposit);
}

std::expected<Deposit, DecideRefusal> lock_for(db::Tx& tx, std::int64_t deposit_id,
                                               const Actor& decider) {
  using Kind = DecideRefusal::Kind;
  auto deposit = lock_manual(tx, deposit_id);
  if (!deposit) {
    const bool is_there = find_deposit(tx, deposit_id).has_value();
    return std::unexpected(DecideRefusal{is_there ? Kind::not_manual : Kind::unknown_deposit});
  }
  if (deposit->status != DepositStatus::pending) {
    return std::unexpected(DecideRefusal{Kind::already_decided, std::move(deposit)});
  }
  if (staff_id_of(decider) == deposit->user_id) {
    return std::unexpected(DecideRefusal{Kind::own_deposit, std::move(deposit)});
  }
  return *std::move(deposit);
}

// What the audit log says of a decision.
struct DecisionDetails {
  std::int64_t user_id = 0;
  base::Money amount;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(DecisionDetails, (), (user_id, amount, reason))

template <Act act>
void record_decision(db::Tx& tx, const Deposit& deposit, const Permit<act>& permit,
                     std::string_view reason, base::Timestamp now) {
  tx.execute_later(
      "UPDATE deposits SET decided_by = $2, decided_as = $3, reason = $4 WHERE id = $1", deposit.id,
      staff_id_of(permit.actor()), permit.actor(), reason);
  record(
      tx, permit,
      {.subject = fmt::format("deposit:{}", deposit.id),
       .details = json::to_text(DecisionDetails{
           .user_id = deposit.user_id, .amount = deposit.amount, .reason = std::string(reason)})},
      now);
  tell_owners(tx, deposit, kDepositDecided, now);
}

}  // namespace

std::expected<Deposit, RequestRefusal> request_deposit(db::Tx& tx, std::int64_t user_id,
                                                       DepositMethod method, base::Money amount,
                                                       const ManualLimits& limits,
                                                       base::Random& random, base::Timestamp now) {
  base::check(family_of(method) == DepositFamily::manual, "an owner approves the method");
  if (const auto refusal = check_amount(amount, limits)) {
    return std::unexpected(*refusal);
  }
  if (const auto refusal = check_customer(tx, user_id, now)) {
    return std::unexpected(*refusal);
  }
  for (int attempt = 0; attempt < kMaxReferenceAttempts; ++attempt) {
    const auto reference = "KR-" + base::random_text(random, kReferenceLength, kReferenceAlphabet);
    if (auto deposit = insert(tx, user_id, method, amount, reference, now)) {
      return *std::move(deposit);
    }
  }
  base::check(false, "a free reference is found");
  return {};
}

std::expected<Deposit, OwnDepositRefusal> submit_deposit(db::Tx& tx, std::int64_t user_id,
                                                         std::int64_t deposit_id,
                                                         const std::optional<Receipt>& receipt,
                                                         std::span<const std::int64_t> owner_ids,
                                                         base::Timestamp now) {
  auto deposit = lock_own(tx, user_id, deposit_id);
  if (!deposit) {
    return deposit;
  }
  const bool is_news = !deposit->manual().submitted_at ||
                       (receipt && deposit->manual().receipt_hash != receipt->hash &&
                        deposit->manual().receipt_file_id != receipt->file_id);
  if (!is_news || (receipt && !takes_receipt(tx, deposit_id))) {
    return deposit;
  }
  deposit->manual().submitted_at = deposit->manual().submitted_at.value_or(now);
  if (receipt) {
    deposit->manual().receipt_file_id = receipt->file_id;
    deposit->manual().receipt_hash = receipt->hash;
  }
  tx.execute_later(
      "UPDATE deposits SET submitted_at = $2, receipt_file_id = $3, receipt_hash = $4 "
      "WHERE id = $1",
      deposit_id, deposit->manual().submitted_at, deposit->manual().receipt_file_id,
      deposit->manual().receipt_hash);
  if (receipt) {
    enqueue(tx, kDepositReceipt, user_id, {deposit_id}, now);
  } else {
    ask_owners(tx, *deposit, owner_ids, now);
  }
  return deposit;
}

void note_receipt(db::Tx& tx, std::int64_t deposit_id, std::string_view file_id,
                  const std::optional<std::string>& content_hash,
                  std::span<const std::int64_t> owner_ids, base::Timestamp now) {
  const auto deposit = lock_manual(tx, deposit_id);
  if (!deposit || deposit->status != DepositStatus::pending ||
      deposit->manual().receipt_file_id != file_id) {
    return;
  }
  if (content_hash) {
    tx.execute_later("UPDATE deposits SET receipt_hash = $2 WHERE id = $1", deposit_id,
                     *content_hash);
  }
  ask_owners(tx, *deposit, owner_ids, now);
}

std::expected<Deposit, OwnDepositRefusal> cancel_deposit(db::Tx& tx, std::int64_t user_id,
                                                         std::int64_t deposit_id,
                                                         base::Timestamp now) {
  auto deposit = lock_own(tx, user_id, deposit_id);
  if (deposit) {
    tx.execute_later("UPDATE deposits SET status = 'cancelled' WHERE id = $1", deposit_id);
    deposit->status = DepositStatus::cancelled;
    withdraw_reviews(tx, *deposit, now);
  }
  return deposit;
}

std::vector<Deposit> same_receipt(db::Tx& tx, const Deposit& deposit) {
  return deposit.manual().receipt_hash
             ? all_deposits(
                   tx,
                   fmt::format("SELECT {} FROM deposits WHERE receipt_hash = $1 AND id <> $2 "
                               "ORDER BY id DESC LIMIT 5",
                               db::columns<DepositRow>()),
                   deposit.manual().receipt_hash, deposit.id)
             : std::vector<Deposit>{};
}

std::expected<DepositCredit, DecideRefusal> approve_deposit(
    db::Tx& tx, std::int64_t deposit_id, const Permit<Act::approve_deposit>& permit,
    base::Percent commission, base::Timestamp now) {
  const auto deposit = lock_for(tx, deposit_id, permit.actor());
  if (!deposit) {
    return std::unexpected(deposit.error());
  }
  auto credited = complete_deposit(tx, *deposit, commission, permit.actor(), now);
  if (!credited) {
    return std::unexpected(DecideRefusal{DecideRefusal::Kind::too_much_money, *deposit});
  }
  record_decision(tx, *deposit, permit, "", now);
  return *std::move(credited);
}

std::expected<Deposit, DecideRefusal> reject_deposit(db::Tx& tx, std::int64_t deposit_id,
                                                     const Permit<Act::reject_deposit>& permit,
                                                     std::string_view reason, base::Timestamp now) {
  auto deposit = lock_for(tx, deposit_id, permit.actor());
  if (!deposit) {
    return deposit;
  }
  if (base::trim(reason).empty()) {
    return std::unexpected(DecideRefusal{DecideRefusal::Kind::no_reason, *deposit});
  }
  if (base::utf16_length(reason) > kMaxRejectReason) {
    return std::unexpected(DecideRefusal{DecideRefusal::Kind::long_reason, *deposit});
  }
  tx.execute_later("UPDATE deposits SET status = 'rejected' WHERE id = $1", deposit_id);
  enqueue(tx, kDepositRejected, deposit->user_id, {deposit_id}, now);
  record_decision(tx, *deposit, permit, reason, now);
  return find_deposit(tx, deposit_id).value();
}

}  // namespace shop
