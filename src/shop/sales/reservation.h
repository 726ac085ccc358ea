// Reservations: a unit is kept for one customer until he confirms, cancels or lets the time run
// out.
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
inline constexpr int kMaxReservations = 3;

struct Reservation {
  Product product;
  base::Timestamp reserved_until;
};

enum class ReserveRefusal {
  unknown_product,
  sold,           // every unit of the offer
  held_by_other,  // every unsold unit of the offer
  too_many,       // the customer holds kMaxReservations units of other offers
  banned,
};

// Holds the unit, or any free unit of its offer, until now + duration. A customer who already
// holds a unit of the offer gets that reservation again, its time not extended. A reservation is
// over at `reserved_until`, whether or not release_expired has run. REQUIRES: the customer is
// registered.
std::expected<Reservation, ReserveRefusal> reserve(db::Tx& tx, std::int64_t user_id,
                                                   std::int64_t product_id, base::Timestamp now,
                                                   std::chrono::minutes duration);

// Gives the customer's own reservation back; false when he has none on that unit.
bool release(db::Tx& tx, std::int64_t user_id, std::int64_t product_id);

// Clears the reservations that are over; returns how many.
int release_expired(db::Tx& tx, base::Timestamp now);

// The customer's reservations that are not over, the first to end first.
std::vector<Reservation> reservations_of(db::Tx& tx, std::int64_t user_id, base::Timestamp now);

}  // namespace shop
