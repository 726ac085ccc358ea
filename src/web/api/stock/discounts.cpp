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
#include "web/api/stock/product_filter.h"
#include "web/api/stock/product_problem.h"
#include "web/operation/list.h"

namespace web {
namespace {

constexpr std::size_t kMaxIds = 10'000;
constexpr int kMaxEnding = 200;

// Exactly one of the first two.
struct BulkBody {
  std::optional<std::vector<std::int64_t>> product_ids;
  std::optional<FilterBody> filter;
  base::Percent discount_percent;
  std::optional<base::Timestamp> ends_at;
  std::optional<bool> dry_run;
};
BOOST_DESCRIBE_STRUCT(BulkBody, (), (product_ids, filter, discount_percent, ends_at, dry_run))

struct BulkAnswer {
  std::int64_t updated = 0;
  std::string message;
};
BOOST_DESCRIBE_STRUCT(BulkAnswer, (), (updated, message))

Outcome<void> check_selection(const BulkBody& body) {
  if (body.product_ids.has_value() == body.filter.has_value()) {
    return std::unexpected(invalid_field("filter", "Give either `product_ids` or `filter`."));
  }
  if (body.product_ids && (body.product_ids->empty() || body.product_ids->size() > kMaxIds)) {
    return std::unexpected(
        invalid_field("product_ids", "`product_ids` must name 1 to 10000 products."));
  }
  if (body.filter && is_empty(*body.filter)) {
    return std::unexpected(invalid_field(
        "filter",
        "`filter` must have at least one field; {\"sold\":false} means the whole stock."));
  }
  if (body.filter && body.filter->sold.value_or(false)) {
    return std::unexpected(
        invalid_field("filter", "`filter.sold` must be false: what is sold keeps its price."));
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

shop::UnitFilter unit_filter_of(const BulkBody& body) {
  return shop::filter_of(copy_fields<shop::ProductFilter>(*body.filter));
}

using BulkCall = Call<shop::Act::set_discount, Nothing, BulkBody>;

Outcome<shop::BulkDiscount> accept(db::Tx& tx, const BulkCall& call) {
  if (!hold_caller(tx, call.caller, call.now)) {
    return std::unexpected(Problem(kUnauthorized));
  }
  const auto& body = call.body;
  const shop::DiscountTerms terms{body.discount_percent, body.ends_at};
  if (body.filter) {
    return shop::set_bulk_discount(tx, unit_filter_of(body), terms, call.permit, call.now);
  }
  auto accepted = shop::set_discount_bulk(tx, *body.product_ids, terms, call.permit, call.now);
  return accepted ? Outcome<shop::BulkDiscount>(*std::move(accepted))
                  : std::unexpected(refusal(accepted.error()));
}

std::expected<std::int64_t, shop::BulkRefusal> count(db::Tx& tx, const BulkBody& body) {
  return body.product_ids ? shop::count_discountable(tx, *body.product_ids)
                          : shop::figures_of(tx, unit_filter_of(body)).units;
}

BulkAnswer answer_of(std::string_view verb, std::int64_t updated, base::Percent percent) {
  return {
      .updated = updated,
      .message = fmt::format("{} {} products with {}% discount", verb, updated, percent.value())};
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

Outcome<void> check_end(const BulkCall& call) {
  const auto terms = terms_of(call.body.discount_percent, call.body.ends_at, "ends_at", call.now);
  return terms ? Outcome<void>() : std::unexpected(terms.error());
}

boost::asio::awaitable<Outcome<BulkAnswer>> discount_in_bulk(Context& context, BulkCall call) {
  if (call.body.filter) {
    drop_empty_texts(*call.body.filter);
  }
  auto checked = check_selection(call.body);
  if (checked) {
    checked = check_end(call);
  }
  if (!checked) {
    co_return std::unexpected(std::move(checked.error()));
  }
  if (call.body.dry_run.value_or(false)) {
    const auto counted =
        co_await context.database.read([&](db::Tx& tx) { return count(tx, call.body); });
    co_return counted
        ? Outcome<BulkAnswer>(answer_of("Would update", *counted, call.body.discount_percent))
        : std::unexpected(refusal(counted.error()));
  }
  const auto accepted =
      co_await context.database.transact([&](db::Tx& tx) { return accept(tx, call); });
  if (!accepted) {
    co_return std::unexpected(accepted.error());
  }
  co_return answer_of("Updated", co_await finish(context, *accepted), call.body.discount_percent);
}

// A discount of many units as it was accepted.
struct BulkDiscountView {
  std::int64_t id = 0;
  std::optional<base::Percent> discount_percent;
  std::optional<base::Timestamp> ends_at;
  std::int64_t updated = 0;
  base::Timestamp created_at;
  std::optional<base::Timestamp> finished_at;
};
BOOST_DESCRIBE_STRUCT(BulkDiscountView, (),
                      (id, discount_percent, ends_at, updated, created_at, finished_at))

struct BulkDiscountQuery : ListParameters {
  std::optional<Sort<shop::BulkDiscountSort>> sort;
};
BOOST_DESCRIBE_STRUCT(BulkDiscountQuery, (ListParameters), (sort))

// Units whose discount ends at the same moment.
struct EndingView {
  base::Percent discount_percent;
  base::Timestamp discount_ends_at;
  std::int64_t units = 0;
};
BOOST_DESCRIBE_STRUCT(EndingView, (), (discount_percent, discount_ends_at, units))

struct DiscountPath {
  std::int64_t id = 0;
};
BOOST_DESCRIBE_STRUCT(DiscountPath, (), (id))

struct EndBody {
  base::Percent discount_percent;
  base::Timestamp discount_ends_at;
};
BOOST_DESCRIBE_STRUCT(EndBody, (), (discount_percent, discount_ends_at))

Outcome<List<BulkDiscountView>> list_discounts(
    db::Tx& tx, const Call<shop::Act::set_discount, BulkDiscountQuery>& call) {
  const auto part = part_of(call.parameters);
  if (!part) {
    return std::unexpected(part.error());
  }
  const auto order = order_of<shop::BulkDiscountSort>(
      call.parameters.sort, {.column = shop::BulkDiscountSort::id, .is_descending = true});
  return list_of<BulkDiscountView>(shop::bulk_discount_rows(tx, order, *part));
}

Outcome<BulkDiscountView> show_discount(db::Tx& tx,
                                        const Call<shop::Act::set_discount, DiscountPath>& call) {
  const auto discount = shop::find_bulk_discount(tx, call.parameters.id);
  return discount ? Outcome<BulkDiscountView>(copy_fields<BulkDiscountView>(*discount))
                  : std::unexpected(Problem(kNotFound));
}

Outcome<List<EndingView>> list_ending(db::Tx& tx, const Call<shop::Act::set_discount>& /*call*/) {
  List<EndingView> list;
  for (const auto& ending : shop::ending_discounts(tx, kMaxEnding)) {
    list.items.push_back(copy_fields<EndingView>(ending));
  }
  return list;
}

boost::asio::awaitable<Outcome<BulkAnswer>> end_discounts(
    Context& context, Call<shop::Act::set_discount, Nothing, EndBody> call) {
  const shop::UnitFilter filter{.discount_percent = call.body.discount_percent,
                                .discount_ends_at = call.body.discount_ends_at};
  const auto accepted =
      co_await context.database.transact([&](db::Tx& tx) -> Outcome<shop::BulkDiscount> {
        if (!hold_caller(tx, call.caller, call.now)) {
          return std::unexpected(Problem(kUnauthorized));
        }
        return shop::end_bulk_discount(tx, filter, call.permit, call.now);
      });
  if (!accepted) {
    co_return std::unexpected(accepted.error());
  }
  const auto updated = co_await finish(context, *accepted);
  co_return BulkAnswer{.updated = updated,
                       .message = fmt::format("Ended the discount of {} products", updated)};
}

}  // namespace

void add_discount_operations(Api& api) {
  api.serve({.method = "POST",
             .path = "/api/discount/bulk",
             .id = "discountInBulk",
             .subject = "Stock",
             .summary = "Sets the discount of many units: all of them, or none.",
             .notes = {{"product_ids", "Up to 10,000; or else `filter`."},
                       {"filter", "`{\"sold\":false}` is the whole stock."},
                       {"ends_at", "When the prices go back by themselves: a whole minute."},
                       {"dry_run", "True to learn how many it would be; none is changed."}},
             .example = R"({"filter":{"city":"Warsaw"},"discount_percent":30})",
             .problems = {kNotForSale}},
            &discount_in_bulk);
  api.read({.method = "GET",
            .path = "/api/discounts",
            .id = "listDiscounts",
            .subject = "Stock",
            .summary = "Lists discounts of many units as they were set or ended.",
            .notes = {{"discount_percent", "Left out where discounts were ended."},
                      {"updated", "Units so far."}}},
           &list_discounts);
  api.read({.method = "GET",
            .path = "/api/discounts/ending",
            .id = "listEndingDiscounts",
            .subject = "Stock",
            .summary = "Lists the discounts that will end, the next ones first: 200 of them."},
           &list_ending);
  api.read({.method = "GET",
            .path = "/api/discounts/{id}",
            .id = "showDiscount",
            .subject = "Stock",
            .summary = "Shows a discount of many units, and how far it has come.",
            .notes = {{"updated", "Units so far."}, {"finished_at", "Left out until then."}}},
           &show_discount);
  api.serve({.method = "POST",
             .path = "/api/discounts/end",
             .id = "endDiscounts",
             .subject = "Stock",
             .summary = "Ends discounts now: those of that percentage that end at that time.",
             .notes = {{"discount_ends_at", "As `GET /api/discounts/ending` has it."}}},
            &end_discounts);
}

}  // namespace web
