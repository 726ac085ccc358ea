#include "shop/stock/bulk/bulk_change.h"

#include <gmock/gmock.h>

#include "shop/stock/changes/withdrawal.h"
#include "shop/stock/discounts/discount.h"
#include "shop/stock/low_stock.h"
#include "shop/testing/shop_fixture.h"

namespace shop {
namespace {

using base::Money;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class BulkChangeTest : public ShopTest {
 protected:
  using Accepted = std::expected<BulkChange, BulkRefusal>;

  template <Act act>
  static Permit<act> by() {
    return permit<act>(Actor::web("admin")).value();
  }
  Accepted edit(const UnitFilter& filter, const OfferPatch& patch) {
    return finish(transact([&](db::Tx& tx) {
      return edit_in_bulk(tx, filter, patch, by<Act::edit_product>(), kNow);
    }));
  }
  Accepted withdraw(const UnitFilter& filter) {
    return finish(transact([&](db::Tx& tx) {
      return withdraw_in_bulk(tx, filter, "old", by<Act::withdraw_product>(), kNow);
    }));
  }
  Accepted put_back(const UnitFilter& filter) {
    return finish(transact(
        [&](db::Tx& tx) { return put_back_in_bulk(tx, filter, by<Act::return_product>(), kNow); }));
  }
  BulkChange set_percent(const UnitFilter& filter, int percent,
                         std::optional<base::Timestamp> ends_at = {}) {
    return finish(find(transact([&](db::Tx& tx) {
             return set_discount_bulk(tx, filter, {*base::Percent::of(percent), ends_at},
                                      by<Act::set_discount>(), kNow)
                 .value()
                 .id;
           })))
        .value();
  }
  std::expected<BulkChange, UndoRefusal> undo(std::int64_t id, base::Timestamp at = kNow) {
    const auto undone =
        transact([&](db::Tx& tx) { return undo_bulk_change(tx, id, Actor::web("admin"), at); });
    return undone ? std::expected<BulkChange, UndoRefusal>(finish(*undone).value())
                  : std::unexpected(undone.error());
  }
  std::int64_t counted(BulkKind kind, const UnitFilter& filter) {
    return transact([&](db::Tx& tx) { return count_units(tx, kind, filter); }).value();
  }
  BulkChange find(std::int64_t id) {
    return transact([&](db::Tx& tx) { return find_bulk_change(tx, id).value(); });
  }
  Accepted finish(Accepted change) {
    while (change && !change->finished_at) {
      change = transact([&](db::Tx& tx) {
        continue_bulk_change(tx, kNow);
        return find_bulk_change(tx, change->id).value();
      });
    }
    return change;
  }
  int percent_of(std::int64_t id) { return product(id).discount_percent.value(); }
};
INSTANTIATE_TEST_SUITE_P(, BulkChangeTest, support::kBothEngines, support::engine_name);

TEST_P(BulkChangeTest, APriceOfManyUnitsIsSetBackForThoseThatStillHaveIt) {
  join(kAnn, Money::units(500));
  auto cheap = voucher();
  cheap.base_price = Money::units(10);
  const auto ids = stock(voucher(), 3);
  const auto other = stock(cheap);
  const auto change = edit({.city = "Warsaw"}, {.base_price = Money::units(50)}).value();
  EXPECT_EQ(change.updated, 4);
  EXPECT_EQ(buy(kAnn, ids[0]).final_price, Money::units(50));
  edit({.ids = {{ids[1]}}}, {.base_price = Money::units(70)});
  const auto undone = undo(change.id).value();
  EXPECT_EQ(undone.updated, 2);
  EXPECT_EQ(undone.undoes_id, change.id);
  EXPECT_EQ(product(ids[0]).base_price, Money::units(50)) << "sold";
  EXPECT_EQ(product(ids[1]).base_price, Money::units(70)) << "changed since";
  EXPECT_EQ(product(ids[2]).base_price, Money::units(100));
  EXPECT_EQ(product(other).base_price, Money::units(10));
}

TEST_P(BulkChangeTest, IsUndoneOnceAndWithinAnHour) {
  const auto id = stock();
  const auto change = edit({.ids = {{id}}}, {.category = "Books"}).value();
  const auto late = edit({.ids = {{id}}}, {.description = "New"}).value();
  EXPECT_EQ(undo(99).error(), UndoRefusal::unknown);
  EXPECT_EQ(undo(late.id, kNow + kUndoTime).error(), UndoRefusal::too_late);
  const auto undone = undo(change.id, kNow + kUndoTime - kMoment).value();
  EXPECT_EQ(product(id).category, voucher().category);
  EXPECT_EQ(product(id).description, "New");
  EXPECT_EQ(undo(change.id).error(), UndoRefusal::too_late);
  EXPECT_EQ(undo(undone.id).error(), UndoRefusal::too_late);
  EXPECT_FALSE(transact([](db::Tx& tx) { return forget_undo(tx, kNow); }));
  EXPECT_TRUE(transact([](db::Tx& tx) { return forget_undo(tx, kNow + kUndoTime); }));
  EXPECT_EQ(count("bulk_change_pieces"), 0);
}

TEST_P(BulkChangeTest, ADiscountIsSetBackToThatBeforeWithItsEnd) {
  const auto ids = stock(voucher(), 2);
  const auto end = kNow + std::chrono::hours(9);
  set_percent({.ids = {{ids[0]}}}, 10);
  set_percent({.ids = {{ids[1]}}}, 20, end);
  const auto change = set_percent({.city = "Warsaw"}, 50, end);
  EXPECT_EQ(undo(change.id)->updated, 2);
  EXPECT_EQ(percent_of(ids[0]), 10);
  EXPECT_EQ(percent_of(ids[1]), 20);
  EXPECT_EQ(transact([&](db::Tx& tx) { return end_due_discounts(tx, end); }), 1);
  EXPECT_EQ(percent_of(ids[1]), 0);
}

TEST_P(BulkChangeTest, TheEndOfDiscountsIsUndone) {
  const auto id = stock();
  const auto end = kNow + std::chrono::hours(9);
  set_percent({.ids = {{id}}}, 20, end);
  const auto ended = transact([&](db::Tx& tx) {
    return end_bulk_discount(tx, {.discount_ends_at = end}, by<Act::set_discount>(), kNow);
  });
  EXPECT_EQ(percent_of(id), 0);
  EXPECT_EQ(undo(ended.id)->updated, 1);
  EXPECT_EQ(percent_of(id), 20);
  EXPECT_EQ(transact([&](db::Tx& tx) { return end_due_discounts(tx, end); }), 1);
}

TEST_P(BulkChangeTest, AnUnfinishedChangeEndsWithItsUndoing) {
  const auto ids = stock(voucher(), 2 * kChangedAtOnce + 1);
  const auto begun = transact([&](db::Tx& tx) {
    return edit_in_bulk(tx, {.city = "Warsaw"}, {.base_price = Money::units(50)},
                        by<Act::edit_product>(), kNow);
  });
  EXPECT_FALSE(begun->finished_at);
  transact([](db::Tx& tx) {
    continue_bulk_change(tx, kNow);
    return 0;
  });
  EXPECT_EQ(undo(begun->id)->updated, 2 * kChangedAtOnce);
  EXPECT_EQ(
      value<std::int64_t>("SELECT count(*) FROM products WHERE base_price = $1", Money::units(100)),
      std::ssize(ids));
  EXPECT_FALSE(transact([](db::Tx& tx) { return has_unfinished_changes(tx); }));
}

TEST_P(BulkChangeTest, FreeUnitsAreWithdrawnAndPutBack) {
  join(kAnn, Money::units(500));
  const auto ids = stock(voucher(), 4);
  buy(kAnn, ids[0]);
  ASSERT_TRUE(reserve(kAnn, ids[1]));
  EXPECT_EQ(counted(BulkKind::withdraw, {.city = "Warsaw"}), 2);
  const auto change = withdraw({.city = "Warsaw"}).value();
  EXPECT_EQ(change.updated, 2);
  EXPECT_EQ(count("products"), 2);
  EXPECT_EQ(counted(BulkKind::put_back, {}), 2);
  transact([&](db::Tx& tx) { return return_unit(tx, ids[2], by<Act::return_product>(), kNow); });
  EXPECT_EQ(undo(change.id)->updated, 1) << "the other is back already";
  EXPECT_EQ(count("products"), 4);

  withdraw({.ids = {{ids[2], ids[3]}}});
  const auto back = put_back({.ids = {{ids[3], ids[3], ids[2]}}}).value();
  EXPECT_EQ(back.updated, 2);
  join(kBob);
  ASSERT_TRUE(reserve(kBob, ids[3]));
  EXPECT_EQ(undo(back.id)->updated, 1) << "what is held stays in stock";
  EXPECT_EQ(count("withdrawn_products"), 1);
}

TEST_P(BulkChangeTest, OneIdThatDoesNotFitRefusesAll) {
  join(kAnn, Money::units(500));
  const auto ids = stock(voucher(), 4);
  buy(kAnn, ids[0]);
  ASSERT_TRUE(reserve(kAnn, ids[1]));
  const auto refused = withdraw({.ids = {ids}});
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().sold, ElementsAre(ids[0]));
  EXPECT_THAT(refused.error().held, ElementsAre(ids[1]));
  EXPECT_THAT(edit({.ids = {{ids[2], 99}}}, {.name = "X"}).error().unknown, ElementsAre(99));
  EXPECT_THAT(put_back({.ids = {{ids[2]}}}).error().unknown, ElementsAre(ids[2]));
  EXPECT_TRUE(edit({.ids = {{ids[1]}}}, {.name = "X"})) << "held ones may change";
  EXPECT_EQ(count("products"), 4);
  EXPECT_EQ(count("bulk_changes"), 1);
}

TEST_P(BulkChangeTest, LowStockGoesWithUnitsThatAreMovedAndStaysForTheOthers) {
  const auto ids = stock(voucher(), 2);
  const auto before = product(ids[0]);
  transact([&](db::Tx& tx) {
    set_low_stock_line(tx, before, 7, by<Act::edit_product>(), kNow);
    return 0;
  });
  edit({.ids = {{ids[0]}}}, {.category = "Books", .name = "Novel"});
  EXPECT_EQ(count("low_stock"), 2);
  EXPECT_EQ(value<std::int64_t>("SELECT line FROM low_stock WHERE name = 'Novel'"), 7);
}

TEST_P(BulkChangeTest, IsListedAndStandsInTheAuditLog) {
  const auto id = stock();
  const auto change = edit({.ids = {{id}}}, {.base_price = Money::units(9)}).value();
  set_percent({}, 5);
  undo(change.id);
  const auto rows = transact([](db::Tx& tx) {
    return bulk_change_rows(tx, {.column = BulkChangeSort::id}, {}).value().items;
  });
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(patch_of(rows[0]).base_price, Money::units(9));
  EXPECT_EQ(rows[1].kind, BulkKind::set_discount);
  EXPECT_EQ(rows[2].kind, BulkKind::undo);
  EXPECT_EQ(transact([](db::Tx& tx) {
              return bulk_discount_rows(tx, {.column = BulkDiscountSort::id}, {})->items.size();
            }),
            1U);
  const auto entries = transact([](db::Tx& tx) {
    return tx.all<std::string>(
        "SELECT action || ' ' || subject || ' ' || details FROM audit_log "
        "WHERE details LIKE '%bulk_change_id%' ORDER BY id");
  });
  ASSERT_EQ(entries.size(), 3U);
  EXPECT_THAT(entries[0], testing::StartsWith("edit_product products:1 "));
  EXPECT_THAT(entries[0], HasSubstr(R"("base_price":"9.00")"));
  EXPECT_THAT(entries[2], HasSubstr(R"("undoes_id":1)"));
}

}  // namespace
}  // namespace shop
