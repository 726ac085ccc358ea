#include "shop/customers/leaderboard.h"

#include "shop/customers/customer.h"
#include "shop/testing/bans.h"
#include "support/on_both_engines.h"

namespace shop {
namespace {

class LeaderboardTest : public support::OnBothEngines {
 protected:
  // Registers a customer, by the link of `referrer` when there is one.
  Customer join(std::int64_t id, std::optional<std::string> code = std::nullopt) {
    const Newcomer newcomer{.id = id,
                            .username = std::nullopt,
                            .first_name = "Customer " + std::to_string(id),
                            .language = std::nullopt,
                            .referral_code = std::move(code)};
    return transact([&](db::Tx& tx) {
      return register_customer(tx, newcomer, random_, base::Timestamp{}).customer;
    });
  }
  std::vector<std::int64_t> ranking(int limit = 10) {
    std::vector<std::int64_t> ids;
    for (const Leader& leader : read([&](db::Tx& tx) { return leaderboard(tx, limit); })) {
      ids.push_back(leader.id);
    }
    return ids;
  }

 private:
  base::SeededRandom random_{3};
};
INSTANTIATE_TEST_SUITE_P(, LeaderboardTest, support::kBothEngines, support::engine_name);

TEST_P(LeaderboardTest, IsEmptyUntilSomebodyBroughtSomebody) {
  join(1);
  EXPECT_TRUE(ranking().empty());
}

TEST_P(LeaderboardTest, RanksByRefereesWhileNobodyHasEarned) {
  const Customer one = join(1);
  const Customer two = join(2);
  join(3, one.referral_code);
  join(4, two.referral_code);
  join(5, two.referral_code);
  EXPECT_EQ(ranking(), (std::vector<std::int64_t>{2, 1}));
  EXPECT_EQ(ranking(1), (std::vector<std::int64_t>{2}));
}

TEST_P(LeaderboardTest, EarningsComeBeforeReferees) {
  const Customer one = join(1);
  const Customer two = join(2);
  join(3, one.referral_code);
  join(4, two.referral_code);
  join(5, two.referral_code);
  transact([](db::Tx& tx) {
    return tx.execute("UPDATE users SET referral_earnings = $1 WHERE id = 1",
                      base::Money::units(3));
  });
  EXPECT_EQ(ranking(), (std::vector<std::int64_t>{1, 2}));
}

TEST_P(LeaderboardTest, LeavesBannedCustomersOut) {
  join(2, join(1).referral_code);
  transact([](db::Tx& tx) { return set_banned(tx, 1, true); });
  EXPECT_TRUE(ranking().empty());
}

}  // namespace
}  // namespace shop
