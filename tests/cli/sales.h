// Units, a customer and sales for the tests of commands.
#pragma once

#include <string>

#include "db/core/database.h"

namespace cli {

inline constexpr const char* kSecretCode = "SECRET-CODE";

// Customer 1 with money for everything, and `units` of "Coffee, "large"" at 79.50 less 20%.
void open_shop(db::Database& database, int units);

// Customer 1 buys `count` units of it, each in transactions of their own, as the bot does. Throws
// when one is refused.
void sell(db::Database& database, int count);

std::int64_t count_units(db::Database& database);
std::int64_t count_orders(db::Database& database);

// An import file of so many rows, one unit each.
std::string csv_of(int rows);

}  // namespace cli
