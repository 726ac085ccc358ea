// What customers and owners do most often, from the first press to the last, with the exact texts.
#include <array>
#include <string>

#include <gtest/gtest.h>

#include "e2e/end_to_end.h"
#include "sandbox/model/message.h"
#include "support/eventually.h"
#include "web/core/password.h"

namespace e2e {
namespace {

class Scenario : public EndToEnd {};
INSTANTIATE_TEST_SUITE_P(, Scenario, support::kBothEngines, support::engine_name);

std::string html_of(const sandbox::Message& message) { return sandbox::to_html(message.content); }

std::string link_in(const sandbox::Message& message) {
  const auto start = message.text().find("https://t.me/");
  return message.text().substr(start, message.text().find('\n', start) - start);
}

TEST_P(Scenario, ANewcomerFollowsAReferralLink) {
  open();
  auto anna = newcomer("Anna");
  anna.says("/start");
  anna.sees("Welcome, Anna!");
  anna.presses("Referrals");
  const auto link = link_in(anna.sees("Your link:"));
  ASSERT_TRUE(link.starts_with("https://t.me/kram_demo_bot?start=ref_")) << link;
  const auto code = link.substr(link.size() - 8);
  EXPECT_EQ(code, text("SELECT referral_code FROM users"));

  auto bert = newcomer("Bert");
  bert.says("/start ref_" + code);
  bert.sees("Welcome, Bert! You were invited by Anna.");
  anna.sees("New Referral!");
  EXPECT_EQ(number("SELECT referrer_id FROM users WHERE id = " + std::to_string(bert.id())),
            anna.id());

  bert.says("/start ref_" + code);
  bert.sees("Main menu");
  anna.presses("Menu");
  anna.presses("Referrals");
  anna.sees("1 person has joined with it");
  EXPECT_EQ(anna.chat().count("New Referral!"), 1U);
}

TEST_P(Scenario, ADiscountOfTheOwnerIsShownAndCharged) {
  stock(voucher(), 2);
  open();
  auto owner = this->owner();
  owner.opens_discount_of_voucher();
  owner.sees("Price now: 100 PLN");
  owner.says("20");
  EXPECT_TRUE(html_of(owner.sees("New price")).contains("<s>100 PLN</s> 80 PLN 🔥 -20%"));

  auto anna = customer("Anna", 85);
  anna.walks_to_voucher();
  EXPECT_TRUE(html_of(anna.sees("Price:")).contains("<s>100 PLN</s> 80 PLN 🔥 -20%"));
  anna.presses("Buy");
  EXPECT_TRUE(html_of(anna.sees("Reserved for you.")).contains("<s>100 PLN</s> 80 PLN 🔥 -20%"));
  anna.presses("Confirm Purchase");
  anna.sees("Thank you for your purchase!");
  anna.sees("SECRET-4711");

  EXPECT_EQ(balance(anna), "5.00");
  EXPECT_EQ(number("SELECT COUNT(*) FROM orders WHERE original_price = final_price + " +
                   std::string(GetParam() == db::Engine::sqlite ? "2000" : "20")),
            1);
  EXPECT_EQ(number("SELECT discount_applied FROM orders"), 20);
  EXPECT_EQ(number("SELECT COUNT(*) FROM products WHERE is_sold AND sold_at IS NOT NULL"), 1);
}

TEST_P(Scenario, TheOwnerFindsDiscountsInThePanel) {
  stock(voucher());
  open();
  auto owner = this->owner();
  owner.says("/admin");
  owner.presses("Discounts");
  owner.presses("Book voucher");
  owner.presses("30%");
  EXPECT_TRUE(html_of(owner.sees("New price")).contains("<s>100 PLN</s> 70 PLN 🔥 -30%"));
  EXPECT_EQ(number("SELECT discount_percent FROM products"), 30);
}

TEST_P(Scenario, TwoCustomersRaceForOneUnit) {
  auto product = voucher();
  product.base_price = base::Money::units(50);
  stock(product);
  open();
  std::array racers{customer("Xenia", 50), customer("Yves", 50)};
  for (auto& racer : racers) {
    racer.walks_to_voucher();
    racer.sees("Price: 50 PLN");
  }
  telegram.hold_updates();
  for (auto& racer : racers) {
    racer.starts_press("Buy");
  }
  telegram.release_updates();
  const auto is_decided = [](const sandbox::Message& message) {
    return message.text().contains("Reserved for you.") ||
           message.text().contains("Reserved by another user");
  };
  const auto first = racers[0].chat().wait_for(is_decided).text();
  const auto second = racers[1].chat().wait_for(is_decided).text();
  const bool first_won = first.contains("Reserved for you.");
  ASSERT_NE(first_won, second.contains("Reserved for you."));

  auto& winner = racers[first_won ? 0 : 1];
  auto& loser = racers[first_won ? 1 : 0];
  winner.presses("Confirm Purchase");
  winner.sees("SECRET-4711");
  loser.presses("Try again");
  loser.sees("Sorry, this product was just sold!");

  EXPECT_EQ(number("SELECT COUNT(*) FROM orders"), 1);
  EXPECT_EQ(balance(winner), "0.00");
  EXPECT_EQ(balance(loser), "50.00");
}

TEST_P(Scenario, AReservationRunsOutAfterFifteenMinutes) {
  stock(voucher());
  open({}, {.period = std::chrono::milliseconds(20)});
  auto anna = customer("Anna", 100);
  anna.walks_to_voucher();
  anna.presses("Buy");
  anna.sees("Time left: 15 minutes");

  clock.advance(std::chrono::minutes(14));
  auto bert = customer("Bert", 100);
  bert.walks_to_voucher();
  bert.sees("All reserved");
  bert.presses("Buy");
  bert.sees("Reserved by another user");
  EXPECT_FALSE(log().contains("[CLEANUP]"));

  clock.advance(std::chrono::minutes(1));
  EXPECT_TRUE(support::eventually(
      [&] { return log().contains("[CLEANUP] Released 1 expired reservations"); }));
  EXPECT_EQ(number("SELECT COUNT(*) FROM products WHERE is_reserved"), 0);
  anna.presses("Confirm Purchase");
  anna.sees("Your reservation has ended, and nothing was charged.");
  bert.presses("Try again");
  bert.sees("Reserved for you.");
  EXPECT_EQ(balance(anna), "100.00");
}

TEST_P(Scenario, ABulkDiscountOfTheDashboardReachesTheChat) {
  const auto hash = web::hash_password("open sesame", /*cost=*/4).value();
  stock(voucher(), 50);
  auto elsewhere = voucher();
  elsewhere.city = "Gdynia";
  stock(elsewhere);
  const auto& shop = open_with({.settings = {{"WEB_SECRET_KEY", std::string(32, 'k')},
                                             {"WEB_ADMIN_USERNAME", "owner"},
                                             {"WEB_ADMIN_PASSWORD", hash}},
                                .roles = app::Roles::all()});
  const auto answer =
      exchange({.method = "POST",
                .url = "http://127.0.0.1:" + std::to_string(shop.port()) + "/api/discount/bulk",
                .headers = {{"Authorization", "Basic b3duZXI6b3BlbiBzZXNhbWU="},
                            {"Content-Type", "application/json"}},
                .body = R"({"filter":{"city":"Warsaw"},"discount_percent":30})"});
  EXPECT_EQ(answer.status, 200);
  EXPECT_TRUE(answer.body.contains("Updated 50 products with 30% discount")) << answer.body;
  EXPECT_EQ(number("SELECT COUNT(*) FROM products WHERE city = 'Warsaw' AND district = 'Center' "
                   "AND discount_percent = 30"),
            50);
  EXPECT_EQ(number("SELECT COUNT(*) FROM products WHERE discount_percent > 0"), 50);

  auto anna = customer("Anna", 70);
  anna.walks_to_voucher();
  EXPECT_TRUE(html_of(anna.sees("Price:")).contains("<s>100 PLN</s> 70 PLN 🔥 -30%"));
}

}  // namespace
}  // namespace e2e
