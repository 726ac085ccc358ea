// Money that comes in, and what people decide of it.
#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"
#include "shop/deposits/credit_log.h"
#include "shop/deposits/deposit_list.h"
#include "shop/deposits/manual/manual_deposit.h"
#include "shop/deposits/star_deposit.h"
#include "shop/settings/stored_settings.h"
#include "web/api/operations.h"
#include "web/operation/list.h"

namespace web {
namespace {

// A deposit as the API shows it: a new column of `deposits` is shown only when it is added here.
struct DepositView {
  std::int64_t id = 0;
  std::int64_t user_id = 0;
  shop::DepositMethod method = shop::DepositMethod::btc;
  base::Money amount;
  shop::DepositStatus status = shop::DepositStatus::pending;
  base::Timestamp created_at;
  std::optional<base::Timestamp> completed_at;
  std::optional<std::string> tx_hash;
  std::optional<std::int32_t> output_index;
  std::int64_t amount_sat = 0;
  std::optional<base::Money> rate;
  std::string rate_source;
  std::optional<base::Timestamp> rate_at;
  std::optional<std::int64_t> block_height;
  std::int32_t confirmations_needed = 0;
  std::optional<std::string> reference;
  std::optional<std::string> receipt_file_id;
  std::optional<base::Timestamp> submitted_at;
  std::string decided_as;
  std::string reason;
  std::int64_t stars = 0;
};
BOOST_DESCRIBE_STRUCT(DepositView, (),
                      (id, user_id, method, amount, status, created_at, completed_at, tx_hash,
                       output_index, amount_sat, rate, rate_source, rate_at, block_height,
                       confirmations_needed, reference, receipt_file_id, submitted_at, decided_as,
                       reason, stars))

struct DepositQuery : ListParameters {
  std::optional<Sort<shop::DepositSort>> sort;
  std::optional<shop::DepositMethod> method;
  std::optional<shop::DepositStatus> status;
  std::optional<Id> user_id;
  std::optional<DayOrMoment> from;
  std::optional<DayOrMoment> to;
};
BOOST_DESCRIBE_STRUCT(DepositQuery, (ListParameters), (sort, method, status, user_id, from, to))

struct DepositPath {
  std::int64_t id = 0;
};
BOOST_DESCRIBE_STRUCT(DepositPath, (), (id))

struct StarRefundBody {
  base::Money seen_balance;
};
BOOST_DESCRIBE_STRUCT(StarRefundBody, (), (seen_balance))

struct RejectionBody {
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(RejectionBody, (), (reason))

constexpr ProblemKind kNotManual{409, "not_manual", "Nobody decides on deposits of this method."};
constexpr ProblemKind kOwnDeposit{409, "own_deposit", "Nobody decides on a deposit of their own."};
constexpr ProblemKind kDecided{409, "already_decided",
                               "The deposit was decided before; nothing was changed."};

constexpr ProblemKind kNotStars{409, "not_stars", "The deposit was not paid in Telegram Stars."};
constexpr ProblemKind kNotCredited{409, "not_completed",
                                   "The deposit was not credited, or was taken back before."};
constexpr ProblemKind kOtherBalance{
    409, "balance_changed",
    "The customer's balance is not `seen_balance`; look at it again before you decide."};

Problem refusal(shop::StarRefundRefusal refusal) {
  switch (refusal) {
    case shop::StarRefundRefusal::unknown_deposit:
      return kNotFound;
    case shop::StarRefundRefusal::not_stars:
      return kNotStars;
    case shop::StarRefundRefusal::not_completed:
      return kNotCredited;
    case shop::StarRefundRefusal::balance_changed:
      return kOtherBalance;
  }
  std::unreachable();
}

Problem decided(const std::optional<shop::Deposit>& deposit) {
  Problem problem(kDecided);
  if (deposit) {
    problem.extra.emplace("deposit_status", json::encode(deposit->status));
    problem.extra.emplace("decided_as", deposit->manual_or_none().decided_as);
  }
  return problem;
}

Problem refusal(const shop::DecideRefusal& refusal) {
  using Kind = shop::DecideRefusal::Kind;
  switch (refusal.kind) {
    case Kind::unknown_deposit:
      return kNotFound;
    case Kind::not_manual:
      return kNotManual;
    case Kind::own_deposit:
      return kOwnDeposit;
    case Kind::already_decided:
      return decided(refusal.deposit);
    case Kind::too_much_money:
      return kTooMuchMoney;
    case Kind::no_reason:
      return invalid_field("reason", "`reason` must say why.");
    case Kind::long_reason:
      return invalid_field("reason", fmt::format("`reason` must be {} characters or fewer.",
                                                 shop::kMaxRejectReason));
  }
  std::unreachable();
}

Outcome<DepositView> deposit_or_problem(db::Tx& tx, std::int64_t id) {
  const auto deposit = shop::find_deposit_entry(tx, id);
  return deposit ? Outcome<DepositView>(copy_fields<DepositView>(*deposit))
                 : std::unexpected(Problem(kNotFound));
}

Outcome<List<DepositView>> list_deposits(db::Tx& tx,
                                         const Call<shop::Act::see_deposits, DepositQuery>& call) {
  const auto& asked = call.parameters;
  const auto part = part_of(asked);
  if (!part) {
    return std::unexpected(part.error());
  }
  const shop::DepositFilter filter{.method = asked.method,
                                   .status = asked.status,
                                   .user_id = number_of(asked.user_id),
                                   .from = first_moment(asked.from, call.context.zone),
                                   .until = last_moment(asked.to, call.context.zone)};
  return list_of<DepositView>(shop::deposit_rows(tx, filter, order_of(asked.sort), *part));
}

Outcome<DepositView> show_deposit(db::Tx& tx,
                                  const Call<shop::Act::see_deposits, DepositPath>& call) {
  return deposit_or_problem(tx, call.parameters.id);
}

base::Percent commission_of(db::Tx& tx, const Context& context) {
  const auto& base = context.settings;
  return shop::with_stored(base.values, shop::stored_settings(tx), base.locked).referral_percent;
}

Outcome<Changed<DepositView>> approve_deposit(
    db::Tx& tx, const Call<shop::Act::approve_deposit, DepositPath>& call) {
  const auto done = shop::approve_deposit(tx, call.parameters.id, call.permit,
                                          commission_of(tx, call.context), call.now);
  if (!done) {
    return std::unexpected(refusal(done.error()));
  }
  auto shown = deposit_or_problem(tx, call.parameters.id);
  if (!shown) {
    return std::unexpected(std::move(shown.error()));
  }
  return Changed{.answer = *std::move(shown),
                 .follow_up = {.log = shop::credit_log(*done, call.context.currency)}};
}

using Rejection = Call<shop::Act::reject_deposit, DepositPath, RejectionBody>;

Outcome<DepositView> reject_deposit(db::Tx& tx, const Rejection& call) {
  const auto done = shop::reject_deposit(tx, call.parameters.id, call.permit,
                                         base::trim(call.body.reason), call.now);
  return done ? deposit_or_problem(tx, call.parameters.id) : std::unexpected(refusal(done.error()));
}

using StarRefund = Call<shop::Act::refund_stars, DepositPath, StarRefundBody>;

Outcome<Changed<DepositView>> refund_stars(db::Tx& tx, const StarRefund& call) {
  const auto done =
      shop::refund_stars(tx, call.parameters.id, call.body.seen_balance, call.permit, call.now);
  if (!done) {
    return std::unexpected(refusal(done.error()));
  }
  const auto entry = shop::find_deposit_entry(tx, done->id).value();
  return Changed{.answer = copy_fields<DepositView>(entry),
                 .follow_up = {.log = {shop::star_refund_log(*done)}}};
}

}  // namespace

void add_deposit_operations(Api& api) {
  api.read({.method = "GET",
            .path = "/api/deposits",
            .id = "listDeposits",
            .subject = "Money",
            .summary = "Lists deposits.",
            .notes = {{"amount", "0.00 until a rate is known."},
                      {"tx_hash", "Stars: the id of the charge."},
                      {"rate", "Of a whole coin."},
                      {"reference", "What the customer writes into the transfer."},
                      {"receipt_file_id", "Telegram's id of the customer's picture of it."},
                      {"decided_as", "Who decided: `owner:7`, `web:admin`."},
                      {"from", "Made then or later."},
                      {"to", "Made before then, or on that day."}}},
           &list_deposits);
  api.read({.method = "GET",
            .path = "/api/deposits/{id}",
            .id = "showDeposit",
            .subject = "Money",
            .summary = "Shows a deposit."},
           &show_deposit);
  api.write({.method = "POST",
             .path = "/api/deposits/{id}/approve",
             .id = "approveDeposit",
             .subject = "Money",
             .summary = "Credits a deposit by BLIK or bank transfer, once.",
             .problems = {kNotManual, kOwnDeposit, kDecided, kTooMuchMoney},
             .key_use = KeyUse::optional},
            &approve_deposit);
  api.write({.method = "POST",
             .path = "/api/deposits/{id}/reject",
             .id = "rejectDeposit",
             .subject = "Money",
             .summary = "Rejects a deposit by BLIK or bank transfer.",
             .notes = {{"reason", "Why; the customer reads it."}},
             .problems = {kNotManual, kOwnDeposit, kDecided},
             .key_use = KeyUse::optional},
            &reject_deposit);
  api.write({.method = "POST",
             .path = "/api/deposits/{id}/refund-stars",
             .id = "refundStars",
             .subject = "Money",
             .summary = "Gives the Telegram Stars of a deposit back, and takes the money that they "
                        "were credited with from the balance.",
             .details = "What the customer has spent of it becomes a debt.",
             .notes = {{"seen_balance", "The customer's balance on which you decided."}},
             .problems = {kNotStars, kNotCredited, kOtherBalance},
             .key_use = KeyUse::optional},
            &refund_stars);
}

}  // namespace web
