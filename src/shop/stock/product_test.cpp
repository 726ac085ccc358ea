#include "shop/stock/product.h"

#include <algorithm>

#include <gmock/gmock.h>

#include "shop/testing/shop_fixture.h"

namespace shop {
namespace {

using base::Money;
using testing::ElementsAre;
using testing::IsEmpty;

std::string_view field_of_error(const NewProduct& product) {
  const auto problem = check_product(product);
  return problem ? problem->field : "";
}

// The voucher with one text replaced.
NewProduct with(std::string NewProduct::* member, std::string text) {
  auto product = voucher();
  product.*member = std::move(text);
  return product;
}

TEST(NewProduct, IsRightWhenItFitsTheMessages) {
  EXPECT_EQ(field_of_error(voucher()), "");
  EXPECT_EQ(field_of_error(with(&NewProduct::description, "")), "");
  EXPECT_EQ(field_of_error(with(&NewProduct::delivery_text, "two\r\nlines\tand <b>&")), "");
}

TEST(NewProduct, IsWrongWithoutANameOrADelivery) {
  for (const auto* blank : {"", "  ", "\t"}) {
    EXPECT_EQ(field_of_error(with(&NewProduct::city, blank)), "city");
    EXPECT_EQ(field_of_error(with(&NewProduct::district, blank)), "district");
    EXPECT_EQ(field_of_error(with(&NewProduct::category, blank)), "category");
    EXPECT_EQ(field_of_error(with(&NewProduct::name, blank)), "name");
    EXPECT_EQ(field_of_error(with(&NewProduct::delivery_text, blank)), "delivery_text");
  }
}

TEST(NewProduct, IsWrongWithTextThatTelegramWouldRefuse) {
  EXPECT_EQ(field_of_error(with(&NewProduct::name, "a\nb")), "name");
  EXPECT_EQ(field_of_error(with(&NewProduct::name, "a\x7f")), "name");
  EXPECT_EQ(field_of_error(with(&NewProduct::name, std::string("a\0b", 3))), "name");
  EXPECT_EQ(field_of_error(with(&NewProduct::description, "\xff")), "description");
  EXPECT_EQ(field_of_error(with(&NewProduct::delivery_text, "\x1b[0m")), "delivery_text");
}

TEST(NewProduct, IsMeasuredInUtf16) {
  const auto repeated = [](std::string_view text, int times) {
    std::string all;
    for (int i = 0; i < times; ++i) {
      all += text;
    }
    return all;
  };
  EXPECT_EQ(field_of_error(with(&NewProduct::name, repeated("ł", 100))), "");
  EXPECT_EQ(field_of_error(with(&NewProduct::name, repeated("ł", 101))), "name");
  EXPECT_EQ(field_of_error(with(&NewProduct::name, repeated("🔥", 50))), "");
  EXPECT_EQ(field_of_error(with(&NewProduct::name, repeated("🔥", 51))), "name");
  EXPECT_EQ(field_of_error(with(&NewProduct::description, repeated("x", 701))), "description");
  EXPECT_EQ(field_of_error(with(&NewProduct::delivery_text, repeated("x", 4000))), "");
  EXPECT_EQ(field_of_error(with(&NewProduct::delivery_text, repeated("🔥", 2001))),
            "delivery_text");
}

TEST(NewProduct, CostsSomething) {
  auto product = voucher();
  product.base_price = Money();
  EXPECT_EQ(field_of_error(product), "base_price");
  product.base_price = Money::hundredths(-1);
  EXPECT_EQ(field_of_error(product), "base_price");
  product.base_price = Money::hundredths(1);
  EXPECT_EQ(field_of_error(product), "");
}

TEST(NewProduct, HasAWholePlaceOnEarthOrNone) {
  auto product = voucher();
  product.delivery_latitude = base::Coordinate::microdegrees(-90'000'000);
  EXPECT_EQ(field_of_error(product), "delivery_longitude");
  product.delivery_longitude = base::Coordinate::microdegrees(180'000'000);
  EXPECT_EQ(field_of_error(product), "");
  product.delivery_longitude = base::Coordinate::microdegrees(180'000'001);
  EXPECT_EQ(field_of_error(product), "delivery_longitude");
  product.delivery_latitude = base::Coordinate::microdegrees(90'000'001);
  EXPECT_EQ(field_of_error(product), "delivery_latitude");
  product.delivery_latitude = std::nullopt;
  EXPECT_EQ(field_of_error(product), "delivery_latitude");
}

class ProductTest : public ShopTest {
 protected:
  // Their names in the order of the alphabet.
  std::vector<std::string> list(const ProductFilter& filter) {
    std::vector<std::string> names;
    for (const auto& product : read([&](db::Tx& tx) {
           return list_products(tx, filter, ProductSort::id, /*descending=*/false, {0, 100}).items;
         })) {
      names.push_back(product.name);
    }
    std::ranges::sort(names);
    return names;
  }
};
INSTANTIATE_TEST_SUITE_P(, ProductTest, support::kBothEngines, support::engine_name);

TEST_P(ProductTest, IsStoredAsItWasGiven) {
  auto given = voucher_named("Łódź 'n' \"Co\" 🔥");
  given.description = "two\nlines";
  given.base_price = Money::hundredths(Money::max_hundredths);
  given.discount_percent = *base::Percent::of(33);
  const auto created = transact([&](db::Tx& tx) {
    return create_product(tx, given, Repeats::refused,
                          permit<Act::create_product>(Actor::web("admin")).value(), kNow);
  });
  ASSERT_TRUE(created);
  for (const auto& kept : {*created, product(created->id)}) {
    EXPECT_EQ(kept.city, given.city);
    EXPECT_EQ(kept.name, given.name);
    EXPECT_EQ(kept.description, given.description);
    EXPECT_EQ(kept.base_price, given.base_price);
    EXPECT_EQ(kept.discount_percent, given.discount_percent);
    EXPECT_FALSE(kept.is_reserved);
    EXPECT_FALSE(kept.is_sold);
    EXPECT_EQ(kept.created_at, kNow);
  }
  EXPECT_EQ(value<std::string>("SELECT actor || ' ' || action || ' ' || subject FROM audit_log"),
            "web:admin create_product product:" + std::to_string(created->id));
}

TEST_P(ProductTest, IsRefusedWithTheFieldThatIsWrong) {
  const auto created = transact([](db::Tx& tx) {
    return create_product(tx, voucher_named(" "), Repeats::refused,
                          permit<Act::create_product>(Actor::web("admin")).value(), kNow);
  });
  ASSERT_FALSE(created);
  EXPECT_EQ(created.error().kind, FieldProblem::missing);
  EXPECT_EQ(created.error().field, "name");
  EXPECT_EQ(count("products"), 0);
  EXPECT_EQ(count("audit_log"), 0);
}

TEST_P(ProductTest, IsInsertedInAnyNumber) {
  EXPECT_THAT(stock(voucher(), 1), testing::SizeIs(1));
  EXPECT_THAT(stock(voucher(), 99), testing::SizeIs(99));
  EXPECT_THAT(stock(voucher(), 250), testing::SizeIs(250));
  transact([](db::Tx& tx) {
    insert_products(tx, {}, kNow);
    return true;
  });
  EXPECT_EQ(count("products"), 350);
}

TEST_P(ProductTest, IsFoundByEveryFilter) {
  join(1, Money::units(1000));
  auto a = voucher_named("A");
  auto b = voucher_named("B 50%");
  b.city = "Kraków";
  b.district = "Podgórze";
  auto c = voucher_named("C");
  c.category = "Tickets";
  c.description = "For the ZOO";
  stock(a);
  const auto discounted = stock(b);
  buy(1, stock(c));
  discount(discounted, 10);
  EXPECT_THAT(list({}), ElementsAre("A", "B 50%", "C"));
  EXPECT_THAT(list({.city = "Warsaw"}), ElementsAre("A", "C"));
  EXPECT_THAT(list({.city = "Warsaw", .category = "Tickets"}), ElementsAre("C"));
  EXPECT_THAT(list({.district = "Podgórze"}), ElementsAre("B 50%"));
  EXPECT_THAT(list({.sold = true}), ElementsAre("C"));
  EXPECT_THAT(list({.sold = false}), ElementsAre("A", "B 50%"));
  EXPECT_THAT(list({.discounted = true}), ElementsAre("B 50%"));
  EXPECT_THAT(list({.discounted = false}), ElementsAre("A", "C"));
  EXPECT_THAT(list({.q = "zoo"}), ElementsAre("C"));
  EXPECT_THAT(list({.q = "%"}), ElementsAre("B 50%"));
  EXPECT_THAT(list({.q = "_"}), IsEmpty());
  EXPECT_THAT(list({.city = "' OR ''='"}), IsEmpty());
}

TEST_P(ProductTest, IsFoundInAnyCase) {
  for (const auto* name : {"Żółw", "ŻÓŁW", "Straße", "Кофе", "50% \\ _off", "A🔥Z"}) {
    stock(voucher_named(name), 1);
  }
  const auto names = [this](std::string q) {
    std::vector<std::string> found;
    for (const auto& product : read([&](db::Tx& tx) {
           return list_products(tx, {.q = std::move(q)}, ProductSort::id, false, {}).items;
         })) {
      found.push_back(product.name);
    }
    return found;
  };
  for (const auto* part : {"żółw", "ŻÓŁW", "Żółw", "ółW"}) {
    EXPECT_THAT(names(part), ElementsAre("Żółw", "ŻÓŁW")) << part;
  }
  EXPECT_THAT(names("zolw"), IsEmpty());
  EXPECT_THAT(names("STRAßE"), ElementsAre("Straße"));
  EXPECT_THAT(names("STRASSE"), IsEmpty()) << "characters are compared one by one";
  EXPECT_THAT(names("КОФЕ"), ElementsAre("Кофе"));
  EXPECT_THAT(names("a🔥z"), ElementsAre("A🔥Z"));
  for (const auto* part : {"50%", "% \\", "\\ _", "_OFF"}) {
    EXPECT_THAT(names(part), ElementsAre("50% \\ _off")) << part;
  }
  for (const auto* part : {"5_%", "\\%", "\\_", "%off", "Żó%w", "Ż__w"}) {
    EXPECT_THAT(names(part), IsEmpty()) << part;
  }
}

TEST_P(ProductTest, IsSortedAndPaged) {
  for (const int price : {20, 10, 20}) {
    auto product = voucher_named("N" + std::to_string(price));
    product.base_price = Money::units(price);
    stock(product);
  }
  const auto ids = [this](ProductSort sort, bool descending, Page page) {
    std::vector<std::int64_t> ids;
    const auto listing =
        read([&](db::Tx& tx) { return list_products(tx, {}, sort, descending, page); });
    EXPECT_EQ(listing.total, 3);
    ids.reserve(listing.items.size());
    for (const auto& product : listing.items) {
      ids.push_back(product.id);
    }
    return ids;
  };
  const auto all = ids(ProductSort::id, false, {0, 10});
  EXPECT_THAT(ids(ProductSort::base_price, false, {0, 10}), ElementsAre(all[1], all[0], all[2]));
  EXPECT_THAT(ids(ProductSort::base_price, true, {0, 10}), ElementsAre(all[2], all[0], all[1]));
  EXPECT_THAT(ids(ProductSort::created_at, true, {1, 1}), ElementsAre(all[1]));
  EXPECT_THAT(ids(ProductSort::id, false, {3, 1}), IsEmpty());
}

}  // namespace
}  // namespace shop
