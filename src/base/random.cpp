#include "base/random.h"

#include <sys/random.h>

#include "base/check.h"

namespace base {
namespace {

std::uint64_t system_word() {
  std::uint64_t word = 0;
  check(getrandom(&word, sizeof word, 0) == sizeof word, "the kernel gives random bytes");
  return word;
}

// Draws again where a plain remainder would favour small values.
template <class Next>
std::uint64_t uniform_below(std::uint64_t bound, Next next) {
  check(bound > 0, "a random bound is positive");
  const std::uint64_t biased_tail = (0 - bound) % bound;
  auto word = next();
  while (word < biased_tail) {
    word = next();
  }
  return word % bound;
}

}  // namespace

std::uint64_t SystemRandom::below(std::uint64_t bound) { return uniform_below(bound, system_word); }

std::uint64_t SeededRandom::below(std::uint64_t bound) {
  return uniform_below(bound, [this] {
    auto word = (state_ += 0x9E3779B97F4A7C15U);
    word = (word ^ (word >> 30U)) * 0xBF58476D1CE4E5B9U;
    word = (word ^ (word >> 27U)) * 0x94D049BB133111EBU;
    return word ^ (word >> 31U);
  });
}

std::string random_text(Random& random, std::size_t length, std::string_view alphabet) {
  std::string text(length, '\0');
  for (char& c : text) {
    c = alphabet[random.below(alphabet.size())];
  }
  return text;
}

std::string random_referral_code(Random& random) {
  return random_text(random, 8, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
}

}  // namespace base
