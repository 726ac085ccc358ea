// Breaks each invariant with SQL, past the schema's own checks; the audit must name it.
#include "shop/reports/audit.h"

#include <gmock/gmock.h>

#include "shop/testing/shop_fixture.h"

namespace shop {
namespace {

using base::Money;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class AuditTest : public ShopTest {
 protected:
  void SetUp() override {
    ShopTest::SetUp();
    expect_broken_books();
    join(kAnn, Money::units(500));
    auto locker = voucher();
    locker.delivery_photo = "https://shop.example/locker.jpg";
    locker.delivery_latitude = base::Coordinate::microdegrees(52'000'000);
    locker.delivery_longitude = base::Coordinate::microdegrees(21'000'000);
    locker.discount_percent = *base::Percent::of(15);
    sold_ = stock(locker);
    order_ = buy(kAnn, sold_).id;
    free_ = stock(voucher_named("Free"));
    held_ = stock(voucher_named("Held"));
    EXPECT_TRUE(reserve(kAnn, held_));
    gift_ = transfer("kind = 'adjustment'");
    sale_ = transfer("kind = 'purchase'");
  }
  std::int64_t transfer(const std::string& condition) {
    return value<std::int64_t>("SELECT id FROM transfers WHERE " + condition);
  }
  // As an owner could who changes the schema.
  void drop_checks_of_products() {
    if (database().engine() == db::Engine::sqlite) {
      transact([](db::Tx& tx) {
        tx.run_script("PRAGMA ignore_check_constraints = ON");
        return true;
      });
      return;
    }
    transact([](db::Tx& tx) {
      for (const auto& name :
           tx.all<std::string>("SELECT conname FROM pg_constraint "
                               "WHERE conrelid = 'products'::regclass AND contype = 'c'")) {
        tx.execute("ALTER TABLE products DROP CONSTRAINT " + name);
      }
      return true;
    });
  }
  void insert_lines(std::int64_t transfer_id, Money amount) {
    execute(
        "INSERT INTO ledger_lines (transfer_id, line, account, amount) "
        "VALUES ($1, 9, 'sales', $2)",
        transfer_id, amount);
  }

  std::int64_t sold_ = 0;
  std::int64_t free_ = 0;
  std::int64_t held_ = 0;
  std::int64_t order_ = 0;
  std::int64_t gift_ = 0;
  std::int64_t sale_ = 0;
};
INSTANTIATE_TEST_SUITE_P(, AuditTest, support::kBothEngines, support::engine_name);

std::string sentence(std::string_view before, std::int64_t id, std::string_view after) {
  return std::string(before) + std::to_string(id) + std::string(after);
}

TEST_P(AuditTest, FindsNothingWrongWithAShopThatSells) { EXPECT_THAT(audit(), IsEmpty()); }

TEST_P(AuditTest, FindsATransferThatDoesNotSumToZero) {
  insert_lines(gift_, Money::hundredths(1));
  EXPECT_THAT(audit(), ElementsAre(sentence("Transfer ", gift_, " sums to 0.01 instead of zero.")));
}

TEST_P(AuditTest, FindsATransferWithoutLines) {
  execute(
      "INSERT INTO transfers (kind, key, note, actor, created_at) "
      "VALUES ('adjustment', 'empty', '', 'cli', $1)",
      kNow);
  EXPECT_THAT(audit(),
              ElementsAre(sentence("Transfer ", transfer("key = 'empty'"), " has no lines.")));
}

TEST_P(AuditTest, FindsABalanceThatIsNotTheSumOfItsLines) {
  execute("UPDATE users SET balance = balance + $1", Money::hundredths(7));
  EXPECT_THAT(audit(), ElementsAre("Customer 1001 has a balance of 415.07, but their ledger lines "
                                   "sum to 415.00."));
}

TEST_P(AuditTest, FindsABalanceWithoutAnyLine) {
  join(7);
  execute("UPDATE users SET balance = $1 WHERE id = 7", Money::units(3));
  EXPECT_THAT(audit(), ElementsAre("Customer 7 has a balance of 3.00, but their ledger lines sum "
                                   "to 0.00."));
}

TEST_P(AuditTest, FindsALineThatRemembersAnotherBalance) {
  execute(
      "UPDATE ledger_lines SET balance_after = $1 WHERE transfer_id = $2 "
      "AND user_id IS NOT NULL",
      Money::units(499), gift_);
  EXPECT_THAT(audit(), ElementsAre(sentence("Transfer ", gift_,
                                            " says that a customer had 499.00 afterwards, but "
                                            "their lines sum to 500.00.")));
}

TEST_P(AuditTest, FindsEarningsThatNobodyPaid) {
  execute("UPDATE users SET referral_earnings = $1", Money::units(3));
  EXPECT_THAT(audit(), ElementsAre("Customer 1001 has referral earnings of 3.00, but their "
                                   "commissions sum to 0.00."));
}

TEST_P(AuditTest, FindsASoldUnitWithoutAnOrder) {
  execute("UPDATE products SET is_sold = true, sold_at = $2 WHERE id = $1", free_, kNow);
  EXPECT_THAT(audit(), ElementsAre(sentence("Product ", free_, " is sold, but no order has it.")));
}

TEST_P(AuditTest, FindsAnOrderOfAnUnsoldUnit) {
  execute("UPDATE products SET is_sold = false, sold_at = NULL WHERE id = $1", sold_);
  EXPECT_THAT(audit(), ElementsAre(sentence("Order ", order_,
                                            " is for a product that is not "
                                            "sold.")));
}

TEST_P(AuditTest, FindsAUnitThatWasSoldTwice) {
  execute("DROP INDEX idx_orders_product");
  execute(
      "INSERT INTO orders (user_id, product_id, original_price, discount_applied, final_price, "
      "created_at) SELECT user_id, product_id, original_price, discount_applied, final_price, "
      "created_at FROM orders");
  const auto second = value<std::int64_t>("SELECT max(id) FROM orders");
  EXPECT_THAT(audit(), ElementsAre(sentence("Product ", sold_, " has more than one order."),
                                   sentence("Order ", second,
                                            " costs 85.00, but its customer was charged "
                                            "nothing."),
                                   sentence("Order ", second, " lacks a delivery message."),
                                   sentence("Order ", second, " lacks a delivery message."),
                                   sentence("Order ", second, " lacks a delivery message.")));
}

TEST_P(AuditTest, FindsAUnitThatIsHeldAndSold) {
  drop_checks_of_products();
  execute(
      "UPDATE products SET is_reserved = true, reserved_by = $2, reserved_until = $3 "
      "WHERE id = $1",
      sold_, kAnn, kNow);
  EXPECT_THAT(audit(), ElementsAre(sentence("Product ", sold_, " is held and sold at once.")));
}

TEST_P(AuditTest, FindsACustomerWhoHoldsTooMuch) {
  for (int i = 0; i < kMaxReservations; ++i) {
    execute(
        "UPDATE products SET is_reserved = true, reserved_by = $2, reserved_until = $3 "
        "WHERE id = $1",
        stock(), kAnn, kNow + kReservationTime);
  }
  EXPECT_THAT(audit(), ElementsAre("Customer 1001 holds more units at once than they may."));
  EXPECT_THAT(audit(kNow + kReservationTime), IsEmpty())
      << "reservations that are over do not count";
}

TEST_P(AuditTest, FindsACheckoutThatCompletedNothingOrAtAHigherPrice) {
  const auto checkout = [&](std::int64_t unit, Money price) {
    execute(
        "INSERT INTO checkouts (user_id, product_id, price, method, status, created_at, "
        "reserved_until) VALUES ($1, $2, $3, 'blik', 'completed', $4, $4)",
        kAnn, unit, price, kNow);
    return value<std::int64_t>("SELECT max(id) FROM checkouts");
  };
  const auto empty = checkout(free_, Money::units(100));
  const auto dear = checkout(sold_, Money::units(84));
  checkout(sold_, Money::units(85));
  EXPECT_THAT(audit(),
              ElementsAre(sentence("Checkout ", empty,
                                   " is completed, but its customer has no order of its unit."),
                          sentence("Checkout ", dear,
                                   " was completed at 85.00, but the customer agreed to 84.00.")));
}

TEST_P(AuditTest, FindsAnOrderWithAWrongPrice) {
  execute("UPDATE orders SET discount_applied = 16");
  EXPECT_THAT(audit(), ElementsAre(sentence("Order ", order_,
                                            " costs 85.00, but its discount "
                                            "makes that 84.00.")));
}

TEST_P(AuditTest, RoundsAPriceAsTheShopDoes) {
  for (const int hundredths : {1, 2, 3, 9'99, 12'34, 99'99}) {
    auto odd = voucher_named("Odd " + std::to_string(hundredths));
    odd.base_price = Money::hundredths(hundredths);
    for (const int percent : {1, 15, 50, 67, 85, 99}) {
      odd.discount_percent = *base::Percent::of(percent);
      buy(kAnn, stock(odd));
    }
  }
  EXPECT_THAT(audit(), IsEmpty());
}

TEST_P(AuditTest, FindsAnOrderThatWasChargedWrongly) {
  execute("UPDATE transfers SET key = 'order:4711' WHERE id = $1", sale_);
  EXPECT_THAT(audit(), ElementsAre(sentence("Order ", order_,
                                            " costs 85.00, but its customer was charged "
                                            "nothing."),
                                   sentence("Transfer ", sale_,
                                            " charges for an order that is not "
                                            "there.")));
}

TEST_P(AuditTest, FindsAnOrderThatSomebodyElsePaid) {
  join(7);
  execute("UPDATE orders SET user_id = 7");
  const auto sentences = audit();
  ASSERT_THAT(sentences, testing::Not(IsEmpty()));
  EXPECT_EQ(sentences[0], sentence("Order ", order_,
                                   " costs 85.00, but its customer was charged "
                                   "nothing."));
}

TEST_P(AuditTest, FindsAnOrderOfWhichAMessageIsMissing) {
  for (const auto* kind : {"delivery_photo", "delivery_location", "delivery_text"}) {
    execute("UPDATE outbox SET user_id = -user_id WHERE kind = $1", kind);
    EXPECT_THAT(audit(), ElementsAre(sentence("Order ", order_, " lacks a delivery message.")))
        << kind;
    execute("UPDATE outbox SET user_id = -user_id WHERE kind = $1", kind);
  }
  EXPECT_THAT(audit(), IsEmpty());
}

TEST_P(AuditTest, NamesAllOfThem) {
  transact([](db::Tx& tx) {
    for (std::int64_t id = 1; id <= 150; ++id) {
      add_customer(tx, id);
    }
    return true;
  });
  execute("UPDATE users SET balance = 1 WHERE id <= 150");
  EXPECT_THAT(audit(), SizeIs(150));
}

}  // namespace
}  // namespace shop
