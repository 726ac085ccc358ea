// Turns a reservation into an order.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>

#include "base/clock.h"
#include "base/money.h"
#include "db/core/tx.h"
#include "shop/sales/order.h"

namespace shop {

struct PurchaseRefusal {
  enum class Kind {
    unknown_product,
    sold,              // to another customer
    no_reservation,    // never made, ended or released
    price_changed,     // `price` is the current one
    not_enough_money,  // by `missing`; the reservation stays
    banned,
  };

  Kind kind = Kind::unknown_product;
  base::Money missing;
  std::optional<base::Money> price;
};

struct Sale : Order {
  base::Money balance;  // of the customer, after the sale
};

// Whether whoever calls shows the buyer that the purchase is made, or they are sent it
// (order_done).
enum class Confirmation { shown, sent };

// Charges the customer, marks the unit sold, and writes the order, the ledger transfer and the
// delivery's outbox rows. Repeated by the buyer, it returns the same order and charges nothing. A
// refusal changes nothing. Locks the unit, then the customer.
std::expected<Sale, PurchaseRefusal> purchase(db::Tx& tx, std::int64_t user_id,
                                              std::int64_t product_id, base::Money shown_price,
                                              base::Timestamp now,
                                              Confirmation confirmation = Confirmation::shown);

}  // namespace shop
