// Compares addresses with npm's bitcoinjs-lib and @scure/bip32: other authors, another language,
// another implementation of the curve.
#include <sstream>

#include <gtest/gtest.h>

#include "derivation/account_key.h"
#include "support/program.h"

namespace {

using base::Coin;
using chain::Account;
using chain::Network;
using chain::ScriptType;

constexpr std::uint32_t kAddresses = 1'000;

const std::map<std::string, ScriptType> kTypes{{"pkh", ScriptType::pkh},
                                               {"sh_wpkh", ScriptType::sh_wpkh},
                                               {"wpkh", ScriptType::wpkh},
                                               {"tr", ScriptType::tr}};
const std::map<std::string, std::pair<Coin, Network>> kNetworks{
    {"bitcoin-main", {Coin::btc, Network::main}},
    {"bitcoin-test", {Coin::btc, Network::test}},
    {"bitcoin-regtest", {Coin::btc, Network::regtest}},
    {"litecoin-main", {Coin::ltc, Network::main}},
    {"litecoin-test", {Coin::ltc, Network::test}},
    {"litecoin-regtest", {Coin::ltc, Network::regtest}}};

std::string their_lines() {
  const support::TemporaryDirectory directory;
  support::Program program(
      {.path = KRAM_NODE,
       .arguments = {KRAM_DERIVE, derivation::key_for(Network::main), std::to_string(kAddresses)},
       .environment = {},
       .directory = directory.path(),
       .input = ""});
  auto end = program.wait();
  EXPECT_EQ(end.exit_code, 0) << end.err;
  return std::move(end.out);
}

TEST(Bitcoinjs, DerivesTheSameAddresses) {
  std::istringstream lines(their_lines());
  std::string type;
  std::string network;
  std::uint32_t index = 0;
  std::string address;
  std::uint32_t compared = 0;
  std::map<std::string, Account> accounts;
  while (lines >> type >> network >> index >> address) {
    const auto [coin, net] = kNetworks.at(network);
    const auto& account =
        accounts.try_emplace(type + network, derivation::account_of(kTypes.at(type), coin, net))
            .first->second;
    ASSERT_EQ(account.address(index), address) << type << ' ' << network << ' ' << index;
    ++compared;
  }
  EXPECT_EQ(compared, kAddresses * kTypes.size() * kNetworks.size());
}

}  // namespace
