#include "shop/stock/import/staging.h"

#include <gmock/gmock.h>

#include "shop/testing/shop_fixture.h"

namespace shop {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class StagingTest : public ShopTest {
 protected:
  std::int64_t begin() {
    return transact([](db::Tx& tx) { return begin_import(tx, "checksum", kNow); });
  }
  bool stage(std::int64_t id, std::int64_t first, const std::vector<NewProduct>& units,
             base::Timestamp now = kNow) {
    UnitBatch batch{.units = units, .goods = {}};
    for (std::size_t i = 0; i < units.size(); ++i) {
      const auto line = first + static_cast<std::int64_t>(i) + 2;
      batch.goods.push_back({goods_key(units[i].delivery_text), line, i});
    }
    return transact([&](db::Tx& tx) { return stage_units(tx, id, first, batch, now); });
  }
  std::expected<void, ImportErrors> complete_with(std::int64_t id, std::int64_t units,
                                                  Repeats repeats) {
    return transact([=](db::Tx& tx) {
      return complete_staging(tx, id, {.rows = 1, .units = units}, repeats,
                              permit<Act::import_products>(Actor::cli()).value(), kNow);
    });
  }
  bool complete(std::int64_t id, std::int64_t units) {
    return complete_with(id, units, Repeats::allowed).has_value();
  }
  std::int64_t move(std::int64_t id, std::int64_t max_units, base::Timestamp now = kNow) {
    return transact([=](db::Tx& tx) { return move_units(tx, id, max_units, now); });
  }
  // Returns how many transactions it took.
  int remove(std::int64_t max_units, base::Timestamp now) {
    int count = 1;
    while (transact([=](db::Tx& tx) { return remove_given_up(tx, max_units, now); })) {
      ++count;
    }
    return count;
  }
  std::vector<StagedImport> whole() {
    return read([](db::Tx& tx) { return whole_imports(tx); });
  }
  std::size_t stopped(base::Timestamp now) {
    return read([=](db::Tx& tx) { return stopped_imports(tx, now).size(); });
  }
  void expect_nothing_staged() {
    EXPECT_EQ(count("imports"), 0);
    EXPECT_EQ(count("import_units"), 0);
  }
};
INSTANTIATE_TEST_SUITE_P(, StagingTest, support::kBothEngines, support::engine_name);

TEST_P(StagingTest, MakesProductsOfAWholeImportInItsOrder) {
  auto locker = voucher_named("Locker");
  locker.description = "Big";
  locker.discount_percent = *base::Percent::of(15);
  locker.delivery_photo = "https://shop.example/locker.jpg";
  locker.delivery_latitude = base::Coordinate::microdegrees(-52'000'001);
  locker.delivery_longitude = base::Coordinate::microdegrees(121'000'001);
  const auto id = begin();
  EXPECT_TRUE(stage(id, 0, {locker, voucher_named("B")}));
  EXPECT_TRUE(stage(id, 2, {voucher_named("A")}));
  EXPECT_EQ(count("products"), 0);
  EXPECT_THAT(whole(), IsEmpty());
  EXPECT_TRUE(complete(id, 3));
  ASSERT_THAT(whole(), SizeIs(1));
  EXPECT_EQ(whole()[0].checksum, "checksum");
  EXPECT_EQ(whole()[0].units, 3);

  EXPECT_EQ(move(id, 2), 1);
  EXPECT_EQ(count("products"), 2);
  EXPECT_EQ(move(id, 2), 0);
  EXPECT_THAT(
      read([](db::Tx& tx) { return tx.all<std::string>("SELECT name FROM products ORDER BY id"); }),
      ElementsAre("Locker", "B", "A"));
  const auto direct = stock(locker);
  const auto alike =
      "SELECT count(*) FROM products a JOIN products b ON b.id = $1 WHERE a.id < b.id "
      "AND a.city = b.city AND a.district = b.district AND a.category = b.category "
      "AND a.name = b.name AND a.description = b.description AND a.base_price = b.base_price "
      "AND a.discount_percent = b.discount_percent AND a.delivery_photo = b.delivery_photo "
      "AND a.delivery_latitude = b.delivery_latitude AND a.created_at = b.created_at "
      "AND a.delivery_longitude = b.delivery_longitude AND a.delivery_text = b.delivery_text";
  EXPECT_EQ(value<std::int64_t>(alike, direct), 1);
  expect_nothing_staged();
  EXPECT_EQ(move(id, 2), 0) << "somebody else was faster";
  EXPECT_EQ(count("audit_log"), 1);
}

TEST_P(StagingTest, CompletesNoImportOfGoodsThatTheShopHas) {
  auto other = voucher();
  other.delivery_text = "Another code";
  const auto first = begin();
  const auto second = begin();
  EXPECT_TRUE(stage(first, 0, {voucher()}));
  EXPECT_TRUE(stage(second, 0, {other, voucher()})) << "neither is whole";
  EXPECT_TRUE(complete_with(first, 1, Repeats::refused));
  const auto refused = complete_with(second, 2, Repeats::refused);
  ASSERT_FALSE(refused);
  ASSERT_THAT(refused.error(), SizeIs(1));
  EXPECT_EQ(refused.error()[0].line, 3);
  EXPECT_THAT(whole(), SizeIs(1));
  EXPECT_EQ(count("goods"), 1);
  EXPECT_TRUE(complete_with(second, 2, Repeats::allowed));
  EXPECT_EQ(count("goods"), 2);
}

TEST_P(StagingTest, RemovesAnImportThatWasStopped) {
  const auto stopped = begin();
  const auto whole_one = begin();
  EXPECT_TRUE(stage(stopped, 0, std::vector(5, voucher())));
  EXPECT_TRUE(stage(whole_one, 0, {voucher()}));
  EXPECT_TRUE(complete(whole_one, 1));

  EXPECT_EQ(remove(2, kNow + kImportSilence), 1) << "it may still be at work";
  EXPECT_TRUE(stage(stopped, 5, {voucher()}, kNow + kMoment));
  EXPECT_EQ(remove(2, kNow + kImportSilence + kMoment), 1);
  EXPECT_EQ(remove(2, kNow + kImportSilence + 2 * kMoment), 4) << "three with units";
  EXPECT_EQ(count("import_units"), 1);
  EXPECT_FALSE(stage(stopped, 6, {voucher()})) << "it comes back too late";
  EXPECT_FALSE(complete(stopped, 6));
  EXPECT_NE(begin(), stopped);

  EXPECT_EQ(move(whole_one, 10), 0);
  EXPECT_EQ(count("products"), 1);
}

TEST_P(StagingTest, KnowsAWholeImportThatWasStopped) {
  const auto id = begin();
  EXPECT_TRUE(stage(id, 0, std::vector(3, voucher())));
  EXPECT_EQ(stopped(kNow + 2 * kImportSilence), 0U) << "it is not whole";
  EXPECT_TRUE(complete(id, 3));
  EXPECT_EQ(stopped(kNow + kImportSilence), 0U) << "it may still be at work";
  EXPECT_EQ(stopped(kNow + kImportSilence + kMoment), 1U);
  EXPECT_EQ(move(id, 1, kNow + kMoment), 2);
  EXPECT_EQ(stopped(kNow + kImportSilence + kMoment), 0U);
  EXPECT_EQ(stopped(kNow + kImportSilence + 2 * kMoment), 1U);
}

TEST_P(StagingTest, MovesNothingOfAnImportThatIsNotWhole) {
  const auto id = begin();
  EXPECT_TRUE(stage(id, 0, {voucher()}));
  EXPECT_TRUE(transact([=](db::Tx& tx) { return give_up_import(tx, id); }));
  EXPECT_FALSE(stage(id, 1, {voucher()}));
  EXPECT_FALSE(complete(id, 1));
  EXPECT_EQ(remove(10, kNow), 2);
  EXPECT_EQ(count("products"), 0);
  expect_nothing_staged();
}

}  // namespace
}  // namespace shop
