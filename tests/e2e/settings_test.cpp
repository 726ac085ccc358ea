// Settings that an owner changes while the shop runs.
#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "e2e/end_to_end.h"
#include "shop/settings/stored_settings.h"
#include "support/eventually.h"

namespace e2e {
namespace {

class SettingsOfARunningShop : public EndToEnd {
 protected:
  static bool can_pay_by_blik(Person& person) {
    person.says("/wallet");
    person.sees("Balance");
    person.presses("Deposit");
    const auto message = person.chat().wait_for([](const sandbox::Message& one) {
      return one.text().contains("Deposit") || one.text().contains("pay");
    });
    return std::ranges::any_of(message.keyboard, [](const auto& row) {
      return std::ranges::any_of(row,
                                 [](const sandbox::Button& one) { return one.text == "BLIK"; });
    });
  }
};
INSTANTIATE_TEST_SUITE_P(, SettingsOfARunningShop, support::kBothEngines, support::engine_name);

TEST_P(SettingsOfARunningShop, HoldWithoutARestart) {
  open();
  auto olga = owner();
  olga.says("/start");
  olga.sees("First steps");
  olga.says("/admin");
  olga.presses("Settings");
  olga.sees("Smallest deposit");
  olga.presses("BLIK: how to pay");
  olga.sees("not set");
  olga.presses("Change");
  olga.sees("Send me");
  olga.says("To 600 100 200");
  olga.sees("what customers will see");
  olga.presses("Save");
  olga.sees("Saved");
  auto anna = customer("Anna", 0);
  EXPECT_TRUE(support::eventually([&] { return can_pay_by_blik(anna); }));
  olga.presses("Undo");
  olga.sees("not set");
  EXPECT_TRUE(support::eventually([&] { return !can_pay_by_blik(anna); }));
}

TEST_P(SettingsOfARunningShop, SetByAnotherProcessAreNoticed) {
  open();
  transact([&](db::Tx& tx) {
    return shop::set_setting(tx, {shop::SettingName::shop_name}, "Corner Shop",
                             {.values = shop::default_settings(), .locked = {}},
                             shop::permit<shop::Act::change_settings>(shop::Actor::cli()).value(),
                             clock.now())
        .has_value();
  });
  EXPECT_TRUE(support::eventually([&] { return telegram.call_count("setMyName") == 1; }));
  auto anna = newcomer("Anna");
  anna.says("/start");
  anna.sees("Corner Shop");
}

}  // namespace
}  // namespace e2e
