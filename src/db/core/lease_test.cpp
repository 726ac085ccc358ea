#include "db/core/lease.h"

#include "support/on_both_engines.h"

namespace {

using std::chrono::seconds;

class Lease : public support::OnBothEngines {
 protected:
  bool take(std::string_view holder, base::Timestamp now) {
    return transact(
        [&](db::Tx& tx) { return db::take_lease(tx, "poll", holder, now, seconds(30)); });
  }
  void release(std::string_view holder) {
    transact([&](db::Tx& tx) {
      db::release_lease(tx, "poll", holder);
      return true;
    });
  }
  std::optional<std::string> holder() {
    return read([](db::Tx& tx) { return db::lease_holder(tx, "poll"); });
  }

  base::Timestamp now_{std::chrono::sys_days(std::chrono::January / 1 / 2026)};
};

INSTANTIATE_TEST_SUITE_P(, Lease, support::kBothEngines, support::engine_name);

TEST_P(Lease, BelongsToOneHolderUntilItRunsOut) {
  EXPECT_EQ(holder(), std::nullopt);
  EXPECT_TRUE(take("a", now_));
  EXPECT_FALSE(take("b", now_ + seconds(29)));
  EXPECT_TRUE(take("a", now_ + seconds(29))) << "the holder renews it";
  EXPECT_FALSE(take("b", now_ + seconds(30)));
  EXPECT_EQ(holder(), "a");
  EXPECT_TRUE(take("b", now_ + seconds(59)));
  EXPECT_EQ(holder(), "b");
}

TEST_P(Lease, IsFreeAtOnceWhenItsHolderReleasesIt) {
  ASSERT_TRUE(take("a", now_));
  release("b");
  EXPECT_FALSE(take("b", now_));
  release("a");
  EXPECT_TRUE(take("b", now_));
}

}  // namespace
