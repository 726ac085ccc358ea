// All offers of the shop, with how many units each has left.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>

#include "base/clock.h"
#include "base/money.h"
#include "db/core/tx.h"
#include "shop/core/list.h"

namespace shop {

// Only those there.
struct PlaceFilter {
  std::optional<std::string> city;
  std::optional<std::string> district;
  std::optional<std::string> category;
};
BOOST_DESCRIBE_STRUCT(PlaceFilter, (), (city, district, category))

struct StockOffer {
  std::int64_t product_id = 0;  // one of its unsold units
  std::string city;
  std::string district;
  std::string category;
  std::string name;
  base::Money base_price;
  base::Percent discount_percent;
  std::int64_t free = 0;
  std::int64_t held = 0;  // reserved at `now`
};
BOOST_DESCRIBE_STRUCT(StockOffer, (),
                      (product_id, city, district, category, name, base_price, discount_percent,
                       free, held))

// By place, name, price and discount; the cost of a part depends on the units of its offers, so
// they are not counted (`total`). Empty: `part.after` is unknown.
std::optional<ListRows<StockOffer>> stock_offers(db::Tx& tx, const PlaceFilter& filter,
                                                 const ListPart& part, base::Timestamp now);

}  // namespace shop
