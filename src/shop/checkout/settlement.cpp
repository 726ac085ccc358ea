#include "shop/checkout/settlement.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/check.h"
#include "db/core/columns.h"
#include "shop/checkout/checkout_sql.h"
#include "shop/checkout/notices.h"
#include "shop/core/enum_text.h"
#include "shop/sales/purchase.h"

namespace shop {
namespace {

constexpr int kAtOnce = 100;

// Which checkouts are looked at: `condition` is on a checkout c with the parameter $1.
struct Selection {
  std::string_view condition;
  std::int64_t parameter = 0;
};

// What a decision needs besides the checkout and its unit.
struct Circumstances {
  bool is_own_order = false;
  bool is_banned = false;
  base::Money balance;
  base::Money on_the_way;
  bool is_paid = false;
  std::int64_t held_before = 0;
};
BOOST_DESCRIBE_STRUCT(Circumstances, (),
                      (is_own_order, is_banned, balance, on_the_way, is_paid, held_before))

// Whether the customer paid for this checkout: by its request, or, by a way of paying that takes
// none, after it was started.
std::string is_paid() {
  return fmt::format(
      "EXISTS (SELECT 1 FROM deposits d WHERE d.user_id = c.user_id AND d.status = 'completed' "
      "AND (d.id = c.deposit_id OR (d.method = c.method AND d.method NOT IN {} "
      "AND d.created_at >= c.created_at))) AS is_paid",
      methods_sql(DepositFamily::manual));
}

// Whether the customer has bought a unit of the offer since.
constexpr std::string_view kIsOwnOrder =
    "EXISTS (SELECT 1 FROM orders o JOIN products b ON b.id = o.product_id "
    "JOIN products p ON p.id = c.product_id WHERE o.user_id = c.user_id "
    "AND o.created_at >= c.created_at AND b.city = p.city AND b.district = p.district "
    "AND b.category = p.category AND b.name = p.name) AS is_own_order";

std::vector<Circumstances> circumstances(db::Tx& tx, const Selection& selection,
                                         base::Timestamp now) {
  return tx.all<Circumstances>(
      fmt::format("SELECT {}, u.is_banned, u.balance, {}, {}, "
                  "(SELECT count(*) FROM checkouts h WHERE h.user_id = c.user_id AND h.id <> c.id "
                  "AND h.held_until IS NOT NULL AND h.status <> 'completed' "
                  "AND h.created_at > $2) AS held_before "
                  "FROM checkouts c JOIN users u ON u.id = c.user_id "
                  "WHERE c.status = 'waiting' AND {} ORDER BY c.id LIMIT {}",
                  kIsOwnOrder, sql::worth_on_the_way("c.user_id"), is_paid(), selection.condition,
                  kAtOnce),
      selection.parameter, now - kHeldCheckoutMemory);
}

std::vector<Checkout> checkouts(db::Tx& tx, const Selection& selection, std::string_view lock) {
  return tx.all<Checkout>(
      fmt::format("SELECT {} FROM checkouts c WHERE c.status = 'waiting' AND {} "
                  "ORDER BY c.id LIMIT {}{}",
                  db::columns<Checkout>("c"), selection.condition, kAtOnce, lock),
      selection.parameter);
}

std::vector<Product> units(db::Tx& tx, const Selection& selection) {
  return tx.all<Product>(
      fmt::format("SELECT {} FROM checkouts c JOIN products p ON p.id = c.product_id "
                  "WHERE c.status = 'waiting' AND {} ORDER BY c.id LIMIT {}",
                  db::columns<Product>("p"), selection.condition, kAtOnce),
      selection.parameter);
}

CheckoutState state_of(Checkout checkout, Product unit, const Circumstances& around) {
  return {.checkout = std::move(checkout),
          .unit = std::move(unit),
          .is_own_order = around.is_own_order,
          .is_banned = around.is_banned,
          .balance = around.balance,
          .on_the_way = around.on_the_way,
          .is_paid = around.is_paid,
          .held_before = around.held_before};
}

std::vector<CheckoutState> states_after(db::Tx& tx, std::int64_t id, base::Timestamp now) {
  const Selection selection{.condition = "c.id > $1", .parameter = id};
  auto found = checkouts(tx, selection, "");
  if (found.empty()) {
    return {};
  }
  auto of = units(tx, selection);
  const auto around = circumstances(tx, selection, now);
  // Without one snapshot, a commit in between may have changed what waits; what was missed is found
  // the next time.
  const auto complete = std::min({found.size(), of.size(), around.size()});
  std::vector<CheckoutState> states;
  for (std::size_t i = 0; i < complete && found[i].product_id == of[i].id; ++i) {
    states.push_back(state_of(std::move(found[i]), std::move(of[i]), around[i]));
  }
  return states;
}

// Empty: it waits no more, or another transaction has it.
std::optional<CheckoutState> lock_state(db::Tx& tx, std::int64_t id, base::Timestamp now) {
  const Selection selection{.condition = "c.id = $1", .parameter = id};
  auto locked = checkouts(tx, selection, tx.for_update_skip_locked());
  if (locked.empty()) {
    return std::nullopt;
  }
  auto of = units(tx, selection);
  const auto around = circumstances(tx, selection, now);
  return state_of(std::move(locked.at(0)), std::move(of.at(0)), around.at(0));
}

void end(db::Tx& tx, const Checkout& checkout, CheckoutStatus status) {
  tx.execute_later("UPDATE checkouts SET status = $2 WHERE id = $1", checkout.id, status);
}

void refuse(db::Tx& tx, const Checkout& checkout, CheckoutStatus status, base::Timestamp now) {
  end(tx, checkout, status);
  enqueue(tx, kCheckoutEnded, checkout.user_id, {checkout.id}, now);
}

// Moves the end of the reservation, if it is still the customer's.
bool move_reservation(db::Tx& tx, const Checkout& checkout, base::Timestamp until,
                      base::Timestamp now) {
  return tx.execute(
             "UPDATE products SET reserved_until = $3 WHERE id = $1 AND is_reserved = true "
             "AND reserved_by = $2 AND reserved_until > $4",
             checkout.product_id, checkout.user_id, until, now) == 1;
}

// Locks the unit and the customer, so that their checkouts count one another.
bool may_hold(db::Tx& tx, const Checkout& checkout, base::Timestamp now) {
  tx.query(fmt::format("SELECT p.id FROM products p, users u WHERE p.id = $1 AND u.id = $2{}",
                       tx.for_update()),
           checkout.product_id, checkout.user_id);
  const auto around =
      circumstances(tx, {.condition = "c.id = $1", .parameter = checkout.id}, now).at(0);
  return checkout.held_until || around.held_before < kMaxHeldCheckouts;
}

CheckoutStep hold(db::Tx& tx, const Checkout& checkout, base::Timestamp until,
                  base::Timestamp now) {
  if (!may_hold(tx, checkout, now) || !move_reservation(tx, checkout, until, now)) {
    return CheckoutStep::wait;
  }
  tx.execute_later("UPDATE checkouts SET reserved_until = $2, held_until = $2 WHERE id = $1",
                   checkout.id, until);
  enqueue(tx, kCheckoutHeld, checkout.user_id, {checkout.id}, now);
  return CheckoutStep::hold;
}

CheckoutStep hold_short(db::Tx& tx, const Checkout& checkout, base::Timestamp until,
                        base::Timestamp now) {
  if (!move_reservation(tx, checkout, until, now)) {
    return CheckoutStep::wait;
  }
  tx.execute_later("UPDATE checkouts SET reserved_until = $2 WHERE id = $1", checkout.id, until);
  return CheckoutStep::hold_short;
}

// A refusal leaves the checkout as it is: what has changed meanwhile decides the next time.
CheckoutStep buy(db::Tx& tx, const Checkout& checkout, const Product& unit, base::Timestamp now) {
  if (!purchase(tx, checkout.user_id, unit.id, price_of(unit), now, Confirmation::sent)) {
    return CheckoutStep::wait;
  }
  tx.execute_later("UPDATE checkouts SET status = 'completed', product_id = $2 WHERE id = $1",
                   checkout.id, unit.id);
  return CheckoutStep::buy;
}

// What a refused reservation means for a purchase that is paid.
CheckoutStep refuse_anew(db::Tx& tx, const Checkout& checkout, ReserveRefusal refusal,
                         base::Timestamp now) {
  switch (refusal) {
    case ReserveRefusal::too_many:  // until one of theirs ends
    case ReserveRefusal::too_often:
      return CheckoutStep::wait;
    case ReserveRefusal::unknown_product:
    case ReserveRefusal::sold:
    case ReserveRefusal::held_by_other:
    case ReserveRefusal::banned:
      refuse(tx, checkout, CheckoutStatus::unavailable, now);
      return CheckoutStep::buy_anew;
  }
  std::unreachable();
}

CheckoutStep buy_anew(db::Tx& tx, const Checkout& checkout, const HoldTimes& times,
                      base::Timestamp now) {
  const auto reserved = reserve(tx, checkout.user_id, checkout.product_id, now, times.reservation);
  if (!reserved) {
    return refuse_anew(tx, checkout, reserved.error(), now);
  }
  const auto& unit = reserved->product;
  const bool is_dearer = price_of(unit) > checkout.price;
  const auto step = is_dearer ? CheckoutStep::refuse_price : buy(tx, checkout, unit, now);
  if (step != CheckoutStep::buy) {
    release(tx, checkout.user_id, unit.id);
  }
  if (is_dearer) {
    refuse(tx, checkout, CheckoutStatus::price_changed, now);
  }
  return step;
}

// The unit is for others again.
CheckoutStep cancel(db::Tx& tx, const CheckoutState& state) {
  end(tx, state.checkout, CheckoutStatus::cancelled);
  if (state.is_banned) {
    release(tx, state.checkout.user_id, state.checkout.product_id);
  }
  return CheckoutStep::cancel;
}

// The customer may still take it at the new price, within the usual time.
CheckoutStep refuse_price(db::Tx& tx, const CheckoutState& state, base::Timestamp until,
                          base::Timestamp now) {
  if (state.unit.reserved_until > until) {
    move_reservation(tx, state.checkout, until, now);
  }
  refuse(tx, state.checkout, CheckoutStatus::price_changed, now);
  return CheckoutStep::refuse_price;
}

}  // namespace

std::vector<std::int64_t> due_checkouts(db::Tx& tx, const HoldTimes& times, base::Timestamp now) {
  std::vector<std::int64_t> due;
  for (std::int64_t after = 0;;) {
    const auto states = states_after(tx, after, now);
    for (const auto& state : states) {
      if (next_step(state, times, now) != CheckoutStep::wait) {
        due.push_back(state.checkout.id);
      }
    }
    if (std::cmp_less(states.size(), kAtOnce)) {
      return due;
    }
    after = states.back().checkout.id;
  }
}

CheckoutStep settle_checkout(db::Tx& tx, std::int64_t id, const HoldTimes& times,
                             base::Timestamp now) {
  const auto state = lock_state(tx, id, now);
  if (!state) {
    return CheckoutStep::wait;
  }
  const auto& checkout = state->checkout;
  const auto step = next_step(*state, times, now);
  switch (step) {
    case CheckoutStep::wait:
      return step;
    case CheckoutStep::hold:
      return hold(tx, checkout, end_of_hold(checkout, times, now), now);
    case CheckoutStep::hold_short:
      return hold_short(tx, checkout, now + times.reservation, now);
    case CheckoutStep::buy:
      return buy(tx, checkout, state->unit, now);
    case CheckoutStep::buy_anew:
      return buy_anew(tx, checkout, times, now);
    case CheckoutStep::cancel:
      return cancel(tx, *state);
    case CheckoutStep::lapse:
      end(tx, checkout, CheckoutStatus::lapsed);
      return step;
    case CheckoutStep::refuse_price:
      return refuse_price(tx, *state, now + times.reservation, now);
  }
  std::unreachable();
}

}  // namespace shop
