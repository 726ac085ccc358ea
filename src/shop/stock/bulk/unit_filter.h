// Which units a change of many is for.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/money.h"
#include "db/core/tx.h"
#include "shop/core/conditions.h"
#include "shop/stock/catalog.h"
#include "shop/stock/product.h"

namespace shop {

// Around a unit: itself, those of its offer, or all of its place.
enum class DiscountScope { unit, offer, category, district, city };
BOOST_DESCRIBE_ENUM(DiscountScope, unit, offer, category, district, city)

// Units with all that is given. Kept as JSON.
struct UnitFilter {
  std::optional<std::vector<std::int64_t>> ids;
  std::optional<std::string> city;
  std::optional<std::string> district;
  std::optional<std::string> category;
  std::optional<std::string> name;
  std::optional<base::Money> base_price;
  std::optional<base::Percent> discount_percent;
  std::optional<base::Timestamp> discount_ends_at;
  std::optional<bool> discounted;
  std::optional<std::string> q;  // part of the name or description, regardless of case
};
BOOST_DESCRIBE_STRUCT(UnitFilter, (),
                      (ids, city, district, category, name, base_price, discount_percent,
                       discount_ends_at, discounted, q))

UnitFilter filter_of(DiscountScope scope, const Product& unit);
UnitFilter filter_of(const ProductFilter& filter);  // its `sold` is ignored

// Whether rows of `withdrawn_products` are asked for, or unsold ones of `products`.
enum class UnitTable { unsold, withdrawn };

// As SQL on a table named p. Used inside shop/ only.
Conditions conditions_of(const db::Tx& tx, const UnitFilter& filter,
                         UnitTable table = UnitTable::unsold);

struct UnitFigures {
  std::int64_t units = 0;
  std::optional<base::Money> lowest_price;  // base prices
  std::optional<base::Money> highest_price;
};
BOOST_DESCRIBE_STRUCT(UnitFigures, (), (units, lowest_price, highest_price))

// Counts all unsold ones.
UnitFigures figures_of(db::Tx& tx, const UnitFilter& filter);

}  // namespace shop
