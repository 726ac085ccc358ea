// The proof that somebody may do an act. Functions of shop/ that change something for staff take
// one, so that no face of the shop can forget to ask.
#pragma once

#include <optional>
#include <utility>

#include "shop/core/acts/actor.h"
#include "shop/core/acts/rights.h"

namespace shop {

template <Act act>
class Permit;

// Empty when the actor may not.
template <Act act>
std::optional<Permit<act>> permit(Actor actor);

template <Act act>
class Permit {
 public:
  const Actor& actor() const { return actor_; }

 private:
  explicit Permit(Actor actor) : actor_(std::move(actor)) {}
  friend std::optional<Permit> permit<act>(Actor actor);

  Actor actor_;
};

template <Act act>
std::optional<Permit<act>> permit(Actor actor) {
  const auto role = role_of(actor);
  return role && may(*role, act) ? std::optional(Permit<act>(std::move(actor))) : std::nullopt;
}

}  // namespace shop
