// Finding customers, as the staff do, and what customers were called before.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "db/core/tx.h"
#include "shop/core/list.h"
#include "shop/core/page.h"
#include "shop/customers/customer.h"

namespace shop {

// Newest first. Those whose id, @name or former @name the text is (in any case, with or without
// the @, also as a link of t.me); when there is nobody, those whose first name, @name or a former
// one contains it. An empty text finds everybody. REQUIRES: is_utf8(text).
Slice<Customer> search_customers(db::Tx& tx, std::string_view text, Page page);

struct CustomerFilter {
  std::optional<std::string> q = {};  // as search_customers finds them; REQUIRES: is_utf8
  std::optional<bool> is_banned = {};
};

enum class CustomerSort { id, created_at };
BOOST_DESCRIBE_ENUM(CustomerSort, id, created_at)

// Those whom search_customers finds, in parts (list.h). Empty: `part.after` is unknown.
std::optional<ListRows<Customer>> customer_rows(db::Tx& tx, const CustomerFilter& filter,
                                                const ListOrder<CustomerSort>& order,
                                                const ListPart& part);

// The ids of those whose @name or former @name the text is, as it is read there.
std::vector<std::int64_t> customers_named(db::Tx& tx, std::string_view text, int limit);

// SQL that selects the ids of those whose first name, @name or a former one contains the text of
// the placeholder, which is bound to sql::part_parameter(text).
std::string select_customers_by_part(const db::Tx& tx, std::string_view placeholder);

struct FormerName {
  std::optional<std::string> username;
  std::string first_name;
  base::Timestamp seen_until;  // when the next one was seen
};
BOOST_DESCRIBE_STRUCT(FormerName, (), (username, first_name, seen_until))

// The newest first.
std::vector<FormerName> former_names_of(db::Tx& tx, std::int64_t user_id, int limit);

}  // namespace shop
