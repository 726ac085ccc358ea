#include "shop/core/update_log.h"

#include "shop/testing/shop_fixture.h"

namespace shop {
namespace {

class UpdateLogTest : public ShopTest {
 protected:
  bool mark(std::int64_t update_id, base::Timestamp now = kNow) {
    return transact([=](db::Tx& tx) { return mark_update_seen(tx, update_id, now); });
  }
  std::int64_t forget(base::Timestamp now) {
    return transact([=](db::Tx& tx) { return forget_old_updates(tx, now); });
  }
};
INSTANTIATE_TEST_SUITE_P(, UpdateLogTest, support::kBothEngines, support::engine_name);

TEST_P(UpdateLogTest, KnowsARepeatedUpdateInAnyOrder) {
  EXPECT_TRUE(mark(7));
  EXPECT_TRUE(mark(5));
  EXPECT_FALSE(mark(7));
  EXPECT_FALSE(mark(5, kNow + std::chrono::hours(24)));
}

TEST_P(UpdateLogTest, DoesNotRememberAnUpdateWhoseTransactionWasRolledBack) {
  const auto failed = transact([](db::Tx& tx) -> std::expected<int, int> {
    EXPECT_TRUE(mark_update_seen(tx, 7, kNow));
    EXPECT_FALSE(mark_update_seen(tx, 7, kNow));
    return std::unexpected(1);
  });
  EXPECT_FALSE(failed);
  EXPECT_TRUE(mark(7));
}

TEST_P(UpdateLogTest, RemembersForTwoDays) {
  mark(1);
  mark(2, kNow + kMoment);
  EXPECT_EQ(forget(kNow + kUpdateMemory), 0);
  EXPECT_EQ(forget(kNow + kUpdateMemory + kMoment), 1);
  EXPECT_TRUE(mark(1));
  EXPECT_FALSE(mark(2));
}

}  // namespace
}  // namespace shop
