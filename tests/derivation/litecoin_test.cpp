// Compares addresses with those of Litecoin Core.
#include <gtest/gtest.h>

#include "derivation/account_key.h"
#include "support/litecoin_node.h"

namespace {

using base::Coin;
using chain::Account;
using chain::Network;
using chain::ScriptType;
using derivation::account_of;

constexpr std::uint32_t kAddresses = 1'000;
constexpr std::uint32_t kLastIndex = chain::kHardened - 1;

class LitecoinCore : public testing::TestWithParam<Network> {
 protected:
  // Returns what the node derives from the descriptor.
  std::vector<std::string> theirs(const Account& account, std::uint32_t first, std::uint32_t last) {
    const auto answer =
        node_.rpc("deriveaddresses", {account.descriptor(), boost::json::array{first, last}});
    std::vector<std::string> addresses;
    for (const auto& address : answer.as_array()) {
      addresses.emplace_back(address.as_string());
    }
    return addresses;
  }

  support::LitecoinNode node_{name_of(GetParam())};
};

std::vector<std::string> ours(const Account& account, std::uint32_t first, std::uint32_t last) {
  std::vector<std::string> addresses;
  for (auto index = first; index <= last; ++index) {
    addresses.push_back(account.address(index));
  }
  return addresses;
}

TEST_P(LitecoinCore, DerivesTheSameAddresses) {
  for (const auto type : {ScriptType::pkh, ScriptType::sh_wpkh, ScriptType::wpkh}) {
    for (const auto& path : {std::vector<std::uint32_t>{0}, {}, {1, kLastIndex}}) {
      const auto account = account_of(type, Coin::ltc, GetParam(), path);
      EXPECT_EQ(ours(account, 0, kAddresses - 1), theirs(account, 0, kAddresses - 1))
          << account.descriptor();
    }
    const auto account = account_of(type, Coin::ltc, GetParam());
    EXPECT_EQ(ours(account, kLastIndex - 10, kLastIndex),
              theirs(account, kLastIndex - 10, kLastIndex));
  }
  const auto taproot =
      account_of(ScriptType::tr, Coin::ltc, GetParam());  // not supported by the node
  const auto known = node_.rpc("validateaddress", {taproot.address(0)});
  EXPECT_EQ(known.at("scriptPubKey").as_string(), chain::to_hex(taproot.script(0)));
}

INSTANTIATE_TEST_SUITE_P(Networks, LitecoinCore,
                         testing::Values(Network::main, Network::test, Network::regtest),
                         [](const auto& test) { return std::string(name_of(test.param)); });

}  // namespace
