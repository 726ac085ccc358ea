#include "chain/blocks/proof_of_work.h"

#include <gtest/gtest.h>

#include "chain/blocks/block_writer.h"
#include "chain/keys/hash.h"
#include "chain/testing/model_chain.h"

namespace chain {
namespace {

// The first blocks of the main networks, which also meet the test networks' rules.
const auto kBitcoin = from_hex(
    "0100000000000000000000000000000000000000000000000000000000000000000000003ba3edfd7a7b12b27ac72c"
    "3e"
    "67768f617fc81bc3888a51323a9fb8aa4b1e5e4a29ab5f49ffff001d1dac2b7c");
const auto kLitecoin = from_hex(
    "010000000000000000000000000000000000000000000000000000000000000000000000d9ced4ed1130f7b7faad9b"
    "e2"
    "5323ffafa33232a17c3edf6cfd97bee6bafbdd97b9aa8e4ef0ff0f1ecd513f7c");

Bytes regtest_header(Coin coin) {
  auto raw = testing::make_block({}, {testing::make_coinbase(1)}, 1'700'000'000, coin);
  raw.resize(kHeaderBytes);
  return raw;
}

TEST(ProofOfWorkTest, HoldsForEachCoinsOwnBlocks) {
  EXPECT_EQ(to_id(hash_of_header(*kLitecoin)),
            "12a765e31ffd4059bada1e25190f6e98c99d9714d334efa41a195a7e7e04bfe2");
  EXPECT_TRUE(check_work(*kBitcoin, Coin::btc, Network::test));
  EXPECT_TRUE(check_work(*kLitecoin, Coin::ltc, Network::test));
  EXPECT_TRUE(check_work(regtest_header(Coin::btc), Coin::btc, Network::regtest));
  EXPECT_TRUE(check_work(regtest_header(Coin::ltc), Coin::ltc, Network::regtest));
}

TEST(ProofOfWorkTest, RefusesWhatCostNothing) {
  auto changed = *kBitcoin;
  changed[4] ^= 1;
  const auto refused = check_work(changed, Coin::btc, Network::test);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().message, "The block has no proof of work.");
  EXPECT_FALSE(check_work(*kLitecoin, Coin::btc, Network::test)) << "the other coin's hash";
}

TEST(ProofOfWorkTest, RefusesBlocksThatAreTooEasyForTheirNetwork) {
  for (const auto network : {Network::main, Network::signet}) {
    const auto refused = check_work(regtest_header(Coin::btc), Coin::btc, network);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().message,
              "The block claims a difficulty that no block of this network has.");
  }
  EXPECT_FALSE(check_work(*kBitcoin, Coin::btc, Network::main)) << "of 2009: none like it today";
}

TEST(ProofOfWorkTest, KnowsNoTargetThatIsNegativeZeroOrTooLarge) {
  for (const auto compact :
       {0U, 0x0080'0000U, 0x0492'3456U, 0x0100'3456U, 0x2200'0100U, 0x2301'0000U, 0xff12'3456U}) {
    EXPECT_FALSE(target_of(compact)) << compact;
  }
  EXPECT_EQ(target_of(0x0501'2345), Work(0x123'450000));
  EXPECT_EQ(target_of(0x0201'2345), Work(0x123));
}

TEST(ProofOfWorkTest, IsMoreForHarderTargets) {
  EXPECT_EQ(work_of(0x207f'ffff), 2);
  EXPECT_EQ(work_of(0x1d00'ffff), 0x1'0001'0001);
}

TEST(ProofOfWorkTest, KeepsTheTargetBetweenChanges) {
  const auto follows = [](std::uint32_t before, std::uint32_t after, std::int64_t height) {
    return may_follow(before, after, height, Coin::btc, Network::main);
  };
  EXPECT_TRUE(follows(0x1701'0000, 0x1701'0000, 900'001));
  EXPECT_FALSE(follows(0x1701'0000, 0x1701'0001, 900'001));
  const std::int64_t change = 2'016 * 450;
  EXPECT_TRUE(follows(0x1701'0000, 0x1704'0000, change));
  EXPECT_FALSE(follows(0x1701'0000, 0x1704'0100, change));
  EXPECT_TRUE(follows(0x1704'0000, 0x1701'0000, change));
  EXPECT_FALSE(follows(0x1706'0000, 0x1701'0000, change));
  EXPECT_TRUE(may_follow(0x1c01'0000, 0x1d00'ffff, 7, Coin::btc, Network::test))
      << "after twenty minutes without a block";
}

}  // namespace
}  // namespace chain
