#include "shop/deposits/alert.h"

#include <gmock/gmock.h>

#include "shop/testing/shop_fixture.h"

namespace shop {
namespace {

using testing::ElementsAre;

TEST(Alert, IsReadByMachines) {
  EXPECT_EQ(json::to_text(Alert{.alert = AlertKind::rates_stale}), R"({"alert":"rates_stale"})");
  EXPECT_EQ(
      json::to_text(Alert{.alert = AlertKind::chain_stopped, .coin = Coin::btc, .height = 800'000}),
      R"({"alert":"chain_stopped","coin":"btc","height":800000})");
  EXPECT_EQ(
      json::to_text(Alert{.alert = AlertKind::credit_taken_back, .deposit_id = 7, .index = 3}),
      R"({"alert":"credit_taken_back","deposit_id":7,"index":3})");
}

class AlertTest : public ShopTest {};
INSTANTIATE_TEST_SUITE_P(, AlertTest, support::kBothEngines, support::engine_name);

TEST_P(AlertTest, ReachesEachOwner) {
  join(1);
  join(2);
  const auto told = transact([](db::Tx& tx) {
    raise_alert(tx, std::vector<std::int64_t>{1, 2}, {.alert = AlertKind::rates_stale}, kNow);
    return tx.all<std::int64_t>("SELECT user_id FROM outbox WHERE kind = 'alert' ORDER BY id");
  });
  EXPECT_THAT(told, ElementsAre(1, 2));
}

TEST_P(AlertTest, IsRaisedOnceWhileItIsFresh) {
  join(1);
  join(2);
  const auto told_after = [&](std::chrono::minutes passed, AlertKind kind) {
    return transact([&](db::Tx& tx) {
      raise_alert_once(tx, std::vector<std::int64_t>{1, 2}, {.alert = kind}, std::chrono::hours(1),
                       kNow + passed);
      return tx.one<std::int64_t>("SELECT COUNT(*) FROM outbox WHERE kind = 'alert'");
    });
  };
  using std::chrono::minutes;
  EXPECT_EQ(told_after(minutes(0), AlertKind::second_poller), 2);
  EXPECT_EQ(told_after(minutes(59), AlertKind::second_poller), 2);
  EXPECT_EQ(told_after(minutes(59), AlertKind::webhook_changed), 4) << "another matter";
  EXPECT_EQ(told_after(minutes(60), AlertKind::second_poller), 6);
}

}  // namespace
}  // namespace shop
