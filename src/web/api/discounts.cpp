// POST /api/discount/bulk.
#include <boost/describe.hpp>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "shop/stock/discounts/discount.h"
#include "web/api/api.h"
#include "web/api/copy_fields.h"
#include "web/api/product_filter.h"

namespace web {
namespace {

constexpr std::size_t kMaxIds = 10'000;

// Exactly one of the first two.
struct BulkBody {
  std::optional<std::vector<std::int64_t>> product_ids;
  std::optional<FilterBody> filter;
  base::Percent discount_percent;
};
BOOST_DESCRIBE_STRUCT(BulkBody, (), (product_ids, filter, discount_percent))

struct BulkAnswer {
  std::int64_t updated = 0;
  std::string message;
};
BOOST_DESCRIBE_STRUCT(BulkAnswer, (), (updated, message))

base::Result<void> check_selection(const BulkBody& body) {
  const auto refuse = [](const char* message) { return base::invalid(message); };
  if (body.product_ids.has_value() == body.filter.has_value()) {
    return refuse("Give either `product_ids` or `filter`.");
  }
  if (body.product_ids && (body.product_ids->empty() || body.product_ids->size() > kMaxIds)) {
    return refuse("`product_ids` must name 1 to 10000 products.");
  }
  if (body.filter && is_empty(*body.filter)) {
    return refuse("`filter` must have at least one field; {\"sold\":false} means the whole stock.");
  }
  if (body.filter && body.filter->sold.value_or(false)) {
    return refuse("`filter.sold` must be false: what is sold keeps its price.");
  }
  return {};
}

net::ServerResponse answer_refusal(const shop::BulkRefusal& refusal) {
  return net::problem(
      409, "Some of these products are unknown or sold; nothing was changed.",
      {{"unknown", json::encode(refusal.unknown)}, {"sold", json::encode(refusal.sold)}});
}

std::expected<shop::BulkDiscount, shop::BulkRefusal> accept(
    db::Tx& tx, const BulkBody& body, const shop::Permit<shop::Act::set_discount>& permit,
    base::Timestamp now) {
  if (body.product_ids) {
    return shop::set_discount_bulk(tx, *body.product_ids, {body.discount_percent}, permit, now);
  }
  const auto filter = shop::filter_of(copy_fields<shop::ProductFilter>(*body.filter));
  return shop::set_bulk_discount(tx, filter, {body.discount_percent}, permit, now);
}

// Does the pieces of the discount, and of those before it; returns how many units it changed. When
// this process ends meanwhile, the others go on.
boost::asio::awaitable<std::int64_t> finish(Context& context, shop::BulkDiscount discount) {
  while (!discount.finished_at) {
    discount = co_await context.database.transact([&](db::Tx& tx) {
      shop::continue_bulk_discount(tx, context.clock.now());
      return shop::find_bulk_discount(tx, discount.id).value();
    });
  }
  co_return discount.updated;
}

Response discount_in_bulk(Context& context, const net::ServerRequest& request,
                          const shop::Permit<shop::Act::set_discount>& permit) {
  auto body = read_body<BulkBody>(request);
  if (!body) {
    co_return net::problem(body.error());
  }
  if (body->filter) {
    drop_empty_texts(*body->filter);
  }
  if (const auto checked = check_selection(*body); !checked) {
    co_return net::problem(checked.error());
  }
  const auto accepted = co_await context.database.transact(
      [&](db::Tx& tx) { return accept(tx, *body, permit, context.clock.now()); });
  if (!accepted) {
    co_return answer_refusal(accepted.error());
  }
  const auto updated = co_await finish(context, *accepted);
  co_return net::json_response(
      200,
      json::to_text(BulkAnswer{.updated = updated,
                               .message = fmt::format("Updated {} products with {}% discount",
                                                      updated, body->discount_percent.value())}));
}

}  // namespace

void add_discount_routes(net::Router& router, Context& context) {
  router.add("POST", "/api/discount/bulk",
             guarded<shop::Act::set_discount>(
                 context,
                 [&context](const auto& request, const auto&, const auto& permit) {
                   return discount_in_bulk(context, request, permit);
                 }),
             owners_only(context));
}

}  // namespace web
