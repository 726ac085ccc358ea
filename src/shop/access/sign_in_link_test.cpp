#include "shop/access/sign_in_link.h"

#include <atomic>
#include <latch>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "shop/testing/shop_fixture.h"

namespace shop {
namespace {

class SignInLinkTest : public ShopTest {
 protected:
  void SetUp() override {
    ShopTest::SetUp();
    join(kAnn);
  }
  std::string make() {
    return transact([&](db::Tx& tx) {
      const auto by = permit<Act::sign_in>(Actor::staff(Role::support, kAnn)).value();
      return make_sign_in_link(tx, by, random_of_links, now);
    });
  }
  std::optional<std::int64_t> use(const std::string& token) {
    return transact([&](db::Tx& tx) { return use_sign_in_link(tx, token, now); });
  }

  base::SystemRandom random_of_links;
};
INSTANTIATE_TEST_SUITE_P(, SignInLinkTest, support::kBothEngines, support::engine_name);

TEST_P(SignInLinkTest, IsGoodOnce) {
  const auto token = make();
  EXPECT_EQ(token.size(), 40U);
  EXPECT_EQ(use("x" + token), std::nullopt);
  EXPECT_EQ(use(""), std::nullopt);
  EXPECT_EQ(use(token), kAnn);
  EXPECT_EQ(use(token), std::nullopt);
}

TEST_P(SignInLinkTest, IsGoodForTwoMinutes) {
  const auto token = make();
  now += kSignInLinkLife - kMoment;
  EXPECT_EQ(use(token), kAnn);
  const auto late = make();
  now += kSignInLinkLife;
  EXPECT_EQ(use(late), std::nullopt);
}

TEST_P(SignInLinkTest, EndsTheOneBefore) {
  const auto first = make();
  const auto second = make();
  EXPECT_EQ(use(first), std::nullopt);
  EXPECT_EQ(use(second), kAnn);
}

TEST_P(SignInLinkTest, IsKeptAsAHash) {
  const auto token = make();
  EXPECT_EQ(value<std::int64_t>("SELECT count(*) FROM sign_in_links WHERE secret_hash = $1", token),
            0);
}

TEST_P(SignInLinkTest, IsUsedByOneOfManyAtOnce) {
  constexpr int kThreads = 8;
  const auto token = make();
  std::latch start(kThreads);
  std::atomic<int> used = 0;
  std::vector<std::jthread> threads;
  threads.reserve(kThreads);
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&] {
      start.arrive_and_wait();
      used += use(token).has_value() ? 1 : 0;
    });
  }
  threads.clear();
  EXPECT_EQ(used, 1);
}

}  // namespace
}  // namespace shop
