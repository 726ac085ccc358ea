#include "toychain/toy_chain.h"

#include <gtest/gtest.h>

#include "chain/blocks/block.h"
#include "chain/blocks/genesis.h"
#include "chain/testing/model_chain.h"
#include "toychain/genesis_block.h"

namespace toychain {
namespace {

using chain::testing::kRegtestAddress;

using base::Coin;

constexpr base::Timestamp kNow{std::chrono::seconds(1'790'000'000)};

class ToyChains : public testing::TestWithParam<Coin> {};
INSTANTIATE_TEST_SUITE_P(, ToyChains, testing::Values(Coin::btc, Coin::ltc),
                         [](const auto& coin) { return std::string(name_of(coin.param)); });

// Parses all blocks as the shop does; returns the newest.
chain::Block prove(const ToyChain& chain) {
  chain::Block newest;
  for (const auto& block : chain.blocks()) {
    auto read = chain::parse_block(block.raw, chain.coin());
    EXPECT_TRUE(read) << read.error().message;
    EXPECT_EQ(read->header.hash, block.hash);
    EXPECT_EQ(read->header.previous, newest.header.hash);
    newest = *std::move(read);
  }
  return newest;
}

TEST_P(ToyChains, BeginAsRegtestDoes) {
  const ToyChain chain(GetParam(), kNow);
  EXPECT_EQ(chain.blocks().front().id,
            chain::genesis_of(GetParam(), chain::Network::regtest).front());
}

TEST_P(ToyChains, HaveBlocksThatTheShopProves) {
  ToyChain chain(GetParam(), kNow);
  chain.mine(kNow);
  EXPECT_EQ(prove(chain).transactions.size(), 1U);
}

TEST(ToyChain, PutsWaitingPaymentsIntoTheNextBlock) {
  ToyChain chain(Coin::btc, kNow);
  const auto txid = chain.pay(kRegtestAddress, 50'000, "Anna", kNow);
  ASSERT_TRUE(txid) << txid.error().message;
  EXPECT_EQ(chain.payments().front().state, PaymentState::waiting);
  chain.mine(kNow);
  EXPECT_EQ(chain.confirmations_of(chain.payments().front()), 1);
  const auto block = prove(chain);
  ASSERT_EQ(block.transactions.size(), 2U);
  EXPECT_EQ(chain::to_id(block.transactions[1].txid), *txid);
  EXPECT_EQ(block.transactions[1].outputs[0].amount_sat, 50'000);
  chain.mine(kNow);
  EXPECT_EQ(chain.confirmations_of(chain.payments().front()), 2);
}

TEST(ToyChain, ReorganisesToALongerBranchThatSpendsElsewhere) {
  ToyChain chain(Coin::btc, kNow);
  const auto fork = chain.tip().id;
  const auto height = chain.height();
  ASSERT_TRUE(chain.pay(kRegtestAddress, 50'000, "Anna", kNow));
  chain.mine(kNow);
  chain.mine(kNow);
  const auto tip = chain.tip().id;
  ASSERT_TRUE(chain.pay(kRegtestAddress, 70'000, "Piotr", kNow));
  ASSERT_EQ(chain.depth_of_newest_payment(), 2);
  ASSERT_TRUE(chain.reorganise(2, kNow));

  EXPECT_EQ(chain.height(), height + 3);
  EXPECT_EQ(chain.blocks()[static_cast<std::size_t>(height)].id, fork);
  EXPECT_NE(chain.blocks()[static_cast<std::size_t>(height) + 2].id, tip);
  EXPECT_EQ(chain.payments()[0].state, PaymentState::replaced);
  EXPECT_EQ(chain.payments()[1].state, PaymentState::waiting);
  EXPECT_FALSE(chain.depth_of_newest_payment());
  prove(chain);
  const auto conflict =
      chain::parse_block(chain.blocks()[static_cast<std::size_t>(height) + 1].raw, Coin::btc);
  EXPECT_EQ(conflict->transactions[1].spends.front(), chain.payments()[0].spends);
  EXPECT_NE(chain::to_id(conflict->transactions[1].txid), chain.payments()[0].txid);
}

TEST(ToyChain, RefusesWhatCannotBe) {
  ToyChain chain(Coin::btc, kNow);
  EXPECT_FALSE(chain.pay("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", 1, "", kNow));
  EXPECT_FALSE(chain.pay("", 1, "", kNow));
  EXPECT_FALSE(chain.pay(kRegtestAddress, 0, "", kNow));
  EXPECT_FALSE(chain.reorganise(0, kNow));
  EXPECT_FALSE(chain.reorganise(101, kNow));
  EXPECT_TRUE(chain.reorganise(100, kNow));
  for (int i = 0; i < 100; ++i) {
    ASSERT_TRUE(chain.pay(kRegtestAddress, 1, "", kNow));
  }
  EXPECT_FALSE(chain.pay(kRegtestAddress, 1, "", kNow));
}

TEST(ReadCoins, TakesDecimalNumbersOfCoins) {
  EXPECT_EQ(read_coins("0.0005"), 50'000);
  EXPECT_EQ(read_coins(" 1,5 "), 150'000'000);
  EXPECT_EQ(read_coins(".00000001"), 1);
  EXPECT_EQ(read_coins("20999999.99999999"), 2'099'999'999'999'999);
}

TEST(ReadCoins, RefusesEverythingElse) {
  for (const auto* text :
       {"", " ", ".", ",", "0", "0.000", "-1", "+1", "1e9", "0.000000001", "1.2.3", "1 2", "10 BTC",
        "21000000", "9999999999999999999999999999999999999999", "1.-2", "٣"}) {
    EXPECT_FALSE(read_coins(text)) << text;
  }
}

}  // namespace
}  // namespace toychain
