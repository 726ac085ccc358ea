// The owner's view of the stock: adding units and listing them.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/coordinate.h"
#include "base/money.h"
#include "db/core/tx.h"
#include "shop/core/acts/permit.h"
#include "shop/core/list.h"
#include "shop/core/page.h"
#include "shop/stock/catalog.h"
#include "shop/stock/goods.h"

namespace shop {

// A unit before it has an id. Both coordinates or none.
struct NewProduct {
  std::string city;
  std::string district;
  std::string category;
  std::string name;
  std::string description;
  base::Money base_price;
  base::Percent discount_percent;
  std::optional<std::string> delivery_photo;
  std::optional<base::Coordinate> delivery_latitude;
  std::optional<base::Coordinate> delivery_longitude;
  std::string delivery_text;
};
BOOST_DESCRIBE_STRUCT(NewProduct, (),
                      (city, district, category, name, description, base_price, discount_percent,
                       delivery_photo, delivery_latitude, delivery_longitude, delivery_text))

// What is wrong with a field of a unit; the comments say what the limit of ProductProblem means.
enum class FieldProblem {
  not_utf8,
  control_character,
  missing,              // a text is required
  too_long,             // characters (UTF-16 units)
  too_cheap,            // hundredths of the lowest price
  incomplete_location,  // the other coordinate is given
  out_of_range,         // degrees, to either side of zero
  already_had,          // the shop has, or has sold, goods with this delivery text
};
BOOST_DESCRIBE_ENUM(FieldProblem, not_utf8, control_character, missing, too_long, too_cheap,
                    incomplete_location, out_of_range, already_had)

struct ProductProblem {
  std::string_view field;  // of NewProduct
  FieldProblem kind = FieldProblem::missing;
  std::int64_t limit = 0;
};

// The first rule that the unit breaks: names of 1 to 100 characters, a description of up to 700, a
// price of 0.01 or more, a delivery text of 1 to 4000, coordinates in range, all of it UTF-8
// without control characters, except line ends and tabs in the two texts.
std::optional<ProductProblem> check_product(const NewProduct& product);

// The same for one of its texts, such as "name". REQUIRES: `field` is a text of NewProduct.
std::optional<ProductProblem> check_field(std::string_view field, std::string_view text);

// Adds a unit and returns its id. REQUIRES: check_product finds nothing.
std::int64_t insert_product(db::Tx& tx, const NewProduct& product, base::Timestamp now);

// Adds units. REQUIRES: check_product finds nothing.
void insert_products(db::Tx& tx, std::span<const NewProduct> products, base::Timestamp now);

// Adds one unit for an owner; writes the audit log. Errors: as check_product, and already_had.
std::expected<Product, ProductProblem> create_product(db::Tx& tx, const NewProduct& product,
                                                      Repeats repeats,
                                                      const Permit<Act::create_product>& permit,
                                                      base::Timestamp now);

struct ProductFilter {
  std::optional<std::string> city;
  std::optional<std::string> district;
  std::optional<std::string> category;
  std::optional<bool> sold;
  std::optional<bool> discounted;
  std::optional<std::string> q;  // part of the name or description, regardless of case
};
BOOST_DESCRIBE_STRUCT(ProductFilter, (), (city, district, category, sold, discounted, q))

enum class ProductSort { id, created_at, base_price };
BOOST_DESCRIBE_ENUM(ProductSort, id, created_at, base_price)

Listing<Product> list_products(db::Tx& tx, const ProductFilter& filter, ProductSort sort,
                               bool descending, Page page);

// The same in parts (list.h). Empty: `part.after` is unknown.
std::optional<ListRows<Product>> product_rows(db::Tx& tx, const ProductFilter& filter,
                                              const ListOrder<ProductSort>& order,
                                              const ListPart& part);

}  // namespace shop
