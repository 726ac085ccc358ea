// Internet addresses and ranges of them.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace base {

// IPv4, or IPv6 without a zone. An IPv4-mapped IPv6 address (::ffff:203.0.113.7), which a socket
// for both has for its IPv4 peers, is the IPv4 address.
class IpAddress {
 public:
  // "203.0.113.7" (four decimal numbers without leading zeros) or RFC 4291, 2.2; empty for any
  // other text.
  static std::optional<IpAddress> parse(std::string_view text);

  bool is_v4() const;
  // Of this machine: 127.0.0.0/8 or ::1.
  bool is_loopback() const;
  // As parse() reads it; IPv6 as RFC 5952 recommends.
  std::string to_text() const;
  // What the sender has all of: an IPv4 address, or the /64 of an IPv6 address (RFC 4291, 2.5.1).
  std::string network_text() const;

  bool operator==(const IpAddress&) const = default;

 private:
  friend class IpRange;
  using Bytes = std::array<std::uint8_t, 16>;
  explicit IpAddress(const Bytes& bytes) : bytes_(bytes) {}

  Bytes bytes_;  // in network order; of IPv4, its mapped form
};

// All addresses with a prefix (RFC 4632): "203.0.113.0/24", "2001:db8::/32".
class IpRange {
 public:
  // A single address is a range of one. Empty for any other text, and when bits behind the prefix
  // are set: "203.0.113.7/24" may mean one address or 256.
  static std::optional<IpRange> parse(std::string_view text);

  // An IPv4 address is in no range of IPv6 addresses.
  bool contains(const IpAddress& address) const;
  // As parse() reads it; without the length when it is one address.
  std::string to_text() const;

  bool operator==(const IpRange&) const = default;

 private:
  IpRange(const IpAddress& first, int bits) : first_(first), bits_(bits) {}

  IpAddress first_;
  int bits_;  // of the 128 of first_
};

}  // namespace base
