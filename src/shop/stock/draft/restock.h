// Many units of an offer at once, from the codes that they deliver: all of them, or none.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "base/clock.h"
#include "db/core/tx.h"
#include "shop/core/acts/permit.h"
#include "shop/stock/catalog.h"
#include "shop/stock/goods.h"
#include "shop/stock/product.h"

namespace shop {

inline constexpr std::size_t kMaxRestock = 10'000;  // units of one call

// Positions in the codes.
struct Restock {
  Product product;                    // a unit of the offer
  std::vector<std::size_t> repeated;  // those that an earlier one repeats, or that the shop has had
};

// A code that no unit can deliver, and what is wrong with it.
struct BadCode {
  std::size_t position = 0;
  ProductProblem problem;
};

enum class RestockProblem { unknown_product, no_codes, too_many_codes };

// The positions of codes that stand in the way (Restock::repeated).
struct RepeatedCodes {
  std::vector<std::size_t> positions;
};

using RestockRefusal = std::variant<RestockProblem, BadCode, RepeatedCodes>;

// What restock_offer would find; adds nothing.
std::expected<Restock, RestockRefusal> check_restock(db::Tx& tx, std::int64_t product_id,
                                                     std::span<const std::string> codes,
                                                     base::Timestamp now);

// Adds a unit for each code, like those of the unit's offer (as find_card finds it); refused when
// some repeat, unless `repeats` are allowed. Writes the audit log.
std::expected<Restock, RestockRefusal> restock_offer(db::Tx& tx, std::int64_t product_id,
                                                     std::span<const std::string> codes,
                                                     Repeats repeats,
                                                     const Permit<Act::create_product>& permit,
                                                     base::Timestamp now);

}  // namespace shop
