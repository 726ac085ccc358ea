// Purchases, from the card to the delivery, and what can go wrong in between.
#include <string>

#include <gtest/gtest.h>

#include "e2e/end_to_end.h"
#include "shop/money/ledger.h"
#include "shop/stock/discounts/discount.h"
#include "support/eventually.h"

namespace e2e {
namespace {

using sandbox::FaultKind;

class Sale : public EndToEnd {
 protected:
  // A pick-up with a photo that the simulated Telegram can fetch, and a location.
  shop::NewProduct locker() const {
    auto product = voucher();
    product.delivery_photo = telegram.url() + "/goods/locker-A01.png";
    product.delivery_latitude = base::Coordinate::microdegrees(52'229'676);
    product.delivery_longitude = base::Coordinate::microdegrees(21'012'229);
    return product;
  }
};
INSTANTIATE_TEST_SUITE_P(, Sale, support::kBothEngines, support::engine_name);

TEST_P(Sale, DeliversPhotoLocationAndText) {
  stock(locker());
  open();
  auto anna = customer("Anna", 150);
  anna.walks_to_voucher();
  EXPECT_FALSE(anna.chat().transcript().contains("SECRET"));
  anna.presses("Buy");
  const auto reservation = anna.sees("Reserved for you.");
  EXPECT_TRUE(reservation.text().contains("Price: 100 PLN"));
  EXPECT_TRUE(reservation.text().contains("Time left: 15 minutes"));
  EXPECT_FALSE(anna.chat().transcript().contains("SECRET"));
  anna.presses("Confirm Purchase");
  anna.sees("Thank you for your purchase!");
  const auto photo = anna.sees_photo();
  const auto place = anna.sees_location();
  const auto text = anna.sees("Code: SECRET-4711");
  EXPECT_LT(photo.id, place.id);
  EXPECT_LT(place.id, text.id);
  EXPECT_EQ(photo.text(), "Order #1: Book voucher");
  EXPECT_EQ(place.location->latitude.decimal(), "52.229676");
  EXPECT_EQ(place.location->longitude.decimal(), "21.012229");
  EXPECT_EQ(balance(anna), "50.00");
}

TEST_P(Sale, APlaceThatTelegramRefusesArrivesAsTextWithAMap) {
  auto product = locker();
  product.delivery_photo.reset();
  stock(product);
  open();
  telegram.inject({.kind = FaultKind::bad_request, .method = "sendLocation"});
  auto anna = customer("Anna", 100);
  anna.buys_voucher();
  EXPECT_TRUE(anna.sees("52.229676, 21.012229")
                  .text()
                  .contains("https://www.openstreetmap.org/?mlat=52.229676&mlon=21.012229"));
  anna.sees("Code: SECRET-4711");
  EXPECT_TRUE(outbox_is_sent());
}

TEST_P(Sale, APhotoThatTelegramRefusesIsReplacedByTheContact) {
  auto product = voucher();
  product.delivery_photo = "AgACAgQAAxkBAAM-gone";
  stock(product);
  open();
  auto anna = customer("Anna", 100);
  anna.buys_voucher();
  anna.sees("The photo of this order cannot be shown. Please write to support: @shop_help");
  anna.sees("Code: SECRET-4711");
}

TEST_P(Sale, APhotoThatTelegramCannotFetchIsReplacedByItsAddress) {
  auto product = voucher();
  product.delivery_photo = "https://goods.example/a?b=1&c=<2>";
  stock(product);
  open();
  telegram.inject({.kind = FaultKind::bad_request,
                   .method = "sendPhoto",
                   .description = "Bad Request: failed to get HTTP URL content"});
  auto anna = customer("Anna", 100);
  anna.buys_voucher();
  anna.sees("It is here: https://goods.example/a?b=1&c=<2>");
  anna.sees("Code: SECRET-4711");
}

TEST_P(Sale, TooLittleMoneyKeepsTheReservation) {
  stock(voucher());
  open();
  auto anna = customer("Anna", 40);
  anna.walks_to_voucher();
  anna.presses("Buy");
  const auto missing = anna.sees("You're 60 PLN short.");
  EXPECT_TRUE(missing.text().contains("The product stays reserved for you."));
  EXPECT_EQ(number("SELECT reserved_by FROM products WHERE is_reserved"), anna.id());
  anna.presses("Deposit");
  anna.sees("To top up your wallet, write to @shop_help");
  EXPECT_EQ(number("SELECT COUNT(*) FROM orders"), 0);
  EXPECT_EQ(balance(anna), "40.00");

  transact([&](db::Tx& tx) {
    return shop::post(tx,
                      {.kind = shop::TransferKind::adjustment,
                       .key = "test top-up",
                       .lines = {{shop::LedgerAccount::customer, anna.id(), base::Money::units(60)},
                                 {shop::LedgerAccount::adjustments, {}, -base::Money::units(60)}},
                       .note = "test"},
                      clock.now())
        .value();
  });
  anna.says("/shop");
  anna.presses("My reservations");
  anna.presses("Book voucher");
  anna.presses("Confirm Purchase");
  anna.sees("SECRET-4711");
  EXPECT_EQ(balance(anna), "0.00");
}

TEST_P(Sale, APriceThatChangedOnTheScreenIsAskedAgain) {
  const auto unit = stock(voucher());
  open();
  auto anna = customer("Anna", 100);
  anna.walks_to_voucher();
  anna.presses("Buy");
  transact([&](db::Tx& tx) {
    return shop::set_discount(tx, unit, {base::Percent::of(10).value()},
                              shop::permit<shop::Act::set_discount>(shop::Actor::owner(1)).value(),
                              clock.now())
        .value()
        .discount.updated;
  });
  anna.presses("Confirm Purchase");
  anna.sees("The price has changed and is now 100 PLN 90 PLN 🔥 -10%.");
  EXPECT_EQ(number("SELECT COUNT(*) FROM orders"), 0);
  anna.presses("Confirm Purchase");
  anna.sees("SECRET-4711");
  EXPECT_EQ(balance(anna), "10.00");
}

TEST_P(Sale, RepeatedPressesBuyOnce) {
  stock(voucher(), 5);
  open();
  auto anna = customer("Anna", 500);
  anna.walks_to_voucher();
  anna.presses("Buy");
  telegram.hold_updates();
  const auto first = anna.starts_press("Confirm Purchase");
  const auto second = anna.chat().press_again(first);
  const auto third = anna.chat().press_again(first);
  telegram.release_updates();
  for (const auto& press : {first, second, third}) {
    anna.chat().answer_to(press);
  }
  anna.chat().answer_to(anna.chat().press_again(first));
  EXPECT_EQ(number("SELECT COUNT(*) FROM orders"), 1);
  EXPECT_EQ(balance(anna), "400.00");
  EXPECT_TRUE(support::eventually([&] { return anna.chat().count("SECRET-4711") == 1; }));
  EXPECT_EQ(number("SELECT COUNT(*) FROM outbox"), 1);
}

TEST_P(Sale, AnOldOrderIsOpenedAgain) {
  stock(voucher());
  open();
  auto anna = customer("Anna", 100);
  anna.buys_voucher();
  anna.sees("SECRET-4711");
  EXPECT_TRUE(outbox_is_sent());
  anna.says("/profile");
  const auto profile = anna.sees("Orders: 1");
  EXPECT_TRUE(profile.text().contains("ID: " + std::to_string(anna.id())));
  EXPECT_TRUE(profile.text().contains("Tier: 🥉 Bronze"));
  EXPECT_TRUE(profile.text().contains("🏅 First purchase"));
  anna.presses("My orders");
  anna.presses("#1 Book voucher");
  EXPECT_TRUE(anna.sees("Paid: 100 PLN").text().contains("SECRET-4711"));
  EXPECT_EQ(anna.chat().copy("Copy code"), "Code: SECRET-4711");
  EXPECT_EQ(anna.sees("Order #1").keyboard.at(0).at(0).style, "primary");
  const auto answer = anna.presses("Send the delivery again");
  EXPECT_EQ(answer.text, "The delivery is on its way again.");
  anna.sees("SECRET-4711");
  EXPECT_EQ(anna.chat().count("SECRET-4711"), 3U);
}

TEST_P(Sale, TheTermsAreAcceptedOnceBeforeTheFirstPurchase) {
  stock(voucher(), 2);
  open({{"TERMS_TEXT", "No refunds for <used> codes & vouchers."}});
  auto anna = customer("Anna", 200);
  anna.walks_to_voucher();
  anna.presses("Buy");
  anna.sees("No refunds for <used> codes & vouchers.");
  EXPECT_EQ(number("SELECT COUNT(*) FROM products WHERE is_reserved"), 0);
  anna.presses("Accept");
  anna.presses("Confirm Purchase");
  anna.sees("SECRET-4711");
  EXPECT_EQ(number("SELECT COUNT(*) FROM users WHERE terms_accepted_at IS NOT NULL"), 1);

  anna.walks_to_voucher();
  anna.presses("Buy");
  anna.sees("Reserved for you.");
}

TEST_P(Sale, TheTermsCanBeALink) {
  stock(voucher());
  open({{"TERMS_URL", "https://shop.example/terms"}});
  auto anna = customer("Anna", 200);
  anna.walks_to_voucher();
  anna.presses("Buy");
  const auto terms = anna.sees("Please read and accept the terms");
  EXPECT_EQ(terms.keyboard.front().front().url, "https://shop.example/terms");
  anna.presses("Accept");
  anna.sees("Reserved for you.");
}

TEST_P(Sale, ACancelledReservationIsFreeForOthers) {
  stock(voucher());
  open();
  auto anna = customer("Anna", 100);
  auto bert = customer("Bert", 100);
  anna.walks_to_voucher();
  anna.presses("Buy");
  EXPECT_EQ(anna.presses("Cancel").text, "The reservation is cancelled.");
  bert.buys_voucher();
  bert.sees("SECRET-4711");
  anna.presses("Buy");
  anna.sees("Sorry, this product was just sold!");
}

TEST_P(Sale, IsToldToTheOwnersSilently) {
  stock(voucher());
  open();
  auto boss = owner();
  boss.says("/start");
  boss.sees("Welcome");
  auto anna = customer("Anna", 100);
  anna.buys_voucher();
  const auto told = boss.sees("1 sale · 100 PLN");
  EXPECT_TRUE(told.is_silent);
  EXPECT_TRUE(told.text().contains("100 PLN · Book voucher · #1, Anna")) << told.text();
  EXPECT_TRUE(told.text().contains("Sold out: Book voucher")) << told.text();
  boss.presses("Owner's panel");
  boss.presses("Alerts");
  boss.sees("Alerts");
}

}  // namespace
}  // namespace e2e
