// Every button below the panel leads to a screen, and every screen has a way back, in both
// languages.
#include <algorithm>
#include <array>
#include <deque>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "bot/admin/alerts/callbacks.h"
#include "bot/admin/audit/callbacks.h"
#include "bot/admin/callbacks.h"
#include "bot/admin/customers/callbacks.h"
#include "bot/admin/deposits/callbacks.h"
#include "bot/admin/discounts/callbacks.h"
#include "bot/admin/inventory/callbacks.h"
#include "bot/admin/orders/callbacks.h"
#include "bot/admin/pictures/callbacks.h"
#include "bot/admin/settings/callbacks.h"
#include "bot/admin/staff/callbacks.h"
#include "bot/admin/statistics/callbacks.h"
#include "bot/admin/tickets/callbacks.h"
#include "bot/testing/conversation.h"
#include "bot/testing/languages.h"
#include "shop/access/api_key.h"
#include "shop/customers/staff.h"
#include "shop/deposits/manual/manual_deposit.h"
#include "shop/deposits/star_deposit.h"
#include "shop/stock/changes/withdrawal.h"
#include "shop/support/conversation.h"

namespace bot::admin {
namespace {

using shop::Act;

constexpr std::size_t kMaxPresses = 1'500;

class PanelWalkTest : public Conversation {
 protected:
  static constexpr std::int64_t kPolishOwner = kPolishCustomer;

  void SetUp() override {
    Conversation::SetUp();
    settings.owner_ids.push_back(kPolishOwner);
    settings.deposits.stars_per_unit = 5;
    settings.deposits.instructions[shop::DepositMethod::blik] = "BLIK 600 100 200";
    for (const auto who : {kOwner, kPolishOwner, kCustomer, kOtherCustomer}) {
      say(who, "/start");
    }
    const auto unit = stock(voucher(), 6);
    give_money(kCustomer, 100);
    walk_to_product(kCustomer, "100 PLN · Book voucher");
    press(kCustomer, "Buy");
    press(kCustomer, "Confirm Purchase");
    EXPECT_TRUE(transact([&](db::Tx& tx) { return fill(tx, unit + 5); }));
  }
  // What each subject has to show: staff, deposits, a ticket, a withdrawn unit.
  bool fill(db::Tx& tx, std::int64_t unit) {
    const auto owner = shop::Actor::owner(kOwner);
    EXPECT_TRUE(shop::create_key(tx,
                                 {.name = "Till", .role = shop::Role::support, .secret_hash = "x"},
                                 shop::permit<Act::create_key>(owner).value(), clock.now()));
    const auto now = clock.now();
    base::SeededRandom random(1);
    const shop::StarInvoice invoice{
        .user_id = kCustomer, .amount = base::Money::units(20), .stars = 100};
    return shop::set_role(tx, kOtherCustomer, shop::Role::support,
                          shop::permit<Act::set_role>(owner).value(), now, {})
               .has_value() &&
           shop::request_deposit(tx, kCustomer, shop::DepositMethod::blik, base::Money::units(50),
                                 {.min = base::Money::units(5), .max = base::Money::units(1000)},
                                 random, now)
               .has_value() &&
           shop::credit_stars(tx, {kCustomer, "XTR", 100, shop::star_payload(invoice)}, "charge",
                              settings.deposits.commission, now)
               .has_value() &&
           shop::write_as_customer(tx, kCustomer, 1, {"It does not work"}, {}, now).has_value() &&
           shop::withdraw_unit(tx, unit, std::nullopt, "test",
                               shop::permit<Act::withdraw_product>(owner).value(), now)
               .has_value();
  }
  const Texts& texts_of(std::int64_t who) const {
    return languages_.in(who == kPolishOwner ? "pl" : "en");
  }
  // Up, out, or to the panel.
  bool has_way_back(std::int64_t who) {
    const std::array labels{"button.back"_msg, "button.cancel"_msg, "user.cancel"_msg,
                            "button.menu"_msg, "button.admin"_msg};
    return std::ranges::any_of(
        labels, [&](MessageId label) { return has_button(who, texts_of(who).label(label)); });
  }
  void look_at(std::int64_t who, const Screen& screen, const std::string& pressed) {
    EXPECT_TRUE(has_way_back(who)) << pressed << ": " << screen.text;
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
  void walk(std::int64_t who) {
    const std::string stale = press_data(who, "nonsense").toast;
    waiting_.push_back(encode_callback(ShowPanel{}));
    for (std::size_t presses = 0; !waiting_.empty() && presses < kMaxPresses; ++presses) {
      const std::string data = waiting_.front();
      waiting_.pop_front();
      const Reply reply = press_data(who, data);
      EXPECT_TRUE(reply.screen || !reply.toast.empty() || !reply.pictures.empty() ||
                  !reply.more.empty())
          << data;
      EXPECT_NE(reply.toast, stale) << data;
      EXPECT_NE(reply.toast, texts_of(who).label("error.try_again"_msg)) << data;
      if (reply.screen) {
        look_at(who, *reply.screen, data);
      }
    }
    EXPECT_TRUE(waiting_.empty()) << "more is left to press";
  }
  // The subjects of the buttons that were pressed.
  std::set<std::string> tags_seen() const {
    std::set<std::string> tags;
    for (const auto& data : seen_) {
      tags.insert(data.substr(0, data.find('.')));
    }
    return tags;
  }

  Translations languages_ = every_language();
  std::set<std::string> seen_;
  std::deque<std::string> waiting_;
};
INSTANTIATE_TEST_SUITE_P(, PanelWalkTest, support::kBothEngines, support::engine_name);

TEST_P(PanelWalkTest, EveryScreenHasAWayBack) {
  walk(kOwner);
  const auto tags = tags_seen();
  for (const auto tag :
       {ListUnits::tag,       ShowUnit::tag,           ListWithdrawn::tag,  ReturnUnit::tag,
        ListSoldOut::tag,     BeginAdd::tag,           BeginRestock::tag,   AskOfferField::tag,
        SetLowStockLine::tag, EditPicture::tag,        DiscountCities::tag, OpenOrder::tag,
        RevealDelivery::tag,  AskRefund::tag,          AskReplacement::tag, ShowTicket::tag,
        AskAnswer::tag,       WriteToCustomer::tag,    ListUserOrders::tag, ShowUserDeposit::tag,
        ShowUserLedger::tag,  AskAdjustment::tag,      AskBan::tag,         SetRole::tag,
        ApproveDeposit::tag,  ShowCredited::tag,       AskStarRefund::tag,  ShowChart::tag,
        ShowDailySales::tag,  ShowReferralReport::tag, SwitchAlert::tag,    ListStaff::tag,
        PickAuditPerson::tag, AskAuditDay::tag,        AskSetting::tag,     ShowFirstSteps::tag,
        ShowWaysToPay::tag,   ShowLook::tag,           AskRevokeKey::tag}) {
    EXPECT_TRUE(tags.contains(std::string(tag))) << tag;
  }
}

TEST_P(PanelWalkTest, EveryScreenHasAWayBackInPolishToo) { walk(kPolishOwner); }

}  // namespace
}  // namespace bot::admin
