// Which addresses belong to the internet, and not to this machine or its networks.
#pragma once

#include <boost/asio/ip/address.hpp>
#include <string_view>

namespace net {

// False for what the IANA special-purpose registries (RFC 6890) do not list as globally reachable:
// loopback, private, shared (carrier-grade NAT), link-local and documentation addresses, and for
// multicast and broadcast. IPv6 forms of an IPv4 address: NAT64 (64:ff9b::/96) is as public as what
// it stands for; mapped addresses, 6to4 and Teredo are not public.
bool is_public(const boost::asio::ip::address& address);
// Of an address as text; false for what is none.
bool is_public(std::string_view address);

}  // namespace net
