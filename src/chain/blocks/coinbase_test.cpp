#include "chain/blocks/coinbase.h"

#include <gmock/gmock.h>

#include "chain/blocks/block_writer.h"
#include "chain/testing/model_chain.h"

namespace chain {
namespace {

// A block whose coinbase has this script, with the bytes that it refers to.
struct Made {
  Bytes raw;
  Block block;

  explicit Made(Bytes script, Outpoint spends = kNullOutpoint)
      : raw(testing::make_block(
            {}, {write_transaction({.spends = spends,
                                    .script_sig = std::move(script),
                                    .outputs = {{.script = {0x51}, .amount_sat = 50}}})})),
        block(parse_block(raw, Coin::btc).value()) {}
};

bool stands_at(const Bytes& script, std::int64_t height, Coin coin, Network network) {
  return may_stand_at(Made(script).block, height, coin, network);
}

TEST(Coinbase, BeginsWithItsHeightAsAScriptPushesIt) {
  EXPECT_EQ(to_hex(height_script(0)), "00");
  EXPECT_EQ(to_hex(height_script(1)), "51");
  EXPECT_EQ(to_hex(height_script(16)), "60");
  EXPECT_EQ(to_hex(height_script(17)), "0111");
  EXPECT_EQ(to_hex(height_script(127)), "017f");
  EXPECT_EQ(to_hex(height_script(128)), "028000");
  EXPECT_EQ(to_hex(height_script(256)), "020001");
  EXPECT_EQ(to_hex(height_script(32'767)), "02ff7f");
  EXPECT_EQ(to_hex(height_script(32'768)), "03008000");
  EXPECT_EQ(to_hex(height_script(227'931)), "035b7a03");
  EXPECT_EQ(to_hex(height_script(8'388'608)), "0400008000");
}

// An output of litecoind: block 441 of a regtest.
TEST(Coinbase, IsReadAsANodeWritesIt) {
  const auto raw = testing::recorded("mweb_block.hex");
  const auto block = parse_block(raw, Coin::ltc).value();
  const auto script = block.transactions.front().first_input_script;
  EXPECT_EQ(to_hex(script), to_hex(height_script(441)) + "0101");
}

TEST(Coinbase, TellsItsHeightFromWhereItsNetworkAsksForIt) {
  for (const auto& row : base::coins()) {
    for (const auto network : {Network::main, Network::test, Network::signet, Network::regtest}) {
      if (!base::has_network(row.coin, network)) {
        continue;
      }
      const auto from = row.on(network).bip34_height;
      for (const auto height : {from, from + 1, from + 1'000'000}) {
        auto script = height_script(height);
        EXPECT_TRUE(stands_at(script, height, row.coin, network));
        EXPECT_FALSE(stands_at(script, height + 1, row.coin, network));
        EXPECT_FALSE(stands_at(script, height + 1'000, row.coin, network));
        script.push_back(7);  // an extra nonce
        EXPECT_TRUE(stands_at(script, height, row.coin, network));
        EXPECT_FALSE(stands_at({}, height, row.coin, network));
        EXPECT_FALSE(stands_at({4, 0xff, 0xff, 0, 0x1d}, height, row.coin, network));
      }
      EXPECT_EQ(stands_at({4, 0xff, 0xff, 0, 0x1d}, from - 1, row.coin, network),
                network != Network::main);
    }
  }
}

TEST(Coinbase, BeginsOnTheMainNetworksWhereTheirNodesSay) {
  EXPECT_EQ(row_of(Coin::btc).on(Network::main).bip34_height, 227'931);
  EXPECT_EQ(row_of(Coin::ltc).on(Network::main).bip34_height, 710'000);
}

// A height in another form, or in a transaction that spends something.
TEST(Coinbase, TakesNoOtherFormOfAHeight) {
  EXPECT_TRUE(stands_at({2, 0x58, 0x02}, 600, Coin::btc, Network::regtest));
  EXPECT_FALSE(stands_at({3, 0x58, 0x02, 0}, 600, Coin::btc, Network::regtest));
  EXPECT_FALSE(stands_at({2, 0x58}, 600, Coin::btc, Network::regtest));
  const Made spending(height_script(600), {.txid = {1}, .output = 0});
  EXPECT_FALSE(may_stand_at(spending.block, 600, Coin::btc, Network::regtest));
}

}  // namespace
}  // namespace chain
