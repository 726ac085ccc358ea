// Gives the customer another unit for one that is bad.
#pragma once

#include <boost/describe.hpp>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "db/core/tx.h"
#include "shop/core/acts/permit.h"
#include "shop/sales/order.h"

namespace shop {

inline constexpr std::size_t kMaxReplaceReason = 500;  // UTF-16 units

// The bad unit stays sold and is on sale no more.
struct Replacement {
  std::int64_t id = 0;
  std::int64_t order_id = 0;
  std::int64_t bad_product_id = 0;
  std::int64_t good_product_id = 0;
  std::string reason;  // the customer reads it
  std::string actor;   // as parse_actor reads
  base::Timestamp created_at;
};
BOOST_DESCRIBE_STRUCT(Replacement, (),
                      (id, order_id, bad_product_id, good_product_id, reason, actor, created_at))

enum class ReplaceRefusal {
  unknown_order,
  own_order,
  refunded,  // the customer has their money
  replaced,  // the order has another unit by now
  none_left,
  no_reason,
  long_reason,
};

// The free unit of the same name in the same place whose price is nearest becomes the order's; the
// order keeps its number and price. Delivers it, sends `order_replaced` before that and writes the
// audit log. `bad_product_id` is the unit that the order had when its replacement was decided.
// Locks the order, then the unit, for which it never waits.
std::expected<Replacement, ReplaceRefusal> replace_unit(db::Tx& tx, std::int64_t order_id,
                                                        std::int64_t bad_product_id,
                                                        std::string_view reason,
                                                        const Permit<Act::replace_unit>& permit,
                                                        base::Timestamp now);

// How many units could replace the order's.
std::int64_t count_replacements_left(db::Tx& tx, const Order& order);

// Oldest first.
std::vector<Replacement> replacements_of(db::Tx& tx, std::int64_t order_id);

}  // namespace shop
