// GET and POST /api/products.
#include <array>
#include <boost/describe.hpp>
#include <string_view>

#include <fmt/format.h>

#include "shop/stock/product.h"
#include "web/api/api.h"
#include "web/api/list_query.h"
#include "web/api/product_filter.h"

namespace web {
namespace {

// A new unit as a client describes it; what is optional here may be left out.
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
};
BOOST_DESCRIBE_STRUCT(ProductBody, (),
                      (city, district, category, name, description, base_price, discount_percent,
                       delivery_photo, delivery_latitude, delivery_longitude, delivery_text))

shop::NewProduct to_product(ProductBody body) {
  return {.city = std::move(body.city),
          .district = std::move(body.district),
          .category = std::move(body.category),
          .name = std::move(body.name),
          .description = std::move(body.description).value_or(""),
          .base_price = body.base_price,
          .discount_percent = body.discount_percent.value_or(base::Percent{}),
          .delivery_photo = std::move(body.delivery_photo),
          .delivery_latitude = body.delivery_latitude,
          .delivery_longitude = body.delivery_longitude,
          .delivery_text = std::move(body.delivery_text)};
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
  co_return list_response(listing);
}

Response create_product(Context& context, const net::ServerRequest& request, const Caller& caller) {
  auto body = read_body<ProductBody>(request);
  if (!body) {
    co_return net::problem(body.error());
  }
  const auto product = to_product(std::move(*body));
  if (const auto wrong = shop::check_product(product)) {
    co_return net::problem(400, fmt::format("`{}` {}", wrong->field, wrong->message),
                           {{"field", wrong->field}});
  }
  const auto created = co_await context.database.transact([&](db::Tx& tx) {
    return shop::create_product(tx, product, caller.actor, context.clock.now());
  });
  if (!created) {
    co_return net::problem(created.error());
  }
  auto response = net::json_response(201, json::to_text(*created));
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
             guarded(context, [&context](const auto& request, const auto&, const auto& caller) {
               return create_product(context, request, caller);
             }));
}

}  // namespace web
