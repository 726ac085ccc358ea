// QR codes as pictures.
#pragma once

#include <string>
#include <string_view>

namespace bot {

// A PNG in black and white with the quiet zone that readers need (ISO/IEC 18004), medium error
// correction. REQUIRES: at most 1000 bytes of text.
std::string qr_picture(std::string_view text);

// A payment request of a wallet (BIP21): "bitcoin:ADDRESS?label=…", the label percent-encoded.
std::string payment_uri(std::string_view scheme, std::string_view address, std::string_view label);

}  // namespace bot
