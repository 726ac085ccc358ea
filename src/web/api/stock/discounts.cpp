// Discounts of many units.
#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "shop/stock/discounts/discount.h"
#include "web/api/operations.h"
#include "web/api/stock/bulk.h"
#include "web/api/stock/product_problem.h"
#include "web/operation/list.h"

namespace web {
namespace {

constexpr int kMaxEnding = 200;

struct BulkBody : SelectionBody {
  base::Percent discount_percent;
  std::optional<base::Timestamp> ends_at;
  std::optional<bool> with_id;
};
BOOST_DESCRIBE_STRUCT(BulkBody, (SelectionBody), (discount_percent, ends_at, with_id))

using BulkCall = Call<shop::Act::set_discount, Nothing, BulkBody>;

boost::asio::awaitable<Outcome<BulkAnswer>> discount_in_bulk(Context& context, BulkCall call) {
  const auto terms = terms_of(call.body.discount_percent, call.body.ends_at, "ends_at", call.now);
  if (!terms) {
    co_return std::unexpected(terms.error());
  }
  const auto accept = [&](db::Tx& tx, const shop::UnitFilter& filter) {
    return shop::set_discount_bulk(tx, filter, **terms, call.permit, call.now);
  };
  auto answer = co_await change_in_bulk(
      context, call, shop::BulkKind::set_discount,
      {.done = "Updated",
       .would = "Would update",
       .rest = fmt::format(" with {}% discount", call.body.discount_percent.value())},
      accept);
  if (answer && !call.body.with_id.value_or(false)) {
    answer->id.reset();
  }
  co_return answer;
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
  std::optional<bool> dry_run;
};
BOOST_DESCRIBE_STRUCT(EndBody, (), (discount_percent, discount_ends_at, dry_run))

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
  const BulkWords words{.done = "Ended the discount of", .would = "Would end the discount of"};
  if (call.body.dry_run.value_or(false)) {
    co_return would_answer(words, co_await context.database.read([&](db::Tx& tx) {
      return shop::figures_of(tx, filter).units;
    }));
  }
  co_return co_await accept_and_finish(context, call, words, [&](db::Tx& tx) {
    return Outcome<std::int64_t>(shop::end_bulk_discount(tx, filter, call.permit, call.now).id);
  });
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
                       {"dry_run", "True to learn how many it would be; none is changed."},
                       {"with_id", "True to be answered the `id`."},
                       {"id", "By which it can be undone."}},
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
             .notes = {{"discount_ends_at", "As `GET /api/discounts/ending` has it."},
                       {"dry_run", "True to learn how many it would be; none is changed."},
                       {"id", "By which it can be undone."}}},
            &end_discounts);
}

}  // namespace web
