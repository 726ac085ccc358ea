#include "shop/sales/order_search.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>

#include "shop/sales/replacement.h"
#include "shop/testing/shop_fixture.h"

namespace shop {
namespace {

using base::Money;
using testing::ElementsAre;
using testing::IsEmpty;

class OrderSearchTest : public ShopTest {
 protected:
  void SetUp() override {
    ShopTest::SetUp();
    join(kAnn, Money::units(1000));
    join(kBob, Money::units(1000));
    execute("UPDATE users SET username = 'Ann_Nowak', first_name = 'Anna' WHERE id = $1", kAnn);
    execute("UPDATE users SET first_name = 'Żaneta' WHERE id = $1", kBob);
    book = buy(kAnn, stock(unit("Book voucher", "ABCD-1234 5678"))).id;
    film = buy(kBob, stock(unit("Film voucher", "1001"))).id;
    game = buy(kBob, stock(unit("Game", "Locker 5\r\ncode 7"))).id;
  }
  static NewProduct unit(std::string name, std::string text) {
    auto product = voucher_named(std::move(name));
    product.delivery_text = std::move(text);
    return product;
  }
  std::vector<std::int64_t> found(std::string_view typed, Page page = {}) {
    std::vector<std::int64_t> ids;
    for (const auto& order :
         read([&](db::Tx& tx) { return search_orders(tx, typed, page); }).items) {
      ids.push_back(order.id);
    }
    return ids;
  }

  std::int64_t book = 0;
  std::int64_t film = 0;
  std::int64_t game = 0;
};
INSTANTIATE_TEST_SUITE_P(, OrderSearchTest, support::kBothEngines, support::engine_name);

TEST_P(OrderSearchTest, FindsByNumber) {
  EXPECT_THAT(found("#" + std::to_string(film)), ElementsAre(film));
  EXPECT_THAT(found(" " + std::to_string(film) + "\n"), ElementsAre(film));
  EXPECT_THAT(found("＃２"), ElementsAre(film));
  EXPECT_THAT(found("#"), IsEmpty());
  EXPECT_THAT(found("#99999999999999999999"), IsEmpty());
}

TEST_P(OrderSearchTest, FindsByCodeHoweverItIsSpaced) {
  EXPECT_THAT(found("ABCD-1234 5678"), ElementsAre(book));
  EXPECT_THAT(found("  ABCD-1234\u00A05678 "), ElementsAre(book));
  EXPECT_THAT(found("ABCD-12345678"), ElementsAre(book));
  EXPECT_THAT(found("Locker 5 code 7"), ElementsAre(game));
  EXPECT_THAT(found("abcd-1234 5678"), IsEmpty()) << "codes have capital and small letters";
  EXPECT_THAT(found("ABCD-1234"), IsEmpty()) << "a part is not the code";
}

TEST_P(OrderSearchTest, DoesNotFindWhatIsNotSold) {
  stock(unit("Book voucher", "UNSOLD"));
  EXPECT_THAT(found("UNSOLD"), IsEmpty());
}

TEST_P(OrderSearchTest, FindsTheOrderOfACodeThatWasReplaced) {
  stock(unit("Book voucher", "NEW"));
  ASSERT_TRUE(transact([&](db::Tx& tx) {
    const auto bad = find_order(tx, book)->product_id;
    return replace_unit(tx, book, bad, "bad", permit<Act::replace_unit>(Actor::cli()).value(), kNow)
        .has_value();
  }));
  EXPECT_THAT(found("NEW"), ElementsAre(book));
  EXPECT_THAT(found("ABCD-1234 5678"), ElementsAre(book));
}

TEST_P(OrderSearchTest, ANumberIsAlsoACustomerAndACode) {
  EXPECT_THAT(found(std::to_string(kAnn)), ElementsAre(film, book));
}

TEST_P(OrderSearchTest, FindsByCustomer) {
  EXPECT_THAT(found("@ann_nowak"), ElementsAre(book));
  EXPECT_THAT(found("@ANN_NOWAK"), ElementsAre(book));
  EXPECT_THAT(found("@nobody"), IsEmpty());
  EXPECT_THAT(found("żANET"), ElementsAre(game, film));
}

TEST_P(OrderSearchTest, FindsByWhatACustomerWasCalledBefore) {
  execute(
      "INSERT INTO former_names (user_id, username, first_name, seen_until) "
      "VALUES ($1, 'Old_Bob', 'Robert', $2)",
      kBob, kNow);
  EXPECT_THAT(found("@old_bob"), ElementsAre(game, film));
  EXPECT_THAT(found("https://t.me/OLD_BOB"), ElementsAre(game, film));
  EXPECT_THAT(found("robert"), ElementsAre(game, film));
  EXPECT_THAT(found("ld_bo"), ElementsAre(game, film));
  EXPECT_THAT(found("t.me/nobody"), IsEmpty());
}

TEST_P(OrderSearchTest, FindsByAPartOfTheName) {
  EXPECT_THAT(found("VOUCHER"), ElementsAre(film, book));
  EXPECT_THAT(found("oo"), ElementsAre(book));
  EXPECT_THAT(found("100%"), IsEmpty());
  EXPECT_THAT(found("' OR 1=1 --"), IsEmpty());
}

TEST_P(OrderSearchTest, OfNothingIsEveryOrderInPages) {
  EXPECT_THAT(found(""), ElementsAre(game, film, book));
  EXPECT_THAT(found("", {.offset = 1, .limit = 1}), ElementsAre(film));
}

}  // namespace
}  // namespace shop
