// Ports of 127.0.0.1 that nobody listens on.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace support {

// Another program may take a port before the caller does.
std::uint16_t free_port();
// Returns different ones.
std::vector<std::uint16_t> free_ports(std::size_t count);

}  // namespace support
