// A third coin is rows of tables and nothing else: the whole shop takes it, from its settings to
// the ledger.
#include "e2e/third_coin.h"

#include <gtest/gtest.h>

#include "e2e/coin_deposit.h"

namespace e2e {
namespace {

class ThirdCoin : public ToyChainDeposit {
 protected:
  // What a migration would do.
  void prepare() override {
    transact([](db::Tx& tx) {
      tx.execute("INSERT INTO coins (currency) VALUES ('toy')");
      return true;
    });
  }
};
INSTANTIATE_TEST_SUITE_P(, ThirdCoin, support::kBothEngines, support::engine_name);

TEST_P(ThirdCoin, IsSeenCreditedAndTakenBack) {
  auto [anna, bert] = referrer_and_payer();
  const auto address = ask_for_address(bert, kThirdCoinName);
  EXPECT_TRUE(address.starts_with("rtoy1")) << address;
  pay("toy", address, "0.1");
  bert.sees("0/1");
  order("/toy/blocks");
  expect_deposit_and_commission(anna, bert, "0.1 TOY");
  EXPECT_EQ(text("SELECT method FROM deposits"), "toy");
  EXPECT_EQ(number("SELECT count(*) FROM ledger_lines WHERE account = 'deposits_toy'"), 1);

  order("/toy/reorganisations");
  bert.sees("Your deposit of 100 PLN was reversed");
  EXPECT_EQ(balance(bert), "0.00");
  EXPECT_EQ(text("SELECT status FROM deposits"), "reversed");
}

}  // namespace
}  // namespace e2e
