// The objects that every part of a running shop works with.
#pragma once

#include "base/clock.h"
#include "base/log.h"
#include "base/random.h"
#include "db/core/database.h"

namespace app {

// Copy it; what it refers to outlives the shop and is safe to use from any thread.
struct Context {
  db::Database& database;
  const base::Clock& clock;
  base::Random& random;
  base::Logger& logger;
};

}  // namespace app
