// Work that one of several processes of a shop does: whoever holds the lease of that name.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "db/core/tx.h"

namespace db {

// Takes the lease, or renews it, until now + term. False: another holder has it.
bool take_lease(Tx& tx, std::string_view name, std::string_view holder, base::Timestamp now,
                std::chrono::seconds term);

// Who took it last, whether or not it has run out.
std::optional<std::string> lease_holder(Tx& tx, std::string_view name);

// Lets others take it at once. Nothing happens when `holder` does not have it.
void release_lease(Tx& tx, std::string_view name, std::string_view holder);

}  // namespace db
