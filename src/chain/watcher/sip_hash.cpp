#include "chain/watcher/sip_hash.h"

#include <bit>
#include <cstring>
#include <limits>

namespace chain {
namespace {

struct State {
  std::uint64_t v0, v1, v2, v3;

  void round() {
    v0 += v1;
    v1 = std::rotl(v1, 13) ^ v0;
    v0 = std::rotl(v0, 32);
    v2 += v3;
    v3 = std::rotl(v3, 16) ^ v2;
    v0 += v3;
    v3 = std::rotl(v3, 21) ^ v0;
    v2 += v1;
    v1 = std::rotl(v1, 17) ^ v2;
    v2 = std::rotl(v2, 32);
  }

  void absorb(std::uint64_t word) {
    v3 ^= word;
    round();
    round();
    v0 ^= word;
  }
};

// The last word: the remaining bytes, with the number of all modulo 256 in the top byte.
std::uint64_t last_word(ByteView rest, std::size_t size) {
  std::uint64_t word = std::uint64_t{size & 0xffU} << 56U;
  for (std::size_t i = 0; i < rest.size(); ++i) {
    word |= std::uint64_t{rest[i]} << (8 * i);
  }
  return word;
}

std::uint64_t load_word(const std::uint8_t* bytes) {
  static_assert(std::endian::native == std::endian::little);
  std::uint64_t word = 0;
  std::memcpy(&word, bytes, sizeof word);
  return word;
}

}  // namespace

SipKey SipKey::random(base::Random& random) {
  constexpr auto bound = std::numeric_limits<std::uint64_t>::max();
  return {.k0 = random.below(bound), .k1 = random.below(bound)};
}

std::uint64_t sip_hash(const SipKey& key, ByteView bytes) {
  State state{.v0 = key.k0 ^ 0x736f6d6570736575,
              .v1 = key.k1 ^ 0x646f72616e646f6d,
              .v2 = key.k0 ^ 0x6c7967656e657261,
              .v3 = key.k1 ^ 0x7465646279746573};
  std::size_t read = 0;
  for (; read + 8 <= bytes.size(); read += 8) {
    state.absorb(load_word(bytes.data() + read));
  }
  state.absorb(last_word(bytes.subspan(read), bytes.size()));
  state.v2 ^= 0xff;
  for (int i = 0; i < 4; ++i) {
    state.round();
  }
  return state.v0 ^ state.v1 ^ state.v2 ^ state.v3;
}

}  // namespace chain
