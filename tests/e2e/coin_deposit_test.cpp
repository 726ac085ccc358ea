// A deposit in coins is credited with its commission, on real nodes and on the demo's toy chains,
// which also take it back.
#include "e2e/coin_deposit.h"

#include <gtest/gtest.h>

#include "shop/deposits/coins/chain_memory.h"
#include "shop/testing/rate.h"
#include "support/bitcoin_node.h"
#include "support/litecoin_node.h"

namespace e2e {
namespace {

// BIP84's account key of the mnemonic "abandon … about", as test networks write it.
constexpr std::string_view kVpub =
    "vpub5YvMuJNjRSYon44z9QmCfdf8SqJRVNvz6m55Qy5iVjZQxDfUgtiQjnc7CC1fAbED2tAGCZRERUfv"
    "tn2DstZGU6HMns6dXXH2wujSc2wfi2x";

class NodeDeposit : public CoinDeposit {
 protected:
  // Opens a shop that follows one coin on that node, at that price.
  void open_for(const std::string& code, const std::string& node_url, base::Coin coin,
                std::int64_t price_units) {
    transact([&](db::Tx& tx) {
      shop::set_rate(tx, coin, base::Money::units(price_units), clock.now());
      return true;
    });
    open_with({.settings = {{code + "_XPUB", std::string(kVpub)},
                            {code + "_BACKEND", "rpc+" + node_url},
                            {code + "_NETWORK", "regtest"},
                            {"CHAIN_POLL_SECONDS", "1"},
                            {"RATES_URL", "http://127.0.0.1:1/simple/price"}},
               .roles = {.bot = true, .chain = true}});
  }
};
INSTANTIATE_TEST_SUITE_P(, NodeDeposit, support::kBothEngines, support::engine_name);

TEST_P(NodeDeposit, InLitecoinIsSeenConfirmedAndCredited) {
  support::LitecoinNode node;
  node.generate(101);
  open_for("LTC", node.url(), base::Coin::ltc, 400);
  auto [anna, bert] = referrer_and_payer();
  const auto address = ask_for_address(bert, "Litecoin");
  EXPECT_EQ(address, ask_for_address(bert, "Litecoin"));
  node.rpc("sendtoaddress", {address, "0.25"});
  bert.sees("0/1");
  node.generate(1);
  expect_deposit_and_commission(anna, bert, "0.25 LTC");
  EXPECT_NE(address, ask_for_address(bert, "Litecoin"));
}

TEST_P(NodeDeposit, InBitcoinIsSeenConfirmedAndCredited) {
  support::BitcoinNode node;
  node.generate(101);
  open_for("BTC", node.url(), base::Coin::btc, 200'000);
  auto [anna, bert] = referrer_and_payer();
  const auto address = ask_for_address(bert, "Bitcoin");
  node.wallet_rpc("sendtoaddress", {address, 0.0005});
  bert.sees("0/1");
  node.generate(1);
  expect_deposit_and_commission(anna, bert, "0.0005 BTC");
}

INSTANTIATE_TEST_SUITE_P(, ToyChainDeposit, support::kBothEngines, support::engine_name);

TEST_P(ToyChainDeposit, AMessageThatShowsAnotherThingIsLeftAlone) {
  auto bert = customer("Bert", 0);
  pay("btc", ask_for_address(bert, "Bitcoin"), "0.0005");
  const auto shown = bert.sees("0/1");
  ASSERT_TRUE(outbox_is_sent());
  bert.presses("My deposits");
  EXPECT_EQ(bert.sees("Pick one to see its status").id, shown.id);
  order("/btc/blocks");
  bert.sees("Deposit completed: +100 PLN");
  ASSERT_TRUE(outbox_is_sent());
  EXPECT_EQ(bert.chat().count("Pick one to see its status"), 1U) << bert.chat().transcript();
  EXPECT_EQ(bert.chat().count("Status: completed"), 0U);
}

TEST_P(ToyChainDeposit, SaysWhileNoBlocksComeThatNothingIsLost) {
  auto bert = customer("Bert", 0);
  pay("btc", ask_for_address(bert, "Bitcoin"), "0.0005");
  bert.sees("0/1");
  const auto stand_still = [&](std::optional<base::Timestamp> since) {
    transact([&](db::Tx& tx) {
      shop::set_stalled_since(tx, base::Coin::btc, since);
      return true;
    });
  };
  stand_still(clock.now());
  ask_for_address(bert, "Bitcoin");
  bert.sees("No new Bitcoin block has reached the shop since");
  bert.says("/wallet");
  bert.presses("Deposit");
  bert.presses("My deposits");
  const auto all = bert.sees("Pick one to see its status");
  bert.presses_in(all, all.keyboard.at(0).at(0).text);
  bert.sees("it counts as soon as blocks come again");
  stand_still(std::nullopt);
  ask_for_address(bert, "Litecoin");
  EXPECT_EQ(bert.chat().count("No new Litecoin block"), 0U);
}

TEST_P(ToyChainDeposit, IsTakenBackThoughItIsSpent) {
  stock(voucher());
  auto [anna, bert] = referrer_and_payer();
  owner().says("/start");
  pay("btc", ask_for_address(bert, "Bitcoin"), "0.0005");
  bert.sees("0/1");
  order("/btc/blocks");
  expect_deposit_and_commission(anna, bert, "0.0005 BTC");
  bert.walks_to_voucher();
  bert.buys_voucher();
  bert.sees(kSecret);

  order("/btc/reorganisations");
  bert.sees("Your deposit of 100 PLN was reversed");
  anna.sees("Your commission of 3 PLN was reversed");
  owner().sees("the chain changed and reversed deposit");
  EXPECT_EQ(balance(bert), "-100.00");
  EXPECT_EQ(balance(anna), "0.00");
  EXPECT_EQ(text("SELECT status FROM deposits"), "reversed");

  pay("btc", ask_for_address(bert, "Bitcoin"), "0.001");
  order("/btc/blocks");
  bert.sees("Deposit completed: +200 PLN");
  EXPECT_EQ(balance(bert), "100.00");
}

TEST_P(ToyChainDeposit, IsOfBothCoins) {
  auto [anna, bert] = referrer_and_payer();
  pay("ltc", ask_for_address(bert, "Litecoin"), "0.25");
  bert.sees("0/1");
  order("/ltc/blocks");
  expect_deposit_and_commission(anna, bert, "0.25 LTC");
}

}  // namespace
}  // namespace e2e
