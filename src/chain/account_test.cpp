#include "chain/account.h"

#include <gtest/gtest.h>

namespace {

using chain::Account;
using chain::Coin;
using chain::Network;

// Of the mnemonic "abandon … about": the account keys that BIP84 and SLIP-132 print.
constexpr std::string_view kZpub =
    "zpub6rFR7y4Q2AijBEqTUquhVz398htDFrtymD9xYYfG1m4wAcvPhXNfE3EfH1r1ADqtfSdVCToUG868RvUUkgDKf31m"
    "GDtKsAYz2oz2AGutZYs";

std::string address(std::string_view key, std::uint32_t index, Coin coin = Coin::bitcoin,
                    Network network = Network::main) {
  const auto account = Account::parse(key, coin, network);
  return account ? account->address(index) : account.error().message;
}

TEST(Account, DerivesTheAddressesOfBip84) {
  EXPECT_EQ(address(kZpub, 0), "bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu");
  EXPECT_EQ(address(kZpub, 1), "bc1qnjg0jd8228aq7egyzacy8cys3knf9xvrerkf9g");
}

}  // namespace
