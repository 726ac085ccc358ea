// The name of who acted, as staff read it.
#pragma once

#include <string>
#include <string_view>

#include "db/core/tx.h"

namespace bot::admin {

// `actor` as shop::to_text wrote it: the name of one of the staff, the dashboard's user, a key, or
// else where it was done. Not escaped.
std::string actor_name(db::Tx& tx, std::string_view actor);

}  // namespace bot::admin
