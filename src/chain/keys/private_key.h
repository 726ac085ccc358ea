// Recognises private keys, which must never be given to a shop.
#pragma once

#include <string_view>

namespace chain {

// True when the text is or holds a private key (extended, WIF, BIP38, plain hexadecimal) or a
// wallet's seed words, even damaged: owners must not be asked to copy those again.
bool looks_private(std::string_view text);

// What to tell the owner then.
inline constexpr const char* kPrivateKeyRefusal =
    "This is a private key or seed words, which no shop needs and nobody should paste anywhere: "
    "move "
    "the coins to a new wallet and give its public key.";

}  // namespace chain
