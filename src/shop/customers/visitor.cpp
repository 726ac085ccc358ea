#include "shop/customers/visitor.h"

#include <boost/describe.hpp>

#include <fmt/format.h>

#include "db/core/columns.h"
#include "shop/core/update_log.h"

namespace shop {
namespace {

struct VisitorRow : Customer {
  std::optional<std::string> dialog_name;
  std::optional<std::string> dialog_data;
  std::optional<Role> role;
  bool presses_in_deposit = false;
};
BOOST_DESCRIBE_STRUCT(VisitorRow, (Customer), (dialog_name, dialog_data, role, presses_in_deposit))

// Of `users` and `dialogs d`; `message_id` is a parameter such as "$2".
std::string visitor_columns(std::string_view message_id) {
  return fmt::format(
      "{}, d.name AS dialog_name, d.data AS dialog_data, "
      "(SELECT s.role FROM staff s WHERE s.user_id = users.id) AS role, EXISTS (SELECT 1 FROM "
      "deposit_messages m "
      "WHERE m.user_id = users.id AND m.message_id = {}) AS presses_in_deposit",
      db::columns<Customer>(), message_id);
}

Visitor visitor_of(const VisitorRow& row) {
  Visitor visitor{.customer = row,
                  .dialog = std::nullopt,
                  .role = row.role,
                  .presses_in_deposit = row.presses_in_deposit};
  if (row.dialog_name) {
    visitor.dialog = Dialog{*row.dialog_name, row.dialog_data.value_or("")};
  }
  return visitor;
}

struct ArrivalRow {
  bool is_repeated = false;
  bool is_known = false;
};
BOOST_DESCRIBE_STRUCT(ArrivalRow, (), (is_repeated, is_known))

}  // namespace

std::optional<Visitor> find_visitor(db::Tx& tx, std::int64_t user_id, std::int64_t message_id) {
  const auto row = tx.first<VisitorRow>(
      fmt::format("SELECT {} FROM users LEFT JOIN dialogs d ON d.chat_id = users.id "
                  "WHERE users.id = $1",
                  visitor_columns("$2")),
      user_id, message_id);
  return row.transform(visitor_of);
}

// One statement on PostgreSQL, to save a round trip per update.
Arrival arrive(db::Tx& tx, std::int64_t update_id, std::int64_t user_id, base::Timestamp now,
               std::int64_t message_id) {
  if (tx.engine() == db::Engine::sqlite) {
    const bool is_first = mark_update_seen(tx, update_id, now);
    return {.is_repeated = !is_first,
            .visitor = is_first ? find_visitor(tx, user_id, message_id) : std::nullopt};
  }
  const auto rows = tx.query(
      fmt::format("WITH seen AS (INSERT INTO seen_updates (update_id, seen_at) VALUES ($2, $3) "
                  "ON CONFLICT DO NOTHING RETURNING update_id) "
                  "SELECT NOT EXISTS (SELECT 1 FROM seen) AS is_repeated, "
                  "users.id IS NOT NULL AS is_known, {} FROM (SELECT 1) AS always "
                  "LEFT JOIN users ON users.id = $1 LEFT JOIN dialogs d ON d.chat_id = users.id",
                  visitor_columns("$4")),
      user_id, update_id, now, message_id);
  const auto arrival = db::row_as<ArrivalRow>(rows, 0);
  const bool has_visitor = arrival.is_known && !arrival.is_repeated;
  return {.is_repeated = arrival.is_repeated,
          .visitor = has_visitor ? std::optional(visitor_of(db::row_as<VisitorRow>(rows, 0)))
                                 : std::nullopt};
}

}  // namespace shop
