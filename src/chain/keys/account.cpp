#include "chain/keys/account.h"

#include <utility>

#include <fmt/format.h>

#include "base/check.h"
#include "base/text.h"
#include "chain/keys/key_version.h"

namespace chain {
namespace {

constexpr std::uint8_t kAccountDepth = 3;     // m/purpose'/coin'/account'
constexpr std::uint32_t kReceivingChain = 0;  // BIP44
constexpr std::uint32_t kMainVersion = 0x0488b21e;
constexpr std::uint32_t kTestVersion = 0x043587cf;

base::Result<KeyVersion> version_for(const ExtendedKey& key, Coin coin, Network network) {
  const auto known = find_key_version(key.version);
  const auto wanted = fmt::format("{} on network {} takes {}", name_of(coin), name_of(network),
                                  expected_prefixes(coin, network));
  if (!known) {
    return base::invalid(fmt::format("The extended key is of an unknown kind; {}.", wanted));
  }
  if (known->only && known->only != coin) {
    return base::invalid(
        fmt::format("This {} is {}'s; {}.", known->prefix, name_of(*known->only), wanted));
  }
  if (known->is_main != (network == Network::main)) {
    return base::invalid(fmt::format("This {} belongs to {}; {}.", known->prefix,
                                     known->is_main ? "the main network" : "a test network",
                                     wanted));
  }
  return *known;
}

// The descriptor of a key as wallets export it.
base::Result<Descriptor> read_key(std::string_view text, Coin coin, Network network) {
  auto key = parse_extended_key(text);
  if (!key) {
    return std::unexpected(std::move(key.error()));
  }
  const auto version = version_for(*key, coin, network);
  if (!version) {
    return std::unexpected(version.error());
  }
  if (key->depth != kAccountDepth) {
    return base::invalid(
        fmt::format("The extended key is at depth {}; an account's is at depth {}, such "
                    "as m/84'/0'/0'. Export the account's public key or its output descriptor.",
                    key->depth, kAccountDepth));
  }
  // Descriptors have one version for the main network and one for the test networks.
  key->version = version->is_main ? kMainVersion : kTestVersion;
  return Descriptor{.type = version->type, .key = *key, .path = {kReceivingChain}};
}

base::Result<Descriptor> read_descriptor(std::string_view text, Coin coin, Network network) {
  auto descriptor = parse_descriptor(text);
  if (!descriptor) {
    return descriptor;
  }
  const auto version = version_for(descriptor->key, coin, network);
  if (!version) {
    return std::unexpected(version.error());
  }
  if (version->version != kMainVersion && version->version != kTestVersion) {
    return base::invalid(fmt::format("A descriptor names its kind itself and takes {}, not {}.",
                                     version->is_main ? "xpub" : "tpub", version->prefix));
  }
  return descriptor;
}

base::Result<ExtendedKey> walk(const Descriptor& descriptor) {
  auto key = descriptor.key;
  for (const auto step : descriptor.path) {
    const auto child = derive(key, step);
    if (!child) {
      return base::invalid("The extended key has no child at that path.");
    }
    key = *child;
  }
  return key;
}

}  // namespace

Account::Account(Descriptor descriptor, const ExtendedKey& parent, Coin coin, Network network)
    : descriptor_(std::move(descriptor)), keys_(parent), coin_(coin), network_(network) {}

base::Result<Account> Account::parse(std::string_view text, Coin coin, Network network) {
  text = base::trim(text);
  auto descriptor = looks_like_descriptor(text) ? read_descriptor(text, coin, network)
                                                : read_key(text, coin, network);
  if (!descriptor) {
    return std::unexpected(std::move(descriptor.error()));
  }
  const auto parent = walk(*descriptor);
  if (!parent) {
    return std::unexpected(parent.error());
  }
  return Account(*std::move(descriptor), *parent, coin, network);
}

Script Account::script(std::uint32_t index) const {
  const auto child = keys_.at(index);
  base::check(child.has_value(), "an index without a key is one in 2^127");
  return script_for(descriptor_.type, child->key);
}

std::string Account::address(std::uint32_t index) const {
  return *address_of(script(index), coin_, network_);
}

}  // namespace chain
