// Holds: a unit is kept for one customer until he confirms, cancels or lets the time run out.
#pragma once

#include <chrono>
#include <cstdint>
#include <expected>
#include <vector>

#include "base/clock.h"
#include "db/core/tx.h"
#include "shop/stock/catalog.h"

namespace shop {

// Units that a customer may hold at once.
inline constexpr int kMaxHolds = 3;

struct Reservation {
  Product product;
  base::Timestamp reserved_until;
};

enum class ReserveRefusal {
  unknown_product,
  sold,           // every unit of the offer
  held_by_other,  // every unsold unit of the offer
  too_many,       // the customer holds kMaxHolds units of other offers
  banned,
};

// Holds the unit, or any free unit of its offer, until now + hold. A customer who already holds a
// unit of the offer gets that hold again, its time not extended. A hold is over at
// `reserved_until`, whether or not release_expired has run. REQUIRES: the customer is registered.
std::expected<Reservation, ReserveRefusal> reserve(db::Tx& tx, std::int64_t user_id,
                                                   std::int64_t product_id, base::Timestamp now,
                                                   std::chrono::minutes hold);

// Gives the customer's own hold back; false when he has none on that unit.
bool release(db::Tx& tx, std::int64_t user_id, std::int64_t product_id);

// Clears the holds that are over; returns how many.
int release_expired(db::Tx& tx, base::Timestamp now);

// The customer's holds that are not over, the first to end first.
std::vector<Reservation> holds_of(db::Tx& tx, std::int64_t user_id, base::Timestamp now);

}  // namespace shop
