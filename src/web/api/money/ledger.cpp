// Every movement of customers' money.
#include "shop/money/ledger.h"

#include <boost/describe.hpp>
#include <optional>
#include <string>

#include "web/api/operations.h"
#include "web/operation/list.h"

namespace web {
namespace {

// A movement as the API shows it.
struct LedgerView {
  std::int64_t id = 0;
  std::int64_t user_id = 0;
  shop::TransferKind kind = shop::TransferKind::purchase;
  base::Money amount;
  base::Money balance_after;
  std::string note;
  std::string actor;
  base::Timestamp created_at;
};
BOOST_DESCRIBE_STRUCT(LedgerView, (),
                      (id, user_id, kind, amount, balance_after, note, actor, created_at))

struct LedgerQuery : ListParameters {
  std::optional<Sort<shop::LedgerSort>> sort;
  std::optional<Id> user_id;
  std::optional<shop::TransferKind> kind;
  std::optional<DayOrMoment> from;
  std::optional<DayOrMoment> to;
};
BOOST_DESCRIBE_STRUCT(LedgerQuery, (ListParameters), (sort, user_id, kind, from, to))

Outcome<List<LedgerView>> list_ledger(db::Tx& tx,
                                      const Call<shop::Act::see_customers, LedgerQuery>& call) {
  const auto& asked = call.parameters;
  const auto part = part_of(asked);
  if (!part) {
    return std::unexpected(part.error());
  }
  const shop::LedgerFilter filter{.user_id = number_of(asked.user_id),
                                  .kind = asked.kind,
                                  .from = first_moment(asked.from, call.context.zone),
                                  .until = last_moment(asked.to, call.context.zone)};
  return list_of<LedgerView>(shop::ledger_rows(tx, filter, order_of(asked.sort), *part));
}

}  // namespace

void add_ledger_operations(Api& api) {
  api.read({.method = "GET",
            .path = "/api/ledger",
            .id = "listLedger",
            .subject = "Money",
            .summary = "Lists every movement of customers' money.",
            .notes = {{"id", "Of the transfer."},
                      {"amount", "What the customer got; below zero: what was taken."},
                      {"actor", "Who moved it: `owner:7`, `web:admin`, `chain`, `customer`."},
                      {"from", "Moved then or later."},
                      {"to", "Moved before then, or on that day."}}},
           &list_ledger);
}

}  // namespace web
