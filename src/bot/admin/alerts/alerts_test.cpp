// Which alerts a person gets, in every role and both languages, and what leads to their matter.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "bot/admin/alerts/alert_screens.h"
#include "bot/admin/alerts/callbacks.h"
#include "bot/admin/callbacks.h"
#include "bot/testing/conversation.h"
#include "shop/customers/staff.h"

namespace bot::admin {
namespace {

using shop::AlertTopic;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class AlertsTest : public Conversation {
 protected:
  static constexpr std::int64_t kManager = 2001;
  static constexpr std::int64_t kSupport = 2002;

  void SetUp() override {
    Conversation::SetUp();
    names[kManager] = "Marek";
    names[kSupport] = "Sara";
    for (const auto who : {kOwner, kManager, kSupport}) {
      say(who, "/start");
    }
    give(kManager, shop::Role::manager);
    give(kSupport, shop::Role::support);
  }
  void give(std::int64_t who, std::optional<shop::Role> role) {
    transact([&](db::Tx& tx) {
      const auto by =
          shop::permit<shop::Act::set_role>(shop::Actor::owner(settings.owner_ids[0])).value();
      return shop::set_role(tx, who, role, by, clock.now(), {}).has_value();
    });
  }
  std::vector<std::int64_t> hearers(AlertTopic topic) {
    return read([&](db::Tx& tx) { return shop::who_hears(tx, topic, settings.owner_ids); });
  }
};
INSTANTIATE_TEST_SUITE_P(, AlertsTest, support::kBothEngines, support::engine_name);

TEST_P(AlertsTest, AreSwitchedByEachForThemselves) {
  say(kOwner, "/admin");
  press(kOwner, "Alerts");
  press(kOwner, "🔔 Sales: on");
  EXPECT_TRUE(has_button(kOwner, "🔕 Sales: off"));
  EXPECT_TRUE(has_button(kOwner, "🔔 Low stock: on"));
  EXPECT_THAT(hearers(AlertTopic::sale), ElementsAre(kManager));
  press(kOwner, "🔕 Sales: off");
  EXPECT_THAT(hearers(AlertTopic::sale), ElementsAre(kOwner, kManager));
  press(kOwner, "Owner's panel");
  EXPECT_TRUE(has_button(kOwner, "Alerts"));
}

TEST_P(AlertsTest, AreThoseOfTheRole) {
  press_data(kSupport, encode_callback(ShowAlerts{}));
  EXPECT_TRUE(has_button(kSupport, "🔔 Tickets: on"));
  EXPECT_TRUE(has_button(kSupport, "🔔 Undelivered orders: on"));
  for (const char* other : {"🔔 Sales: on", "🔔 Deposits to approve: on", "🔔 Daily summary: on"}) {
    EXPECT_FALSE(has_button(kSupport, other)) << other;
  }
  press_data(kManager, encode_callback(ShowAlerts{}));
  EXPECT_TRUE(has_button(kManager, "🔔 Daily summary: on"));
}

TEST_P(AlertsTest, ForgedSwitchesOfATopicOutsideTheRoleChangeNothing) {
  const std::string before = state_of_shop();
  press_data(kSupport, encode_callback(SwitchAlert{AlertTopic::sale, false}));
  EXPECT_EQ(state_of_shop(), before);
  give(kSupport, shop::Role::manager);
  EXPECT_THAT(hearers(AlertTopic::sale), ElementsAre(kOwner, kManager, kSupport));
}

TEST_P(AlertsTest, GoToWhomTheBotReachesInTheirRole) {
  EXPECT_THAT(hearers(AlertTopic::ticket), ElementsAre(kOwner, kManager, kSupport));
  give(kSupport, std::nullopt);
  transact([&](db::Tx& tx) {
    return tx.execute(
        "UPDATE users SET has_blocked_bot = true "
        "WHERE id = $1",
        kManager);
  });
  EXPECT_THAT(hearers(AlertTopic::ticket), ElementsAre(kOwner));
  settings.owner_ids = {999};  // has never written to the bot
  EXPECT_THAT(hearers(AlertTopic::ticket), IsEmpty());
  EXPECT_THAT(hearers(AlertTopic::backend_trouble), ElementsAre(999)) << "it may be the reason";
}

TEST_P(AlertsTest, SpeakPolishToo) {
  settings.owner_ids.push_back(kPolishCustomer);
  say(kPolishCustomer, "/admin");
  press(kPolishCustomer, "Powiadomienia");
  press(kPolishCustomer, "🔔 Sprzedaż: tak");
  EXPECT_TRUE(has_button(kPolishCustomer, "🔕 Sprzedaż: nie"));
}

}  // namespace
}  // namespace bot::admin
