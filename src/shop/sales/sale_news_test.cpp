#include "shop/sales/sale_news.h"

#include <array>

#include <gmock/gmock.h>

#include "json/json.h"
#include "shop/customers/alert_topic.h"
#include "shop/testing/shop_fixture.h"

namespace shop {
namespace {

using base::Money;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr std::int64_t kOlga = 1;
constexpr std::int64_t kBoris = 2;

class SaleNewsTest : public ShopTest {
 protected:
  void SetUp() override {
    ShopTest::SetUp();
    join(kAnn, Money::units(10'000));
    join(kBob, Money::units(10'000));
    join(kOlga, Money::units(1));
    join(kBoris, Money::units(1));
  }
  int announce() {
    return transact([&](db::Tx& tx) { return announce_sales(tx, std::array{kOlga, kBoris}, now); });
  }
  // What the owner was told of, the oldest first.
  std::vector<SalesNotice> heard(std::int64_t owner_id) {
    std::vector<SalesNotice> notices;
    for (const auto& payload : read([&](db::Tx& tx) {
           return tx.all<std::string>(
               "SELECT payload FROM outbox WHERE kind = 'sales' AND user_id = $1 ORDER BY id",
               owner_id);
         })) {
      notices.push_back(json::parse<SalesNotice>(payload, json::Strictness::strict).value());
    }
    return notices;
  }
  std::vector<SaleDigest> digests(std::int64_t owner_id) {
    std::vector<SaleDigest> notices;
    for (const auto& payload : read([&](db::Tx& tx) {
           return tx.all<std::string>(
               "SELECT payload FROM outbox WHERE kind = 'sale_digest' AND user_id = $1 "
               "ORDER BY id",
               owner_id);
         })) {
      notices.push_back(json::parse<SaleDigest>(payload, json::Strictness::strict).value());
    }
    return notices;
  }
  bool has_news() {
    return read([&](db::Tx& tx) { return has_sales_to_announce(tx, now); });
  }
};
INSTANTIATE_TEST_SUITE_P(, SaleNewsTest, support::kBothEngines, support::engine_name);

TEST_P(SaleNewsTest, TellEachOwnerOfEachOrderOnce) {
  EXPECT_FALSE(has_news());
  EXPECT_EQ(announce(), 0);
  const auto first = buy(kAnn, stock()).id;
  const auto second = buy(kBob, stock()).id;
  EXPECT_TRUE(has_news());
  EXPECT_EQ(announce(), 2);
  EXPECT_FALSE(has_news());
  EXPECT_EQ(announce(), 0);
  for (const auto owner : {kOlga, kBoris}) {
    ASSERT_THAT(heard(owner), SizeIs(1)) << "a burst makes one message";
    EXPECT_THAT(heard(owner)[0].order_ids, ElementsAre(first, second));
  }
  buy(kAnn, stock());
  EXPECT_EQ(announce(), 1);
  EXPECT_THAT(heard(kOlga), SizeIs(2));
}

TEST_P(SaleNewsTest, NameOffersThatRanOut) {
  const auto one = stock();
  const auto other = stock();
  buy(kAnn, one);
  announce();
  EXPECT_THAT(heard(kOlga)[0].sold_out_ids, IsEmpty());
  buy(kBob, other);
  announce();
  EXPECT_THAT(heard(kOlga)[1].sold_out_ids, ElementsAre(other));
}

TEST_P(SaleNewsTest, AreNotSentToAnOwnerWhoSwitchedThemOff) {
  const auto set = [&](bool value) {
    transact([&](db::Tx& tx) {
      set_hears(tx, kOlga, AlertTopic::sale, value);
      return true;
    });
  };
  set(false);
  set(false);
  buy(kAnn, stock());
  EXPECT_EQ(announce(), 1);
  EXPECT_THAT(heard(kOlga), IsEmpty());
  EXPECT_THAT(heard(kBoris), SizeIs(1));
  set(true);
  EXPECT_EQ(announce(), 0) << "what was missed is not told later";
}

TEST_P(SaleNewsTest, AreToldTogetherEachHourWhenThereAreMany) {
  for (int i = 0; i < kMaxSaleNotices; ++i) {
    buy(kAnn, stock());
    announce();
  }
  EXPECT_THAT(heard(kOlga), SizeIs(kMaxSaleNotices));
  for (int i = 0; i <= kMaxSaleNotices; ++i) {
    buy(kBob, stock());
    announce();
  }
  EXPECT_THAT(heard(kOlga), SizeIs(kMaxSaleNotices));
  EXPECT_FALSE(has_news());
  now = kNow + kDigestPeriod;
  EXPECT_TRUE(has_news());
  EXPECT_EQ(announce(), 0);
  ASSERT_THAT(digests(kOlga), SizeIs(1));
  EXPECT_EQ(digests(kOlga)[0].orders, kMaxSaleNotices + 1);
  EXPECT_EQ(digests(kOlga)[0].revenue, Money::units(100 * (kMaxSaleNotices + 1)));
  EXPECT_EQ(digests(kOlga)[0].sold_out, kMaxSaleNotices + 1) << "each offer has one unit";
  EXPECT_EQ(digests(kOlga)[0].since, kNow);
  EXPECT_THAT(digests(kBoris), SizeIs(1)) << "each has their own";

  buy(kAnn, stock());
  announce();
  EXPECT_THAT(heard(kOlga), SizeIs(kMaxSaleNotices)) << "after many, the next hour is a digest too";
  now += kDigestPeriod;
  announce();
  ASSERT_THAT(digests(kOlga), SizeIs(2));
  EXPECT_EQ(digests(kOlga)[1].orders, 1);
  buy(kAnn, stock());
  announce();
  EXPECT_THAT(heard(kOlga), SizeIs(kMaxSaleNotices + 1))
      << "after few, they are told at once again";
  now += kDigestPeriod;
  announce();
  EXPECT_THAT(digests(kOlga), SizeIs(2)) << "nothing is told of nothing";
}

TEST_P(SaleNewsTest, AreNotSentToAnOwnerWhoCannotBeReached) {
  execute("UPDATE users SET has_blocked_bot = true WHERE id = 1");
  buy(kAnn, stock());
  EXPECT_EQ(announce(), 1);
  EXPECT_THAT(heard(kOlga), IsEmpty());
  EXPECT_THAT(heard(kBoris), SizeIs(1));
}

TEST_P(SaleNewsTest, SumWhatTheOrdersHaveBrought) {
  const std::array ids{buy(kAnn, stock()).id, buy(kBob, stock()).id};
  EXPECT_EQ(read([&](db::Tx& tx) { return total_of_orders(tx, ids); }), Money::units(200));
}

}  // namespace
}  // namespace shop
