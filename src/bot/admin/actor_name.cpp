#include "bot/admin/actor_name.h"

#include "bot/view/wording.h"
#include "shop/access/api_key.h"
#include "shop/core/acts/actor.h"
#include "shop/customers/customer.h"

namespace bot::admin {

std::string actor_name(db::Tx& tx, std::string_view actor) {
  const auto known = shop::parse_actor(actor);
  const auto staff_id = known ? shop::staff_id_of(*known) : std::nullopt;
  const auto member = staff_id ? shop::find_customer(tx, *staff_id) : std::nullopt;
  if (member) {
    return person(member->first_name, member->username.value_or(""), member->id);
  }
  const auto key_id = known ? shop::key_id_of(*known) : std::nullopt;
  const auto key = key_id ? shop::find_key(tx, *key_id) : std::nullopt;
  if (key) {
    return short_name(key->name);
  }
  return short_name(known && !known->id.empty() ? std::string_view(known->id) : actor);
}

}  // namespace bot::admin
