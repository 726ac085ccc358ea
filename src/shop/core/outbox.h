// Messages that must arrive. They are written in the transaction that causes them and sent after
// its commit: after a crash one may be sent again, but none is lost.
#pragma once

#include <boost/describe.hpp>
#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/clock.h"
#include "db/core/tx.h"
#include "json/json.h"

namespace shop {

// A kind of notice: its name in the database and its payload, a described struct of ids, and of
// texts that no table holds, with
// `std::optional<std::int64_t> subject_id() const`, the id of what the notice is about. Each room
// lists its kinds in its notices.h.
template <class Payload>
struct NoticeKind {
  std::string_view name;
};

// A message to a person, rendered when it is sent.
struct Notice {
  std::string_view kind;
  std::int64_t user_id = 0;
  std::string payload;                     // JSON
  std::optional<std::int64_t> subject_id;  // for lookups in SQL
};

// A notice that the caller of `claim` must send.
struct ClaimedNotice {
  std::int64_t id = 0;
  std::string kind;
  std::int64_t user_id = 0;
  std::string payload;
  int attempts = 0;  // including this one
  base::Timestamp created_at;
};
BOOST_DESCRIBE_STRUCT(ClaimedNotice, (), (id, kind, user_id, payload, attempts, created_at))

// Adds a notice; listeners of the database are notified after the commit.
void enqueue(db::Tx& tx, const Notice& notice, base::Timestamp now);

template <class Payload>
void enqueue(db::Tx& tx, NoticeKind<Payload> kind, std::int64_t user_id,
             const std::type_identity_t<Payload>& payload, base::Timestamp now) {
  enqueue(tx,
          {.kind = kind.name,
           .user_id = user_id,
           .payload = json::to_text(payload),
           .subject_id = payload.subject_id()},
          now);
}

// Who claims notices, and for how long.
struct Claimer {
  std::string name;  // unique among processes
  std::chrono::seconds lease;
};

// Whether the notice brings what a customer has bought, or announces it.
bool is_delivery(std::string_view kind);

// How many notices of a chat are claimed at once beside its deliveries.
inline constexpr int kNoticesAtOnce = 5;

// Claims the waiting notices of up to `limit` customers whose oldest notice is due: first of those
// to whom something is delivered. Of each the deliveries and the oldest kNoticesAtOnce others, in
// the order in which they were enqueued; but when more others may wait, the deliveries first. They
// belong to the claimer until now + lease; after that, the next call gets those that are still
// waiting. Two claimers never hold the same chat.
std::vector<ClaimedNotice> claim(db::Tx& tx, base::Timestamp now, int limit,
                                 const Claimer& claimer);

// The names of claimers with a notice that is neither finished nor postponed.
std::vector<std::string> claimers(db::Tx& tx);

// Makes the claimer's notices due at once. REQUIRES: the claimer has stopped sending.
void release_claims(db::Tx& tx, std::string_view claimer, base::Timestamp now);

void mark_sent(db::Tx& tx, std::span<const std::int64_t> ids, base::Timestamp now);

// Postpones the notice, the later ones of its chat and those claimed together with it to `when`;
// they may be claimed again. The caller must not send those that it has claimed.
void retry_later(db::Tx& tx, std::int64_t id, base::Timestamp when, std::string_view error);

// Marks a notice that can never arrive (the customer blocked the bot); later ones stay claimed.
void give_up(db::Tx& tx, std::int64_t id, std::string_view error, base::Timestamp now);

// Takes back the person's notices of that kind and subject that nobody has claimed; returns how
// many.
std::int64_t withdraw(db::Tx& tx, std::string_view kind, std::int64_t user_id,
                      std::int64_t subject_id);

// When the next notice becomes due; empty when none is waiting.
std::optional<base::Timestamp> next_due(db::Tx& tx);

// Deletes notices finished before `before`, except deliveries; returns how many.
std::int64_t prune_outbox(db::Tx& tx, base::Timestamp before);

}  // namespace shop
