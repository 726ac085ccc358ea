#include "shop/stock/catalog.h"

#include <gmock/gmock.h>

#include "shop/testing/shop_fixture.h"

namespace shop {
namespace {

using base::Money;
using testing::ElementsAre;
using testing::IsEmpty;

class CatalogTest : public ShopTest {
 protected:
  void SetUp() override {
    ShopTest::SetUp();
    join(kAnn, Money::units(100'000));
  }
  static NewProduct at(std::string city, std::string district = "Center",
                       std::string category = "Vouchers", std::string name = "Book voucher") {
    auto product = voucher();
    product.city = std::move(city);
    product.district = std::move(district);
    product.category = std::move(category);
    product.name = std::move(name);
    return product;
  }
  static NewProduct priced(std::string name, int price_units, int percent = 0) {
    auto product = voucher_named(std::move(name));
    product.base_price = Money::units(price_units);
    product.discount_percent = *base::Percent::of(percent);
    return product;
  }
  static std::vector<std::string> names(const Slice<Entry>& entries) {
    std::vector<std::string> names;
    names.reserve(entries.items.size());
    for (const auto& entry : entries.items) {
      names.push_back(entry.name);
    }
    return names;
  }
  Slice<Entry> cities(Page page = {}) {
    return read([=](db::Tx& tx) { return shop::cities(tx, page); });
  }
  Slice<Entry> districts(std::string_view city, Page page = {}) {
    return read([=](db::Tx& tx) { return shop::districts(tx, city, page); });
  }
  Slice<Entry> categories(std::string_view city, std::string_view district) {
    return read([=](db::Tx& tx) { return shop::categories(tx, city, district, {}); });
  }
  Slice<Offer> offers(Page page = {}, base::Timestamp now = kNow) {
    const Place place{"Warsaw", "Center", "Vouchers"};
    return read([=](db::Tx& tx) { return shop::offers(tx, place, page, now); });
  }
  int available(base::Timestamp now = kNow) {
    const auto list = offers({}, now).items;
    EXPECT_EQ(list.size(), 1U);
    return list.empty() ? -1 : list.front().available;
  }
  std::optional<Card> card(std::int64_t id, base::Timestamp now = kNow) {
    return read([=](db::Tx& tx) { return find_card(tx, id, now); });
  }
};
INSTANTIATE_TEST_SUITE_P(, CatalogTest, support::kBothEngines, support::engine_name);

TEST_P(CatalogTest, OfAnEmptyShopIsEmpty) {
  EXPECT_THAT(cities().items, IsEmpty());
  EXPECT_FALSE(cities().has_more);
  EXPECT_THAT(districts("Warsaw").items, IsEmpty());
  EXPECT_THAT(categories("Warsaw", "Center").items, IsEmpty());
  EXPECT_THAT(offers().items, IsEmpty());
}

TEST_P(CatalogTest, NamesEachPlaceOnceInTheOrderOfItsBytes) {
  for (const auto* city : {"warsaw", "Łódź", "Warsaw", "Zakopane", "Warsaw", "O'Hare", "Kraków"}) {
    stock(at(city), 2);
  }
  EXPECT_THAT(names(cities()),
              ElementsAre("Kraków", "O'Hare", "Warsaw", "Zakopane", "warsaw", "Łódź"));
}

TEST_P(CatalogTest, ShowsOnlyWhatIsWithin) {
  stock(at("Warsaw", "Center", "Vouchers"));
  stock(at("Warsaw", "Mokotów", "Tickets"));
  stock(at("Kraków", "Center", "Licences"));
  EXPECT_THAT(names(districts("Warsaw")), ElementsAre("Center", "Mokotów"));
  EXPECT_THAT(names(districts("Kraków")), ElementsAre("Center"));
  EXPECT_THAT(names(categories("Warsaw", "Center")), ElementsAre("Vouchers"));
  EXPECT_THAT(names(categories("Kraków", "Center")), ElementsAre("Licences"));
  EXPECT_THAT(names(categories("Kraków", "Mokotów")), IsEmpty());
  EXPECT_THAT(names(districts("' OR 1=1 --")), IsEmpty());
}

TEST_P(CatalogTest, NamesAUnitOfEachPlace) {
  stock(at("Warsaw"));
  const auto krakow = stock(at("Kraków", "Center"));
  EXPECT_EQ(cities().items[0].product_id, krakow);
  EXPECT_EQ(districts("Kraków").items[0].product_id, krakow);
  EXPECT_EQ(categories("Kraków", "Center").items[0].product_id, krakow);
}

TEST_P(CatalogTest, IsPaged) {
  for (const auto* city : {"A", "B", "C", "D", "E"}) {
    stock(at(city));
  }
  const auto first = cities({.offset = 0, .limit = 2});
  EXPECT_THAT(names(first), ElementsAre("A", "B"));
  EXPECT_TRUE(first.has_more);
  const auto last = cities({.offset = 3, .limit = 2});
  EXPECT_THAT(names(last), ElementsAre("D", "E"));
  EXPECT_FALSE(last.has_more);
  EXPECT_THAT(names(cities({.offset = 5, .limit = 2})), IsEmpty());
}

TEST_P(CatalogTest, LeavesOutSoldUnitsButNotReservedOnes) {
  buy(kAnn, stock(at("Gone")));
  ASSERT_TRUE(reserve(kAnn, stock(at("Held"))));
  EXPECT_THAT(names(cities()), ElementsAre("Held"));
}

TEST_P(CatalogTest, MakesOneOfferOfEqualUnits) {
  stock(priced("B", 10), 3);
  stock(priced("A", 20));
  stock(priced("A", 20, 30));
  stock(priced("A", 10));
  const auto list = offers().items;
  ASSERT_EQ(list.size(), 4U);
  EXPECT_EQ(list[0].name, "A");
  EXPECT_EQ(list[0].base_price, Money::units(10));
  EXPECT_EQ(list[1].base_price, Money::units(20));
  EXPECT_EQ(list[1].discount_percent.value(), 0);
  EXPECT_EQ(list[2].discount_percent.value(), 30);
  EXPECT_EQ(price_of(list[2]), Money::units(14));
  EXPECT_EQ(list[3].name, "B");
  EXPECT_EQ(list[3].available, 3);
}

TEST_P(CatalogTest, PagesOffers) {
  for (const auto* name : {"A", "B", "C"}) {
    stock(priced(name, 10), 2);
  }
  const auto page = offers({.offset = 1, .limit = 1});
  ASSERT_EQ(page.items.size(), 1U);
  EXPECT_EQ(page.items[0].name, "B");
  EXPECT_TRUE(page.has_more);
  EXPECT_FALSE(offers({.offset = 2, .limit = 1}).has_more);
}

TEST_P(CatalogTest, CountsUnitsThatAreNotReserved) {
  const auto ids = stock(voucher(), 3);
  ASSERT_TRUE(reserve(kAnn, ids[0]));
  EXPECT_EQ(available(), 2);
  EXPECT_EQ(available(kNow + kReservationTime - kMoment), 2);
  EXPECT_EQ(available(kNow + kReservationTime), 3) << "a reservation that has ended does not count";
  ASSERT_TRUE(purchase(kAnn, ids[0]));
  EXPECT_EQ(available(), 2);
}

TEST_P(CatalogTest, ShowsAnOfferWithEveryUnitReserved) {
  ASSERT_TRUE(reserve(kAnn, stock()));
  EXPECT_EQ(available(), 0);
}

TEST_P(CatalogTest, StopsCountingAtTheCap) {
  const auto ids = stock(voucher(), kAvailableCap - 1);
  EXPECT_EQ(available(), kAvailableCap - 1);
  stock();
  EXPECT_EQ(available(), kAvailableCap);
  stock(voucher(), 50);
  EXPECT_EQ(available(), kAvailableCap);
  execute(
      "UPDATE products SET is_reserved = true, reserved_by = $1, reserved_until = $2 "
      "WHERE id <= $3",
      kAnn, kNow, ids.back());
  EXPECT_EQ(available(), kAvailableCap) << "expired reservations and free units together";
  EXPECT_EQ(card(ids[0])->available, kAvailableCap);
}

TEST_P(CatalogTest, ShowsTheCardOfTheUnitItself) {
  const auto ids = stock(voucher(), 2);
  ASSERT_TRUE(reserve(kAnn, ids[0]));
  const auto shown = card(ids[0]);
  ASSERT_TRUE(shown);
  EXPECT_EQ(shown->product.id, ids[0]);
  EXPECT_EQ(shown->product.description, "Valid in every bookshop of the chain.");
  EXPECT_EQ(shown->available, 1);
  EXPECT_EQ(card(ids[0], kNow + kReservationTime)->available, 2);
}

TEST_P(CatalogTest, ShowsAnotherUnitOfTheOfferWhenOneIsSold) {
  const auto ids = stock(voucher(), 2);
  stock(priced("Book voucher", 90));
  buy(kAnn, ids[0]);
  EXPECT_EQ(card(ids[0])->product.id, ids[1]);
}

TEST_P(CatalogTest, ShowsTheCheapestOfThatNameWhenTheOfferIsSoldOut) {
  const auto id = stock();
  stock(priced("Book voucher", 120));
  const auto cheapest = stock(priced("Book voucher", 110));
  stock(at("Kraków"));
  buy(kAnn, id);
  EXPECT_EQ(card(id)->product.id, cheapest);
}

TEST_P(CatalogTest, ShowsTheSoldUnitWhenNothingElseIsLeft) {
  const auto id = stock();
  stock(at("Kraków"));
  buy(kAnn, id);
  const auto shown = card(id);
  ASSERT_TRUE(shown);
  EXPECT_EQ(shown->product.id, id);
  EXPECT_TRUE(shown->product.is_sold);
  EXPECT_EQ(shown->available, 0);
}

TEST_P(CatalogTest, HasNoCardOfAnUnknownProduct) {
  EXPECT_FALSE(card(4711));
  EXPECT_FALSE(card(-1));
}

}  // namespace
}  // namespace shop
