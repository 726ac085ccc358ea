// Units, a customer and sales for the tests of commands.
#pragma once

#include <string>

#include "db/core/database.h"

namespace cli {

inline constexpr const char* kSecretCode = "SECRET-CODE";

// Registers customer 1 with enough money and stocks `units` of "Coffee, "large"" at 79.50 less 20%.
void open_shop(db::Database& database, int units);

// Lets customer 1 buy `count` units of it, in separate transactions, as the bot does. Throws when
// one is refused.
void sell(db::Database& database, int count);

std::int64_t count_units(db::Database& database);
std::int64_t count_orders(db::Database& database);

// Returns an import file of `rows` rows, one unit each.
std::string csv_of(int rows);

}  // namespace cli
