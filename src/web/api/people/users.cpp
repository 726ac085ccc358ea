// Customers.
#include <array>
#include <boost/describe.hpp>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"
#include "shop/customers/ban.h"
#include "shop/customers/customer_search.h"
#include "shop/money/adjustment.h"
#include "web/api/operations.h"
#include "web/operation/list.h"

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
  std::string ban_reason;
  bool has_blocked_bot = false;
  std::optional<base::Timestamp> terms_accepted_at;
  base::Timestamp created_at;
  std::optional<base::Timestamp> last_seen_at;

  // What happens to it by itself.
  static constexpr auto kUnversioned = std::to_array<std::string_view>(
      {"username", "first_name", "language", "balance", "referral_earnings", "has_blocked_bot",
       "terms_accepted_at", "last_seen_at"});
};
BOOST_DESCRIBE_STRUCT(UserView, (),
                      (id, username, first_name, language, balance, referral_earnings,
                       referral_code, referrer_id, is_banned, ban_reason, has_blocked_bot,
                       terms_accepted_at, created_at, last_seen_at))

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

struct UserChange {
  bool banned = false;
  std::string ban_reason;
};
BOOST_DESCRIBE_STRUCT(UserChange, (), (banned, ban_reason))

struct UserQuery : ListParameters {
  std::optional<Sort<shop::CustomerSort>> sort;
  std::optional<std::string> q;
  std::optional<bool> banned;
};
BOOST_DESCRIBE_STRUCT(UserQuery, (ListParameters), (sort, q, banned))

constexpr ProblemKind kOfStaff{409, "one_of_the_staff",
                               "Owners and the staff cannot be banned; take the role first."};
constexpr ProblemKind kBannedAlready{409, "banned_already", "The customer is banned already."};
constexpr ProblemKind kNotBanned{409, "not_banned", "The customer is not banned."};

constexpr ProblemKind kNoMoney{409, "not_enough_money", "The balance would be below zero."};
constexpr ProblemKind kBalanceChanged{409, "balance_changed", "The balance has changed meanwhile."};
constexpr ProblemKind kUsedKey{409, "idempotency_key_conflict",
                               "This Idempotency-Key was used for another adjustment."};

Problem wrong_field(std::string_view field, std::string text) {
  auto problem = invalid_field(field, std::move(text));
  problem.extra.emplace("field", field);
  return problem;
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
      return kTooMuchMoney;
    case shop::AdjustRefusal::balance_changed:
      return kBalanceChanged;
    case shop::AdjustRefusal::key_conflict:
      return kUsedKey;
  }
  std::unreachable();
}

Problem refusal(shop::BanRefusal refusal, const UserChange& wanted) {
  switch (refusal) {
    case shop::BanRefusal::unknown_customer:
      return kNotFound;
    case shop::BanRefusal::of_staff:
      return kOfStaff;
    case shop::BanRefusal::no_reason:
      return wrong_field("ban_reason", "`ban_reason` must say why.");
    case shop::BanRefusal::long_reason:
      return wrong_field("ban_reason", fmt::format("`ban_reason` must be {} characters or fewer.",
                                                   shop::kMaxBanReason));
    case shop::BanRefusal::repeated:
      return wanted.banned ? kBannedAlready : kNotBanned;
  }
  std::unreachable();
}

struct UserPath {
  std::int64_t id = 0;
};
BOOST_DESCRIBE_STRUCT(UserPath, (), (id))

std::optional<UserView> find_user(db::Tx& tx, std::int64_t id) {
  const auto customer = shop::find_customer(tx, id);
  return customer ? std::optional(copy_fields<UserView>(*customer)) : std::nullopt;
}

std::optional<UserView> lock_user(db::Tx& tx, const UserPath& path) {
  shop::lock_customers(tx, std::array{path.id});
  return find_user(tx, path.id);
}

Outcome<UserView> user_or_problem(db::Tx& tx, std::int64_t id) {
  auto user = find_user(tx, id);
  return user ? Outcome<UserView>(*std::move(user)) : std::unexpected(Problem(kNotFound));
}

Outcome<UserView> show_user(db::Tx& tx, const Call<shop::Act::see_customers, UserPath>& call) {
  return user_or_problem(tx, call.parameters.id);
}

Outcome<List<UserView>> list_users(db::Tx& tx,
                                   const Call<shop::Act::see_customers, UserQuery>& call) {
  const auto part = part_of(call.parameters);
  if (!part) {
    return std::unexpected(part.error());
  }
  const shop::CustomerFilter filter{.q = call.parameters.q, .is_banned = call.parameters.banned};
  return list_of<UserView>(shop::customer_rows(tx, filter, order_of(call.parameters.sort), *part));
}

using UserEdit = Call<shop::Act::ban_customer, UserPath, UserChange>;

Outcome<UserView> change_user(db::Tx& tx, const UserEdit& call) {
  const shop::BanDecision decision{.user_id = call.parameters.id,
                                   .reason = std::string(base::trim(call.body.ban_reason))};
  const auto may_unban = shop::permit<shop::Act::unban_customer>(call.permit.actor());
  if (!may_unban) {
    return std::unexpected(Problem(kForbidden));
  }
  const auto done = call.body.banned
                        ? shop::ban(tx, decision, call.context.owner_ids, call.permit, call.now)
                        : shop::unban(tx, decision, *may_unban, call.now);
  return done ? user_or_problem(tx, call.parameters.id)
              : std::unexpected(refusal(done.error(), call.body));
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
            .path = "/api/users",
            .id = "listUsers",
            .subject = "Customers",
            .summary = "Lists customers.",
            .notes = {{"q",
                       "An id, a @name or a former one; when nobody has it, part of a name, in any "
                       "case."}}},
           &list_users);
  api.read({.method = "GET",
            .path = "/api/users/{id}",
            .id = "showUser",
            .subject = "Customers",
            .summary = "Shows a customer."},
           &show_user);
  api.edit({.method = "PATCH",
            .path = "/api/users/{id}",
            .id = "changeUser",
            .subject = "Customers",
            .summary = "Bans a customer, or ends the ban.",
            .notes = {{"ban_reason", "Why, also of the end of a ban; the customer reads it."}},
            .problems = {kOfStaff, kBannedAlready, kNotBanned}},
           &lock_user, &change_user);
  api.write({.method = "POST",
             .path = "/api/users/{id}/adjustments",
             .id = "adjustUser",
             .subject = "Customers",
             .summary = "Adds to a balance, or takes from it.",
             .notes = {{"amount", "Negative to take."}, {"reason", "The customer reads it."}},
             .problems = {kNoMoney, kTooMuchMoney, kBalanceChanged},
             .key_use = KeyUse::required},
            &adjust_user);
}

}  // namespace web
