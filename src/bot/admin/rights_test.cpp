// Every act in every role: who may not do it changes nothing and sees nothing, whatever they send.
#include <boost/mp11.hpp>
#include <map>

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
#include "shop/customers/staff.h"

namespace bot::admin {
namespace {

using shop::Act;
using shop::Role;

constexpr std::int64_t kManager = 2001;
constexpr std::int64_t kSupport = 2002;
constexpr std::int64_t kCustomerOfRights = 1001;

// What the buttons of an act send.
using Presses = std::vector<std::pair<Act, std::vector<std::string>>>;

Presses of_support() {
  return {
      {Act::see_panel, {encode_callback(ShowPanel{})}},
      {Act::set_alerts,
       {encode_callback(ShowAlerts{}),
        encode_callback(SwitchAlert{shop::AlertTopic::ticket, false})}},
      {Act::see_orders,
       {encode_callback(ListOrders{}), encode_callback(ForgetSearch{}),
        encode_callback(OpenOrder{1})}},
      {Act::see_customers,
       {encode_callback(ListUsers{}), encode_callback(ShowUser{kCustomerOfRights}),
        encode_callback(ListUserOrders{kCustomerOfRights}),
        encode_callback(ListUserDeposits{kCustomerOfRights}),
        encode_callback(ShowUserLedger{kCustomerOfRights})}},
      {Act::answer_tickets,
       {encode_callback(ListTickets{}), encode_callback(ShowTicket{1}),
        encode_callback(OpenTicket{1}), encode_callback(SendThread{1}),
        encode_callback(AskAnswer{1}), encode_callback(CloseTicket{1})}},
      {Act::write_to_customer, {encode_callback(WriteToCustomer{kCustomerOfRights, 0})}},
  };
}

Presses of_managers_stock() {
  return {
      {Act::see_deliveries,
       {encode_callback(RevealDelivery{1}), encode_callback(ShowUnitDelivery{1})}},
      {Act::see_stock,
       {encode_callback(InventoryCities{}), encode_callback(InventoryOffers{1, 0}),
        encode_callback(ShowStockOffer{1}), encode_callback(ListSoldOut{}),
        encode_callback(ListUnits{shop::UnitList::sold, 1, 0}), encode_callback(ListWithdrawn{}),
        encode_callback(ShowUnit{1})}},
      {Act::create_product,
       {encode_callback(BeginAdd{AddStep::city, 0}), encode_callback(BeginRestock{1}),
        encode_callback(AddUnits{1, 1, false}), encode_callback(EmptyDraft{1})}},
      {Act::edit_product,
       {encode_callback(ShowOfferEdit{1}),
        encode_callback(AskOfferField{shop::OfferField::name, 1}),
        encode_callback(AskUnitDelivery{1}), encode_callback(AskLowStockLine{1}),
        encode_callback(SetLowStockLine{1, 5}), encode_callback(EditPicture{1}),
        encode_callback(RemovePicture{1})}},
      {Act::withdraw_product,
       {encode_callback(WithdrawUnit{1, 0}), encode_callback(AskWithdrawOffer{1}),
        encode_callback(WithdrawOffer{1})}},
      {Act::return_product, {encode_callback(ReturnUnit{1})}},
      {Act::set_discount,
       {encode_callback(DiscountCities{}), encode_callback(AskDiscount{1}),
        encode_callback(SetDiscount{1, *base::Percent::of(5)}),
        encode_callback(ApplyDiscount{shop::DiscountScope::city, 1, *base::Percent::of(5), 0}),
        encode_callback(EndDiscount{*base::Percent::of(5), 1})}},
  };
}

Presses of_managers_other() {
  return {
      {Act::see_deposits,
       {encode_callback(ShowReviews{}), encode_callback(ListCredited{}),
        encode_callback(ShowUserDeposit{1})}},
      {Act::see_statistics,
       {encode_callback(ShowStatistics{}), encode_callback(ShowChart{}),
        encode_callback(ShowDailySales{}), encode_callback(ShowReferralReport{}),
        encode_callback(SendDailySales{}), encode_callback(SendReferralReport{})}},
      {Act::approve_deposit, {encode_callback(ApproveDeposit{1})}},
      {Act::reject_deposit, {encode_callback(RejectNotFound{1}), encode_callback(AskReason{1})}},
      {Act::replace_unit, {encode_callback(AskReplacement{1}), encode_callback(ReplaceUnit{1, 1})}},
      {Act::ban_customer, {encode_callback(AskBan{kCustomerOfRights})}},
      {Act::unban_customer, {encode_callback(AskUnban{kCustomerOfRights})}},
  };
}

Presses of_owners() {
  return {
      {Act::see_audit_log,
       {encode_callback(ListAudit{}), encode_callback(PickAuditPerson{}),
        encode_callback(AskAuditDay{})}},
      {Act::adjust,
       {encode_callback(AskAdjustment{kCustomerOfRights}),
        encode_callback(PostAdjustment{kCustomerOfRights, {}, 1})}},
      {Act::refund_order,
       {encode_callback(AskRefund{1}), encode_callback(PickRefund{1, base::Money::units(1)}),
        encode_callback(RefundOrder{1, base::Money::units(1)})}},
      {Act::refund_stars, {encode_callback(AskStarRefund{1}), encode_callback(RefundStars{1, {}})}},
      {Act::set_role,
       {encode_callback(ListStaff{}), encode_callback(AskRole{kCustomerOfRights}),
        encode_callback(SetRole{kCustomerOfRights, RoleChoice::manager})}},
      {Act::see_keys, {encode_callback(ListKeys{})}},
      {Act::revoke_key, {encode_callback(AskRevokeKey{1}), encode_callback(RevokeKey{1})}},
      {Act::change_settings,
       {encode_callback(ShowSettings{}), encode_callback(ShowSetting{}),
        encode_callback(AskSetting{}), encode_callback(SaveSetting{}),
        encode_callback(ResetSetting{}), encode_callback(UndoSetting{}),
        encode_callback(ShowFirstSteps{}), encode_callback(HideFirstSteps{}),
        encode_callback(ShowWaysToPay{}), encode_callback(ShowLook{})}},
  };
}

// Behind a text or a file, or nothing in the chat does them.
Presses without_buttons() {
  return {{Act::import_products, {}}, {Act::broadcast, {}},    {Act::create_key, {}},
          {Act::edit_key, {}},        {Act::set_webhooks, {}}, {Act::sign_in, {}},
          {Act::end_session, {}}};
}

// Every act has a row.
std::map<Act, std::vector<std::string>> presses() {
  std::map<Act, std::vector<std::string>> all;
  for (const auto& part :
       {of_support(), of_managers_stock(), of_managers_other(), of_owners(), without_buttons()}) {
    all.insert(part.begin(), part.end());
  }
  return all;
}

class RightsTest : public Conversation {
 protected:
  void SetUp() override {
    Conversation::SetUp();
    names[kManager] = "Marek";
    names[kSupport] = "Sara";
    for (const auto who : {kOwner, kManager, kSupport, kCustomer}) {
      say(who, "/start");
    }
    give(kManager, Role::manager);
    give(kSupport, Role::support);
    stock(voucher(), 2);
  }
  void give(std::int64_t who, std::optional<Role> role) {
    transact([&](db::Tx& tx) {
      const auto by = shop::permit<Act::set_role>(shop::Actor::owner(kOwner)).value();
      return shop::set_role(tx, who, role, by, clock.now(), {}).has_value();
    });
  }
  // Whether the press is answered as one of a button that never was.
  bool is_stale(std::int64_t who, const std::string& data) {
    const std::string stale = press_data(who, "nonsense").toast;
    const Reply reply = press_data(who, data);
    return reply.toast == stale && !reply.screen && reply.pictures.empty();
  }
};
INSTANTIATE_TEST_SUITE_P(, RightsTest, support::kBothEngines, support::engine_name);

TEST_P(RightsTest, EveryActInEveryRole) {
  const auto all = presses();
  const std::vector<std::pair<std::int64_t, std::optional<Role>>> people{
      {kCustomer, std::nullopt}, {kSupport, Role::support}, {kManager, Role::manager}};
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<Act>>([&](auto described) {
    for (const auto& [who, role] : people) {
      for (const std::string& data : all.at(described.value)) {
        const std::string before = state_of_shop();
        const bool may_do = role && shop::may(*role, described.value);
        if (!may_do) {
          EXPECT_TRUE(is_stale(who, data)) << described.name << " " << data << " of " << who;
          EXPECT_EQ(state_of_shop(), before) << described.name << " " << data;
        }
      }
    }
  });
}

TEST_P(RightsTest, ThePanelShowsWhatTheRoleMayDo) {
  say(kSupport, "/admin");
  EXPECT_FALSE(has_button(kSupport, "Discounts"));
  say(kManager, "/admin");
  EXPECT_TRUE(has_button(kManager, "Discounts"));
  EXPECT_TRUE(has_button(kManager, "Deposits"));
}

TEST_P(RightsTest, WhoLosesTheRoleInTheMiddleOfADialogChangesNothing) {
  press_data(kManager, encode_callback(AskDiscount{1}));
  give(kManager, std::nullopt);
  const std::string before = state_of_shop();
  say(kManager, "50");
  EXPECT_THAT(text_of(kManager), testing::HasSubstr("did not understand"));
  EXPECT_EQ(state_of_shop(), before);
  EXPECT_TRUE(is_stale(kManager, encode_callback(SetDiscount{1, *base::Percent::of(50)})));
}

TEST_P(RightsTest, WhatTheStaffDoIsLoggedInTheirRole) {
  press_data(kManager, encode_callback(SetDiscount{1, *base::Percent::of(5)}));
  const auto actors = read([](db::Tx& tx) {
    return tx.all<std::string>("SELECT actor FROM audit_log WHERE action = 'set_discount'");
  });
  EXPECT_THAT(actors, testing::ElementsAre("manager:2001"));
}

}  // namespace
}  // namespace bot::admin
