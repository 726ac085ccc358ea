// Messages that must arrive. They are rows of the transaction that causes them and are sent after
// its commit: a crash sends one again, never loses it.
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

// A kind of notice: its name in the database, and what its notices hold: a described struct of ids
// with `std::optional<std::int64_t> subject_id() const`, the id of what they are about. Each room
// names the kinds that it causes in a header of its own.
template <class Payload>
struct NoticeKind {
  std::string_view name;
};

// A message to somebody, rendered when it is sent.
struct Notice {
  std::string_view kind;
  std::int64_t user_id = 0;
  std::string payload;                     // JSON
  std::optional<std::int64_t> subject_id;  // what SQL finds it by
};

// A notice that the caller of `claim` now has to send.
struct ClaimedNotice {
  std::int64_t id = 0;
  std::string kind;
  std::int64_t user_id = 0;
  std::string payload;
  int attempts = 0;  // including this one
  base::Timestamp created_at;
};
BOOST_DESCRIBE_STRUCT(ClaimedNotice, (), (id, kind, user_id, payload, attempts, created_at))

// Whoever listens to the database hears of it after the commit.
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
  std::string name;  // no other process has it
  std::chrono::seconds lease;
};

// Takes whole chats: all waiting notices of up to `limit` customers whose oldest notice is due,
// each customer's in the order in which they were enqueued. They belong to the claimer until now +
// lease; then whoever asks next gets those that were not marked. Two claimers never hold the same
// chat.
std::vector<ClaimedNotice> claim(db::Tx& tx, base::Timestamp now, int limit,
                                 const Claimer& claimer);

// The names of those who claimed a notice that is neither finished nor put off.
std::vector<std::string> claimers(db::Tx& tx);

// What that one claimed becomes due at once. REQUIRES: it sends no more.
void release_claims(db::Tx& tx, std::string_view claimer, base::Timestamp now);

void mark_sent(db::Tx& tx, std::span<const std::int64_t> ids, base::Timestamp now);

// The notice and what waits behind it in its chat become due at `when`, and may be claimed again.
// The caller must not send the later ones that it holds.
void retry_later(db::Tx& tx, std::int64_t id, base::Timestamp when, std::string_view error);

// It will never arrive (the customer blocked the bot); what waits behind it stays claimed.
void give_up(db::Tx& tx, std::int64_t id, std::string_view error, base::Timestamp now);

// When the next notice becomes due; empty when none waits.
std::optional<base::Timestamp> next_due(db::Tx& tx);

// Deletes finished notices from before `before`, but no deliveries; returns how many.
std::int64_t prune_outbox(db::Tx& tx, base::Timestamp before);

}  // namespace shop
