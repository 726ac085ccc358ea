#include "shop/visitor.h"

#include <boost/describe.hpp>

#include <fmt/format.h>

#include "shop/sql.h"

namespace shop {
namespace {

struct VisitorRow : Customer {
  std::optional<std::string> dialog_name;
  std::optional<std::string> dialog_data;
};
BOOST_DESCRIBE_STRUCT(VisitorRow, (Customer), (dialog_name, dialog_data))

}  // namespace

std::optional<Visitor> find_visitor(db::Tx& tx, std::int64_t user_id) {
  const auto row = tx.first<VisitorRow>(
      fmt::format("SELECT {}, d.name AS dialog_name, d.data AS dialog_data "
                  "FROM users LEFT JOIN dialogs d ON d.chat_id = users.id WHERE users.id = $1",
                  sql::kCustomer),
      user_id);
  if (!row) {
    return std::nullopt;
  }
  Visitor visitor{.customer = *row};
  if (row->dialog_name) {
    visitor.dialog = Dialog{*row->dialog_name, row->dialog_data.value_or("")};
  }
  return visitor;
}

}  // namespace shop
