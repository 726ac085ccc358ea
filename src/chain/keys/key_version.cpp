#include "chain/keys/key_version.h"

#include <algorithm>
#include <array>
#include <vector>

namespace chain {
namespace {

constexpr std::array kVersions{
    KeyVersion{0x0488b21e, "xpub", true, ScriptType::pkh, {}},
    KeyVersion{0x049d7cb2, "ypub", true, ScriptType::sh_wpkh, {}},
    KeyVersion{0x04b24746, "zpub", true, ScriptType::wpkh, {}},
    KeyVersion{0x043587cf, "tpub", false, ScriptType::pkh, {}},
    KeyVersion{0x044a5262, "upub", false, ScriptType::sh_wpkh, {}},
    KeyVersion{0x045f1cf6, "vpub", false, ScriptType::wpkh, {}},
    KeyVersion{0x019da462, "Ltub", true, ScriptType::pkh, Coin::ltc},
    KeyVersion{0x01b26ef6, "Mtub", true, ScriptType::sh_wpkh, Coin::ltc},
    KeyVersion{0x0436f6e1, "ttub", false, ScriptType::pkh, Coin::ltc},
};

// xprv, yprv, zprv, tprv, uprv, vprv, Ltpv, Mtpv, ttpv.
constexpr std::array<std::uint32_t, 9> kPrivateVersions{0x0488ade4, 0x049d7878, 0x04b2430c,
                                                        0x04358394, 0x044a4e28, 0x045f18bc,
                                                        0x019d9cfe, 0x01b26792, 0x0436ef7d};

}  // namespace

std::optional<KeyVersion> find_key_version(std::uint32_t version) {
  const auto* const found = std::ranges::find(kVersions, version, &KeyVersion::version);
  return found == kVersions.end() ? std::nullopt : std::optional(*found);
}

bool is_private_version(std::uint32_t version) {
  return std::ranges::find(kPrivateVersions, version) != kPrivateVersions.end();
}

std::string expected_prefixes(Coin coin, Network network) {
  std::vector<std::string_view> prefixes;
  for (const auto& known : kVersions) {
    const bool fits_coin = !known.only || known.only == coin;
    if (fits_coin && known.is_main == (network == Network::main)) {
      prefixes.push_back(known.prefix);
    }
  }
  std::string text;
  for (std::size_t i = 0; i < prefixes.size(); ++i) {
    text += i == 0 ? "" : i + 1 == prefixes.size() ? " or " : ", ";
    text += prefixes[i];
  }
  return text;
}

}  // namespace chain
