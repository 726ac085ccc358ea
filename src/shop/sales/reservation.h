// Reservations: a unit is kept for one customer until they confirm, cancel or the time runs out.
#pragma once

#include <chrono>
#include <cstdint>
#include <expected>
#include <vector>

#include "base/clock.h"
#include "db/core/tx.h"
#include "shop/stock/catalog.h"

namespace shop {

// Units that a customer may reserve at once.
inline constexpr int kMaxReservations = 3;

// What a customer who has not the money may reserve without buying: that many times, and then once
// more for each time that a reservation lasts, times kReservationRecovery. Each purchase of the
// last day allows one more.
inline constexpr int kReservationsWithoutPurchase = 12;
inline constexpr int kReservationRecovery = 8;

struct Reservation {
  Product product;
  base::Timestamp reserved_until;
};

enum class ReserveRefusal {
  unknown_product,
  sold,           // every unit of the offer
  held_by_other,  // every unsold unit of the offer
  too_many,       // the customer has kMaxReservations units of other offers
  too_often,      // kReservationsWithoutPurchase
  banned,
};

// Reserves the unit, or any free unit of its offer, until now + duration. A customer who already
// has a reservation on the offer gets that one, its time not extended. A reservation ends at
// `reserved_until`, whether or not release_expired has run; whoever had it is told
// (reservation_ended) when the unit is released or goes to another. REQUIRES: the customer is
// registered.
std::expected<Reservation, ReserveRefusal> reserve(db::Tx& tx, std::int64_t user_id,
                                                   std::int64_t product_id, base::Timestamp now,
                                                   std::chrono::minutes duration);

// Ends the customer's reservation; returns false when they have none on that unit.
bool release(db::Tx& tx, std::int64_t user_id, std::int64_t product_id);

// Clears reservations that have ended, and tells who had them; returns how many.
int release_expired(db::Tx& tx, base::Timestamp now);

// The customer's reservations that have not ended, the first to end first.
std::vector<Reservation> reservations_of(db::Tx& tx, std::int64_t user_id, base::Timestamp now);

}  // namespace shop
