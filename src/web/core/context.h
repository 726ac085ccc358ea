// The objects that every call of the HTTP API works with.
#pragma once

#include "base/clock.h"
#include "base/log.h"
#include "base/random.h"
#include "base/time_zone.h"
#include "db/core/database.h"
#include "web/core/authenticator.h"
#include "web/core/metrics.h"

namespace web {

// Outlives the calls, as does what it refers to.
struct Context {
  db::Database& database;
  const base::Clock& clock;
  Authenticator& authenticator;
  Metrics& metrics;
  base::Logger& logger;
  base::Random& random;
  base::TimeZone zone = {};  // of the shop
};

}  // namespace web
