// The main menu, languages, help, and leaving a dialog.
#include <string>

#include <gtest/gtest.h>

#include "e2e/end_to_end.h"
#include "support/eventually.h"

namespace e2e {
namespace {

class Menu : public EndToEnd {};
INSTANTIATE_TEST_SUITE_P(, Menu, support::kBothEngines, support::engine_name);

TEST_P(Menu, LeadsEverywhereAndBack) {
  open();
  auto anna = customer("Anna", 12);
  anna.says("/start");
  anna.sees("Main menu");
  const auto visit = [&](std::string_view button, std::string_view screen) {
    anna.presses(button);
    anna.sees(screen);
    anna.presses("Menu");
    anna.sees("Main menu");
  };
  visit("Shop", "Everything is sold out at the moment.");
  visit("Wallet", "Balance: 12 PLN");
  visit("Profile", "Tier: 🥉 Bronze");
  visit("Referrals", "Your link:");
  visit("Leaderboard", "Nobody has invited anyone yet.");
  visit("Language", "Pick your language:");
  visit("Support", "Write to @shop_help.");
  anna.presses("Wallet");
  anna.presses("History");
  anna.sees("Shop adjustment: +12.00 PLN");
}

TEST_P(Menu, SpeaksPolishWhenItIsPicked) {
  open();
  auto anna = newcomer("Anna");
  anna.says("/language");
  anna.sees("Pick your language:");
  anna.presses("Polski");
  anna.sees("Język");
  anna.presses("Menu");
  anna.presses("Portfel");
  anna.sees("Saldo: 0 zł");
  EXPECT_EQ(text("SELECT language FROM users"), "pl");
}

TEST_P(Menu, SpeaksPolishWhenTelegramIsInPolish) {
  open();
  auto celina = newcomer("Celina", "pl");
  celina.says("/wallet");
  celina.sees("Portfel");
}

TEST_P(Menu, LeavesADialogOnCancel) {
  stock(voucher());
  open();
  auto owner = this->owner();
  owner.opens_discount_of_voucher();
  owner.says("many");
  owner.sees("“many” is not a whole percentage.");
  owner.says("/cancel");
  owner.sees("Cancelled. Nothing was changed.");
  owner.says("20");
  owner.sees("I did not understand that.");
  EXPECT_EQ(number("SELECT discount_percent FROM products"), 0);
}

TEST_P(Menu, HasNothingToCancelWithoutADialog) {
  open();
  auto anna = customer("Anna", 0);
  anna.says("/cancel");
  anna.sees("There is nothing to cancel.");
  anna.says("/help");
  anna.sees("How it works");
}

TEST_P(Menu, TellsOnceThatSomebodyIsTooFast) {
  open();
  auto anna = customer("Anna", 0);
  for (int i = 0; i < 6; ++i) {
    anna.chat().send_text("/wallet");
  }
  anna.sees("Too fast; try again in a second.");
  EXPECT_TRUE(support::eventually([&] { return telegram.pending_updates() == 0; }));
  EXPECT_TRUE(support::eventually([&] { return anna.chat().count("Balance") == 2; }));
  EXPECT_EQ(anna.chat().count("Too fast"), 1U);
}

}  // namespace
}  // namespace e2e
