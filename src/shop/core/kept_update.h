// Updates of Telegram's that tell of money and could not be booked when they came.
#pragma once

#include <boost/describe.hpp>
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "db/core/tx.h"

namespace shop {

struct KeptUpdate {
  std::int64_t id = 0;  // ours, from 1
  std::string body;     // JSON, as Telegram sent it
  int attempts = 0;     // to book it, since it is kept
};
BOOST_DESCRIBE_STRUCT(KeptUpdate, (), (id, body, attempts))

// Keeps an update, due at once; one that is kept already stays as it is.
void keep_update(db::Tx& tx, std::string_view body, base::Timestamp now);

// Up to `limit` updates that are due, those that wait longest first.
std::vector<KeptUpdate> due_updates(db::Tx& tx, base::Timestamp now, int limit);

// Notes one more attempt, which failed; the next is made after a pause that grows up to an hour.
void put_off_update(db::Tx& tx, const KeptUpdate& update, base::Timestamp now);

// The update is booked.
void forget_kept_update(db::Tx& tx, std::int64_t id);

// How many are kept and have failed at least once.
std::int64_t count_unbooked_updates(db::Tx& tx);

}  // namespace shop
