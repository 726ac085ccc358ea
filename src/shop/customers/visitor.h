// What the bot loads before it handles an update, in one statement where possible.
#pragma once

#include <cstdint>
#include <optional>

#include "base/clock.h"
#include "db/core/tx.h"
#include "shop/core/dialog.h"
#include "shop/customers/customer.h"

namespace shop {

struct Visitor {
  Customer customer;
  std::optional<Dialog> dialog;
};

// find_customer, and load_dialog of their private chat.
std::optional<Visitor> find_visitor(db::Tx& tx, std::int64_t user_id);

struct Arrival {
  bool is_repeated = false;  // the update was seen before; then `visitor` is empty
  std::optional<Visitor> visitor;
};

// mark_update_seen, then find_visitor.
Arrival arrive(db::Tx& tx, std::int64_t update_id, std::int64_t user_id, base::Timestamp now);

}  // namespace shop
