// SipHash-2-4 (Aumasson, Bernstein 2012): a keyed hash for tables with untrusted keys.
#pragma once

#include <cstdint>

#include "base/random.h"
#include "chain/keys/bytes.h"

namespace chain {

struct SipKey {
  std::uint64_t k0 = 0;
  std::uint64_t k1 = 0;

  static SipKey random(base::Random& random);
};

std::uint64_t sip_hash(const SipKey& key, ByteView bytes);

}  // namespace chain
