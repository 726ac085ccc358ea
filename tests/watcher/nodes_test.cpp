// Deposits over real nodes on regtest networks.
#include <thread>

#include <gmock/gmock.h>

#include "support/bitcoin_node.h"
#include "support/litecoin_node.h"
#include "watcher/watched_shop.h"

namespace watching {
namespace {

using base::Money;
using shop::DepositStatus;
using testing::HasSubstr;

constexpr double kAmount = 0.0005;  // in coins, as the nodes' RPC wants it: 100 PLN

template <class Node>
class OnNode : public WatchedShop {
 protected:
  explicit OnNode(base::Coin coin) : WatchedShop(coin, base::SystemClock().now()) {}

  void begin(int blocks) {
    follow(blocks);
    await_height(node_.height());
  }
  void follow(int blocks) {
    node_.generate(blocks);
    connect({"rpc+" + node_.url()});
    start({.poll = std::chrono::milliseconds(20),
           .look = std::chrono::milliseconds(50),
           .retry = std::chrono::milliseconds(20),
           .missing = {},
           .ahead = 20});
  }
  void mine(int blocks = 1) {
    node_.generate(blocks);
    await_height(node_.height());
  }
  void take_back(int blocks) {
    node_.rpc("invalidateblock", {node_.rpc("getblockhash", {node_.height() - blocks + 1})});
  }

  Node node_;
};

class LitecoinNode : public OnNode<support::LitecoinNode> {
 protected:
  LitecoinNode() : OnNode(base::Coin::ltc) {}

  std::string send(const std::string& address) {
    return std::string(node_.rpc("sendtoaddress", {address, kAmount}).as_string());
  }
};

class BitcoinNode : public OnNode<support::BitcoinNode> {
 protected:
  BitcoinNode() : OnNode(base::Coin::btc) {}

  std::string send(const std::string& address) {
    return std::string(node_.wallet_rpc("sendtoaddress", {address, kAmount}).as_string());
  }
};

// Lets the user "shop" call some methods alone.
class StrictNode : public support::LitecoinNode {
 public:
  explicit StrictNode(const std::string& methods)
      : LitecoinNode("regtest",
                     {"-rpcwhitelistdefault=0", "-rpcwhitelist=shop:" + methods,
                      // Made by share/rpcauth/rpcauth.py for the password "allowed".
                      "-rpcauth=shop:5a1d5a1d5a1d5a1d5a1d5a1d5a1d5a1d$"
                      "b9af66e8e42a685938bd400d589980446ea60ce4d91b351eb393e6b5cda4d327"}) {}

  std::string url() const {
    const auto& all = LitecoinNode::url();
    return "http://shop:allowed" + all.substr(all.find('@'));
  }
};

class NodeForBlocks : public StrictNode {
 public:
  NodeForBlocks() : StrictNode("getblockcount,getblockhash,getblock") {}
};
class NodeForPayments : public StrictNode {
 public:
  NodeForPayments()
      : StrictNode(
            "getbestblockhash,getblockheader,getblockhash,getblock,getrawmempool,"
            "getrawtransaction") {}
};

template <class Node>
class OnStrictNode : public OnNode<Node> {
 protected:
  OnStrictNode() : OnNode<Node>(base::Coin::ltc) {}

