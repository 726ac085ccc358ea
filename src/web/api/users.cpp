// GET /api/users/{id} and POST /api/users/{id}/adjustments.
#include <algorithm>
#include <boost/describe.hpp>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "shop/customers/customer.h"
#include "shop/money/adjustment.h"
#include "web/api/api.h"
#include "web/api/copy_fields.h"

namespace web {
namespace {

constexpr std::size_t kMaxKeyLength = 200;

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

net::ServerResponse unknown_user() { return net::problem(404, "There is no such user."); }

net::ServerResponse answer_refusal(shop::AdjustRefusal refusal) {
  switch (refusal) {
    case shop::AdjustRefusal::unknown_customer:
      return unknown_user();
    case shop::AdjustRefusal::zero_amount:
      return net::problem(400, "`amount` must not be zero.", {{"field", "amount"}});
    case shop::AdjustRefusal::no_reason:
      return net::problem(400, "`reason` must say why.", {{"field", "reason"}});
    case shop::AdjustRefusal::long_reason:
      return net::problem(
          400, fmt::format("`reason` must be {} characters or fewer.", shop::kMaxAdjustmentReason),
          {{"field", "reason"}});
    case shop::AdjustRefusal::no_key:
      return net::problem(400, "The header Idempotency-Key must not be empty.");
    case shop::AdjustRefusal::not_enough_money:
      return net::problem(409, "The balance would be below zero.");
    case shop::AdjustRefusal::too_much_money:
      return net::problem(409, "The balance would be higher than the shop can keep.");
    case shop::AdjustRefusal::balance_changed:
      return net::problem(409, "The balance has changed meanwhile.");
    case shop::AdjustRefusal::key_conflict:
      return net::problem(409, "This Idempotency-Key was used for another adjustment.");
  }
  std::unreachable();
}

bool is_key(std::string_view text) {
  return !text.empty() && text.size() <= kMaxKeyLength &&
         std::ranges::all_of(text, [](char c) { return c > ' ' && c <= '~'; });
}

Response show_user(Context& context, const net::PathParameters& parameters) {
  const auto id = parameters.id("id");
  if (!id) {
    co_return unknown_user();
  }
  const auto customer =
      co_await context.database.read([&](db::Tx& tx) { return shop::find_customer(tx, *id); });
  co_return customer ? net::json_response(200, json::to_text(copy_fields<UserView>(*customer)))
                     : unknown_user();
}

Response adjust_user(Context& context, const net::ServerRequest& request,
                     const net::PathParameters& parameters,
                     const shop::Permit<shop::Act::adjust>& permit) {
  const auto id = parameters.id("id");
  if (!id) {
    co_return unknown_user();
  }
  const auto key = request.headers.find("Idempotency-Key").value_or("");
  if (!is_key(key)) {
    co_return net::problem(400,
                           "The header Idempotency-Key must be 1 to 200 printable characters "
                           "without blanks, new for each adjustment.");
  }
  auto body = read_body<AdjustmentBody>(request);
  if (!body) {
    co_return net::problem(body.error());
  }
  const shop::Adjustment adjustment{.user_id = *id,
                                    .amount = body->amount,
                                    .reason = std::move(body->reason),
                                    .idempotency_key = std::string(key)};
  const auto adjusted = co_await context.database.transact(
      [&](db::Tx& tx) { return shop::adjust(tx, adjustment, permit, context.clock.now()); });
  if (!adjusted) {
    co_return answer_refusal(adjusted.error());
  }
  co_return net::json_response(200,
                               json::to_text(AdjustmentAnswer{.transfer_id = adjusted->transfer_id,
                                                              .user_id = *id,
                                                              .amount = adjustment.amount,
                                                              .balance = adjusted->balance}));
}

}  // namespace

void add_user_routes(net::Router& router, Context& context) {
  router.add("GET", "/api/users/{id}",
             guarded(context, [&context](const auto&, const auto& parameters, const auto&) {
               return show_user(context, parameters);
             }));
  router.add("POST", "/api/users/{id}/adjustments",
             guarded<shop::Act::adjust>(
                 context,
                 [&context](const auto& request, const auto& parameters, const auto& permit) {
                   return adjust_user(context, request, parameters, permit);
                 }),
             owners_only(context));
}

}  // namespace web
