// The state of a customer's dialog of several messages; survives restarts.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>

#include "base/clock.h"
#include "db/core/tx.h"

namespace shop {

struct Dialog {
  std::string name;  // which dialog and step
  std::string data;  // what was entered so far, as JSON text
};
BOOST_DESCRIBE_STRUCT(Dialog, (), (name, data))

std::optional<Dialog> load_dialog(db::Tx& tx, std::int64_t chat_id);
void save_dialog(db::Tx& tx, std::int64_t chat_id, const Dialog& dialog, base::Timestamp now);
void clear_dialog(db::Tx& tx, std::int64_t chat_id);

}  // namespace shop
