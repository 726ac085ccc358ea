// The link to the dashboard, on both engines.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "bot/testing/conversation.h"
#include "shop/access/sign_in_link.h"
#include "shop/customers/staff.h"

namespace bot::admin {
namespace {

using testing::HasSubstr;

constexpr std::int64_t kHelperOfDashboard = 2002;
constexpr std::string_view kPageOfDashboard = "https://shop.example/sign-in#";

class DashboardTest : public Conversation {
 protected:
  void SetUp() override {
    Conversation::SetUp();
    settings.dashboard_url = "https://shop.example";
    names[kHelperOfDashboard] = "Sara";
    for (const auto who : {kOwner, kHelperOfDashboard, kCustomer}) {
      say(who, "/start");
    }
    transact([&](db::Tx& tx) {
      const auto by = shop::permit<shop::Act::set_role>(shop::Actor::owner(kOwner)).value();
      return shop::set_role(tx, kHelperOfDashboard, shop::Role::support, by, clock.now(), {})
          .has_value();
    });
  }
  std::int64_t links() {
    return read(
        [](db::Tx& tx) { return tx.one<std::int64_t>("SELECT count(*) FROM sign_in_links"); });
  }
  // Whose the link is that the bot sends them; empty: it sends none.
  std::optional<std::int64_t> person_of_link(std::int64_t who) {
    const auto reply = say(who, "/dashboard");
    for (const auto& row : reply.screen->rows) {
      for (const auto& button : row) {
        if (button.url.starts_with(kPageOfDashboard)) {
          return transact([&](db::Tx& tx) {
            return shop::use_sign_in_link(tx, button.url.substr(kPageOfDashboard.size()),
                                          clock.now());
          });
        }
      }
    }
    return std::nullopt;
  }
};
INSTANTIATE_TEST_SUITE_P(, DashboardTest, support::kBothEngines, support::engine_name);

TEST_P(DashboardTest, IsOpenedByALinkOfOwnersAndStaff) {
  EXPECT_EQ(person_of_link(kOwner), kOwner);
  EXPECT_EQ(person_of_link(kHelperOfDashboard), kHelperOfDashboard);
  EXPECT_THAT(text_of(kHelperOfDashboard), HasSubstr("once, within two minutes"));
}

TEST_P(DashboardTest, DoesNotExistForOthers) {
  const auto unknown = say(kCustomer, "/no_such_command");
  const auto reply = say(kCustomer, "/dashboard");
  EXPECT_EQ(reply.screen, unknown.screen);
  EXPECT_EQ(links(), 0);
}

TEST_P(DashboardTest, NeedsAnAddress) {
  settings.dashboard_url.clear();
  EXPECT_EQ(person_of_link(kOwner), std::nullopt);
  EXPECT_THAT(text_of(kOwner), HasSubstr("WEB_URL=https://shop.example"));
  EXPECT_EQ(links(), 0);
}

}  // namespace
}  // namespace bot::admin
