// What the bot loads before it handles an update, in one statement where possible.
#pragma once

#include <cstdint>
#include <optional>

#include "base/clock.h"
#include "db/core/tx.h"
#include "shop/core/acts/rights.h"
#include "shop/core/dialog.h"
#include "shop/customers/customer.h"

namespace shop {

struct Visitor {
  Customer customer;
  std::optional<Dialog> dialog;
  std::optional<Role> role;         // of the staff, without the owners
  bool presses_in_deposit = false;  // the message whose button they press shows a deposit
};

// find_customer, find_role, and load_dialog of their private chat; `message_id`: of the message
// whose button they press, 0 without one.
std::optional<Visitor> find_visitor(db::Tx& tx, std::int64_t user_id, std::int64_t message_id = 0);

struct Arrival {
  bool is_repeated = false;  // the update was seen before; then `visitor` is empty
  std::optional<Visitor> visitor;
};

// mark_update_seen, then find_visitor.
Arrival arrive(db::Tx& tx, std::int64_t update_id, std::int64_t user_id, base::Timestamp now,
               std::int64_t message_id = 0);

}  // namespace shop
