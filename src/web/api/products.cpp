// GET and POST /api/products.
#include <array>
#include <boost/describe.hpp>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "shop/stock/product.h"
#include "web/api/api.h"
#include "web/api/copy_fields.h"
#include "web/api/list_query.h"
#include "web/api/product_filter.h"

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

net::ServerResponse answer_problem(const shop::ProductProblem& problem) {
  const int status = problem.kind == shop::FieldProblem::already_had ? 409 : 400;
  return net::problem(status, fmt::format("`{}` {}.", problem.field, demand_of(problem)),
                      {{"field", std::string(problem.field)}});
}

Response list_products(Context& context, const net::ServerRequest& request) {
  const auto page = read_page(request.query, kProductFilters);
  if (!page) {
    co_return net::problem(page.error());
  }
  const auto order = read_order<shop::ProductSort>(request.query);
  if (!order) {
    co_return net::problem(order.error());
  }
  const auto filter = read_product_filter(request.query);
  if (!filter) {
    co_return net::problem(filter.error());
  }
  const auto listing = co_await context.database.read([&](db::Tx& tx) {
    return shop::list_products(tx, *filter, order->column, order->descending, *page);
  });
  co_return list_response<ProductView>(listing);
}

Response create_product(Context& context, const net::ServerRequest& request,
                        const shop::Permit<shop::Act::create_product>& permit) {
  const auto body = read_body<ProductBody>(request);
  if (!body) {
    co_return net::problem(body.error());
  }
  const auto product = copy_fields<shop::NewProduct>(*body);
  const auto repeats =
      body->allow_repeated.value_or(false) ? shop::Repeats::allowed : shop::Repeats::refused;
  if (const auto problem = shop::check_product(product)) {
    co_return answer_problem(*problem);
  }
  const auto created = co_await context.database.transact([&](db::Tx& tx) {
    return shop::create_product(tx, product, repeats, permit, context.clock.now());
  });
  if (!created) {
    co_return answer_problem(created.error());
  }
  auto response = net::json_response(201, json::to_text(copy_fields<ProductView>(*created)));
  response.headers.set("Location", fmt::format("/api/products/{}", created->id));
  co_return response;
}

}  // namespace

void add_product_routes(net::Router& router, Context& context) {
  router.add("GET", "/api/products",
             guarded(context, [&context](const auto& request, const auto&, const auto&) {
               return list_products(context, request);
             }));
  router.add("POST", "/api/products",
             guarded<shop::Act::create_product>(
                 context,
                 [&context](const auto& request, const auto&, const auto& permit) {
                   return create_product(context, request, permit);
                 }),
             owners_only(context));
}

}  // namespace web
