// Units that one of the staff is about to add: what they have sent is kept here until they have
// seen the count and press `Add`, or give it up. Each person has one draft.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <variant>

#include "base/clock.h"
#include "base/coordinate.h"
#include "db/core/tx.h"
#include "shop/core/acts/permit.h"
#include "shop/stock/goods.h"
#include "shop/stock/product.h"

namespace shop {

inline constexpr std::int64_t kMaxDraftUnits = 50'000;

// What a unit delivers; both coordinates or none.
struct DraftUnit {
  std::optional<std::string> delivery_photo = {};
  std::optional<base::Coordinate> delivery_latitude = {};
  std::optional<base::Coordinate> delivery_longitude = {};
  std::string delivery_text = {};
};
BOOST_DESCRIBE_STRUCT(DraftUnit, (),
                      (delivery_photo, delivery_latitude, delivery_longitude, delivery_text))

struct DraftCount {
  std::int64_t units = 0;     // all that were sent
  std::int64_t repeated = 0;  // of them, those that an earlier one repeats
  std::int64_t had = 0;       // of the others, those that the shop has or has sold

  std::int64_t fresh() const { return units - repeated - had; }
};
BOOST_DESCRIBE_STRUCT(DraftCount, (), (units, repeated, had))

// Adds units to the person's draft. Returns false, and adds none, when it would have more than
// kMaxDraftUnits. REQUIRES: check_field finds nothing in
// their texts.
bool add_to_draft(db::Tx& tx, std::int64_t user_id, std::span<const DraftUnit> units,
                  base::Timestamp now);

DraftCount count_draft(db::Tx& tx, std::int64_t user_id);

// Empties the person's draft, and those that were left a week ago.
void clear_draft(db::Tx& tx, std::int64_t user_id, base::Timestamp now);

// What the units of a draft become: a new product, whose delivery is passed over, or more units
// like the one of that id.
using DraftGoal = std::variant<NewProduct, std::int64_t>;

struct DraftAdded {
  Product product;         // one of the units
  std::int64_t units = 0;  // how many were added
};

enum class DraftRefusal {
  unknown_product,  // the unit to which others were to be added was deleted
  nothing_new,      // the draft is empty, or repeats only what the shop has had
};

// Puts the draft's units on sale and empties it; without `Repeats::allowed` those that repeat
// others are left out, also when somebody else has added the same since they were counted. Writes
// the audit log. REQUIRES: check_product finds nothing in the new product but its delivery.
std::expected<DraftAdded, DraftRefusal> add_draft(db::Tx& tx, std::int64_t user_id,
                                                  const DraftGoal& goal, Repeats repeats,
                                                  const Permit<Act::create_product>& permit,
                                                  base::Timestamp now);

}  // namespace shop
