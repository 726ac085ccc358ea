// Turning a reservation into an order.
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
    sold,              // to somebody else
    no_reservation,    // never held, run out or given back
    price_changed,     // `price` is the present one
    not_enough_money,  // `missing` is lacking; the reservation stays
    banned,
  };

  Kind kind = Kind::unknown_product;
  base::Money missing;
  std::optional<base::Money> price;
};

struct Sale : Order {
  base::Money balance;  // what the customer has left
};

// Charges the customer, marks the unit sold, and writes the order, the ledger transfer and the
// delivery's outbox rows. A buyer who repeats it gets the same order and is charged nothing. A
// refusal has changed nothing. Locks the unit, then the customer.
std::expected<Sale, PurchaseRefusal> purchase(db::Tx& tx, std::int64_t user_id,
                                              std::int64_t product_id, base::Money shown_price,
                                              base::Timestamp now);

}  // namespace shop
