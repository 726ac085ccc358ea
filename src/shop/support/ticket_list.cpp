#include "shop/support/ticket_list.h"

#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "db/core/columns.h"
#include "shop/core/conditions.h"
#include "shop/core/enum_text.h"

namespace shop {
namespace {

constexpr std::string_view kTicketEntries = "tickets t JOIN users u ON u.id = t.user_id";
constexpr auto kTicketColumns = db::columns<TicketEntry>("t", "u", "first_name", "username");

}  // namespace

std::optional<ListRows<TicketEntry>> ticket_rows(db::Tx& tx, const TicketFilter& filter,
                                                 const ListOrder<TicketSort>& order,
                                                 const ListPart& part) {
  Conditions conditions(tx);
  conditions.require_equal("t.state", filter.state);
  conditions.require_equal("t.user_id", filter.user_id);
  return list_rows<TicketEntry>(
      tx, {.columns = kTicketColumns.text(), .from = kTicketEntries, .alias = "t"},
      std::move(conditions), order, part);
}

std::optional<TicketEntry> find_ticket_entry(db::Tx& tx, std::int64_t id) {
  return tx.first<TicketEntry>(
      fmt::format("SELECT {} FROM {} WHERE t.id = $1", kTicketColumns, kTicketEntries), id);
}

}  // namespace shop
