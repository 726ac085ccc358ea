// Checks what other tests rely on: the real nodes start, mine and return raw blocks.
#include <gmock/gmock.h>

#include "support/bitcoin_node.h"
#include "support/eventually.h"
#include "support/litecoin_node.h"

namespace {

using support::BitcoinNode;
using support::LitecoinNode;
using support::RpcFailure;

// Reads the previous block's hash from the header (the first eighty bytes), where it is reversed.
std::string previous_of(const std::string& block_hex) {
  std::string previous;
  for (int byte = 35; byte >= 4; --byte) {
    previous += block_hex.substr(static_cast<std::size_t>(byte) * 2, 2);
  }
  return previous;
}

template <class TestedNode>
class Nodes : public testing::Test {};

using Kinds = testing::Types<BitcoinNode, LitecoinNode>;
TYPED_TEST_SUITE(Nodes, Kinds);

TYPED_TEST(Nodes, MineAndShowABlock) {
  TypeParam node;
  EXPECT_EQ(node.height(), 0);
  const std::string genesis(node.rpc("getblockhash", {0}).as_string());
  const auto hashes = node.generate(1);
  ASSERT_EQ(hashes.size(), 1U);
  EXPECT_EQ(node.height(), 1);
  EXPECT_EQ(node.rpc("getbestblockhash").as_string(), hashes.front());
  const std::string block(node.rpc("getblock", {hashes.front(), false}).as_string());
  EXPECT_EQ(previous_of(block), genesis);
  EXPECT_THROW(node.rpc("getblockhash", {2}), RpcFailure);
}

TYPED_TEST(Nodes, TakeABlockBack) {
  TypeParam node;
  const auto hashes = node.generate(2);
  node.rpc("invalidateblock", {hashes.back()});
  EXPECT_EQ(node.rpc("getbestblockhash").as_string(), hashes.front());
}

TEST(LitecoinNode, KeepsItsChainAndWallet) {
  LitecoinNode node;
  const auto url = node.url();
  node.generate(1);
  node.stop();
  node.start();
  EXPECT_EQ(node.height(), 1);
  node.generate(100);
  EXPECT_EQ(node.rpc("getbalance").to_number<int>(), 50);
  node.kill();
  node.start();
  EXPECT_EQ(node.url(), url);
  EXPECT_GE(node.height(), 1);
}

TEST(BitcoinNode, PaysFromItsWallet) {
  BitcoinNode node;
  node.generate(101);
  const std::string to = "mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn";
  const std::string id(node.wallet_rpc("sendtoaddress", {to, 1}).as_string());
  // The wallet passes the transaction to the node with a delay.
  const boost::json::array only_it{id};
  EXPECT_TRUE(support::eventually([&] { return node.rpc("getrawmempool").as_array() == only_it; }));
}

}  // namespace
