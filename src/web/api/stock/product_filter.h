// The product filters of calls.
#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>

#include "shop/stock/product.h"

namespace web {

// `filter` in a body.
struct FilterBody {
  std::optional<std::string> city;
  std::optional<std::string> district;
  std::optional<std::string> category;
  std::optional<bool> sold;
  std::optional<bool> discounted;
  std::optional<std::string> q;
};
BOOST_DESCRIBE_STRUCT(FilterBody, (), (city, district, category, sold, discounted, q))

// Makes empty texts absent, as in a query.
void drop_empty_texts(FilterBody& filter);

// True when the filter excludes nothing. REQUIRES: drop_empty_texts(filter).
bool is_empty(const FilterBody& filter);

}  // namespace web
