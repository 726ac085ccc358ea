// A unit as the API shows it.
#pragma once

#include <array>
#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/money.h"

namespace web {

// A new column of `products` is shown only when it is added here.
struct ProductView {
  std::int64_t id = 0;
  std::string city;
  std::string district;
  std::string category;
  std::string name;
  std::string description;
  base::Money base_price;
  base::Percent discount_percent;
  std::optional<base::Timestamp> discount_ends_at;
  bool is_reserved = false;
  std::optional<std::int64_t> reserved_by;
  std::optional<base::Timestamp> reserved_until;
  bool is_sold = false;
  std::optional<base::Timestamp> sold_at;
  base::Timestamp created_at;

  // What happens to it by itself.
  static constexpr auto kUnversioned = std::to_array<std::string_view>(
      {"is_reserved", "reserved_by", "reserved_until", "is_sold", "sold_at"});
};
BOOST_DESCRIBE_STRUCT(ProductView, (),
                      (id, city, district, category, name, description, base_price,
                       discount_percent, discount_ends_at, is_reserved, reserved_by, reserved_until,
                       is_sold, sold_at, created_at))

struct ProductPath {
  std::int64_t id = 0;
};
BOOST_DESCRIBE_STRUCT(ProductPath, (), (id))

}  // namespace web
