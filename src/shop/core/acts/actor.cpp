#include "shop/core/acts/actor.h"

#include <charconv>

#include "shop/core/enum_text.h"

namespace shop {
namespace {

std::optional<std::int64_t> telegram_id(std::string_view text) {
  std::int64_t id = 0;
  const auto* end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, id);
  return parsed.ec == std::errc() && parsed.ptr == end ? std::optional(id) : std::nullopt;
}

bool is_id_of(ActorKind kind, std::string_view id) {
  switch (kind) {
    case ActorKind::owner:
      return telegram_id(id).has_value();
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

}  // namespace

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

std::optional<std::int64_t> owner_id_of(const Actor& actor) {
  return actor.kind == ActorKind::owner ? telegram_id(actor.id) : std::nullopt;
}

db::Value to_value(const Actor& actor) { return db::to_value(to_text(actor)); }

}  // namespace shop
