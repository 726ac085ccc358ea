// A purchase that waits for its payment.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <expected>
#include <optional>
#include <vector>

#include "base/clock.h"
#include "base/money.h"
#include "db/core/tx.h"
#include "shop/deposits/deposit_method.h"
#include "shop/sales/reservation.h"

namespace shop {

enum class CheckoutStatus {
  waiting,        // for money
  completed,      // the customer has the unit
  cancelled,      // by the customer, who may have bought it themselves, or they are banned
  lapsed,         // nothing was paid in time
  price_changed,  // it was paid, but the price rose; the money is in the wallet
  unavailable,    // it was paid, but no unit is left; the money is in the wallet
};
BOOST_DESCRIBE_ENUM(CheckoutStatus, waiting, completed, cancelled, lapsed, price_changed,
                    unavailable)

// A row of `checkouts`.
struct Checkout {
  std::int64_t id = 0;
  std::int64_t user_id = 0;
  std::int64_t product_id = 0;  // the unit that was reserved
  base::Money price;            // that the customer agreed to
  DepositMethod method = DepositMethod::btc;
  CheckoutStatus status = CheckoutStatus::waiting;
  base::Timestamp created_at;
  base::Timestamp reserved_until;             // as it was set last
  std::optional<base::Timestamp> held_until;  // a payment was on the way: at most until then
  std::optional<std::int64_t> deposit_id;     // the request by which it is paid
};
BOOST_DESCRIBE_STRUCT(Checkout, (),
                      (id, user_id, product_id, price, method, status, created_at, reserved_until,
                       held_until, deposit_id))

// How much the customer has to pay for a reservation that they hold.
struct Shortfall {
  Reservation reservation;
  base::Money price;
  base::Money balance;
  base::Money missing;         // zero: the balance suffices
  bool is_on_the_way = false;  // enough is seen or submitted, but not credited yet
};

// `on_the_way` is the worth of the customer's payments that are made but not credited.
Shortfall shortfall_of(Reservation reservation, base::Money balance, base::Money on_the_way = {});

// Empty: the customer has no reservation on that unit.
std::optional<Shortfall> find_shortfall(db::Tx& tx, std::int64_t user_id, std::int64_t product_id,
                                        base::Timestamp now);

// The same for a reservation at hand and the balance that the transaction has read: costs a
// statement only when that balance does not suffice.
Shortfall find_shortfall(db::Tx& tx, std::int64_t user_id, Reservation reservation,
                         base::Money balance);

// What is paid to close the shortfall: at least the smallest deposit. The rest stays in the wallet.
base::Money amount_to_pay(const Shortfall& shortfall, base::Money min);

// The customer is going to pay by that method, by the request `deposit_id` if it takes one: from
// now on the purchase completes by itself once their balance reaches the price. Repeated: the same
// checkout, as it is now. Their others whose reservation has ended lapse.
Checkout start_checkout(db::Tx& tx, const Shortfall& shortfall, std::int64_t user_id,
                        DepositMethod method, std::optional<std::int64_t> deposit_id,
                        base::Timestamp now);

// The customer's checkout of that unit, while it waits.
std::optional<Checkout> find_waiting_checkout(db::Tx& tx, std::int64_t user_id,
                                              std::int64_t product_id);

// The customer gives up the unit: ends its reservation and the checkout, if there is one. Returns
// false when they have no reservation on it.
bool cancel_checkout(db::Tx& tx, std::int64_t user_id, std::int64_t product_id);

std::optional<Checkout> find_checkout(db::Tx& tx, std::int64_t id);

// Those that wait, the oldest first.
std::vector<Checkout> waiting_checkouts_of(db::Tx& tx, std::int64_t user_id);

}  // namespace shop
