// The units of the stock.
#include <boost/describe.hpp>

#include "shop/stock/product.h"
#include "web/api/operations.h"
#include "web/api/stock/product_problem.h"
#include "web/api/stock/product_view.h"
#include "web/operation/list.h"

namespace web {
namespace {

// The body for a new unit; optional fields may be left out.
struct ProductBody {
  std::string city;
  std::string district;
  std::string category;
  std::string name;
  std::optional<std::string> description;
  base::Money base_price;
  std::optional<base::Percent> discount_percent;
  std::optional<std::string> delivery_photo;
  std::optional<base::Coordinate> delivery_latitude;
  std::optional<base::Coordinate> delivery_longitude;
  std::string delivery_text;
  std::optional<bool> allow_repeated;  // goods that the shop has, or has sold, once more
};
BOOST_DESCRIBE_STRUCT(ProductBody, (),
                      (city, district, category, name, description, base_price, discount_percent,
                       delivery_photo, delivery_latitude, delivery_longitude, delivery_text,
                       allow_repeated))

struct ProductQuery : ListParameters {
  std::optional<Sort<shop::ProductSort>> sort;
  std::optional<std::string> city;
  std::optional<std::string> district;
  std::optional<std::string> category;
  std::optional<bool> sold;
  std::optional<bool> discounted;
  std::optional<std::string> q;
};
BOOST_DESCRIBE_STRUCT(ProductQuery, (ListParameters),
                      (sort, city, district, category, sold, discounted, q))

Outcome<List<ProductView>> list_products(db::Tx& tx,
                                         const Call<shop::Act::see_stock, ProductQuery>& call) {
  const auto part = part_of(call.parameters);
  if (!part) {
    return std::unexpected(part.error());
  }
  return list_of<ProductView>(shop::product_rows(tx,
                                                 copy_fields<shop::ProductFilter>(call.parameters),
                                                 order_of(call.parameters.sort), *part));
}

Outcome<ProductView> create_product(
    db::Tx& tx, const Call<shop::Act::create_product, Nothing, ProductBody>& call) {
  const auto created = shop::create_product(
      tx, copy_fields<shop::NewProduct>(call.body),
      call.body.allow_repeated.value_or(false) ? shop::Repeats::allowed : shop::Repeats::refused,
      call.permit, call.now);
  return created ? Outcome<ProductView>(copy_fields<ProductView>(*created))
                 : std::unexpected(refusal_of(created.error()));
}

Outcome<ProductView> show_product(db::Tx& tx, const Call<shop::Act::see_stock, ProductPath>& call) {
  const auto unit = shop::find_product(tx, call.parameters.id);
  return unit ? Outcome<ProductView>(copy_fields<ProductView>(*unit))
              : std::unexpected(Problem(kNotFound));
}

}  // namespace

void add_product_operations(Api& api) {
  api.read({.method = "GET",
            .path = "/api/products",
            .id = "listProducts",
            .subject = "Stock",
            .summary = "Lists units.",
            .notes = {{"q", "Part of the name or the description, in any case."}}},
           &list_products);
  api.write({.method = "POST",
             .path = "/api/products",
             .id = "createProduct",
             .subject = "Stock",
             .summary = "Adds a unit.",
             .notes = {{"delivery_text", "What its buyer gets."},
                       {"allow_repeated",
                        "True to add goods that the shop has, or has sold, once more."}},
             .problems = {kAlreadyHad},
             .key_use = KeyUse::optional,
             .status = 201},
            &create_product);
  add_withdrawal_operations(api);  // before those of /api/products/{id}
  api.read({.method = "GET",
            .path = "/api/products/{id}",
            .id = "showProduct",
            .subject = "Stock",
            .summary = "Shows a unit, sold or not."},
           &show_product);
  add_product_edit_operations(api);
}

}  // namespace web
