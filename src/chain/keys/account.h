// The owner's account, from which every customer's address is derived.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.h"
#include "chain/keys/descriptor.h"
#include "chain/keys/extended_key.h"
#include "chain/keys/network.h"
#include "chain/keys/script.h"

namespace chain {

// A value: the parsed setting BTC_XPUB or another coin's. Holds no private key. Safe to use from
// any thread.
class Account {
 public:
  // `text` is an account-level extended public key, whose addresses are those of `0/index` below it
  // in the form that its prefix names (SLIP-132), or an output descriptor.
  // Errors (invalid): what parse_extended_key and parse_descriptor refuse; a key of another coin or
  // network; a depth other than an account's. Each says what was expected.
  static base::Result<Account> parse(std::string_view text, Coin coin, Network network);

  // REQUIRES: index < kHardened.
  Script script(std::uint32_t index) const;
  std::string address(std::uint32_t index) const;

  Coin coin() const { return coin_; }
  Network network() const { return network_; }
  ScriptType type() const { return descriptor_.type; }
  // The canonical descriptor: the same for every form in which the setting may be written.
  std::string descriptor() const { return to_text(descriptor_); }

 private:
  Account(Descriptor descriptor, const ExtendedKey& parent, Coin coin, Network network);

  Descriptor descriptor_;
  Children keys_;  // of the addresses
  Coin coin_;
  Network network_;
};

}  // namespace chain
