#include "shop/core/kept_update.h"

#include "shop/testing/shop_fixture.h"

namespace shop {
namespace {

using std::chrono::seconds;

class KeptUpdateTest : public ShopTest {
 protected:
  void keep(std::string_view body, base::Timestamp now = kNow) {
    transact([&](db::Tx& tx) {
      keep_update(tx, body, now);
      return true;
    });
  }
  std::vector<KeptUpdate> due(base::Timestamp now) {
    return read([now](db::Tx& tx) { return due_updates(tx, now, 10); });
  }
  void put_off(const KeptUpdate& update, base::Timestamp now) {
    transact([&](db::Tx& tx) {
      put_off_update(tx, update, now);
      return true;
    });
  }
};
INSTANTIATE_TEST_SUITE_P(, KeptUpdateTest, support::kBothEngines, support::engine_name);

TEST_P(KeptUpdateTest, AreKeptOnceAndDueAtOnceInTheirOrder) {
  keep(R"({"name":"Zażółć 🎁"})");
  keep("{}", kNow + seconds(1));
  keep("{}", kNow + seconds(2));
  EXPECT_EQ(due(kNow).size(), 1U);
  const auto both = due(kNow + seconds(1));
  ASSERT_EQ(both.size(), 2U);
  EXPECT_EQ(both[0].body, R"({"name":"Zażółć 🎁"})");
  EXPECT_EQ(both[1].body, "{}");
}

TEST_P(KeptUpdateTest, ComeAgainAfterPausesThatGrowUpToAnHour) {
  keep("{}");
  auto now = kNow;
  for (const int pause_s : {10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600}) {
    const auto update = due(now).at(0);
    put_off(update, now);
    EXPECT_TRUE(due(now + seconds(pause_s) - kMoment).empty());
    now += seconds(pause_s);
    EXPECT_EQ(due(now).size(), 1U) << pause_s;
  }
}

TEST_P(KeptUpdateTest, AreUnbookedOnceAnAttemptHasFailed) {
  const auto unbooked = [this] { return read(count_unbooked_updates); };
  keep("{}");
  EXPECT_EQ(unbooked(), 0);
  const auto update = due(kNow).at(0);
  put_off(update, kNow);
  EXPECT_EQ(unbooked(), 1);
  transact([&](db::Tx& tx) {
    forget_kept_update(tx, update.id);
    return true;
  });
  EXPECT_EQ(unbooked(), 0);
  EXPECT_TRUE(due(kNow + std::chrono::hours(24)).empty());
}

}  // namespace
}  // namespace shop
