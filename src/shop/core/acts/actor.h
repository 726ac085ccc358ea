// Who acted, as recorded in the audit log, on a transfer or on a decision.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "db/core/value.h"
#include "shop/core/acts/rights.h"

namespace shop {

enum class ActorKind {
  customer,  // for themselves: a purchase
  owner,     // in the bot, as the next two
  manager,
  support,
  web,        // over the HTTP API or in the dashboard, with the password
  owner_key,  // over the HTTP API with a key of that role, as the next two
  manager_key,
  support_key,
  cli,       // on the command line
  chain,     // a block that paid, or its removal
  telegram,  // a payment by Stars, or its refund
};
BOOST_DESCRIBE_ENUM(ActorKind, customer, owner, manager, support, web, owner_key, manager_key,
                    support_key, cli, chain, telegram)

// Stored as text: "owner:7", "support:8", "web:admin", "manager_key:9", "cli".
struct Actor {
  ActorKind kind = ActorKind::customer;
  // The Telegram id of one of the staff, a user name of the HTTP API, the id of a key; else "".
  std::string id = {};

  static Actor customer() { return {.kind = ActorKind::customer}; }
  // In the bot or the dashboard, in that role.
  static Actor staff(Role role, std::int64_t user_id);
  static Actor owner(std::int64_t user_id) { return staff(Role::owner, user_id); }
  static Actor web(std::string user_name) {
    return {.kind = ActorKind::web, .id = std::move(user_name)};
  }
  // A program with a key of that role.
  static Actor key(Role role, std::int64_t key_id);
  static Actor cli() { return {.kind = ActorKind::cli}; }
  static Actor chain() { return {.kind = ActorKind::chain}; }
  static Actor telegram() { return {.kind = ActorKind::telegram}; }

  bool operator==(const Actor&) const = default;
};

std::string to_text(const Actor& actor);

// Reads what `to_text` wrote; empty for any other text.
std::optional<Actor> parse_actor(std::string_view text);

// The Telegram id of one of the staff who acted in the bot or the dashboard.
std::optional<std::int64_t> staff_id_of(const Actor& actor);

// The id of the key that a program used.
std::optional<std::int64_t> key_id_of(const Actor& actor);

// What the actor may do; empty of those who are not staff. The API's password and the command
// line are the owner's.
std::optional<Role> role_of(const Actor& actor);

db::Value to_value(const Actor& actor);

}  // namespace shop
