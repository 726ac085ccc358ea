// The units of the stock.
#include <boost/describe.hpp>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "shop/stock/product.h"
#include "web/api/operations.h"
#include "web/operation/list.h"

namespace web {
namespace {

// A unit as the API shows it: a new column of `products` is shown only when it is added here.
struct ProductView {
  std::int64_t id = 0;
  std::string city;
  std::string district;
  std::string category;
  std::string name;
  std::string description;
  base::Money base_price;
  base::Percent discount_percent;
  bool is_reserved = false;
  std::optional<std::int64_t> reserved_by;
  std::optional<base::Timestamp> reserved_until;
  bool is_sold = false;
  std::optional<base::Timestamp> sold_at;
  base::Timestamp created_at;
};
BOOST_DESCRIBE_STRUCT(ProductView, (),
                      (id, city, district, category, name, description, base_price,
                       discount_percent, is_reserved, reserved_by, reserved_until, is_sold, sold_at,
                       created_at))

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

// Words what the field must be like.
std::string demand_of(const shop::ProductProblem& problem) {
  using enum shop::FieldProblem;
  switch (problem.kind) {
    case not_utf8:
      return "must be UTF-8";
    case control_character:
      return "must not contain control characters";
    case missing:
      return "must not be empty";
    case too_long:
      return fmt::format("must have at most {} characters", problem.limit);
    case too_cheap:
      return fmt::format("must be {} or more", base::Money::hundredths(problem.limit).decimal());
    case incomplete_location:
      return "must be given when the other coordinate is given";
    case out_of_range:
      return fmt::format("must be between -{0} and {0}", problem.limit);
    case already_had:
      return "is that of goods that the shop has, or has sold; send `allow_repeated`: true to add "
             "them once more";
  }
  std::unreachable();
}

constexpr ProblemKind kAlreadyHad{
    409, "already_had", "These goods are the shop's already, or were sold; nothing was added."};

Problem refusal(const shop::ProductProblem& problem) {
  const bool is_repeat = problem.kind == shop::FieldProblem::already_had;
  Problem said(is_repeat ? kAlreadyHad : kInvalidRequest);
  const auto demand = demand_of(problem);
  said.detail = fmt::format("`{}` {}.", problem.field, demand);
  said.errors.push_back({.pointer = fmt::format("/{}", problem.field),
                         .code = is_repeat ? "already_had" : "invalid",
                         .detail = demand});
  said.extra.emplace("field", problem.field);
  return said;
}

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
                 : std::unexpected(refusal(created.error()));
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
}

}  // namespace web
