// Goods and customers to measure with.
#pragma once

#include <cstdint>

#include "base/money.h"
#include "db/core/database.h"

namespace bench {

// Units have the ids 1 … units, customers kFirstCustomer, kFirstCustomer + 1, …
struct Stock {
  std::int64_t units = 0;
  std::int64_t customers = 0;
};

inline constexpr std::int64_t kFirstCustomer = 1'000'001;
inline constexpr std::int64_t kPriceUnits = 25;  // of every unit

// Adds units in 5 cities × 4 districts × 3 categories × 5 offers, and customers who have each
// bought one other unit and can pay for a million more. REQUIRES: the database is migrated and
// empty.
void fill(db::Database& database, const Stock& stock);

// Throws std::runtime_error when the audit finds a violation, which makes the figures worthless.
void audit(db::Database& database);

// Counts orders other than those of fill().
std::int64_t count_new_orders(db::Database& database, const Stock& stock);

}  // namespace bench
