#include "net/client/public_address.h"

#include <algorithm>
#include <array>
#include <boost/asio/ip/network_v4.hpp>
#include <boost/asio/ip/network_v6.hpp>
#include <string>

namespace net {
namespace {

namespace ip = boost::asio::ip;

constexpr std::array<std::string_view, 15> kSpecial4{
    "0.0.0.0/8",     "10.0.0.0/8",      "100.64.0.0/10",  "127.0.0.0/8",    "169.254.0.0/16",
    "172.16.0.0/12", "192.0.0.0/24",    "192.0.2.0/24",   "192.88.99.0/24", "192.168.0.0/16",
    "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4",    "240.0.0.0/4"};

// Within 2000::/3, outside of which nothing is assigned to the internet.
constexpr std::array<std::string_view, 4> kSpecial6{"2001::/23", "2001:db8::/32", "2002::/16",
                                                    "3fff::/20"};
constexpr std::string_view kGlobal6 = "2000::/3";
constexpr std::string_view kNat64 = "64:ff9b::/96";

bool is_in(const ip::address_v4& address, std::string_view network) {
  const auto range = ip::make_network_v4(network);
  return ip::network_v4(address, range.prefix_length()).canonical() == range;
}

bool is_in(const ip::address_v6& address, std::string_view network) {
  const auto range = ip::make_network_v6(network);
  return ip::network_v6(address, range.prefix_length()).canonical() == range;
}

template <class Address>
bool is_in_any(const Address& address, const auto& networks) {
  return std::ranges::any_of(networks, [&](auto network) { return is_in(address, network); });
}

ip::address_v4 embedded(const ip::address_v6& address) {
  const auto bytes = address.to_bytes();
  return ip::address_v4({bytes[12], bytes[13], bytes[14], bytes[15]});
}

bool is_public6(const ip::address_v6& address) {
  if (address.scope_id() != 0) {
    return false;
  }
  if (is_in(address, kNat64)) {
    return !is_in_any(embedded(address), kSpecial4);
  }
  return is_in(address, kGlobal6) && !is_in_any(address, kSpecial6);
}

}  // namespace

bool is_public(const ip::address& address) {
  return address.is_v4() ? !is_in_any(address.to_v4(), kSpecial4) : is_public6(address.to_v6());
}

bool is_public(std::string_view address) {
  boost::system::error_code error;
  const auto parsed = ip::make_address(address, error);
  return !error && is_public(parsed);
}

}  // namespace net
