#include "shop/stock/draft/draft.h"

#include <gmock/gmock.h>

#include "shop/stock/draft/codes.h"
#include "shop/testing/shop_fixture.h"

namespace shop {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::int64_t kOlga = 1;
constexpr std::int64_t kMarek = 2;

TEST(Codes, AreOneALineHoweverItEnds) {
  EXPECT_THAT(read_codes("\xEF\xBB\xBF  AAA\r\nBBB\t\n\n \t \nCCC\tPIN 1\rDDD\xC2\xA0\n").codes,
              ElementsAre("AAA", "BBB", "CCC\tPIN 1", "DDD\xC2\xA0"));
  EXPECT_THAT(read_codes("").codes, IsEmpty());
  EXPECT_THAT(read_codes("\n\xE2\x80\x8B\n\xC2\xA0\n").codes, IsEmpty());
}

TEST(Codes, NameTheLinesThatAreLeftOut) {
  const auto read = read_codes("A\n" + std::string(4001, 'x') + "\nB\n\xff\n\n\x1b[0m\n" +
                               std::string(4000, 'y'));
  EXPECT_THAT(read.codes, ElementsAre("A", "B", std::string(4000, 'y')));
  EXPECT_THAT(read.long_lines, ElementsAre(2));
  EXPECT_THAT(read.unreadable_lines, ElementsAre(4, 6));
}

TEST(Codes, ComeFromFilesAsProgramsSaveThem) {
  EXPECT_THAT(read_code_file("Code\r\n\"A \"\"1\"\"\"\r\n\"B,2\"\r\nC\r\n").codes,
              ElementsAre("A \"1\"", "B,2", "C"));
  EXPECT_THAT(read_code_file(std::string("\xFF\xFE"
                                         "A\0\n\0B\0",
                                         8))
                  .codes,
              ElementsAre("A", "B"));
  EXPECT_THAT(read_code_file("").codes, IsEmpty());
}

class DraftTest : public ShopTest {
 protected:
  using Result = std::expected<DraftAdded, DraftRefusal>;

