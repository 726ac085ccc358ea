// Customers.
#include <boost/describe.hpp>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "shop/customers/customer.h"
#include "shop/money/adjustment.h"
#include "web/api/operations.h"
#include "web/core/copy_fields.h"

namespace web {
namespace {

// A customer as the API shows it: a new column of `users` is shown only when it is added here.
struct UserView {
  std::int64_t id = 0;
  std::optional<std::string> username;
  std::string first_name;
  std::optional<std::string> language;
  base::Money balance;
  base::Money referral_earnings;
  std::string referral_code;
  std::optional<std::int64_t> referrer_id;
  bool is_banned = false;
  bool has_blocked_bot = false;
  std::optional<base::Timestamp> terms_accepted_at;
  base::Timestamp created_at;
};
BOOST_DESCRIBE_STRUCT(UserView, (),
                      (id, username, first_name, language, balance, referral_earnings,
                       referral_code, referrer_id, is_banned, has_blocked_bot, terms_accepted_at,
                       created_at))

struct AdjustmentBody {
  base::Money amount;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(AdjustmentBody, (), (amount, reason))

struct AdjustmentAnswer {
  std::int64_t transfer_id = 0;
  std::int64_t user_id = 0;
  base::Money amount;
  base::Money balance;
};
BOOST_DESCRIBE_STRUCT(AdjustmentAnswer, (), (transfer_id, user_id, amount, balance))

constexpr ProblemKind kNoMoney{409, "not_enough_money", "The balance would be below zero."};
constexpr ProblemKind kMuchMoney{409, "too_much_money",
                                 "The balance would be higher than the shop can keep."};
constexpr ProblemKind kBalanceChanged{409, "balance_changed", "The balance has changed meanwhile."};
constexpr ProblemKind kUsedKey{409, "idempotency_key_conflict",
                               "This Idempotency-Key was used for another adjustment."};

Problem wrong_field(std::string_view field, std::string text) {
  Problem problem(kInvalidRequest);
  problem.detail = std::move(text);
  problem.extra.emplace("field", field);
  return std::move(problem).at(field);
}

Problem refusal(shop::AdjustRefusal refusal) {
  switch (refusal) {
    case shop::AdjustRefusal::unknown_customer:
      return kNotFound;
    case shop::AdjustRefusal::zero_amount:
      return wrong_field("amount", "`amount` must not be zero.");
    case shop::AdjustRefusal::no_reason:
      return wrong_field("reason", "`reason` must say why.");
    case shop::AdjustRefusal::long_reason:
      return wrong_field("reason", fmt::format("`reason` must be {} characters or fewer.",
                                               shop::kMaxAdjustmentReason));
    case shop::AdjustRefusal::no_key:
      return {400, "no_idempotency_key", "The header Idempotency-Key must not be empty."};
    case shop::AdjustRefusal::not_enough_money:
      return kNoMoney;
    case shop::AdjustRefusal::too_much_money:
      return kMuchMoney;
    case shop::AdjustRefusal::balance_changed:
      return kBalanceChanged;
    case shop::AdjustRefusal::key_conflict:
      return kUsedKey;
  }
  std::unreachable();
}

struct UserPath {
  std::int64_t id = 0;
};
BOOST_DESCRIBE_STRUCT(UserPath, (), (id))

Outcome<UserView> show_user(db::Tx& tx, const Call<shop::Act::see_customers, UserPath>& call) {
  const auto customer = shop::find_customer(tx, call.parameters.id);
  return customer ? Outcome<UserView>(copy_fields<UserView>(*customer))
                  : std::unexpected(Problem(kNotFound));
}

Outcome<AdjustmentAnswer> adjust_user(
    db::Tx& tx, const Call<shop::Act::adjust, UserPath, AdjustmentBody>& call) {
  const auto adjusted = shop::adjust(tx,
                                     {.user_id = call.parameters.id,
                                      .amount = call.body.amount,
                                      .reason = call.body.reason,
                                      .idempotency_key = call.idempotency_key},
                                     call.permit, call.now);
  if (!adjusted) {
    return std::unexpected(refusal(adjusted.error()));
  }
  return AdjustmentAnswer{.transfer_id = adjusted->transfer_id,
                          .user_id = call.parameters.id,
                          .amount = call.body.amount,
                          .balance = adjusted->balance};
}

}  // namespace

void add_user_operations(Api& api) {
  api.read({.method = "GET",
            .path = "/api/users/{id}",
            .id = "showUser",
            .subject = "Customers",
            .summary = "Shows a customer."},
           &show_user);
  api.write({.method = "POST",
             .path = "/api/users/{id}/adjustments",
             .id = "adjustUser",
             .subject = "Customers",
             .summary = "Adds to a balance, or takes from it.",
             .notes = {{"amount", "Negative to take."}, {"reason", "The customer reads it."}},
             .problems = {kNoMoney, kMuchMoney, kBalanceChanged},
             .key_use = KeyUse::required},
            &adjust_user);
}

}  // namespace web
