#include "shop/core/acts/actor.h"

#include <charconv>

#include "shop/core/enum_text.h"

namespace shop {
namespace {

// As std::to_string writes it.
std::optional<std::int64_t> number_in(std::string_view text) {
  std::int64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return std::to_string(number) == text ? std::optional(number) : std::nullopt;
}

bool is_id_of(ActorKind kind, std::string_view id) {
  switch (kind) {
    case ActorKind::owner:
    case ActorKind::manager:
    case ActorKind::support:
    case ActorKind::owner_key:
    case ActorKind::manager_key:
    case ActorKind::support_key:
      return number_in(id).has_value();
    case ActorKind::web:
      return !id.empty();
    case ActorKind::customer:
    case ActorKind::cli:
    case ActorKind::chain:
    case ActorKind::telegram:
      return id.empty();
  }
  return false;
}

ActorKind kind_of(Role role) {
  switch (role) {
    case Role::support:
      return ActorKind::support;
    case Role::manager:
      return ActorKind::manager;
    case Role::owner:
      return ActorKind::owner;
  }
  return ActorKind::support;
}

ActorKind key_kind_of(Role role) {
  switch (role) {
    case Role::support:
      return ActorKind::support_key;
    case Role::manager:
      return ActorKind::manager_key;
    case Role::owner:
      return ActorKind::owner_key;
  }
  return ActorKind::support_key;
}

enum class Way { none, chat, key };

Way way_of(ActorKind kind) {
  switch (kind) {
    case ActorKind::owner:
    case ActorKind::manager:
    case ActorKind::support:
      return Way::chat;
    case ActorKind::owner_key:
    case ActorKind::manager_key:
    case ActorKind::support_key:
      return Way::key;
    case ActorKind::web:
    case ActorKind::customer:
    case ActorKind::cli:
    case ActorKind::chain:
    case ActorKind::telegram:
      return Way::none;
  }
  return Way::none;
}

}  // namespace

Actor Actor::staff(Role role, std::int64_t user_id) {
  return {.kind = kind_of(role), .id = std::to_string(user_id)};
}

Actor Actor::key(Role role, std::int64_t key_id) {
  return {.kind = key_kind_of(role), .id = std::to_string(key_id)};
}

std::string to_text(const Actor& actor) {
  std::string text(text_of(actor.kind));
  return actor.id.empty() ? text : text + ":" + actor.id;
}

std::optional<Actor> parse_actor(std::string_view text) {
  const auto colon = text.find(':');
  const std::string kind_name(text.substr(0, colon));
  Actor actor;
  if (colon != std::string_view::npos) {
    actor.id = text.substr(colon + 1);
  }
  const bool is_known = boost::describe::enum_from_string(kind_name.c_str(), actor.kind);
  const bool is_whole = is_id_of(actor.kind, actor.id) && to_text(actor) == text;
  return is_known && is_whole ? std::optional(std::move(actor)) : std::nullopt;
}

std::optional<std::int64_t> staff_id_of(const Actor& actor) {
  return way_of(actor.kind) == Way::chat ? number_in(actor.id) : std::nullopt;
}

std::optional<std::int64_t> key_id_of(const Actor& actor) {
  return way_of(actor.kind) == Way::key ? number_in(actor.id) : std::nullopt;
}

std::optional<Role> role_of(const Actor& actor) {
  switch (actor.kind) {
    case ActorKind::support:
    case ActorKind::support_key:
      return Role::support;
    case ActorKind::manager:
    case ActorKind::manager_key:
      return Role::manager;
    case ActorKind::owner:
    case ActorKind::owner_key:
    case ActorKind::web:
    case ActorKind::cli:
      return Role::owner;
    case ActorKind::customer:
    case ActorKind::chain:
    case ActorKind::telegram:
      return std::nullopt;
  }
  return std::nullopt;
}

db::Value to_value(const Actor& actor) { return db::to_value(to_text(actor)); }

}  // namespace shop
