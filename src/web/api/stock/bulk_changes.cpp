// Changes of many units besides discounts, and their undoing.
#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <utility>

#include "web/api/operations.h"
#include "web/api/stock/bulk.h"
#include "web/api/stock/product_problem.h"
#include "web/operation/list.h"

namespace web {
namespace {

// What is left out stays as it is.
struct EditManyBody : SelectionBody, shop::OfferPatch {};
BOOST_DESCRIBE_STRUCT(EditManyBody, (SelectionBody, shop::OfferPatch), ())

struct WithdrawManyBody : SelectionBody {
  std::optional<std::string> reason;
};
BOOST_DESCRIBE_STRUCT(WithdrawManyBody, (SelectionBody), (reason))

// A change as it was accepted, and how far it is.
struct BulkChangeView {
  std::int64_t id = 0;
  shop::BulkKind kind = shop::BulkKind::set_discount;
  std::optional<base::Percent> discount_percent;
  std::optional<base::Timestamp> ends_at;
  std::optional<shop::OfferPatch> edits;
  std::optional<std::string> reason;
  std::optional<std::int64_t> undoes_id;
  std::string actor;
  std::int64_t updated = 0;
  base::Timestamp created_at;
  std::optional<base::Timestamp> finished_at;
  std::optional<base::Timestamp> undo_until;
};
BOOST_DESCRIBE_STRUCT(BulkChangeView, (),
                      (id, kind, discount_percent, ends_at, edits, reason, undoes_id, actor,
                       updated, created_at, finished_at, undo_until))

struct BulkChangeQuery : ListParameters {
  std::optional<Sort<shop::BulkChangeSort>> sort;
};
BOOST_DESCRIBE_STRUCT(BulkChangeQuery, (ListParameters), (sort))

struct ChangePath {
  std::int64_t id = 0;
};
BOOST_DESCRIBE_STRUCT(ChangePath, (), (id))

constexpr ProblemKind kTooLate{
    409, "too_late", "It was undone already, is an undoing itself, or was made over an hour ago."};

BulkChangeView view_of(const shop::BulkChange& change) {
  return {.id = change.id,
          .kind = change.kind,
          .discount_percent = change.discount_percent,
          .ends_at = change.ends_at,
          .edits = change.edits ? std::optional(shop::patch_of(change)) : std::nullopt,
          .reason = change.reason,
          .undoes_id = change.undoes_id,
          .actor = change.actor,
          .updated = change.updated,
          .created_at = change.created_at,
          .finished_at = change.finished_at,
          .undo_until = change.undo_until};
}

boost::asio::awaitable<Outcome<BulkAnswer>> edit_many(
    Context& context, Call<shop::Act::edit_product, Nothing, EditManyBody> call) {
  const shop::OfferPatch& patch = call.body;
  if (const auto problem = shop::check_patch(patch)) {
    co_return std::unexpected(refusal_of(*problem));
  }
  if (shop::edits_of(patch).empty()) {
    co_return std::unexpected(
        invalid_field("base_price", "Give at least one field that is to be changed."));
  }
  const auto accept = [&](db::Tx& tx, const shop::UnitFilter& filter) {
    return shop::edit_in_bulk(tx, filter, patch, call.permit, call.now);
  };
  co_return co_await change_in_bulk(context, call, shop::BulkKind::edit,
                                    {.done = "Updated", .would = "Would update"}, accept);
}

boost::asio::awaitable<Outcome<BulkAnswer>> withdraw_many(
    Context& context, Call<shop::Act::withdraw_product, Nothing, WithdrawManyBody> call) {
  const auto accept = [&](db::Tx& tx, const shop::UnitFilter& filter) {
    return shop::withdraw_in_bulk(tx, filter, call.body.reason.value_or(""), call.permit, call.now);
  };
  co_return co_await change_in_bulk(context, call, shop::BulkKind::withdraw,
                                    {.done = "Withdrew", .would = "Would withdraw"}, accept);
}

boost::asio::awaitable<Outcome<BulkAnswer>> return_many(
    Context& context, Call<shop::Act::return_product, Nothing, SelectionBody> call) {
  const auto accept = [&](db::Tx& tx, const shop::UnitFilter& filter) {
    return shop::put_back_in_bulk(tx, filter, call.permit, call.now);
  };
  co_return co_await change_in_bulk(context, call, shop::BulkKind::put_back,
                                    {.done = "Returned", .would = "Would return"}, accept);
}

Outcome<List<BulkChangeView>> list_changes(
    db::Tx& tx, const Call<shop::Act::see_stock, BulkChangeQuery>& call) {
  const auto part = part_of(call.parameters);
  if (!part) {
    return std::unexpected(part.error());
  }
  const auto order = order_of<shop::BulkChangeSort>(
      call.parameters.sort, {.column = shop::BulkChangeSort::id, .is_descending = true});
  const auto rows = shop::bulk_change_rows(tx, order, *part);
  if (!rows) {
    return std::unexpected(unknown_place());
  }
  List<BulkChangeView> list{.items = {}, .total = rows->total, .next = rows->next};
  for (const auto& change : rows->items) {
    list.items.push_back(view_of(change));
  }
  return list;
}

Outcome<BulkChangeView> show_change(db::Tx& tx,
                                    const Call<shop::Act::see_stock, ChangePath>& call) {
  const auto change = shop::find_bulk_change(tx, call.parameters.id);
  return change ? Outcome<BulkChangeView>(view_of(*change)) : std::unexpected(Problem(kNotFound));
}

Problem refusal(shop::UndoRefusal refused) {
  switch (refused) {
    case shop::UndoRefusal::unknown:
      return kNotFound;
    case shop::UndoRefusal::too_late:
      return kTooLate;
    case shop::UndoRefusal::forbidden:
      return kForbidden;
  }
  std::unreachable();
}

boost::asio::awaitable<Outcome<BulkAnswer>> undo_change(
    Context& context, Call<shop::Act::edit_product, ChangePath> call) {
  co_return co_await accept_and_finish(
      context, call, {.done = "Set back", .would = ""}, [&](db::Tx& tx) {
        const auto undo =
            shop::undo_bulk_change(tx, call.parameters.id, call.permit.actor(), call.now);
        return undo ? Outcome<std::int64_t>(undo->id) : std::unexpected(refusal(undo.error()));
      });
}

constexpr Note kIdsNote{"product_ids", "Up to 10,000; or else `filter`."};
constexpr Note kDryRunNote{"dry_run", "True to learn how many it would be; none is changed."};
constexpr Note kIdNote{"id", "By which it can be undone."};

void add_changes(Api& api) {
  api.serve({.method = "POST",
             .path = "/api/products/bulk-edit",
             .id = "editInBulk",
             .subject = "Stock",
             .summary = "Changes price, texts or place of many units: of all of them, or of none.",
             .details = "Customers who hold one of them see the new price before they buy.",
             .notes = {kIdsNote,
                       {"filter", "`{\"sold\":false}` is the whole stock."},
                       kDryRunNote,
                       kIdNote},
             .problems = {kNotForSale}},
            &edit_many);
  api.serve({.method = "POST",
             .path = "/api/products/bulk-withdraw",
             .id = "withdrawInBulk",
             .subject = "Stock",
             .summary = "Withdraws many unsold units that nobody holds: all of them, or none.",
             .notes = {kIdsNote,
                       {"filter", "Units that are held are left out."},
                       {"reason", "For the audit log."},
                       kDryRunNote,
                       kIdNote},
             .problems = {kNotForSale}},
            &withdraw_many);
  api.serve({.method = "POST",
             .path = "/api/products/bulk-return",
             .id = "returnInBulk",
             .subject = "Stock",
             .summary = "Puts many withdrawn units on sale again: all of them, or none.",
             .notes = {kIdsNote,
                       {"filter", "Of withdrawn units; `{\"sold\":false}` is all."},
                       kDryRunNote,
                       kIdNote},
             .problems = {kNoneWithdrawn}},
            &return_many);
}

}  // namespace

void add_bulk_change_operations(Api& api) {
  add_changes(api);
  api.read({.method = "GET",
            .path = "/api/bulk-changes",
            .id = "listBulkChanges",
            .subject = "Stock",
            .summary = "Lists changes of many units, the latest first.",
            .notes = {{"updated", "Units so far."},
                      {"undoes_id", "The change that this one set back."},
                      {"undo_until", "Left out where it cannot be undone."}}},
           &list_changes);
  api.read({.method = "GET",
            .path = "/api/bulk-changes/{id}",
            .id = "showBulkChange",
            .subject = "Stock",
            .summary = "Shows a change of many units, and how far it is.",
            .notes = {{"updated", "Units so far."},
                      {"undoes_id", "The change that this one set back."},
                      {"undo_until", "Left out where it cannot be undone."}}},
           &show_change);
  api.serve({.method = "POST",
             .path = "/api/bulk-changes/{id}/undo",
             .id = "undoBulkChange",
             .subject = "Stock",
             .summary = "Sets back what a change of many units has set, within an hour.",
             .details = "Only units that still have what it set, and are not sold meanwhile. A "
                        "change that is unfinished ends there.",
             .problems = {kTooLate}},
            &undo_change);
}

}  // namespace web
