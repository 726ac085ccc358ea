// Discounts of many units.
#include <boost/describe.hpp>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "shop/stock/discounts/discount.h"
#include "web/api/operations.h"
#include "web/api/product_filter.h"
#include "web/core/copy_fields.h"

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

Problem wrong(std::string_view field, std::string_view text) {
  Problem problem(kInvalidRequest);
  problem.detail = text;
  return std::move(problem).at(field);
}

Outcome<void> check_selection(const BulkBody& body) {
  if (body.product_ids.has_value() == body.filter.has_value()) {
    return std::unexpected(wrong("filter", "Give either `product_ids` or `filter`."));
  }
  if (body.product_ids && (body.product_ids->empty() || body.product_ids->size() > kMaxIds)) {
    return std::unexpected(wrong("product_ids", "`product_ids` must name 1 to 10000 products."));
  }
  if (body.filter && is_empty(*body.filter)) {
    return std::unexpected(
        wrong("filter",
              "`filter` must have at least one field; {\"sold\":false} means the whole stock."));
  }
  if (body.filter && body.filter->sold.value_or(false)) {
    return std::unexpected(
        wrong("filter", "`filter.sold` must be false: what is sold keeps its price."));
  }
  return {};
}

constexpr ProblemKind kNotForSale{
    409, "not_for_sale", "Some of these products are unknown or sold; nothing was changed."};

Problem refusal(const shop::BulkRefusal& refused) {
  Problem problem(kNotForSale);
  problem.extra = {{"unknown", json::encode(refused.unknown)},
                   {"sold", json::encode(refused.sold)}};
  return problem;
}

Outcome<shop::BulkDiscount> accept(db::Tx& tx,
                                   const Call<shop::Act::set_discount, Nothing, BulkBody>& call) {
  if (!hold_caller(tx, call.caller, call.now)) {
    return std::unexpected(Problem(kUnauthorized));
  }
  const auto& body = call.body;
  if (body.filter) {
    const auto filter = shop::filter_of(copy_fields<shop::ProductFilter>(*body.filter));
    return shop::set_bulk_discount(tx, filter, {body.discount_percent}, call.permit, call.now);
  }
  auto accepted = shop::set_discount_bulk(tx, *body.product_ids, {body.discount_percent},
                                          call.permit, call.now);
  return accepted ? Outcome<shop::BulkDiscount>(*std::move(accepted))
                  : std::unexpected(refusal(accepted.error()));
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

boost::asio::awaitable<Outcome<BulkAnswer>> discount_in_bulk(
    Context& context, Call<shop::Act::set_discount, Nothing, BulkBody> call) {
  if (call.body.filter) {
    drop_empty_texts(*call.body.filter);
  }
  if (auto checked = check_selection(call.body); !checked) {
    co_return std::unexpected(std::move(checked.error()));
  }
  const auto accepted =
      co_await context.database.transact([&](db::Tx& tx) { return accept(tx, call); });
  if (!accepted) {
    co_return std::unexpected(accepted.error());
  }
  const auto updated = co_await finish(context, *accepted);
  co_return BulkAnswer{.updated = updated,
                       .message = fmt::format("Updated {} products with {}% discount", updated,
                                              call.body.discount_percent.value())};
}

}  // namespace

void add_discount_operations(Api& api) {
  api.serve({.method = "POST",
             .path = "/api/discount/bulk",
             .id = "discountInBulk",
             .subject = "Stock",
             .summary = "Sets the discount of many units: all of them, or none.",
             .notes = {{"product_ids", "Up to 10,000; or else `filter`."},
                       {"filter", "`{\"sold\":false}` is the whole stock."}},
             .problems = {kNotForSale}},
            &discount_in_bulk);
}

}  // namespace web
