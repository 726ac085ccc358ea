// QR codes as pictures.
#pragma once

#include <string>
#include <string_view>

namespace bot {

// A PNG in black and white with the quiet zone that readers need (ISO/IEC 18004), medium error
// correction. REQUIRES: at most 1000 bytes of text.
std::string qr_picture(std::string_view text);

// What a wallet is asked to pay. An amount is in whole coins, such as "0.0005"; "": any.
struct PaymentRequest {
  std::string_view scheme;
  std::string_view address;
  std::string_view label;
  std::string_view amount = {};
};

// "bitcoin:ADDRESS?amount=0.0005&label=…" (BIP21), the label percent-encoded.
std::string payment_uri(const PaymentRequest& request);

}  // namespace bot
