#include "shop/customers/customer_search.h"

#include <array>
#include <charconv>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"
#include "db/core/columns.h"
#include "shop/core/conditions.h"
#include "shop/core/sql.h"

namespace shop {
namespace {

constexpr std::string_view kNewestFirst = "ORDER BY created_at DESC, id DESC LIMIT $1 OFFSET $2";

// "https://t.me/ann" and "@Ann" as "ann".
std::string bare_name(std::string_view text) {
  const std::string folded = base::fold(text);
  std::string_view name = base::trim(folded);
  for (const std::string_view prefix :
       std::array{"https://", "http://", "www.", "t.me/", "telegram.me/", "@"}) {
    if (name.starts_with(prefix)) {
      name.remove_prefix(prefix.size());
    }
  }
  return std::string(name);
}

std::optional<std::int64_t> as_id(std::string_view text) {
  std::int64_t id = 0;
  const auto* const end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, id);
  return parsed.ec == std::errc() && parsed.ptr == end ? std::optional(id) : std::nullopt;
}

template <class... Args>
Slice<Customer> page_of(db::Tx& tx, std::string_view where, Page page, const Args&... args) {
  return slice_of(tx.all<Customer>(fmt::format("SELECT {} FROM users {} {}",
                                               db::columns<Customer>(), where, kNewestFirst),
                                   rows_for(page), page.offset, args...),
                  page);
}

// SQL that selects the ids of those whose id, @name or former @name the placeholders hold. Each
// part has an index of its own.
std::string select_exactly(std::string_view id, std::string_view name) {
  return fmt::format(
      "SELECT id FROM users WHERE id = {0} UNION SELECT id FROM users WHERE lower(username) = {1} "
      "UNION SELECT user_id FROM former_names WHERE lower(username) = {1}",
      id, name);
}

Slice<Customer> find_exactly(db::Tx& tx, std::string_view name, Page page) {
  return page_of(tx, fmt::format("WHERE id IN ({})", select_exactly("$3", "$4")), page, as_id(name),
                 name);
}

bool is_anybody(db::Tx& tx, std::string_view name) {
  return !find_exactly(tx, name, {0, 1}).items.empty();
}

// The part of a name that somebody looks for who has typed this.
std::string part_of_name(std::string_view wanted) {
  return wanted.starts_with('@') ? bare_name(wanted) : std::string(wanted);
}

void require_named(db::Tx& tx, Conditions& conditions, std::string_view text) {
  const std::string wanted = base::squeeze(text);
  if (wanted.empty()) {
    return;
  }
  const std::string name = bare_name(wanted);
  if (is_anybody(tx, name)) {
    const auto id = conditions.parameter(db::to_value(as_id(name)));
    conditions.require(
        fmt::format("u.id IN ({})", select_exactly(id, conditions.parameter(db::to_value(name)))));
  } else {
    const auto part =
        conditions.parameter(db::to_value(sql::part_parameter(tx, part_of_name(wanted))));
    conditions.require(fmt::format("u.id IN ({})", select_customers_by_part(tx, part)));
  }
}

Slice<Customer> find_by_part(db::Tx& tx, std::string_view text, Page page) {
  return page_of(tx, fmt::format("WHERE id IN ({})", select_customers_by_part(tx, "$3")), page,
                 sql::part_parameter(tx, text));
}

}  // namespace

Slice<Customer> search_customers(db::Tx& tx, std::string_view text, Page page) {
  const std::string wanted = base::squeeze(text);
  if (wanted.empty()) {
    return page_of(tx, "", page);
  }
  const std::string name = bare_name(wanted);
  // Whether there is such a customer does not depend on the page.
  return is_anybody(tx, name) ? find_exactly(tx, name, page)
                              : find_by_part(tx, part_of_name(wanted), page);
}

std::optional<ListRows<Customer>> customer_rows(db::Tx& tx, const CustomerFilter& filter,
                                                const ListOrder<CustomerSort>& order,
                                                const ListPart& part) {
  Conditions conditions(tx);
  if (filter.q) {
    require_named(tx, conditions, *filter.q);
  }
  conditions.require_equal("u.is_banned", filter.is_banned);
  const auto columns = db::columns<Customer>("u");
  return list_rows<Customer>(tx, {.columns = columns.text(), .from = "users u", .alias = "u"},
                             std::move(conditions), order, part);
}

std::vector<std::int64_t> customers_named(db::Tx& tx, std::string_view text, int limit) {
  return tx.all<std::int64_t>(
      "SELECT id FROM users WHERE lower(username) = $1 "
      "UNION SELECT user_id FROM former_names WHERE lower(username) = $1 LIMIT $2",
      bare_name(text), limit);
}

std::string select_customers_by_part(const db::Tx& tx, std::string_view placeholder) {
  return fmt::format(
      "SELECT id FROM users WHERE {0} OR {1} UNION "
      "SELECT user_id FROM former_names WHERE {0} OR {1}",
      sql::contains(tx, "first_name", placeholder), sql::contains(tx, "username", placeholder));
}

std::vector<FormerName> former_names_of(db::Tx& tx, std::int64_t user_id, int limit) {
  return tx.all<FormerName>(
      "SELECT username, first_name, seen_until FROM former_names WHERE user_id = $1 "
      "ORDER BY id DESC LIMIT $2",
      user_id, limit);
}

}  // namespace shop
