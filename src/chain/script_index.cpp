#include "chain/script_index.h"

#include <utility>

namespace chain {
namespace {

constexpr std::size_t kFirstPlaces = 64;

}  // namespace

void ScriptIndex::add(ByteView script, std::uint32_t derivation_index) {
  if (3 * (size_ + 1) > 2 * places_.size()) {
    grow();
  }
  const auto hash = sip_hash(key_, script);
  auto& place = places_[place_of(hash)];
  if (!std::exchange(place.is_used, true)) {
    place.hash = hash;
    place.derivation_index = derivation_index;
    ++size_;
  }
}

std::optional<std::uint32_t> ScriptIndex::find(ByteView script) const {
  if (places_.empty()) {
    return std::nullopt;
  }
  const auto& place = places_[place_of(sip_hash(key_, script))];
  return place.is_used ? std::optional(place.derivation_index) : std::nullopt;
}

// Where the hash is, or the free place where it would be.
std::size_t ScriptIndex::place_of(std::uint64_t hash) const {
  const auto mask = places_.size() - 1;
  auto at = static_cast<std::size_t>(hash) & mask;
  while (places_[at].is_used && places_[at].hash != hash) {
    at = (at + 1) & mask;
  }
  return at;
}

void ScriptIndex::grow() {
  const auto old = std::exchange(
      places_, std::vector<Place>(places_.empty() ? kFirstPlaces : 2 * places_.size()));
  for (const auto& place : old) {
    if (place.is_used) {
      places_[place_of(place.hash)] = place;
    }
  }
}

}  // namespace chain
