// Segwit addresses in Bech32 (BIP173) and Bech32m (BIP350).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "chain/keys/bytes.h"

namespace chain {

struct WitnessProgram {
  int version = 0;  // 0–16
  Bytes program;    // 2–40 bytes; 20 or 32 in version 0

  friend bool operator==(const WitnessProgram&, const WitnessProgram&) = default;
};

// REQUIRES: a valid program, a human-readable part in lower case.
std::string encode_segwit(std::string_view prefix, const WitnessProgram& witness);

// Nothing for another prefix, a wrong checksum or character, mixed case, or a program that the BIPs
// do not allow.
std::optional<WitnessProgram> decode_segwit(std::string_view prefix, std::string_view address);

}  // namespace chain
