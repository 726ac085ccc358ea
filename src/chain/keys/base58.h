// Base58Check: addresses before segwit, and extended keys.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "chain/keys/bytes.h"

namespace chain {

std::string encode_base58check(ByteView payload);

// Nothing for a wrong character, a wrong checksum, or over 200 characters.
std::optional<Bytes> decode_base58check(std::string_view text);

// True when every character is in the alphabet.
bool is_base58(std::string_view text);

}  // namespace chain
