#include "base/internet/ip_address.h"

#include <algorithm>
#include <charconv>
#include <span>

#include <arpa/inet.h>
#include <fmt/format.h>

namespace base {
namespace {

constexpr int kAllBits = 128;
constexpr int kMappedBits = 96;  // before the IPv4 address in its mapped form
constexpr std::array<std::uint8_t, 12> kMappedPrefix{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};

// A decimal number without leading zeros, from 0 to `max`.
std::optional<int> prefix_length(std::string_view text, int max) {
  int length = 0;
  const auto* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, length);
  const bool is_number = error == std::errc() && stop == end && !text.starts_with('-') &&
                         (text.size() == 1 || !text.starts_with('0'));
  return is_number && length <= max ? std::optional(length) : std::nullopt;
}

// Those of the byte at `index` that belong to a prefix of `bits`.
std::uint8_t mask_of(std::size_t index, int bits) {
  const int taken = std::clamp(bits - 8 * static_cast<int>(index), 0, 8);
  return static_cast<std::uint8_t>(0xff00U >> static_cast<unsigned>(taken));
}

}  // namespace

std::optional<IpAddress> IpAddress::parse(std::string_view text) {
  const std::string terminated(text);
  if (terminated.contains('\0')) {
    return std::nullopt;
  }
  Bytes bytes{};
  if (inet_pton(AF_INET6, terminated.c_str(), bytes.data()) == 1) {
    return IpAddress(bytes);
  }
  std::ranges::copy(kMappedPrefix, bytes.begin());
  return inet_pton(AF_INET, terminated.c_str(), bytes.data() + kMappedPrefix.size()) == 1
             ? std::optional(IpAddress(bytes))
             : std::nullopt;
}

bool IpAddress::is_v4() const {
  return std::ranges::equal(kMappedPrefix, std::span(bytes_).first<kMappedPrefix.size()>());
}

bool IpAddress::is_loopback() const {
  constexpr Bytes kLoopbackV6{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
  return is_v4() ? bytes_[kMappedPrefix.size()] == 127 : bytes_ == kLoopbackV6;
}

std::string IpAddress::to_text() const {
  std::array<char, INET6_ADDRSTRLEN> text{};
  const bool is_short = is_v4();
  inet_ntop(is_short ? AF_INET : AF_INET6, bytes_.data() + (is_short ? kMappedPrefix.size() : 0),
            text.data(), text.size());
  return text.data();
}

std::string IpAddress::network_text() const {
  constexpr std::size_t kInterfaceBytes = 8;
  auto network = *this;
  if (!is_v4()) {
    std::ranges::fill(std::span(network.bytes_).last<kInterfaceBytes>(), 0);
  }
  return network.to_text();
}

std::optional<IpRange> IpRange::parse(std::string_view text) {
  const auto slash = text.find('/');
  const auto first = IpAddress::parse(text.substr(0, slash));
  if (!first || slash == text.npos) {
    return first ? std::optional(IpRange(*first, kAllBits)) : std::nullopt;
  }
  // The length counts the bits of the address as it is written.
  const bool is_written_v4 = !text.substr(0, slash).contains(':');
  const int before = is_written_v4 ? kMappedBits : 0;
  const auto length = prefix_length(text.substr(slash + 1), kAllBits - before);
  if (!length) {
    return std::nullopt;
  }
  const IpRange range(*first, before + *length);
  for (std::size_t i = 0; i < first->bytes_.size(); ++i) {
    if ((first->bytes_[i] & ~mask_of(i, range.bits_)) != 0) {
      return std::nullopt;
    }
  }
  return range;
}

bool IpRange::contains(const IpAddress& address) const {
  if (address.is_v4() != first_.is_v4()) {
    return false;
  }
  for (std::size_t i = 0; i < address.bytes_.size(); ++i) {
    if (((address.bytes_[i] ^ first_.bytes_[i]) & mask_of(i, bits_)) != 0) {
      return false;
    }
  }
  return true;
}

std::string IpRange::to_text() const {
  return bits_ == kAllBits
             ? first_.to_text()
             : fmt::format("{}/{}", first_.to_text(), bits_ - (first_.is_v4() ? kMappedBits : 0));
}

}  // namespace base
