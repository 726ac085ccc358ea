// The catalogue: city, district, category, offer. The cost of a page depends on what it shows, not
// on how many units there are (docs/decisions/0003).
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/money.h"
#include "db/core/tx.h"
#include "shop/core/page.h"

namespace shop {

// Available units are counted up to this number, which is shown as "99+".
inline constexpr int kAvailableCap = 100;

struct Place {
  std::string city;
  std::string district;
  std::string category;

  friend bool operator==(const Place&, const Place&) = default;
};

// A place's name and the id of one unit there, which identifies the place in callback data.
struct Entry {
  std::string name;
  std::int64_t product_id = 0;
};
BOOST_DESCRIBE_STRUCT(Entry, (), (name, product_id))

// Unsold units of the same place, name, base price and discount. `available` excludes reserved
// units, may be 0 and stops at kAvailableCap.
struct Offer {
  std::int64_t product_id = 0;  // one of its units
  std::string name;
  base::Money base_price;
  base::Percent discount_percent;
  int available = 0;
};
BOOST_DESCRIBE_STRUCT(Offer, (), (product_id, name, base_price, discount_percent, available))

// A row of `products` without what is delivered, which is not read before the order exists.
struct Product {
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
};
BOOST_DESCRIBE_STRUCT(Product, (),
                      (id, city, district, category, name, description, base_price,
                       discount_percent, discount_ends_at, is_reserved, reserved_by, reserved_until,
                       is_sold, sold_at, created_at))

// What a product card shows.
struct Card {
  Product product;
  int available = 0;  // of the product's offer, as in Offer
  std::optional<std::int64_t> picture_id = {};
};

inline base::Money price_of(const Product& product) {
  return base::discounted(product.base_price, product.discount_percent);
}
inline base::Money price_of(const Offer& offer) {
  return base::discounted(offer.base_price, offer.discount_percent);
}
inline Place place_of(const Product& product) {
  return {product.city, product.district, product.category};
}

// Places with unsold units, in the order of their names' UTF-8 bytes.
Slice<Entry> cities(db::Tx& tx, Page page);
Slice<Entry> districts(db::Tx& tx, std::string_view city, Page page);
Slice<Entry> categories(db::Tx& tx, std::string_view city, std::string_view district, Page page);

// By name, then price. A unit whose reservation ended before `now` counts as available.
Slice<Offer> offers(db::Tx& tx, const Place& place, Page page, base::Timestamp now);

// Any unit, sold or not.
std::optional<Product> find_product(db::Tx& tx, std::int64_t id);

// The card for a button with `product_id`: the unit itself while it is unsold, else an unsold unit
// of the same offer, else one of the same place and name at its current price, else the sold unit.
// Empty when the unit never existed or was deleted.
std::optional<Card> find_card(db::Tx& tx, std::int64_t product_id, base::Timestamp now);

}  // namespace shop
