// Unpredictable values for codes, tokens and keys.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace base {

// Safe to call from any thread.
class Random {
 public:
  virtual ~Random() = default;
  // Uniform in [0, bound). REQUIRES: bound > 0.
  virtual std::uint64_t below(std::uint64_t bound) = 0;
};

// The kernel's generator (getrandom(2)).
class SystemRandom final : public Random {
 public:
  std::uint64_t below(std::uint64_t bound) override;
};

// The same sequence for the same seed (tests and simulations; SplitMix64).
class SeededRandom final : public Random {
 public:
  explicit SeededRandom(std::uint64_t seed) : state_(seed) {}
  std::uint64_t below(std::uint64_t bound) override;

 private:
  std::uint64_t state_;
};

// `length` characters drawn uniformly from `alphabet`. REQUIRES: alphabet is not empty.
std::string random_text(Random& random, std::size_t length, std::string_view alphabet);

// A referral code: eight characters of A–Z and 0–9.
std::string random_referral_code(Random& random);

}  // namespace base
