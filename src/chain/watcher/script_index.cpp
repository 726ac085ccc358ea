#include "chain/watcher/script_index.h"

#include <algorithm>
#include <array>
#include <utility>

namespace chain {
namespace {

constexpr std::size_t kFirstPlaces = 64;
constexpr std::size_t kGroup = 32;

// The hash's high bits, which do not choose the place; never 0.
std::uint8_t tag_of(std::uint64_t hash) { return static_cast<std::uint8_t>((hash >> 56U) | 1U); }

}  // namespace

void ScriptIndex::add(ByteView script, std::uint32_t derivation_index) {
  if (3 * (size_ + 1) > 2 * places_.size()) {
    grow();
  }
  const auto hash = sip_hash(key_, script);
  const auto at = place_of(hash);
  if (tags_[at] == 0) {
    tags_[at] = tag_of(hash);
    places_[at] = {.hash = hash, .derivation_index = derivation_index};
    ++size_;
  }
}

std::optional<std::uint32_t> ScriptIndex::find(ByteView script) const {
  return places_.empty() ? std::nullopt : find_hash(sip_hash(key_, script));
}

// Works in groups: prefetches the places of a group before it looks at the first.
std::vector<ScriptIndex::Match> ScriptIndex::find_all(std::span<const ByteView> scripts) const {
  std::vector<Match> matches;
  if (places_.empty()) {
    return matches;
  }
  std::array<std::uint64_t, kGroup> hashes{};
  for (std::size_t from = 0; from < scripts.size(); from += kGroup) {
    const auto count = std::min(kGroup, scripts.size() - from);
    for (std::size_t i = 0; i < count; ++i) {
      hashes[i] = sip_hash(key_, scripts[from + i]);
      __builtin_prefetch(&tags_[home_of(hashes[i])]);
    }
    for (std::size_t i = 0; i < count; ++i) {
      if (const auto index = find_hash(hashes[i])) {
        matches.push_back({.position = from + i, .derivation_index = *index});
      }
    }
  }
  return matches;
}

std::optional<std::uint32_t> ScriptIndex::find_hash(std::uint64_t hash) const {
  const auto at = place_of(hash);
  return tags_[at] != 0 ? std::optional(places_[at].derivation_index) : std::nullopt;
}

std::size_t ScriptIndex::home_of(std::uint64_t hash) const {
  return static_cast<std::size_t>(hash) & (places_.size() - 1);
}

// Returns the place of the hash, or the free place where it would be. Most misses are decided by
// the tags alone, which are small enough for the processor's cache.
std::size_t ScriptIndex::place_of(std::uint64_t hash) const {
  auto at = home_of(hash);
  while (tags_[at] != 0 && (tags_[at] != tag_of(hash) || places_[at].hash != hash)) {
    at = (at + 1) & (places_.size() - 1);
  }
  return at;
}

void ScriptIndex::grow() {
  const auto old = std::exchange(
      places_, std::vector<Place>(places_.empty() ? kFirstPlaces : 2 * places_.size()));
  const auto used = std::exchange(tags_, std::vector<std::uint8_t>(places_.size()));
  for (std::size_t i = 0; i < old.size(); ++i) {
    if (used[i] != 0) {
      const auto at = place_of(old[i].hash);
      places_[at] = old[i];
      tags_[at] = used[i];
    }
  }
}

}  // namespace chain
