#include "shop/stock/discounts/discount.h"

#include <gmock/gmock.h>

#include "shop/testing/shop_fixture.h"

namespace shop {
namespace {

using base::Money;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

class DiscountTest : public ShopTest {
 protected:
  auto set(std::int64_t product_id, int percent) {
    return transact([=](db::Tx& tx) {
      return set_discount(tx, product_id, {*base::Percent::of(percent)},
                          permit<Act::set_discount>(Actor::owner(7)).value(), kNow);
    });
  }
  std::expected<std::int64_t, BulkRefusal> set_bulk(const std::vector<std::int64_t>& ids,
                                                    int percent) {
    const auto accepted = transact([&](db::Tx& tx) {
      return set_discount_bulk(tx, {.ids = ids}, {*base::Percent::of(percent)},
                               permit<Act::set_discount>(Actor::web("admin")).value(), kNow);
    });
    if (!accepted) {
      return std::unexpected(accepted.error());
    }
    return finish(*accepted);
  }
  std::int64_t set_where(const ProductFilter& filter, int percent) {
    return finish(transact([&](db::Tx& tx) {
      return set_bulk_discount(tx, filter_of(filter), {*base::Percent::of(percent)},
                               permit<Act::set_discount>(Actor::web("admin")).value(), kNow);
    }));
  }
  std::int64_t finish(BulkDiscount discount) {
    while (!discount.finished_at) {
      discount = transact([&](db::Tx& tx) {
        continue_bulk_change(tx, kNow);
        return find_bulk_discount(tx, discount.id).value();
      });
    }
    return discount.updated;
  }
  int percent_of(std::int64_t id) { return product(id).discount_percent.value(); }
  std::vector<int> percents(const std::vector<std::int64_t>& ids) {
    std::vector<int> percents;
    percents.reserve(ids.size());
    for (const auto id : ids) {
      percents.push_back(percent_of(id));
    }
    return percents;
  }
  NewProduct in(std::string city, std::string name) {
    auto product = voucher_named(std::move(name));
    product.city = std::move(city);
    return product;
  }
};
INSTANTIATE_TEST_SUITE_P(, DiscountTest, support::kBothEngines, support::engine_name);

TEST_P(DiscountTest, IsSetOnEveryUnsoldUnitOfTheOffer) {
  join(kAnn, Money::units(200));
  const auto ids = stock(voucher(), 4);
  const auto other = stock(voucher_named("Another"));
  auto dearer = voucher();
  dearer.base_price = Money::units(101);
  const auto dear = stock(dearer);
  buy(kAnn, ids[0]);
  ASSERT_TRUE(reserve(kAnn, ids[1]));

  const auto result = set(ids[2], 20);
  ASSERT_TRUE(result);
  EXPECT_EQ(result->discount.updated, 3);
  EXPECT_EQ(result->product.id, ids[2]);
  EXPECT_EQ(result->product.discount_percent.value(), 20);
  EXPECT_EQ(price_of(result->product), Money::units(80));
  EXPECT_THAT(percents(ids), ElementsAre(0, 20, 20, 20));
  EXPECT_EQ(percent_of(other), 0);
  EXPECT_EQ(percent_of(dear), 0);
}

TEST_P(DiscountTest, GoesFromNothingToAllAndBack) {
  const auto id = stock();
  EXPECT_EQ(price_of(set(id, 100)->product), Money());
  EXPECT_EQ(price_of(set(id, 1)->product), Money::units(99));
  EXPECT_EQ(price_of(set(id, 0)->product), Money::units(100));
  EXPECT_EQ(set(id, 0)->discount.updated, 1) << "setting what is set already is no error";
}

TEST_P(DiscountTest, RoundsThePriceHalfUp) {
  auto cheap = voucher();
  cheap.base_price = Money::hundredths(1);
  EXPECT_EQ(price_of(set(stock(cheap), 50)->product), Money::hundredths(1));
  cheap.base_price = Money::hundredths(3);
  EXPECT_EQ(price_of(set(stock(cheap), 50)->product), Money::hundredths(2));
  cheap.base_price = Money::hundredths(1'49);
  EXPECT_EQ(price_of(set(stock(cheap), 99)->product), Money::hundredths(1));
  cheap.base_price = Money::hundredths(Money::max_hundredths);
  EXPECT_EQ(price_of(set(stock(cheap), 1)->product), Money::hundredths(98'999'999'999'999));
}

TEST_P(DiscountTest, OfASoldUnitIsSetOnTheRestOfItsOffer) {
  join(kAnn, Money::units(200));
  const auto ids = stock(voucher(), 2);
  buy(kAnn, ids[0]);
  const auto result = set(ids[0], 30);
  ASSERT_TRUE(result);
  EXPECT_EQ(result->product.id, ids[1]);
  EXPECT_THAT(percents(ids), ElementsAre(0, 30));
  buy(kAnn, ids[1]);
  EXPECT_EQ(refusal_of(set(ids[0], 40)), DiscountRefusal::sold);
  EXPECT_THAT(percents(ids), ElementsAre(0, 30));
}

TEST_P(DiscountTest, RefusesAnUnknownProduct) {
  EXPECT_EQ(refusal_of(set(4711, 10)), DiscountRefusal::unknown_product);
}

TEST_P(DiscountTest, IsInTheAuditLog) {
  const auto ids = stock(voucher(), 2);
  ASSERT_TRUE(set(ids[0], 20));
  const auto entry =
      "SELECT actor || ' ' || action || ' ' || subject || ' ' || details FROM audit_log "
      "ORDER BY id DESC LIMIT 1";
  EXPECT_THAT(value<std::string>(entry),
              AllOf(StartsWith("owner:7 set_discount product:" + std::to_string(ids[0])),
                    HasSubstr(R"("discount_percent":0)"), HasSubstr(R"("discount_percent":20)")))
      << "before and after";
  ASSERT_TRUE(set_bulk(ids, 30));
  EXPECT_THAT(value<std::string>(entry), StartsWith("web:admin set_discount products:2 "));
  set_where({.city = "Warsaw"}, 40);
  EXPECT_THAT(value<std::string>(entry),
              StartsWith(R"(web:admin set_discount products {"filter":{"city":"Warsaw"},)"
                         R"("discount_percent":40)"));
}

TEST_P(DiscountTest, InBulkIsSetOnExactlyTheseUnits) {
  const auto ids = stock(voucher(), 3);
  EXPECT_EQ(set_bulk({ids[0], ids[2], ids[0]}, 30), 2);
  EXPECT_THAT(percents(ids), ElementsAre(30, 0, 30));
  EXPECT_EQ(set_bulk({}, 30), 0);
}

TEST_P(DiscountTest, InBulkIsSetOnAllOrNone) {
  join(kAnn, Money::units(200));
  const auto ids = stock(voucher(), 4);
  buy(kAnn, ids[1]);
  ASSERT_TRUE(reserve(kAnn, ids[3]));
  const auto refusal = refusal_of(set_bulk({4712, ids[0], ids[1], ids[3], 4711, 4711}, 30));
  ASSERT_TRUE(refusal);
  EXPECT_THAT(refusal->unknown, ElementsAre(4711, 4712));
  EXPECT_THAT(refusal->sold, ElementsAre(ids[1]));
  EXPECT_THAT(percents(ids), ElementsAre(0, 0, 0, 0));
  EXPECT_EQ(count("audit_log"), 1) << "that Ann was given money";
  EXPECT_EQ(set_bulk({ids[0], ids[3]}, 30), 2) << "a reserved unit is no obstacle";
}

TEST_P(DiscountTest, InBulkTakesThousandsOfUnits) {
  EXPECT_EQ(set_bulk(stock(voucher(), 5000), 30), 5000);
  EXPECT_EQ(value<std::int64_t>("SELECT count(*) FROM products WHERE discount_percent = 30"), 5000);
}

TEST_P(DiscountTest, ByFilterIsSetOnUnsoldUnits) {
  join(kAnn, Money::units(200));
  const auto warsaw = stock(in("Warsaw", "A"), 3);
  const auto krakow = stock(in("Kraków", "A"), 2);
  buy(kAnn, warsaw[0]);
  EXPECT_EQ(set_where({.city = "Warsaw", .sold = true}, 30), 2);
  EXPECT_THAT(percents(warsaw), ElementsAre(0, 30, 30));
  EXPECT_THAT(percents(krakow), ElementsAre(0, 0));
  EXPECT_EQ(set_where({.city = "Kraków"}, 10), 2);
  EXPECT_EQ(set_where({.city = "Nowhere"}, 10), 0);
  EXPECT_EQ(set_where({.discounted = true}, 0), 4);
}

TEST_P(DiscountTest, ByFilterTakesASearchedTextLiterally) {
  const auto percent = stock(voucher_named("100% wool"));
  const auto other = stock(voucher_named("1000 wool"));
  const auto quoted = stock(voucher_named("O'Neill_'; DROP TABLE orders; --\\"));
  EXPECT_EQ(set_where({.q = "100% WOOL"}, 10), 1);
  EXPECT_EQ(set_where({.q = "_'; DROP"}, 20), 1);
  EXPECT_EQ(set_where({.q = "\\"}, 30), 1);
  EXPECT_THAT(percents({percent, other, quoted}), ElementsAre(10, 0, 30));
}

}  // namespace
}  // namespace shop
