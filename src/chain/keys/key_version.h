// Versions: the first four bytes of an extended key (SLIP-132 and the coins' own).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "chain/keys/network.h"
#include "chain/keys/script.h"

namespace chain {

struct KeyVersion {
  std::uint32_t version = 0;
  std::string_view prefix;  // how its text begins: "zpub"
  bool is_main = true;      // else for the test networks
  ScriptType type = ScriptType::pkh;
  std::optional<Coin> only;  // empty: Bitcoin's, which wallets of other coins use too
};

// Nothing for a version that Kram does not know.
std::optional<KeyVersion> find_key_version(std::uint32_t version);

// The versions of private keys, of any coin and network.
bool is_private_version(std::uint32_t version);

// "xpub, ypub or zpub": what an owner may give for that coin and network.
std::string expected_prefixes(Coin coin, Network network);

}  // namespace chain
