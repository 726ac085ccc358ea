// Who acted, as recorded in the audit log, on a transfer or on a decision.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "db/core/value.h"

namespace shop {

enum class ActorKind {
  customer,  // for themselves: a purchase
  owner,     // in the bot
  web,       // over the HTTP API
  cli,       // on the command line
  chain,     // a block that paid, or its removal
  telegram,  // a payment by Stars, or its refund
};
BOOST_DESCRIBE_ENUM(ActorKind, customer, owner, web, cli, chain, telegram)

// Stored as text: "owner:7", "web:admin", "cli".
struct Actor {
  ActorKind kind = ActorKind::customer;
  std::string id = {};  // an owner's Telegram id, a user name of the HTTP API; else ""

  static Actor customer() { return {.kind = ActorKind::customer}; }
  static Actor owner(std::int64_t user_id) {
    return {.kind = ActorKind::owner, .id = std::to_string(user_id)};
  }
  static Actor web(std::string user_name) {
    return {.kind = ActorKind::web, .id = std::move(user_name)};
  }
  static Actor cli() { return {.kind = ActorKind::cli}; }
  static Actor chain() { return {.kind = ActorKind::chain}; }
  static Actor telegram() { return {.kind = ActorKind::telegram}; }

  bool operator==(const Actor&) const = default;
};

std::string to_text(const Actor& actor);

// Reads what `to_text` wrote; empty for any other text.
std::optional<Actor> parse_actor(std::string_view text);

// The Telegram id of an owner who acted in the bot.
std::optional<std::int64_t> owner_id_of(const Actor& actor);

db::Value to_value(const Actor& actor);

}  // namespace shop
