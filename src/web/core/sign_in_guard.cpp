#include "web/core/sign_in_guard.h"

#include <algorithm>

#include "net/core/digest.h"

namespace web {
namespace {

// Whoever has one IPv6 address has the 2^64 beside it.
std::string key_of(const std::optional<base::IpAddress>& address) {
  return address ? address->network_text() : "?";
}

// A name may be of any length.
std::string key_of(std::string_view username) { return net::sha256_hex(username); }

std::chrono::seconds wait_after(int failures, std::chrono::seconds longest) {
  constexpr int kMaxDoublings = 20;
  const int doublings = failures - SignInGuard::kFree;
  return doublings < 0
             ? std::chrono::seconds(0)
             : std::min(std::chrono::seconds(1 << std::min(doublings, kMaxDoublings)), longest);
}

}  // namespace

std::chrono::seconds SignInGuard::wait_of_address(const Attempt& attempt,
                                                  base::Timestamp now) const {
  return wait_in(by_address_, key_of(attempt.address), kLongestByAddress, now);
}

std::chrono::seconds SignInGuard::wait_of_name(const Attempt& attempt, base::Timestamp now) const {
  return wait_in(by_name_, key_of(attempt.username), kLongestByName, now);
}

void SignInGuard::begin(const Attempt& attempt, base::Timestamp now) {
  add_to(by_address_, key_of(attempt.address), now);
  add_to(by_name_, key_of(attempt.username), now);
}

void SignInGuard::take_back(const Attempt& attempt) {
  take_from(by_address_, key_of(attempt.address));
  take_from(by_name_, key_of(attempt.username));
}

void SignInGuard::succeed(const Attempt& attempt) {
  by_address_.erase(key_of(attempt.address));
  take_from(by_name_, key_of(attempt.username));
}

std::chrono::seconds SignInGuard::wait_in(const Known& known, std::string_view key,
                                          std::chrono::seconds longest, base::Timestamp now) {
  const auto found = known.find(key);
  if (found == known.end() || found->second.last + kMemory <= now) {
    return std::chrono::seconds(0);
  }
  const auto wait = wait_after(found->second.count, longest);
  const auto left =
      std::chrono::ceil<std::chrono::seconds>(std::min(found->second.last, now) + wait - now);
  return std::max(left, std::chrono::seconds(0));
}

void SignInGuard::add_to(Known& known, std::string key, base::Timestamp now) {
  std::erase_if(known, [&](const auto& one) { return one.second.last + kMemory <= now; });
  if (known.size() >= kMaxRemembered && !known.contains(key)) {
    // The one that has to wait least.
    known.erase(std::ranges::min_element(
        known, {}, [](const auto& one) { return std::pair(one.second.count, one.second.last); }));
  }
  auto& failures = known[std::move(key)];
  ++failures.count;
  failures.last = now;
}

void SignInGuard::take_from(Known& known, std::string_view key) {
  const auto found = known.find(key);
  if (found != known.end() && --found->second.count <= 0) {
    known.erase(found);
  }
}

}  // namespace web
