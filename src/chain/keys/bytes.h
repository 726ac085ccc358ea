// Bytes and their hexadecimal form.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace chain {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

// A hash in the order in which the chain's data holds it (hash256 is shown reversed, see to_id).
using Hash256 = std::array<std::uint8_t, 32>;
using Hash160 = std::array<std::uint8_t, 20>;

// Lower case.
std::string to_hex(ByteView bytes);
// Nothing unless `text` is pairs of hexadecimal digits.
std::optional<Bytes> from_hex(std::string_view text);

// A block's or transaction's id as nodes and explorers show it: the bytes reversed.
std::string to_id(const Hash256& hash);
// Nothing unless `text` is 64 hexadecimal digits.
std::optional<Hash256> from_id(std::string_view text);

}  // namespace chain
