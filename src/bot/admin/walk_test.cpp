// Every button below the panel leads to a screen, and every screen has a way back.
#include <deque>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "bot/admin/callbacks.h"
#include "bot/testing/conversation.h"
#include "shop/customers/staff.h"

namespace bot::admin {
namespace {

constexpr std::size_t kMaxPresses = 500;

class PanelWalkTest : public Conversation {
 protected:
  void SetUp() override {
    Conversation::SetUp();
    for (const auto who : {kOwner, kCustomer, kOtherCustomer}) {
      say(who, "/start");
    }
    stock(voucher(), 3);
    give_money(kCustomer, 100);
    walk_to_product(kCustomer, "100 PLN · Book voucher");
    press(kCustomer, "Buy");
    press(kCustomer, "Confirm Purchase");
    transact([&](db::Tx& tx) {
      const auto owner = shop::Actor::owner(kOwner);
      return shop::set_role(tx, kOtherCustomer, shop::Role::support,
                            shop::permit<shop::Act::set_role>(owner).value(), clock.now())
          .has_value();
    });
  }
  // Up, out, or to the panel.
  bool has_way_back() {
    for (const char* label : {"Back", "Cancel", "Menu", "Owner's panel"}) {
      if (has_button(kOwner, label)) {
        return true;
      }
    }
    return false;
  }
  void look_at(const Screen& screen, const std::string& pressed) {
    EXPECT_TRUE(has_way_back()) << pressed << ": " << screen.text;
    for (const auto& row : screen.rows) {
      for (const Button& button : row) {
        if (!button.callback_data.empty() && button.callback_data != navigation().home &&
            seen_.insert(button.callback_data).second) {
          waiting_.push_back(button.callback_data);
        }
      }
    }
  }
  // Follows every button, those nearest to the panel first.
  void walk() {
    const std::string stale = press_data(kOwner, "nonsense").toast;
    waiting_.push_back(encode_callback(ShowPanel{}));
    for (std::size_t presses = 0; !waiting_.empty() && presses < kMaxPresses; ++presses) {
      const std::string data = waiting_.front();
      waiting_.pop_front();
      const Reply reply = press_data(kOwner, data);
      // What an earlier press of the walk has done may have made it stale, but not unknown.
      EXPECT_TRUE(reply.screen || !reply.toast.empty() || !reply.pictures.empty()) << data;
      if (reply.screen) {
        look_at(*reply.screen, data);
      }
    }
  }
  std::set<std::string> seen_;
  std::deque<std::string> waiting_;
};
INSTANTIATE_TEST_SUITE_P(, PanelWalkTest, support::kBothEngines, support::engine_name);

TEST_P(PanelWalkTest, EveryScreenHasAWayBack) {
  walk();
  EXPECT_GT(seen_.size(), 30U);
}

}  // namespace
}  // namespace bot::admin
