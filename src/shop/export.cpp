#include "shop/export.h"

#include <boost/mp11.hpp>

#include <fmt/format.h>

#include "shop/json_text.h"
#include "shop/sql.h"

namespace shop {
namespace {

using Members = boost::describe::describe_members<Order, boost::describe::mod_public>;

std::string text_of(std::int64_t value) { return fmt::to_string(value); }
std::string text_of(const std::string& value) { return value; }
std::string text_of(base::Money value) { return value.decimal(); }
std::string text_of(base::Percent value) { return fmt::to_string(value.value()); }
std::string text_of(base::Timestamp value) { return base::format_rfc3339(value); }

std::string json_of(std::int64_t value) { return text_of(value); }
std::string json_of(base::Percent value) { return text_of(value); }
std::string json_of(const std::string& value) { return json_text(value); }
std::string json_of(base::Money value) { return json_text(text_of(value)); }
std::string json_of(base::Timestamp value) { return json_text(text_of(value)); }

// `parts` joined by commas: what `write` returns for each member of Order.
template <class Write>
std::string joined(Write write) {
  std::string line;
  boost::mp11::mp_for_each<Members>([&](auto member) {
    line += line.empty() ? "" : ",";
    line += write(member);
  });
  return line;
}

}  // namespace

std::vector<Order> orders_after(db::Tx& tx, std::int64_t after, int limit) {
  return tx.all<Order>(fmt::format("SELECT {} FROM orders o JOIN products p ON p.id = o.product_id "
                                   "WHERE o.id > $1 ORDER BY o.id LIMIT $2",
                                   sql::kOrder),
                       after, limit);
}

std::string csv_field(std::string_view text) {
  std::string field(text);
  if (!field.empty() && std::string_view("=+-@\t\r").contains(field.front())) {
    field.insert(0, "'");
  }
  if (field.find_first_of("\",\r\n") == std::string::npos) {
    return field;
  }
  std::string quoted = "\"";
  for (const char c : field) {
    quoted += c == '"' ? "\"\"" : std::string(1, c);
  }
  return quoted + '"';
}

std::string orders_csv_header() {
  return joined([](auto member) { return std::string(member.name); }) + "\n";
}

std::string csv_line(const Order& order) {
  return joined([&](auto member) { return csv_field(text_of(order.*member.pointer)); }) + "\n";
}

std::string json_object(const Order& order) {
  return "{" + joined([&](auto member) {
           return fmt::format("\"{}\":{}", member.name, json_of(order.*member.pointer));
         }) +
         "}";
}

}  // namespace shop
