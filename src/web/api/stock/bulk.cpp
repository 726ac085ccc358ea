#include "web/api/stock/bulk.h"

#include <fmt/format.h>

#include "json/json.h"
#include "web/core/copy_fields.h"

namespace web {
namespace {

constexpr std::size_t kMaxIds = 10'000;

Outcome<void> check_ids(const std::vector<std::int64_t>& ids) {
  if (ids.empty() || ids.size() > kMaxIds) {
    return std::unexpected(
        invalid_field("product_ids", "`product_ids` must name 1 to 10000 products."));
  }
  return {};
}

Outcome<void> check_filter(const FilterBody& filter) {
  if (is_empty(filter)) {
    return std::unexpected(invalid_field(
        "filter",
        "`filter` must have at least one field; {\"sold\":false} means the whole stock."));
  }
  if (filter.sold.value_or(false)) {
    return std::unexpected(
        invalid_field("filter", "`filter.sold` must be false: what is sold keeps its price."));
  }
  return {};
}

}  // namespace

Outcome<shop::UnitFilter> selection_of(const SelectionBody& body) {
  if (body.product_ids.has_value() == body.filter.has_value()) {
    return std::unexpected(invalid_field("filter", "Give either `product_ids` or `filter`."));
  }
  auto filter = body.filter.value_or(FilterBody{});
  drop_empty_texts(filter);
  auto checked = body.filter ? check_filter(filter) : check_ids(*body.product_ids);
  if (!checked) {
    return std::unexpected(std::move(checked.error()));
  }
  return body.filter ? shop::filter_of(copy_fields<shop::ProductFilter>(filter))
                     : shop::UnitFilter{.ids = body.product_ids};
}

Problem refusal_of(shop::BulkKind kind, const shop::BulkRefusal& refusal) {
  Problem problem(kind == shop::BulkKind::put_back ? kNoneWithdrawn : kNotForSale);
  problem.extra = {{"unknown", json::encode(refusal.unknown)},
                   {"sold", json::encode(refusal.sold)},
                   {"held", json::encode(refusal.held)}};
  return problem;
}

boost::asio::awaitable<std::int64_t> finish_change(Context& context, std::int64_t id) {
  const auto find = [id](db::Tx& tx) { return shop::find_bulk_change(tx, id).value(); };
  auto change = co_await context.database.read(find);
  while (!change.finished_at) {
    change = co_await context.database.transact([&](db::Tx& tx) {
      shop::continue_bulk_change(tx, context.clock.now());
      return find(tx);
    });
  }
  co_return change.updated;
}

BulkAnswer would_answer(const BulkWords& words, std::int64_t units) {
  return {.id = {},
          .updated = units,
          .message = fmt::format("{} {} products{}", words.would, units, words.rest)};
}

BulkAnswer done_answer(const BulkWords& words, std::int64_t id, std::int64_t units) {
  return {.id = id,
          .updated = units,
          .message = fmt::format("{} {} products{}", words.done, units, words.rest)};
}

}  // namespace web
