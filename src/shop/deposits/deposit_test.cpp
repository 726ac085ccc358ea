#include "shop/deposits/deposit.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "shop/money/ledger.h"
#include "shop/testing/money_in_fixture.h"
#include "shop/webhooks/webhook.h"

namespace shop {
namespace {

using base::Money;
using testing::ElementsAre;
using testing::IsEmpty;

class DepositTest : public MoneyInTest {
 protected:
  // A pending deposit by bank transfer.
  std::int64_t request(std::int64_t user_id, Money amount, std::string_view method = "bank") {
    return transact([&](db::Tx& tx) {
      return tx.one<std::int64_t>(
          "INSERT INTO deposits (user_id, method, amount, status, created_at) "
          "VALUES ($1, $2, $3, 'pending', $4) RETURNING id",
          user_id, method, amount, now);
    });
  }
  DepositCredit complete(std::int64_t id) {
    return transact([&](db::Tx& tx) {
             return complete_deposit(tx, find_deposit(tx, id).value(), rules.commission,
                                     Actor::owner(1), now);
           })
        .value();
  }
  void reverse(std::int64_t id) {
    transact([&](db::Tx& tx) {
      reverse_deposit(tx, find_deposit(tx, id).value(), Actor::owner(1), now);
      return true;
    });
  }
  std::vector<TransferKind> history(std::int64_t user_id) {
    std::vector<TransferKind> kinds;
    for (const auto& movement :
         read([=](db::Tx& tx) { return history_of(tx, user_id, {0, 10}).items; })) {
      kinds.push_back(movement.kind);
    }
    return kinds;
  }
};
INSTANTIATE_TEST_SUITE_P(, DepositTest, support::kBothEngines, support::engine_name);

TEST_P(DepositTest, TellsProgramsOfEachCreditAndReversal) {
  transact([&](db::Tx& tx) {
    return create_webhook(tx,
                          {.url = "https://shop.test/",
                           .events = choice_of(all_webhook_events()),
                           .secret = "0123456789abcdef"},
                          permit<Act::set_webhooks>(Actor::owner(1)).value(), now);
  }).value();
  const auto id = request(kBob, Money::units(100));
  complete(id);
  reverse(id);
  const auto events = read([](db::Tx& tx) {
    return tx.all<std::string>(
        "SELECT event || ' ' || subject || ' ' || payload FROM webhook_events ORDER BY id");
  });
  const auto told = fmt::format(
      R"(deposit:{0} {{"id":{0},"user_id":{1},"method":"bank","amount":"100.00","times_credited":1}})",
      id, kBob);
  EXPECT_THAT(events, ElementsAre("deposit.completed " + told, "deposit.reversed " + told));
}

TEST_P(DepositTest, RoundsTheCommissionHalfUp) {
  const auto commission_of = [&](int hundredths) {
    return complete(request(kBob, Money::hundredths(hundredths))).commission;
  };
  EXPECT_EQ(commission_of(16'66), Money::hundredths(50));
  EXPECT_EQ(commission_of(16'50), Money::hundredths(50));
  EXPECT_EQ(commission_of(16'49), Money::hundredths(49));
  EXPECT_EQ(commission_of(16), Money());
  EXPECT_EQ(commission_of(17), Money::hundredths(1));
  EXPECT_EQ(earnings(kAnn), Money::hundredths(1'50));
  EXPECT_EQ(balance(kAnn), Money::hundredths(1'50));
}

TEST_P(DepositTest, MovesMoneyFromTheAccountOfItsMethod) {
  for (const auto* method : {"btc", "ltc", "blik", "bank", "stars"}) {
    complete(request(kCid, Money::units(10), method));
    EXPECT_EQ(value<Money>("SELECT amount FROM ledger_lines WHERE account = $1",
                           "deposits_" + std::string(method)),
              Money::units(-10));
  }
}

TEST_P(DepositTest, IsInTheHistoryOfBoth) {
  const auto id = request(kBob, Money::units(100));
  complete(id);
  reverse(id);
  EXPECT_THAT(history(kBob), ElementsAre(TransferKind::deposit_reversal, TransferKind::deposit));
  EXPECT_THAT(history(kAnn),
              ElementsAre(TransferKind::commission_reversal, TransferKind::commission));
}

TEST_P(DepositTest, TakesBackTheCommissionThatWasPaid) {
  const auto id = request(kBob, Money::units(100));
  complete(id);
  rules.commission = *base::Percent::of(50);
  complete(request(kBob, Money::units(10)));
  reverse(id);
  EXPECT_EQ(earnings(kAnn), Money::units(5));
  EXPECT_EQ(balance(kAnn), Money::units(5));
}

TEST_P(DepositTest, LeavesADebtToTheReferrerWhoHasSpentHisCommission) {
  const auto id = request(kBob, Money::units(10'000));
  complete(id);
  buy(kAnn, stock());
  reverse(id);
  EXPECT_EQ(balance(kAnn), Money::units(-100));
  EXPECT_EQ(earnings(kAnn), Money());
  EXPECT_THAT(audit(), IsEmpty());
  complete(request(kAnn, Money::units(30)));
  EXPECT_EQ(balance(kAnn), Money::units(-70));
}

TEST_P(DepositTest, SetsTheCommissionOffAgainstADebtToo) {
  const auto id = request(kAnn, Money::units(100));
  complete(id);
  buy(kAnn, stock());
  reverse(id);
  complete(request(kBob, Money::units(5'000)));
  EXPECT_EQ(balance(kAnn), Money::units(50)) << "150 of commission, 100 of debt";
}

TEST_P(DepositTest, PaysNothingAtZeroPercent) {
  rules.commission = base::Percent();
  EXPECT_EQ(complete(request(kBob, Money::units(100))).referrer_id, std::nullopt);
  EXPECT_THAT(notices(kAnn), IsEmpty());
}

TEST_P(DepositTest, IsListedNewestFirst) {
  request(kBob, Money::units(10));
  request(kCid, Money::units(10));
  const auto second = request(kBob, Money::units(20));
  const auto slice = read([](db::Tx& tx) { return deposits_of(tx, kBob, {0, 1}); });
  ASSERT_EQ(slice.items.size(), 1U);
  EXPECT_EQ(slice.items[0].id, second);
  EXPECT_TRUE(slice.has_more);
}

// Each is broken with SQL and must be named.
class DepositAuditTest : public DepositTest {
 protected:
  void SetUp() override {
    DepositTest::SetUp();
    expect_broken_books();
    set_rate(Money::units(200'000));
    mine({payment(kBob, "tx", 50'000)});
    id_ = deposit("tx").id;
  }
  std::string sentence(std::string_view rest) {
    return "Deposit " + std::to_string(id_) + std::string(rest);
  }
  std::int64_t id_ = 0;
};
INSTANTIATE_TEST_SUITE_P(, DepositAuditTest, support::kBothEngines, support::engine_name);

TEST_P(DepositAuditTest, FindsAnotherAmountThanWasCredited) {
  execute("UPDATE deposits SET amount = $1", Money::units(99));
  EXPECT_THAT(audit(), ElementsAre(sentence(" has brought its customer 100.00 instead of 99.00.")));
}

TEST_P(DepositAuditTest, FindsACreditOfADepositThatIsNotCompleted) {
  execute("UPDATE deposits SET status = 'pending'");
  EXPECT_THAT(
      audit(),
      ElementsAre(sentence(" has brought its customer 100.00 instead of 0.00."),
                  sentence(" is not completed, but its commissions sum to 3.00."),
                  sentence(" was credited or taken back another number of times than it says.")));
}

TEST_P(DepositAuditTest, FindsACompletedDepositThatWasNotCredited) {
  const auto other = request(kCid, Money::units(7));
  execute("UPDATE deposits SET status = 'completed' WHERE id = $1", other);
  id_ = other;
  EXPECT_THAT(
      audit(),
      ElementsAre(sentence(" has brought its customer 0.00 instead of 7.00."),
                  sentence(" was credited or taken back another number of times than it says.")));
}

TEST_P(DepositAuditTest, FindsATransferThatNoDepositHas) {
  execute(
      "DELETE FROM deposit_transfers WHERE transfer_id = "
      "(SELECT id FROM transfers WHERE kind = 'commission')");
  const auto transfer = value<std::int64_t>("SELECT id FROM transfers WHERE kind = 'commission'");
  EXPECT_THAT(audit(), ElementsAre("Transfer " + std::to_string(transfer) +
                                   " moves the money of a deposit, but no deposit has it."));
}

TEST_P(DepositAuditTest, FindsEarningsThatAreNotTheCommissions) {
  execute("UPDATE users SET referral_earnings = $2 WHERE id = $1", kAnn, Money::units(4));
  EXPECT_THAT(audit(), ElementsAre("Customer 1001 has referral earnings of 4.00, but their "
                                   "commissions sum to 3.00."));
}

TEST_P(DepositAuditTest, FindsAnOverdraftWithoutADebt) {
  execute("UPDATE users SET overdraft = $2 WHERE id = $1", kAnn, Money::units(4));
  EXPECT_THAT(audit(), ElementsAre("Customer 1001 may owe 4.00, but they owe 0.00."));
}

TEST_P(DepositAuditTest, FindsAPaidAddressThatIsShownAgain) {
  execute("UPDATE crypto_addresses SET is_active = true");
  EXPECT_THAT(audit(), ElementsAre(testing::HasSubstr("was paid, but is shown as a new one")));
}

TEST_P(DepositAuditTest, FindsADepositOfAnotherCustomerThanItsAddress) {
  execute("UPDATE crypto_addresses SET user_id = $1", kCid);
  EXPECT_THAT(audit(), ElementsAre(sentence(" belongs to another customer than its address.")));
}

TEST_P(DepositAuditTest, FindsAnIndexThatMayBeGivenAgain) {
  execute("UPDATE coin_keys SET next_index = 0");
  EXPECT_THAT(audit(), ElementsAre(testing::HasSubstr("has an index that may be given again")));
}

}  // namespace
}  // namespace shop
