#include "shop/customers/staff.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "shop/customers/visitor.h"
#include "shop/testing/bans.h"
#include "shop/testing/shop_fixture.h"

namespace shop {
namespace {

using testing::ElementsAre;

class StaffTest : public ShopTest {
 protected:
  void SetUp() override {
    ShopTest::SetUp();
    join(kAnn);
    join(kBob);
  }
  auto set(std::int64_t user_id, std::optional<Role> role) {
    return transact([&](db::Tx& tx) {
      return set_role(tx, user_id, role, permit<Act::set_role>(Actor::owner(9)).value(), kNow, {});
    });
  }
  std::optional<Role> role_of_visitor(std::int64_t user_id) {
    return transact([&](db::Tx& tx) { return find_visitor(tx, user_id)->role; });
  }
  std::string log() {
    return transact([](db::Tx& tx) {
      std::string text;
      for (const auto& line :
           tx.all<std::string>("SELECT actor || ' ' || action || ' ' || subject || ' ' || details "
                               "FROM audit_log ORDER BY id")) {
        text += line + "\n";
      }
      return text;
    });
  }
};
INSTANTIATE_TEST_SUITE_P(, StaffTest, support::kBothEngines, support::engine_name);

TEST_P(StaffTest, ARoleIsGivenChangedAndTaken) {
  EXPECT_EQ(role_of_visitor(kAnn), std::nullopt);
  EXPECT_EQ(set(kAnn, Role::support).value(), std::nullopt);
  EXPECT_EQ(role_of_visitor(kAnn), Role::support);
  EXPECT_EQ(set(kAnn, Role::manager).value(), Role::support);
  EXPECT_EQ(set(kAnn, Role::manager).value(), Role::manager)
      << "nothing changes, nothing is logged";
  EXPECT_EQ(set(kAnn, std::nullopt).value(), Role::manager);
  EXPECT_EQ(role_of_visitor(kAnn), std::nullopt);
  EXPECT_EQ(log(),
            "owner:9 set_role user:1001 {\"after\":\"support\"}\n"
            "owner:9 set_role user:1001 {\"before\":\"support\",\"after\":\"manager\"}\n"
            "owner:9 set_role user:1001 {\"before\":\"manager\"}\n");
}

TEST_P(StaffTest, WhoCannotHaveARoleIsRefused) {
  transact([](db::Tx& tx) { return set_banned(tx, kBob, true); });
  const std::string before = log();
  EXPECT_EQ(set(999, Role::support).error(), RoleRefusal::unknown_customer);
  EXPECT_EQ(set(kBob, Role::support).error(), RoleRefusal::banned);
  EXPECT_EQ(set(kAnn, Role::owner).error(), RoleRefusal::owners_are_set);
  EXPECT_EQ(log(), before);
}

TEST_P(StaffTest, ThoseWhoMayAreListedOnce) {
  set(kAnn, Role::manager).value();
  set(kBob, Role::support).value();
  const auto asked = [&](Act act) {
    return transact([&](db::Tx& tx) { return who_may(tx, act, {9, kAnn}); });
  };
  EXPECT_THAT(asked(Act::approve_deposit), ElementsAre(9, kAnn));
  EXPECT_THAT(asked(Act::answer_tickets), ElementsAre(9, kAnn, kBob));
  const auto members = transact([](db::Tx& tx) { return staff(tx); });
  ASSERT_EQ(members.size(), 2U);
  EXPECT_EQ(members[0].role, Role::manager);
  EXPECT_EQ(members[1].user_id, kBob);
}

}  // namespace
}  // namespace shop
