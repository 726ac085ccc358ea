// Moves units between `products` and `withdrawn_products`, and what is kept for offers from one
// name to the next. Used inside shop/ only.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/clock.h"
#include "db/core/tx.h"
#include "shop/stock/catalog.h"

namespace shop {

// Checkouts of these units. They are locked before their units: shop/README.md.
void lock_checkouts(db::Tx& tx, std::span<const std::int64_t> units);

// Those of them that are free and that nobody is reserving, locked.
std::vector<std::int64_t> lock_free(db::Tx& tx, std::span<const std::int64_t> ids);

struct Withdrawal {
  base::Timestamp at;
  std::string by;  // an Actor's text
  std::string reason;
};

// Both REQUIRE: the units are locked.
void move_out(db::Tx& tx, std::span<const std::int64_t> ids, const Withdrawal& withdrawal);
void move_back(db::Tx& tx, std::span<const std::int64_t> ids);

// What low stock and pictures belong to.
struct NamedPlace {
  Place place;
  std::string name;

  bool operator==(const NamedPlace&) const = default;
};

// What is kept for an offer comes with units that are renamed or moved; also stays, when others of
// the offer are not. What is there already wins.
void copy_along(db::Tx& tx, const NamedPlace& from, const NamedPlace& to);

}  // namespace shop
