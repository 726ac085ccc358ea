// Units that are withdrawn, edited and returned while customers hold and buy them.
#include "shop/stock/changes/withdrawal.h"

#include <future>

#include <gmock/gmock.h>

#include "shop/stock/changes/edit.h"
#include "shop/stock/draft/draft.h"
#include "shop/testing/shop_fixture.h"

namespace shop {
namespace {

using base::Money;
using testing::Contains;
using testing::HasSubstr;
using testing::IsSubsetOf;

class WithdrawalTest : public ShopTest {
 protected:
  void SetUp() override {
    ShopTest::SetUp();
    join(kAnn, Money::units(1000));
    join(kBob, Money::units(1000));
  }
  template <Act act>
  static Permit<act> permit_of() {
    return permit<act>(Actor::owner(1)).value();
  }
  std::expected<WithdrawnUnit, WithdrawRefusal> withdraw_it(
      std::int64_t unit, std::optional<std::int64_t> holder = std::nullopt) {
    return transact([&](db::Tx& tx) {
      return withdraw_unit(tx, unit, holder, "leaked", permit_of<Act::withdraw_product>(), kNow);
    });
  }
  bool put_back(std::int64_t unit) {
    return transact(
        [&](db::Tx& tx) { return return_unit(tx, unit, permit_of<Act::return_product>(), kNow); });
  }
  std::expected<OfferEdited, EditProblem> edit(std::int64_t unit, OfferField field,
                                               const std::variant<std::string, Money>& value) {
    return transact([&](db::Tx& tx) {
      return edit_offer(tx, unit, field, value, permit_of<Act::edit_product>(), kNow);
    });
  }
  std::expected<void, EditProblem> deliver(std::int64_t unit, std::string text) {
    return transact([&](db::Tx& tx) {
      return edit_delivery(tx, unit, {.delivery_text = std::move(text)},
                           permit_of<Act::edit_product>(), kNow);
    });
  }
  std::vector<std::string> columns_of(std::string_view table) {
    return read(
        [&](db::Tx& tx) { return tx.query("SELECT * FROM " + std::string(table)).columns; });
  }
};
INSTANTIATE_TEST_SUITE_P(, WithdrawalTest, support::kBothEngines, support::engine_name);

TEST_P(WithdrawalTest, AUnitLeavesTheShopAndComesBackAsItWas) {
  const auto unit = stock();
  const auto before = product(unit);
  const auto done = withdraw_it(unit);
  ASSERT_TRUE(done);
  EXPECT_EQ(done->withdrawn_by, "owner:1");
  EXPECT_EQ(count("products"), 0);
  EXPECT_EQ(refusal_of(reserve(kAnn, unit)), ReserveRefusal::unknown_product);
  EXPECT_EQ(withdraw_it(unit).error().kind, WithdrawRefusal::Kind::unknown_product);
  EXPECT_TRUE(put_back(unit));
  EXPECT_FALSE(put_back(unit));
  EXPECT_EQ(product(unit).created_at, before.created_at);
  EXPECT_EQ(product(unit).name, before.name);
  EXPECT_EQ(value<std::string>("SELECT delivery_text FROM products"), voucher().delivery_text);
  buy(kAnn, unit);
  EXPECT_EQ(withdraw_it(unit).error().kind, WithdrawRefusal::Kind::sold);
  EXPECT_EQ(value<std::int64_t>("SELECT count(*) FROM audit_log WHERE action IN "
                                "('withdraw_product', 'return_product')"),
            2);
}

// A new column of products must be kept with a withdrawn unit too.
TEST_P(WithdrawalTest, AWithdrawnUnitKeepsEveryColumnThatIsNotOfASale) {
  auto kept = columns_of("withdrawn_products");
  for (const char* of_sale :
       {"is_reserved", "reserved_by", "reserved_until", "is_sold", "sold_at"}) {
    kept.emplace_back(of_sale);
  }
  EXPECT_THAT(columns_of("products"), IsSubsetOf(kept));
}

TEST_P(WithdrawalTest, AHeldUnitIsWithdrawnOnlyFromItsHolderWhoIsTold) {
  const auto unit = stock();
  ASSERT_TRUE(reserve(kAnn, unit));
  EXPECT_EQ(withdraw_it(unit).error().kind, WithdrawRefusal::Kind::held);
  EXPECT_EQ(withdraw_it(unit).error().holder, kAnn);
  EXPECT_EQ(withdraw_it(unit, kBob).error().kind, WithdrawRefusal::Kind::held);
  EXPECT_TRUE(withdraw_it(unit, kAnn));
  EXPECT_THAT(value<std::string>("SELECT payload FROM outbox WHERE kind = 'unit_withdrawn'"),
              HasSubstr("Book voucher"));
  EXPECT_EQ(purchase_for(kAnn, unit, Money::units(100)).error().kind,
            PurchaseRefusal::Kind::unknown_product);
  EXPECT_EQ(balance(kAnn), Money::units(1000));
}

TEST_P(WithdrawalTest, AnOfferIsWithdrawnButForHeldUnits) {
  const auto units = stock(voucher(), 5);
  ASSERT_TRUE(reserve(kAnn, units[0]));
  const auto withdraw_all = [&] {
    return transact([&](db::Tx& tx) {
      return withdraw_offer(tx, *find_product(tx, units[0]), "end of season",
                            permit_of<Act::withdraw_product>(), kNow);
    });
  };
  EXPECT_EQ(withdraw_all(), 4);
  EXPECT_EQ(withdraw_all(), 0);
  EXPECT_EQ(count("products"), 1);
  EXPECT_TRUE(purchase(kAnn, units[0]));
}

TEST_P(WithdrawalTest, WithdrawnGoodsDoNotComeOnSaleAsOthers) {
  const auto unit = stock();
  transact([](db::Tx& tx) { return note_unread_units(tx, 100); });
  ASSERT_TRUE(withdraw_it(unit));
  const std::vector<DraftUnit> again{{.delivery_text = voucher().delivery_text}};
  const auto counted = transact([&](db::Tx& tx) {
    add_to_draft(tx, 1, again, kNow);
    return count_draft(tx, 1);
  });
  EXPECT_EQ(counted.had, 1);
}

TEST_P(WithdrawalTest, AUnitThatIsBeingBoughtIsEitherSoldOrWithdrawn) {
  for (int round = 0; round < 8; ++round) {
    const auto unit = stock(voucher_named(std::to_string(round)));
    ASSERT_TRUE(reserve(kAnn, unit));
    auto bought = std::async(std::launch::async, [&] {
      return purchase_for(kAnn, unit, Money::units(100)).has_value();
    });
    auto withdrawn =
        std::async(std::launch::async, [&] { return withdraw_it(unit, kAnn).has_value(); });
    const bool is_bought = bought.get();
    EXPECT_NE(is_bought, withdrawn.get());
    EXPECT_EQ(value<std::int64_t>("SELECT count(*) FROM orders WHERE product_id = $1", unit),
              is_bought ? 1 : 0);
    if (!is_bought) {
      EXPECT_TRUE(put_back(unit));
    }
  }
}

TEST_P(WithdrawalTest, TwoStaffWithdrawAUnitOnceAndReturnItOnce) {
  const auto unit = stock();
  const auto twice = [](auto act) {
    auto first = std::async(std::launch::async, act);
    auto second = std::async(std::launch::async, act);
    return static_cast<int>(first.get()) + static_cast<int>(second.get());
  };
  EXPECT_EQ(twice([&] { return withdraw_it(unit).has_value(); }), 1);
  EXPECT_EQ(twice([&] { return put_back(unit); }), 1);
  EXPECT_EQ(count("products"), 1);
}

TEST_P(WithdrawalTest, AnEditChangesEveryUnsoldUnitOfTheOffer) {
  const auto units = stock(voucher(), 3);
  const auto other = stock(voucher_named("Game voucher"));
  buy(kBob, units[2]);
  ASSERT_TRUE(reserve(kAnn, units[0]));
  const auto edited = edit(units[0], OfferField::base_price, Money::units(80));
  ASSERT_TRUE(edited);
  EXPECT_EQ(edited->updated, 2);
  EXPECT_EQ(product(units[1]).base_price, Money::units(80));
  EXPECT_EQ(product(units[2]).base_price, Money::units(100));
  EXPECT_EQ(product(other).base_price, Money::units(100));
  EXPECT_EQ(purchase_for(kAnn, units[0], Money::units(100)).error().kind,
            PurchaseRefusal::Kind::price_changed);
  EXPECT_EQ(edit(units[0], OfferField::name, std::string("New name"))->updated, 2);
  EXPECT_EQ(edit(units[0], OfferField::city, std::string("Gdynia"))->product.city, "Gdynia");
  EXPECT_EQ(edit(units[0], OfferField::name, std::string("")).error(), EditProblem::does_not_fit);
  EXPECT_EQ(edit(units[0], OfferField::base_price, Money()).error(), EditProblem::does_not_fit);
  EXPECT_EQ(edit(999'999, OfferField::name, std::string("x")).error(),
            EditProblem::unknown_product);
  EXPECT_THAT(read([](db::Tx& tx) {
                return tx.all<std::string>(
                    "SELECT details FROM audit_log WHERE action = 'edit_product' ORDER BY id");
              }),
              Contains(HasSubstr(R"("before":"100.00","after":"80.00","updated":2)")));
}

TEST_P(WithdrawalTest, ADeliveryIsReplacedOnceAndNeverASoldOne) {
  const auto units = stock(voucher(), 2);
  EXPECT_TRUE(deliver(units[0], "Code: NEW"));
  EXPECT_EQ(deliver(units[1], "Code:  NEW").error(), EditProblem::already_had);
  EXPECT_TRUE(deliver(units[0], " Code: NEW "));  // it is its own
  EXPECT_EQ(deliver(units[0], "").error(), EditProblem::does_not_fit);
  buy(kAnn, units[0]);
  EXPECT_EQ(deliver(units[0], "Code: LATER").error(), EditProblem::sold);
  EXPECT_EQ(value<std::int64_t>("SELECT count(*) FROM audit_log WHERE details LIKE '%NEW%'"), 0);
}

}  // namespace
}  // namespace shop
