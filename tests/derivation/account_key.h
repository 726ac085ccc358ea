// The account whose addresses are compared with other implementations.
#pragma once

#include <string>
#include <string_view>

#include "chain/keys/account.h"
#include "chain/keys/extended_key.h"

namespace derivation {

// m/84'/0'/0' of the mnemonic "abandon … about" (BIP84).
inline constexpr std::string_view kZpub =
    "zpub6rFR7y4Q2AijBEqTUquhVz398htDFrtymD9xYYfG1m4wAcvPhXNfE3EfH1r1ADqtfSdVCToUG868RvUUkgDKf31m"
    "GDtKsAYz2oz2AGutZYs";

// Returns the same key with the version bytes that descriptors use.
inline std::string key_for(chain::Network network) {
  auto key = *chain::parse_extended_key(kZpub);
  key.version = network == chain::Network::main ? 0x0488b21e : 0x043587cf;
  return to_text(key);
}

inline chain::Account account_of(chain::ScriptType type, base::Coin coin, chain::Network network,
                                 std::vector<std::uint32_t> path = {0}) {
  const chain::Descriptor descriptor{
      .type = type, .key = *chain::parse_extended_key(key_for(network)), .path = std::move(path)};
  return chain::Account::parse(to_text(descriptor), coin, network).value();
}

}  // namespace derivation
