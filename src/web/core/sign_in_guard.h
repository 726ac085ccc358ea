// How long wrong passwords wait.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/internet/ip_address.h"

namespace web {

// Counts wrong passwords by the address that sent them (of IPv6 by its /64) and by the name that
// they were for. After kFree of them, and after each further one, nobody may try from that address,
// or for that name, for a while: a second, two, four, up to the longest wait. What was an hour
// before the next try is forgotten.
//
// Of this process only; remembers kMaxRemembered of each kind at most. Nothing waits inside. Not
// safe to share between threads.
class SignInGuard {
 public:
  static constexpr int kFree = 5;
  static constexpr std::size_t kMaxRemembered = 1'000;
  static constexpr std::chrono::seconds kLongestByAddress{900};
  // Shorter: whoever knows the owner's name can make it wait.
  static constexpr std::chrono::seconds kLongestByName{60};
  static constexpr std::chrono::hours kMemory{1};

  struct Attempt {
    std::optional<base::IpAddress> address;  // empty: it is not known
    std::string username;
  };

  // How long an attempt has to wait; zero: it may be made.
  std::chrono::seconds wait_of_address(const Attempt& attempt, base::Timestamp now) const;
  std::chrono::seconds wait_of_name(const Attempt& attempt, base::Timestamp now) const;

  // The attempt is made. It counts as wrong until it is taken back, so that many at once are not
  // more than one after the other.
  void begin(const Attempt& attempt, base::Timestamp now);
  // It was not checked, after all.
  void take_back(const Attempt& attempt);
  // The password was right: what was wrong before from that address is forgotten. The name goes on
  // waiting for what others sent.
  void succeed(const Attempt& attempt);

  std::size_t size() const { return by_address_.size() + by_name_.size(); }

 private:
  struct Failures {
    int count = 0;
    base::Timestamp last;
  };
  using Known = std::map<std::string, Failures, std::less<>>;

  static std::chrono::seconds wait_in(const Known& known, std::string_view key,
                                      std::chrono::seconds longest, base::Timestamp now);
  static void add_to(Known& known, std::string key, base::Timestamp now);
  static void take_from(Known& known, std::string_view key);

  Known by_address_;
  Known by_name_;
};

}  // namespace web
