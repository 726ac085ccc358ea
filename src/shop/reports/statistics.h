// Figures for /metrics and for owners.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>

#include "base/clock.h"
#include "base/money.h"
#include "db/core/tx.h"

namespace shop {

struct Counters {
  std::int64_t customers = 0;
  std::int64_t units_unsold = 0;
  std::int64_t units_held = 0;
  std::int64_t orders = 0;
  base::Money revenue;
  std::int64_t outbox_waiting = 0;
  std::int64_t outbox_given_up = 0;
};
BOOST_DESCRIBE_STRUCT(Counters, (),
                      (customers, units_unsold, units_held, orders, revenue, outbox_waiting,
                       outbox_given_up))

Counters count_everything(db::Tx& tx, base::Timestamp now);

}  // namespace shop