  static std::vector<DraftUnit> units_of(const std::vector<std::string>& texts) {
    std::vector<DraftUnit> units;
    for (const auto& text : texts) {
      units.push_back({.delivery_text = text});
    }
    return units;
  }
  void send(std::int64_t who, const std::vector<std::string>& texts) {
    EXPECT_TRUE(transact([&](db::Tx& tx) { return add_to_draft(tx, who, units_of(texts), now); }));
  }
  DraftCount draft_of(std::int64_t who) {
    return transact([&](db::Tx& tx) { return count_draft(tx, who); });
  }
  Result add(std::int64_t who, const DraftGoal& goal, Repeats repeats = Repeats::refused) {
    return transact([&](db::Tx& tx) {
      return add_draft(tx, who, goal, repeats,
                       permit<Act::create_product>(Actor::owner(who)).value(), now);
    });
  }
  std::vector<std::string> texts() {
    return read([](db::Tx& tx) {
      return tx.all<std::string>("SELECT delivery_text FROM products ORDER BY id");
    });
  }
};
INSTANTIATE_TEST_SUITE_P(, DraftTest, support::kBothEngines, support::engine_name);

TEST_P(DraftTest, CountsWhatRepeatsAndAddsTheRest) {
  auto sold = voucher();
  sold.delivery_text = "HAD";
  join(kAnn, base::Money::units(100));
  buy(kAnn, stock(sold));
  send(kOlga, {"A", "B", " a", "A "});
  send(kOlga, {"HAD", "B", "HAD"});
  const auto count = draft_of(kOlga);
  EXPECT_EQ(count.units, 7);
  EXPECT_EQ(count.repeated, 3);
  EXPECT_EQ(count.had, 1);
  const auto added = add(kOlga, voucher());
  ASSERT_TRUE(added);
  EXPECT_EQ(added->units, 3);
  EXPECT_THAT(texts(), ElementsAre("HAD", "A", "B", " a"));
  EXPECT_EQ(draft_of(kOlga).units, 0);
  EXPECT_EQ(value<std::string>("SELECT actor || ' ' || action FROM audit_log "
                               "WHERE action = 'create_product'"),
            "owner:1 create_product");
}

TEST_P(DraftTest, AddsRepeatsWhenTheOwnerInsists) {
  send(kOlga, {"A", "A"});
  EXPECT_EQ(add(kOlga, voucher(), Repeats::allowed)->units, 2);
  send(kOlga, {"A"});
  EXPECT_EQ(add(kOlga, voucher()).error(), DraftRefusal::nothing_new);
  EXPECT_EQ(add(kOlga, voucher(), Repeats::allowed)->units, 1);
  EXPECT_THAT(texts(), ElementsAre("A", "A", "A"));
}

TEST_P(DraftTest, IsAddedOnce) {
  send(kOlga, {"A"});
  EXPECT_TRUE(add(kOlga, voucher()));
  EXPECT_EQ(add(kOlga, voucher()).error(), DraftRefusal::nothing_new);
  EXPECT_EQ(add(kOlga, voucher(), Repeats::allowed).error(), DraftRefusal::nothing_new);
}

TEST_P(DraftTest, OfTwoPeopleDoNotMix) {
  send(kOlga, {"A", "B"});
  send(kMarek, {"B", "C"});
  EXPECT_EQ(draft_of(kMarek).fresh(), 2);
  EXPECT_EQ(add(kOlga, voucher())->units, 2);
  EXPECT_EQ(draft_of(kMarek).fresh(), 1);  // B has come on sale meanwhile
  EXPECT_EQ(add(kMarek, voucher())->units, 1);
  EXPECT_THAT(texts(), ElementsAre("A", "B", "C"));
}

TEST_P(DraftTest, RestocksAtThePriceOfTheOffer) {
  const auto unit = stock();
  discount(unit, 20);
  send(kOlga, {"A", "B"});
  const auto added = add(kOlga, unit);
  ASSERT_TRUE(added);
  EXPECT_EQ(added->units, 2);
  const auto prices = read(
      [](db::Tx& tx) { return tx.all<int>("SELECT DISTINCT discount_percent FROM products"); });
  EXPECT_THAT(prices, ElementsAre(20));
  send(kOlga, {"C"});
  EXPECT_EQ(add(kOlga, std::int64_t{999'999}).error(), DraftRefusal::unknown_product);
}

TEST_P(DraftTest, KeepsPlacesWithPhotosApart) {
  const auto latitude = base::Coordinate::microdegrees(52'229'700);
  const auto longitude = base::Coordinate::microdegrees(21'012'200);
  const std::vector<DraftUnit> places{{"photo 1", latitude, longitude, "Behind the bench"},
                                      {"photo 2", latitude, longitude, "Behind the bench"}};
  transact([&](db::Tx& tx) { return add_to_draft(tx, kOlga, places, now); });
  EXPECT_EQ(draft_of(kOlga).fresh(), 2);
  EXPECT_EQ(add(kOlga, voucher())->units, 2);
  EXPECT_EQ(value<std::int64_t>("SELECT count(DISTINCT delivery_photo) FROM products "
                                "WHERE delivery_latitude IS NOT NULL"),
            2);
}

TEST_P(DraftTest, TakesTwentyThousandCodesAndNoMoreThanItsLimit) {
  std::string paste = "\xEF\xBB\xBF";
  for (int i = 0; i < 20'000; ++i) {
    paste += "\t CODE-" + std::to_string(i % 19'000) + " \r\n\r\n";
  }
  const auto codes = read_codes(paste).codes;
  ASSERT_EQ(codes.size(), 20'000U);
  send(kOlga, codes);
  EXPECT_EQ(draft_of(kOlga).repeated, 1'000);
  send(kOlga, codes);
  EXPECT_FALSE(transact([&](db::Tx& tx) { return add_to_draft(tx, kOlga, units_of(codes), now); }));
  EXPECT_EQ(add(kOlga, voucher())->units, 19'000);
  EXPECT_EQ(count("products"), 19'000);
}

TEST_P(DraftTest, IsForgottenAfterAWeek) {
  send(kMarek, {"A"});
  now += std::chrono::days(8);
  transact([&](db::Tx& tx) {
    clear_draft(tx, kOlga, now);
    return true;
  });
  EXPECT_EQ(draft_of(kMarek).units, 0);
}

}  // namespace
}  // namespace shop
