#include "shop/sales/order.h"

#include <array>

#include <gmock/gmock.h>

#include "shop/core/outbox.h"
#include "shop/testing/shop_fixture.h"

namespace shop {
namespace {

using base::Money;
using testing::ElementsAre;
using testing::IsEmpty;

class OrderTest : public ShopTest {
 protected:
  void SetUp() override {
    ShopTest::SetUp();
    join(kAnn, Money::units(1000));
    join(kBob, Money::units(1000));
  }
  static std::vector<std::int64_t> ids(const std::vector<Order>& orders) {
    std::vector<std::int64_t> ids;
    ids.reserve(orders.size());
    for (const auto& order : orders) {
      ids.push_back(order.id);
    }
    return ids;
  }
  std::vector<std::int64_t> orders_of(std::int64_t user_id, Page page = {}) {
    return ids(read([=](db::Tx& tx) { return shop::orders_of(tx, user_id, page).items; }));
  }
  std::vector<std::int64_t> list(const OrderFilter& filter, OrderSort sort = OrderSort::id,
                                 bool descending = false) {
    return ids(read(
        [&](db::Tx& tx) { return list_orders(tx, filter, sort, descending, {0, 100}).items; }));
  }
  bool deliver_again(std::int64_t order_id, std::int64_t user_id) {
    return transact([=](db::Tx& tx) { return shop::deliver_again(tx, order_id, user_id, kNow); });
  }
  std::int64_t waiting_deliveries() {
    return value<std::int64_t>(
        "SELECT count(*) FROM outbox WHERE status = 'waiting' "
        "AND kind = 'delivery_text'");
  }
};
INSTANTIATE_TEST_SUITE_P(, OrderTest, support::kBothEngines, support::engine_name);

TEST_P(OrderTest, AreACustomersOwnNewestFirst) {
  const auto first = buy(kAnn, stock(), kNow).id;
  buy(kBob, stock(), kNow);
  const auto second = buy(kAnn, stock(), kNow + kMoment).id;
  const auto third = buy(kAnn, stock(), kNow + kMoment).id;
  EXPECT_THAT(orders_of(kAnn), ElementsAre(third, second, first));
  EXPECT_THAT(orders_of(kAnn, {.offset = 1, .limit = 1}), ElementsAre(second));
  EXPECT_THAT(orders_of(4711), IsEmpty());
}

TEST_P(OrderTest, AreFoundWithWhatIsDelivered) {
  auto locker = voucher();
  locker.delivery_photo = "https://shop.example/locker.jpg";
  locker.delivery_latitude = base::Coordinate::microdegrees(52'229'676);
  locker.delivery_longitude = base::Coordinate::microdegrees(-21'012'229);
  const auto order = buy(kAnn, stock(locker)).id;
  const auto found =
      read([=](db::Tx& tx) { return find_delivered_orders(tx, std::array{order, order + 1}); });
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].order.id, order);
  EXPECT_EQ(found[0].order.user_id, kAnn);
  const auto& delivery = found[0].delivery;
  EXPECT_EQ(delivery.photo, "https://shop.example/locker.jpg");
  EXPECT_EQ(delivery.location->latitude.microdegrees(), 52'229'676);
  EXPECT_EQ(delivery.location->longitude.microdegrees(), -21'012'229);
  EXPECT_EQ(delivery.text, "Code: SECRET-4711");
}

TEST_P(OrderTest, AreDeliveredAgainWhenNothingWaits) {
  const auto order = buy(kAnn, stock()).id;
  EXPECT_TRUE(deliver_again(order, kAnn));
  EXPECT_EQ(waiting_deliveries(), 1) << "the first one still waits";
  transact([](db::Tx& tx) {
    const auto ids = tx.all<std::int64_t>("SELECT id FROM outbox");
    mark_sent(tx, ids, kNow);
    return true;
  });
  EXPECT_TRUE(deliver_again(order, kAnn));
  EXPECT_TRUE(deliver_again(order, kAnn));
  EXPECT_EQ(waiting_deliveries(), 1);
}

TEST_P(OrderTest, AreDeliveredToNobodyElse) {
  const auto order = buy(kAnn, stock()).id;
  EXPECT_FALSE(deliver_again(order, kBob));
  EXPECT_FALSE(deliver_again(order + 1, kAnn));
  EXPECT_EQ(waiting_deliveries(), 1);
}

TEST_P(OrderTest, AreFilteredAndSorted) {
  auto ticket = voucher_named("Zoo ticket");
  ticket.city = "Kraków";
  ticket.base_price = Money::units(20);
  const auto a = buy(kAnn, stock(), kNow).id;
  const auto b = buy(kBob, stock(ticket), kNow + kMoment).id;
  const auto c = buy(kAnn, stock(ticket), kNow + kMoment).id;
  EXPECT_THAT(list({}), ElementsAre(a, b, c));
  EXPECT_THAT(list({.user_id = kAnn}), ElementsAre(a, c));
  EXPECT_THAT(list({.city = "Kraków"}), ElementsAre(b, c));
  EXPECT_THAT(list({.user_id = kAnn, .city = "Kraków", .q = "zoo"}), ElementsAre(c));
  EXPECT_THAT(list({.q = "%"}), IsEmpty());
  EXPECT_THAT(list({}, OrderSort::created_at, /*descending=*/true), ElementsAre(c, b, a));
  EXPECT_THAT(list({}, OrderSort::created_at), ElementsAre(a, b, c));
  const auto page = read([](db::Tx& tx) {
    return list_orders(tx, {}, OrderSort::id, /*descending=*/false, {.offset = 2, .limit = 2});
  });
  EXPECT_THAT(ids(page.items), ElementsAre(c));
  EXPECT_EQ(page.total, 3);
}

}  // namespace
}  // namespace shop
