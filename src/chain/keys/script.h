// Output scripts that pay to one key, and the addresses that stand for them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "chain/keys/bytes.h"
#include "chain/keys/network.h"

namespace chain {

// The scriptPubKey of an output.
using Script = Bytes;

enum class ScriptType {
  pkh,      // legacy (BIP44)
  sh_wpkh,  // nested segwit (BIP49)
  wpkh,     // native segwit (BIP84)
  tr,       // taproot, key path only (BIP86)
};

std::string_view name_of(ScriptType type);  // "native segwit"

// A compressed public key.
using PublicKey = std::array<std::uint8_t, 33>;

// The script that pays to `key`. REQUIRES: the key is a point on the curve.
Script script_for(ScriptType type, const PublicKey& key);

// The address of a script of one of the four types, of pay to script hash, or of any witness
// program; nothing for any other script.
std::optional<std::string> address_of(const Script& script, Coin coin, Network network);

// The script of an address. Nothing when it is not an address of that coin and network.
std::optional<Script> script_of(std::string_view address, Coin coin, Network network);

}  // namespace chain
