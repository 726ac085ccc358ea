// What the bot needs to know of a known customer before it handles his update, in one statement.
#pragma once

#include <cstdint>
#include <optional>

#include "db/tx.h"
#include "shop/customer.h"
#include "shop/dialog.h"

namespace shop {

struct Visitor {
  Customer customer;
  std::optional<Dialog> dialog;
};

// find_customer and load_dialog of his private chat together.
std::optional<Visitor> find_visitor(db::Tx& tx, std::int64_t user_id);

}  // namespace shop
