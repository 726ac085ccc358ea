#include "shop/deposits/coins/chain_clock.h"

#include "shop/core/enum_text.h"

namespace shop {
namespace {

// What is noted of a coin's chain and the shop's clock.
struct ClockNote {
  std::optional<base::Timestamp> at_tip_at;
  std::optional<std::int64_t> clock_off_s;  // of the last block that was further off
  std::optional<base::Timestamp> clock_off_since;
  bool is_clock_told = false;
};
BOOST_DESCRIBE_STRUCT(ClockNote, (), (at_tip_at, clock_off_s, clock_off_since, is_clock_told))

ClockNote clock_note(db::Tx& tx, Coin coin) {
  return tx.one<ClockNote>(
      "SELECT at_tip_at, clock_off_s, clock_off_since, is_clock_told FROM coins "
      "WHERE currency = $1",
      coin);
}

bool is_fresh(const std::optional<base::Timestamp>& at_tip_at, base::Timestamp now) {
  return at_tip_at && now - *at_tip_at <= kTipLifetime && *at_tip_at - now <= kTipLifetime;
}

std::optional<ClockChange> note_right(db::Tx& tx, Coin coin, const ClockNote& note) {
  if (note.clock_off_s) {
    tx.execute(
        "UPDATE coins SET clock_off_s = NULL, clock_off_since = NULL, is_clock_told = false "
        "WHERE currency = $1",
        coin);
  }
  return note.is_clock_told ? std::optional(ClockChange::came_right) : std::nullopt;
}

std::optional<ClockChange> note_off(db::Tx& tx, Coin coin, const ClockNote& note,
                                    std::chrono::seconds offset, base::Timestamp now) {
  const auto since = note.clock_off_since.value_or(now);
  const bool is_sure = offset < std::chrono::seconds() || now - since >= kClockPatience;
  tx.execute(
      "UPDATE coins SET clock_off_s = $2, clock_off_since = $3, is_clock_told = $4 "
      "WHERE currency = $1",
      coin, offset.count(), since, note.is_clock_told || is_sure);
  return is_sure && !note.is_clock_told ? std::optional(ClockChange::went_off) : std::nullopt;
}

}  // namespace

void note_at_tip(db::Tx& tx, Coin coin, base::Timestamp now) {
  constexpr std::chrono::minutes kApart{1};
  tx.execute(
      "UPDATE coins SET at_tip_at = $2 WHERE currency = $1 "
      "AND (at_tip_at IS NULL OR at_tip_at <= $3 OR at_tip_at > $2)",
      coin, now, now - kApart);
}

std::optional<std::int64_t> height_at_tip(db::Tx& tx, Coin coin, base::Timestamp now) {
  if (!is_fresh(clock_note(tx, coin).at_tip_at, now)) {
    return std::nullopt;
  }
  return tx.one<std::optional<std::int64_t>>(
      "SELECT max(height) FROM chain_blocks WHERE currency = $1", coin);
}

std::optional<ClockChange> compare_clocks(db::Tx& tx, Coin coin, base::Timestamp block_time,
                                          base::Timestamp now) {
  const auto note = clock_note(tx, coin);
  const auto offset = std::chrono::floor<std::chrono::seconds>(now - block_time);
  if (offset < -kClockTolerance || (offset > kClockTolerance && is_fresh(note.at_tip_at, now))) {
    return note_off(tx, coin, note, offset, now);
  }
  return offset <= kClockTolerance ? note_right(tx, coin, note) : std::nullopt;
}

std::optional<std::chrono::seconds> clock_offset(db::Tx& tx, Coin coin) {
  const auto note = clock_note(tx, coin);
  return note.is_clock_told && note.clock_off_s
             ? std::optional(std::chrono::seconds(*note.clock_off_s))
             : std::nullopt;
}

}  // namespace shop
