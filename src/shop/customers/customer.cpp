#include "shop/customers/customer.h"

#include <fmt/format.h>

#include "db/core/columns.h"
#include "shop/core/sql.h"
#include "shop/customers/notices.h"
#include "shop/webhooks/event_views.h"

namespace shop {
namespace {

// With 36^8 codes a collision is very rare; running out of attempts means a broken generator.
constexpr int kMaxCodeAttempts = 8;

std::optional<Customer> find_by_code(db::Tx& tx, std::string_view code) {
  return tx.first<Customer>(
      fmt::format("SELECT {} FROM users WHERE referral_code = $1", db::columns<Customer>()), code);
}

Customer refresh(db::Tx& tx, Customer customer, const Newcomer& visit, base::Timestamp now) {
  const bool is_renamed =
      customer.username != visit.username || customer.first_name != visit.first_name;
  if (!is_renamed && !customer.has_blocked_bot) {
    return customer;
  }
  if (is_renamed) {
    tx.execute_later(
        "INSERT INTO former_names (user_id, username, first_name, seen_until) "
        "VALUES ($1, $2, $3, $4)",
        customer.id, customer.username, customer.first_name, now);
  }
  tx.execute_later(
      "UPDATE users SET username = $2, first_name = $3, has_blocked_bot = false WHERE id = $1",
      visit.id, visit.username, visit.first_name);
  customer.username = visit.username;
  customer.first_name = visit.first_name;
  customer.has_blocked_bot = false;
  return customer;
}

// Empty when the id or the code is taken.
std::optional<Customer> insert(db::Tx& tx, const Newcomer& newcomer, std::string_view code,
                               std::optional<std::int64_t> referrer_id, base::Timestamp now) {
  return tx.first<Customer>(
      fmt::format("INSERT INTO users (id, username, first_name, language, referral_code, "
                  "referrer_id, created_at, last_seen_at) "
                  "VALUES ($1, $2, $3, $4, $5, $6, $7, $7) "
                  "ON CONFLICT DO NOTHING RETURNING {}",
                  db::columns<Customer>()),
      newcomer.id, newcomer.username, newcomer.first_name, newcomer.language, code, referrer_id,
      now);
}

void tell_programs(db::Tx& tx, const Customer& customer, base::Timestamp now) {
  write_event(tx,
              CustomerCreated{.id = customer.id,
                              .username = customer.username,
                              .first_name = customer.first_name,
                              .language = customer.language,
                              .referrer_id = customer.referrer_id,
                              .created_at = customer.created_at},
              now);
}

// With the newcomer who is registered just now.
bool is_told_of_newcomer(db::Tx& tx, std::int64_t referrer_id, base::Timestamp now) {
  return tx.one<std::int64_t>(
             "SELECT count(*) FROM users WHERE referrer_id = $1 AND created_at > $2", referrer_id,
             now - std::chrono::hours(1)) <= kMaxNewReferrals;
}

}  // namespace

Registration register_customer(db::Tx& tx, const Newcomer& newcomer, base::Random& random,
                               base::Timestamp now) {
  std::optional<Customer> referrer;
  for (int attempt = 0; attempt < kMaxCodeAttempts; ++attempt) {
    if (auto known = find_customer(tx, newcomer.id)) {
      return {.customer = refresh(tx, std::move(*known), newcomer, now)};
    }
    if (newcomer.referral_code && !referrer) {
      referrer = find_by_code(tx, *newcomer.referral_code);
    }
    const auto referrer_id = referrer ? std::optional(referrer->id) : std::nullopt;
    const auto code = base::random_referral_code(random);
    if (auto customer = insert(tx, newcomer, code, referrer_id, now)) {
      tell_programs(tx, *customer, now);
      if (referrer && is_told_of_newcomer(tx, referrer->id, now)) {
        enqueue(tx, kNewReferral, referrer->id, {newcomer.id}, now);
      }
      return {.customer = std::move(*customer), .is_new = true, .referrer = std::move(referrer)};
    }
  }
  base::check(false, "a free referral code is found");
  return {};
}

std::optional<Customer> find_customer(db::Tx& tx, std::int64_t id) {
  return tx.first<Customer>(
      fmt::format("SELECT {} FROM users WHERE id = $1", db::columns<Customer>()), id);
}

std::vector<Customer> find_customers(db::Tx& tx, std::span<const std::int64_t> ids) {
  return tx.all<Customer>(
      fmt::format("SELECT {} FROM users WHERE id {}", db::columns<Customer>(), sql::in_ids(tx)),
      sql::ids_text(tx, ids));
}

bool set_language(db::Tx& tx, std::int64_t id, std::string_view language) {
  return tx.execute("UPDATE users SET language = $2 WHERE id = $1", id, language) == 1;
}

bool accept_terms(db::Tx& tx, std::int64_t id, base::Timestamp now) {
  return tx.execute(
             "UPDATE users SET terms_accepted_at = COALESCE(terms_accepted_at, $2) WHERE id = $1",
             id, now) == 1;
}

bool mark_blocked(db::Tx& tx, std::int64_t id, bool blocked) {
  return tx.execute("UPDATE users SET has_blocked_bot = $2 WHERE id = $1", id, blocked) == 1;
}

void note_seen(db::Tx& tx, const Customer& customer, base::Timestamp now) {
  if (customer.last_seen_at && now - *customer.last_seen_at < kSeenInterval) {
    return;
  }
  tx.execute_later(fmt::format("UPDATE users SET last_seen_at = $2 "
                               "WHERE id = (SELECT id FROM users WHERE id = $1{})",
                               tx.for_update_skip_locked()),
                   customer.id, now);
}

std::int64_t count_referees(db::Tx& tx, std::int64_t id) {
  return tx.one<std::int64_t>("SELECT count(*) FROM users WHERE referrer_id = $1", id);
}

}  // namespace shop
