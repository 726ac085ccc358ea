#include "shop/stock/goods.h"

#include <thread>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "shop/stock/product.h"
#include "shop/testing/shop_fixture.h"

namespace shop {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(GoodsKey, IsTheSameHoweverATextIsSpaced) {
  const auto key = goods_key("Locker 5, code 12 3");
  EXPECT_EQ(goods_key(" Locker 5,\r\n code\u00A012 3\n"), key);
  EXPECT_NE(goods_key("Locker 5, code 1 23"), key);
  EXPECT_NE(goods_key("locker 5, code 12 3"), key);
  EXPECT_GE(key, 0);
  EXPECT_NE(goods_key("\xFF"), goods_key("\xFE"));
}

class GoodsTest : public ShopTest {
 protected:
  std::vector<std::size_t> note(const std::vector<GoodsKey>& keys) {
    return transact([&](db::Tx& tx) { return note_goods(tx, keys); });
  }
  int note_unread(std::int64_t max_units) {
    int count = 1;
    while (transact([=](db::Tx& tx) { return note_unread_units(tx, max_units); })) {
      ++count;
    }
    return count;
  }
};
INSTANTIATE_TEST_SUITE_P(, GoodsTest, support::kBothEngines, support::engine_name);

TEST_P(GoodsTest, AreNotedOnce) {
  EXPECT_THAT(note({}), IsEmpty());
  EXPECT_THAT(note({7}), IsEmpty());
  EXPECT_THAT(note({5, 7, 6, 5}), ElementsAre(1, 3));
  EXPECT_THAT(note({5, 6, 7}), ElementsAre(0, 1, 2));
  std::vector<GoodsKey> many(350);
  std::ranges::generate(many, [key = GoodsKey(0)]() mutable { return key += 2; });
  EXPECT_THAT(note(many), ElementsAre(2)) << "the 6";
  EXPECT_EQ(count("goods"), 352);
  EXPECT_THAT(read([](db::Tx& tx) { return noted_goods(tx, std::vector<GoodsKey>{1, 2, 5}); }),
              ElementsAre(1, 2));
}

TEST_P(GoodsTest, OfUnitsThatCameOtherwiseAreNotedToo) {
  auto unit = voucher();
  for (int i = 0; i < 25; ++i) {
    unit.delivery_text = fmt::format("Code {}", i);
    stock(unit, 2);
  }
  EXPECT_EQ(note_unread(10), 6);
  EXPECT_EQ(count("goods"), 25);
  EXPECT_EQ(note_unread(10), 1);
  stock(unit, 1);
  EXPECT_EQ(note_unread(10), 1);
  EXPECT_EQ(count("goods"), 25);
}

TEST_P(GoodsTest, AreNotReadAgainWhenTheyWereNotedWithTheirUnits) {
  const auto newest = read([](db::Tx& tx) { return newest_unit(tx); });
  stock(voucher(), 3);
  const auto skip = [&](std::int64_t units) {
    transact([&](db::Tx& tx) {
      skip_units(tx, newest, units);
      return true;
    });
  };
  skip(2);
  EXPECT_EQ(value<std::int64_t>("SELECT product_id FROM goods_read"), newest)
      << "one of the three is another's";
  skip(3);
  note_unread(10);
  EXPECT_EQ(count("goods"), 0);
}

TEST_P(GoodsTest, AreRefusedToAnOwnerWhoAddsThemAgain) {
  const auto add = [&](const std::string& text, Repeats repeats) {
    auto unit = voucher();
    unit.delivery_text = text;
    return transact([&](db::Tx& tx) {
      return create_product(tx, unit, repeats,
                            permit<Act::create_product>(Actor::web("owner")).value(), kNow);
    });
  };
  auto by_sql = voucher();
  by_sql.delivery_text = "Code 1";
  stock(by_sql, 1);
  ASSERT_FALSE(add("Code  1\n", Repeats::refused));
  EXPECT_EQ(add("Code 1", Repeats::refused).error().kind, FieldProblem::already_had);
  EXPECT_EQ(add("Code 1", Repeats::refused).error().field, "delivery_text");
  EXPECT_EQ(count("products"), 1);
  EXPECT_TRUE(add("Code 1", Repeats::allowed));
  EXPECT_TRUE(add("Code 2", Repeats::refused));
  EXPECT_FALSE(add("Code 2", Repeats::refused));
  EXPECT_EQ(count("products"), 3);
}

TEST_P(GoodsTest, AreAddedOnceByThoseWhoAddThemAtOnce) {
  constexpr int kOwners = 4;
  constexpr int kCodes = 20;
  std::atomic<int> added = 0;
  {
    std::vector<std::jthread> owners;
    for (int owner = 0; owner < kOwners; ++owner) {
      owners.emplace_back([&] {
        for (int code = 0; code < kCodes; ++code) {
          auto unit = voucher();
          unit.delivery_text = fmt::format("Code {}", code);
          added += database()
                       .transact_blocking([&](db::Tx& tx) {
                         return create_product(
                             tx, unit, Repeats::refused,
                             permit<Act::create_product>(Actor::web("owner")).value(), kNow);
                       })
                       .has_value();
        }
      });
    }
  }
  EXPECT_EQ(added, kCodes);
  EXPECT_EQ(count("products"), kCodes);
}

}  // namespace
}  // namespace shop
