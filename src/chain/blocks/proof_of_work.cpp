#include "chain/blocks/proof_of_work.h"

#include <boost/multiprecision/integer.hpp>
#include <utility>

#include "base/check.h"
#include "chain/keys/hash.h"

namespace chain {
namespace {

constexpr std::int64_t kBlocksOfATarget = 2'016;
constexpr int kTargetChangeMax = 4;

// As a number: the hash's bytes are the least significant first.
Work number_of(const Hash256& hash) {
  Work number;
  import_bits(number, hash.begin(), hash.end(), 8, /*msv_first=*/false);
  return number;
}

Hash256 proof_of(ByteView header, Coin coin) {
  switch (row_of(coin).proof_of_work) {
    case base::ProofOfWork::sha256d:
      return hash256(header);
    case base::ProofOfWork::scrypt:
      return scrypt_hash(header);
  }
  std::unreachable();
}

}  // namespace

// A sign, 23 bits of a number, and the bytes that it is shifted by less three.
std::optional<Work> target_of(std::uint32_t compact) {
  const auto bytes = static_cast<int>(compact >> 24);
  const Work mantissa = compact & 0x7f'ffff;
  const bool is_negative = (compact & 0x80'0000) != 0;
  if (mantissa == 0 || is_negative) {
    return std::nullopt;
  }
  if (bytes <= 3) {
    const Work target = mantissa >> (8 * (3 - bytes));
    return target == 0 ? std::nullopt : std::optional(target);
  }
  const int shift = 8 * (bytes - 3);
  if (static_cast<int>(msb(mantissa)) + shift > 255) {
    return std::nullopt;
  }
  return mantissa << shift;
}

// 2^256 / (target + 1), as 256 bits can hold it.
Work work_of(std::uint32_t compact) {
  const auto target = target_of(compact);
  base::check(target.has_value(), "the target was checked");
  return ~*target / (*target + 1) + 1;
}

base::Result<void> check_work(ByteView header, Coin coin, Network network) {
  const auto target = target_of(read_header(header).target);
  if (!target || *target > *target_of(row_of(coin).on(network).easiest_target)) {
    return base::invalid("The block claims a difficulty that no block of this network has.");
  }
  if (number_of(proof_of(header, coin)) > *target) {
    return base::invalid("The block has no proof of work.");
  }
  return {};
}

bool may_follow(std::uint32_t previous, std::uint32_t next, std::int64_t height, Coin coin,
                Network network) {
  const auto before = target_of(previous);
  const auto after = target_of(next);
  if (!before || !after) {
    return false;
  }
  if (!row_of(coin).on(network).has_steady_target) {
    return true;
  }
  if (height % kBlocksOfATarget != 0) {
    return previous == next;
  }
  // The compact form rounds down.
  return *after / kTargetChangeMax <= *before && *before / (kTargetChangeMax + 1) <= *after;
}

}  // namespace chain
