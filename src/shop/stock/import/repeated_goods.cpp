#include "shop/stock/import/repeated_goods.h"

#include <algorithm>
#include <bit>

namespace shop {
namespace {

constexpr std::uint64_t kBitsMin = 1 << 16;
constexpr std::uint64_t kBitsMax = 1 << 28;
constexpr std::uint64_t kBitsOfByte = 4;  // a row has some twenty bytes or more
constexpr int kProbes = 4;

// Knuth's multiplier; the odd step reaches every bit.
std::uint64_t mixed(std::uint64_t key) {
  key *= 0x9E3779B97F4A7C15ULL;
  return key ^ (key >> 29);
}

}  // namespace

SuspectedGoods::SuspectedGoods(std::int64_t file_bytes, std::size_t suspects_max)
    : bits_(std::bit_ceil(std::clamp(static_cast<std::uint64_t>(file_bytes) * kBitsOfByte, kBitsMin,
                                     kBitsMax)) /
            64),
      suspects_max_(suspects_max) {}

void SuspectedGoods::add(GoodsKey key) {
  if (was_seen(key) && lines_.size() < suspects_max_) {
    lines_.emplace(key, 0);
  }
}

bool SuspectedGoods::was_seen(GoodsKey key) {
  const auto hash = mixed(static_cast<std::uint64_t>(key));
  const auto step = (hash >> 32) | 1;
  bool was_seen = true;
  for (std::uint64_t probe = 0; probe < kProbes; ++probe) {
    const auto bit = (hash + probe * step) & (bits_.size() * 64 - 1);
    auto& word = bits_[bit / 64];
    const auto mask = std::uint64_t{1} << (bit % 64);
    was_seen = was_seen && (word & mask) != 0;
    word |= mask;
  }
  return was_seen;
}

std::optional<std::int64_t> SuspectedGoods::repeated(GoodsKey key, std::int64_t line) {
  const auto suspect = lines_.find(key);
  if (suspect == lines_.end()) {
    return std::nullopt;
  }
  if (suspect->second == 0) {
    suspect->second = line;
    return std::nullopt;
  }
  return suspect->second;
}

}  // namespace shop
