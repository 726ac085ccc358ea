// The coins and their networks.
#pragma once

#include <cstdint>
#include <string_view>

namespace chain {

enum class Coin { bitcoin, litecoin };
enum class Network { main, test, signet, regtest };

// How a network writes its addresses.
struct AddressForm {
  std::uint8_t key_version = 0;     // Base58Check, pay to public key hash
  std::uint8_t script_version = 0;  // Base58Check, pay to script hash
  std::string_view segwit_prefix;   // human-readable part of Bech32
};

// Bitcoin Core's and Litecoin Core's chain parameters.
AddressForm address_form(Coin coin, Network network);

std::string_view name_of(Coin coin);        // "Bitcoin"
std::string_view code_of(Coin coin);        // "BTC"
std::string_view name_of(Network network);  // "main"

}  // namespace chain
