// Figures as owners read them, in both languages.
#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "bot/admin/statistics/callbacks.h"
#include "bot/admin/statistics/statistics_screens.h"
#include "bot/testing/conversation.h"

namespace bot::admin {
namespace {

using testing::ContainsRegex;
using testing::HasSubstr;

class StatisticsScreensTest : public Conversation {
 protected:
  void SetUp() override {
    Conversation::SetUp();
    settings.zone = base::TimeZone::named("Europe/Warsaw").value();
    stock(voucher(), 5);
    say(kOwner, "/start");
    say(kCustomer, "/start");
    give_money(kCustomer, 1'000);
  }
  void sell() {
    walk_to_product(kCustomer, "100 PLN · Book voucher");
    press(kCustomer, "Buy");
    press(kCustomer, "Confirm Purchase");
    clock.advance(std::chrono::minutes(1));
  }
};
INSTANTIATE_TEST_SUITE_P(, StatisticsScreensTest, support::kBothEngines, support::engine_name);

TEST_P(StatisticsScreensTest, SayWhatWasSoldInEachPeriod) {
  sell();
  clock.advance(std::chrono::days(1));
  sell();
  sell();
  say(kOwner, "/admin");
  press(kOwner, "Statistics");
  EXPECT_THAT(text_of(kOwner), ContainsRegex("Orders +2 ▲ 100%"));
  EXPECT_THAT(text_of(kOwner), ContainsRegex("Revenue +200 PLN"));
  EXPECT_THAT(text_of(kOwner), ContainsRegex("Reserved, then bought +100%"));
  EXPECT_THAT(text_of(kOwner), ContainsRegex("Owed to customers +700 PLN"));
  EXPECT_THAT(text_of(kOwner), HasSubstr("1. Book voucher — 2 × · 200 PLN"));
  press(kOwner, "7 days");
  EXPECT_THAT(text_of(kOwner), ContainsRegex("Orders +3"));
  EXPECT_TRUE(has_button(kOwner, "• 7 days"));
  press(kOwner, "By day");
  EXPECT_THAT(text_of(kOwner), HasSubstr("Together: 3 orders, 300 PLN"));
  press(kOwner, "30 days");
  press(kOwner, "Back");
  EXPECT_TRUE(has_button(kOwner, "• 30 days"));
  press(kOwner, "Referrals");
  EXPECT_THAT(text_of(kOwner), HasSubstr("No commissions yet"));
  press(kOwner, "Owner's panel");
  EXPECT_TRUE(has_button(kOwner, "Statistics"));
}

TEST_P(StatisticsScreensTest, AreSentAsFiles) {
  sell();
  say(kOwner, "/admin");
  press(kOwner, "Statistics");
  press(kOwner, "By day");
  press(kOwner, "7 days");
  const auto sales = press(kOwner, "As CSV").documents;
  ASSERT_EQ(sales.size(), 1U);
  EXPECT_THAT(sales[0].file_name, testing::MatchesRegex("sales-[-0-9]{10}-[-0-9]{10}\\.csv"));
  EXPECT_TRUE(sales[0].bytes.starts_with("day,orders,revenue,discounts\n"));
  EXPECT_THAT(sales[0].bytes, HasSubstr(",1,100.00,0.00\n"));
  EXPECT_EQ(std::ranges::count(sales[0].bytes, '\n'), 8);
  press(kOwner, "Back");
  press(kOwner, "Referrals");
  EXPECT_FALSE(has_button(kOwner, "As CSV")) << "nobody earned anything";
  const auto referrals = press_data(kOwner, encode_callback(SendReferralReport{})).documents;
  ASSERT_EQ(referrals.size(), 1U);
  EXPECT_EQ(referrals[0].bytes, "id,first_name,username,referees,earned,referral_earnings\n");
}

TEST_P(StatisticsScreensTest, DrawAPicture) {
  sell();
  say(kOwner, "/admin");
  press(kOwner, "Statistics");
  for (const char* period : {"Today", "7 days", "30 days", "This month"}) {
    press_data(kOwner, encode_callback(ShowStatistics{}));
    press(kOwner, has_button(kOwner, period) ? period : "• " + std::string(period));
    const auto reply = press(kOwner, "Chart");
    ASSERT_EQ(reply.pictures.size(), 1U) << period;
    EXPECT_TRUE(reply.pictures[0].png.starts_with("\x89PNG")) << period;
  }
}

TEST_P(StatisticsScreensTest, OfAnEmptyShopAreZero) {
  say(kOwner, "/admin");
  press(kOwner, "Statistics");
  EXPECT_THAT(text_of(kOwner), ContainsRegex("Orders +0"));
  press(kOwner, "This month");
  EXPECT_EQ(press(kOwner, "Chart").pictures.size(), 1U);
}

TEST_P(StatisticsScreensTest, SpeakPolishToo) {
  settings.owner_ids.push_back(kPolishCustomer);
  sell();
  say(kPolishCustomer, "/admin");
  press(kPolishCustomer, "Statystyki");
  EXPECT_THAT(text_of(kPolishCustomer), ContainsRegex("Zamówienia +1"));
  EXPECT_THAT(text_of(kPolishCustomer), ContainsRegex("Przychód +100 zł"));
  press(kPolishCustomer, "7 dni");
  press(kPolishCustomer, "Dzień po dniu");
  EXPECT_THAT(text_of(kPolishCustomer), HasSubstr("Razem zamówień: 1, przychód: 100 zł"));
}

}  // namespace
}  // namespace bot::admin
