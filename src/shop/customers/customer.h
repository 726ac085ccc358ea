// Customers: who they are and who brought them.
#pragma once

#include <boost/describe.hpp>
#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/money.h"
#include "base/random.h"
#include "db/core/tx.h"

namespace shop {

// A row of `users`; `id` is the Telegram user id, which is also the id of the private chat.
struct Customer {
  std::int64_t id = 0;
  std::optional<std::string> username;
  std::string first_name;
  std::optional<std::string> language;  // as chosen; empty until then
  base::Money balance;
  base::Money referral_earnings;
  std::string referral_code;
  std::optional<std::int64_t> referrer_id;
  bool is_banned = false;
  std::string ban_reason;  // as the customer reads it; "" unless banned
  bool has_blocked_bot = false;
  std::optional<base::Timestamp> terms_accepted_at;
  base::Timestamp created_at;
  std::optional<base::Timestamp> last_seen_at;  // accurate to kSeenInterval
};
BOOST_DESCRIBE_STRUCT(Customer, (),
                      (id, username, first_name, language, balance, referral_earnings,
                       referral_code, referrer_id, is_banned, has_blocked_bot, terms_accepted_at,
                       created_at, ban_reason, last_seen_at))

// Who writes to the shop, as Telegram reports it.
struct Newcomer {
  std::int64_t id = 0;
  std::optional<std::string> username;
  std::string first_name;
  std::optional<std::string> language;
  std::optional<std::string> referral_code;  // of the customer whose link was followed
};

struct Registration {
  Customer customer;
  bool is_new = false;
  std::optional<Customer> referrer;  // only of a new customer
};

// Of how many newcomers a referrer is told within an hour: accounts cost nothing.
inline constexpr int kMaxNewReferrals = 20;

// Loads the customer, or registers them once. A known customer keeps their language and referrer;
// their names follow Telegram's, former ones are kept (customer_search.h), and `has_blocked_bot` is
// cleared. A new one gets a referral code
// and, when they came with the code of another customer, that referrer, who is sent the notice
// `new_referral`, unless they got kMaxNewReferrals within the last hour.
Registration register_customer(db::Tx& tx, const Newcomer& newcomer, base::Random& random,
                               base::Timestamp now);

std::optional<Customer> find_customer(db::Tx& tx, std::int64_t id);
// Those who exist, in any order.
std::vector<Customer> find_customers(db::Tx& tx, std::span<const std::int64_t> ids);

// Each returns false when there is no such customer.
bool set_language(db::Tx& tx, std::int64_t id, std::string_view language);
bool accept_terms(db::Tx& tx, std::int64_t id, base::Timestamp now);  // keeps the first time
// Records whether Telegram refuses messages to the customer.
bool mark_blocked(db::Tx& tx, std::int64_t id, bool blocked = true);

// How often it is written down that a customer is there.
inline constexpr std::chrono::hours kSeenInterval{1};

// Writes down that the customer is there, unless that was done within kSeenInterval. Waits neither
// for the database nor for whoever has locked the customer.
void note_seen(db::Tx& tx, const Customer& customer, base::Timestamp now);

// How many customers came by this customer's link.
std::int64_t count_referees(db::Tx& tx, std::int64_t id);

}  // namespace shop