  void send(const std::string& address) { this->node_.rpc("sendtoaddress", {address, kAmount}); }
};
using LitecoinNodeForBlocks = OnStrictNode<NodeForBlocks>;
using LitecoinNodeForPayments = OnStrictNode<NodeForPayments>;

INSTANTIATE_TEST_SUITE_P(, LitecoinNodeForBlocks, support::kBothEngines, support::engine_name);
INSTANTIATE_TEST_SUITE_P(, LitecoinNodeForPayments, support::kBothEngines, support::engine_name);
INSTANTIATE_TEST_SUITE_P(, LitecoinNode, support::kBothEngines, support::engine_name);
INSTANTIATE_TEST_SUITE_P(, BitcoinNode, support::kBothEngines, support::engine_name);

TEST_P(LitecoinNode, CreditsADepositAndItsCommission) {
  begin(101);
  const auto txid = send(open_address());
  await_status(DepositStatus::pending);
  EXPECT_EQ(deposits().front().chain().txid, txid);
  mine();
  EXPECT_EQ(status(), DepositStatus::completed);
  EXPECT_EQ(balance(), Money::units(100));
  EXPECT_EQ(balance(kReferrer), Money::units(3));
  EXPECT_THAT(log(), HasSubstr("Payment detected! User 123456 received 0.0005 LTC = 100.00 PLN\n"));
}

TEST_P(LitecoinNodeForBlocks, CreditsADepositThatIsSeenInItsBlock) {
  follow(101);
  await([&] { return watcher_->status().height == node_.height(); });
  send(open_address());
  node_.generate(1);
  await_status(DepositStatus::completed);
  EXPECT_EQ(balance(), Money::units(100));
}

TEST_P(LitecoinNodeForPayments, ShowsADepositBeforeItsBlock) {
  begin(101);
  send(open_address());
  await_status(DepositStatus::pending);
  mine();
  EXPECT_EQ(status(), DepositStatus::completed);
  EXPECT_EQ(balance(), Money::units(100));
}

TEST_P(BitcoinNode, CreditsADepositAndItsCommission) {
  begin(101);
  const auto txid = send(open_address());
  await_status(DepositStatus::pending);
  EXPECT_EQ(deposits().front().chain().txid, txid);
  mine();
  EXPECT_EQ(status(), DepositStatus::completed);
  EXPECT_EQ(balance(), Money::units(100));
  EXPECT_EQ(balance(kReferrer), Money::units(3));
  EXPECT_THAT(log(), HasSubstr("Payment detected! User 123456 received 0.0005 BTC = 100.00 PLN\n"));
}

// Litecoin Core puts an invalidated block's transactions back into the mempool.
TEST_P(LitecoinNode, CreditsOnceWhatAReorganisationMinesAgain) {
  begin(101);
  send(open_address());
  mine(2);
  EXPECT_EQ(balance(), Money::units(100));
  take_back(2);
  mine(3);
  EXPECT_EQ(status(), DepositStatus::completed);
  EXPECT_EQ(balance(), Money::units(100));
  EXPECT_EQ(alerts("credit_taken_back"), 0);
}

// bcoin forgets an invalidated block's transactions.
TEST_P(BitcoinNode, TakesBackWhatAReorganisationDrops) {
  begin(101);
  send(open_address());
  mine(1);
  EXPECT_EQ(balance(), Money::units(100));
  take_back(1);
  mine(2);
  EXPECT_EQ(status(), DepositStatus::reversed);
  EXPECT_EQ(balance(), Money());
  EXPECT_EQ(balance(kReferrer), Money());
  EXPECT_EQ(alerts("credit_taken_back"), 1);
}

TEST_P(LitecoinNode, CountsOnlyTheReplacementOfAPayment) {
  begin(101);
  const auto address = open_address();
  const auto first =
      std::string(node_.rpc("sendtoaddress", {address, kAmount, "", "", false, true}).as_string());
  await_status(DepositStatus::pending);
  node_.rpc("bumpfee", {first});
  await([&] {
    const auto all = deposits();
    return all.size() == 2 && all.back().status == DepositStatus::replaced;
  });
  EXPECT_EQ(deposits().back().chain().txid, first);
  mine();
  EXPECT_EQ(status(), DepositStatus::completed);
  EXPECT_EQ(deposits().back().status, DepositStatus::replaced);
  EXPECT_EQ(balance(), Money::units(100));
}

// The node is shut down and comes back with new blocks.
TEST_P(LitecoinNode, WaitsForANodeThatRestarts) {
  begin(101);
  const auto address = open_address();
  std::thread stopping([&] { node_.stop(); });  // blocks until the watcher's connection ends
  await([&] { return !watcher_->status().trouble.empty(); });
  stopping.join();
  node_.start();
  send(address);
  mine();
  EXPECT_EQ(balance(), Money::units(100));
}

// A peg-out is paid by the block's last transaction, which was never in the mempool.
TEST_P(LitecoinNode, CreditsAPegOutAlsoWhenItIsMinedAgain) {
  begin(431);
  node_.rpc("createwallet", {"private"});
  support::JsonRpc open_wallet(node_.url() + "/wallet/test");
  support::JsonRpc private_wallet(node_.url() + "/wallet/private");
  // A new address each time: otherwise the node would mine the invalidated block again.
  const auto mine_to_wallet = [&](int blocks) {
    node_.generate(blocks, open_wallet.call("getnewaddress", {"", "bech32"}).as_string());
    await_height(node_.height());
  };
  open_wallet.call("sendtoaddress", {private_wallet.call("getnewaddress", {"", "mweb"}), 10});
  mine_to_wallet(7);

  // Nobody can spend what came out of MWEB before that many blocks.
  constexpr int kMature = 6;
  private_wallet.call("sendtoaddress", {open_address(), kAmount});
  mine_to_wallet(1);
  ASSERT_EQ(status(), DepositStatus::pending);
  mine_to_wallet(kMature - 1);
  ASSERT_EQ(status(), DepositStatus::completed);
  EXPECT_EQ(balance(), Money::units(100));
  const auto first = deposits().front();
  EXPECT_GE(first.chain().output_index, 1);

  // Another peg-in changes the block's last transaction.
  take_back(kMature);
  open_wallet.call("sendtoaddress", {private_wallet.call("getnewaddress", {"", "mweb"}), 1});
  mine_to_wallet(kMature + 1);
  const auto all = deposits();
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all.back().status, DepositStatus::reversed);
  EXPECT_EQ(all.front().status, DepositStatus::completed);
  EXPECT_NE(all.front().chain().txid, first.chain().txid);
  EXPECT_EQ(balance(), Money::units(100));
}

}  // namespace
}  // namespace watching
