// What calls that change many units share: which units, the answer, and the work on it.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/describe.hpp>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "shop/stock/bulk/bulk_change.h"
#include "web/api/stock/product_filter.h"
#include "web/operation/call.h"
#include "web/operation/problem.h"

namespace web {

// Base of the bodies. Exactly one of the first two.
struct SelectionBody {
  std::optional<std::vector<std::int64_t>> product_ids;
  std::optional<FilterBody> filter;
  std::optional<bool> dry_run;
};
BOOST_DESCRIBE_STRUCT(SelectionBody, (), (product_ids, filter, dry_run))

struct BulkAnswer {
  std::optional<std::int64_t> id;  // of the change; none: a dry run
  std::int64_t updated = 0;
  std::string message;
};
BOOST_DESCRIBE_STRUCT(BulkAnswer, (), (id, updated, message))

inline constexpr ProblemKind kNotForSale{
    409, "not_for_sale",
    "Some of these products are unknown, sold or, to be withdrawn, held; nothing was changed."};
inline constexpr ProblemKind kNoneWithdrawn{
    409, "not_withdrawn", "Some of these products are not withdrawn; nothing was changed."};

// Which units the body means. Problems: both or none of `product_ids` and `filter`, too many ids, a
// filter that is empty or of sold units.
Outcome<shop::UnitFilter> selection_of(const SelectionBody& body);

Problem refusal_of(shop::BulkKind kind, const shop::BulkRefusal& refusal);

// Does the pieces of the change, and of those before it; returns how many units it changed. When
// this process ends meanwhile, the others go on.
boost::asio::awaitable<std::int64_t> finish_change(Context& context, std::int64_t id);

// "Updated 50 products with 30% discount": the verbs, and what follows.
struct BulkWords {
  std::string_view done;   // "Updated"
  std::string_view would;  // "Would update"
  std::string rest = {};
};

BulkAnswer would_answer(const BulkWords& words, std::int64_t units);
BulkAnswer done_answer(const BulkWords& words, std::int64_t id, std::int64_t units);

// Accepts a change with `accept(tx)`, which returns its id, and finishes it.
template <class BulkCall, class Accept>
boost::asio::awaitable<Outcome<BulkAnswer>> accept_and_finish(Context& context,
                                                              const BulkCall& call, BulkWords words,
                                                              Accept accept) {
  const auto id = co_await context.database.transact([&](db::Tx& tx) -> Outcome<std::int64_t> {
    return hold_caller(tx, call.caller, call.now) ? accept(tx)
                                                  : std::unexpected(Problem(kUnauthorized));
  });
  if (!id) {
    co_return std::unexpected(id.error());
  }
  co_return done_answer(words, *id, co_await finish_change(context, *id));
}

// Counts the units of a dry run; else accepts the change with `accept(tx, filter)`, whose result is
// a change or a shop::BulkRefusal, and finishes it.
template <class BulkCall, class Accept>
boost::asio::awaitable<Outcome<BulkAnswer>> change_in_bulk(Context& context, const BulkCall& call,
                                                           shop::BulkKind kind, BulkWords words,
                                                           Accept accept) {
  const auto filter = selection_of(call.body);
  if (!filter) {
    co_return std::unexpected(filter.error());
  }
  if (call.body.dry_run.value_or(false)) {
    const auto counted = co_await context.database.read(
        [&](db::Tx& tx) { return shop::count_units(tx, kind, *filter); });
    co_return counted ? Outcome<BulkAnswer>(would_answer(words, *counted))
                      : std::unexpected(refusal_of(kind, counted.error()));
  }
  co_return co_await accept_and_finish(context, call, std::move(words), [&](db::Tx& tx) {
    const auto change = accept(tx, *filter);
    return change ? Outcome<std::int64_t>(change->id)
                  : std::unexpected(refusal_of(kind, change.error()));
  });
}

}  // namespace web
