// What a new shop lacks before its first sale.
#pragma once

#include <optional>

#include "bot/updates/request.h"
#include "bot/view/screen.h"
#include "db/core/tx.h"

namespace bot::admin {

// For an owner while steps are open that they have not hidden: a button that says how many are
// done.
std::optional<Button> first_steps_button(db::Tx& tx, const Request& request);

}  // namespace bot::admin
