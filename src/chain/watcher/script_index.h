// An in-memory index of all scripts ever issued to customers.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/random.h"
#include "chain/keys/bytes.h"
#include "chain/watcher/sip_hash.h"

namespace chain {

// A flat table from a script's keyed hash to the index from which its address was derived: 17 bytes
// for each place, of which between a third and two thirds are used. It keeps no scripts, so a
// match may be false (for a foreign script with a probability of 2^-44 among a million): the caller
// checks the script or its address. Not shared between threads while it grows.
class ScriptIndex {
 public:
  explicit ScriptIndex(base::Random& random) : key_(SipKey::random(random)) {}

  // Adding a script again changes nothing.
  void add(ByteView script, std::uint32_t derivation_index);

  std::optional<std::uint32_t> find(ByteView script) const;

  struct Match {
    std::size_t position = 0;  // in `scripts`
    std::uint32_t derivation_index = 0;
  };
  // Returns those of `scripts` that are in it. Faster than one by one, since it prefetches.
  std::vector<Match> find_all(std::span<const ByteView> scripts) const;

  std::size_t size() const { return size_; }

 private:
  struct Place {
    std::uint64_t hash = 0;
    std::uint32_t derivation_index = 0;
  };

  std::optional<std::uint32_t> find_hash(std::uint64_t hash) const;
  std::size_t home_of(std::uint64_t hash) const;
  std::size_t place_of(std::uint64_t hash) const;
  void grow();

  SipKey key_;
  std::vector<Place> places_;       // a power of two, or none
  std::vector<std::uint8_t> tags_;  // of the places: a part of the hash, or 0 for a free one
  std::size_t size_ = 0;
};

}  // namespace chain
