#include "shop/customers/ban.h"

#include <array>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "shop/core/outbox.h"
#include "shop/customers/customer.h"
#include "shop/customers/notices.h"
#include "shop/customers/staff.h"
#include "shop/testing/shop_fixture.h"

namespace shop {
namespace {

constexpr std::int64_t kOwner = 9;
constexpr std::array kOwners{kOwner};

class BanTest : public ShopTest {
 protected:
  void SetUp() override {
    ShopTest::SetUp();
    join(kAnn);
    join(kOwner);
  }
  std::expected<void, BanRefusal> ban_as(const Actor& actor, std::int64_t user_id,
                                         std::string reason = "Chargebacks") {
    return transact([&](db::Tx& tx) {
      return ban(tx, {user_id, reason}, kOwners, permit<Act::ban_customer>(actor).value(), kNow);
    });
  }
  std::expected<void, BanRefusal> unban_as(const Actor& actor, std::int64_t user_id,
                                           std::string reason = "Settled") {
    return transact([&](db::Tx& tx) {
      return unban(tx, {user_id, reason}, permit<Act::unban_customer>(actor).value(), kNow);
    });
  }
  Customer customer(std::int64_t id) {
    return read([&](db::Tx& tx) { return find_customer(tx, id).value(); });
  }
  void give(std::int64_t who, std::optional<Role> role) {
    transact([&](db::Tx& tx) {
      return set_role(tx, who, role, permit<Act::set_role>(Actor::owner(kOwner)).value(), kNow, {})
          .has_value();
    });
  }
};
INSTANTIATE_TEST_SUITE_P(, BanTest, support::kBothEngines, support::engine_name);

TEST_P(BanTest, IsReadByTheCustomerAndLogged) {
  const auto manager = Actor::staff(Role::manager, 8);
  ASSERT_TRUE(ban_as(manager, kAnn));
  EXPECT_TRUE(customer(kAnn).is_banned);
  EXPECT_EQ(customer(kAnn).ban_reason, "Chargebacks");
  ASSERT_TRUE(unban_as(manager, kAnn));
  EXPECT_FALSE(customer(kAnn).is_banned);
  EXPECT_EQ(customer(kAnn).ban_reason, "");
  const auto log = transact([](db::Tx& tx) {
    return tx.all<std::string>(
        "SELECT actor || ' ' || action || ' ' || subject || ' ' || details FROM audit_log "
        "ORDER BY id");
  });
  EXPECT_THAT(log,
              testing::ElementsAre(R"(manager:8 ban_customer user:1001 {"reason":"Chargebacks"})",
                                   R"(manager:8 unban_customer user:1001 {"reason":"Settled"})"));
  const auto notices = transact([](db::Tx& tx) {
    return tx.all<std::string>("SELECT kind || ' ' || payload FROM outbox ORDER BY id");
  });
  EXPECT_THAT(notices, testing::ElementsAre(R"(banned {"reason":"Chargebacks"})",
                                            R"(unbanned {"reason":"Settled"})"));
}

TEST_P(BanTest, WhatCannotBeIsRefusedAndChangesNothing) {
  const auto owner = Actor::owner(kOwner);
  EXPECT_EQ(refusal_of(ban_as(owner, 4711)), BanRefusal::unknown_customer);
  EXPECT_EQ(refusal_of(ban_as(owner, kAnn, " \n")), BanRefusal::no_reason);
  EXPECT_EQ(refusal_of(ban_as(owner, kAnn, std::string(501, 'x'))), BanRefusal::long_reason);
  EXPECT_EQ(refusal_of(unban_as(owner, kAnn)), BanRefusal::repeated);
  EXPECT_EQ(count("audit_log"), 0);
  ASSERT_TRUE(ban_as(owner, kAnn));
  EXPECT_EQ(refusal_of(ban_as(owner, kAnn, "Again")), BanRefusal::repeated);
  EXPECT_EQ(customer(kAnn).ban_reason, "Chargebacks");
  EXPECT_EQ(count("audit_log"), 1);
}

TEST_P(BanTest, OwnersAndStaffLoseTheirRoleFirst) {
  EXPECT_EQ(refusal_of(ban_as(Actor::cli(), kOwner)), BanRefusal::of_staff);
  EXPECT_EQ(refusal_of(ban_as(Actor::owner(kOwner), kOwner)), BanRefusal::of_staff) << "oneself";
  give(kAnn, Role::support);
  EXPECT_EQ(refusal_of(ban_as(Actor::owner(kOwner), kAnn)), BanRefusal::of_staff);
  give(kAnn, std::nullopt);
  EXPECT_TRUE(ban_as(Actor::owner(kOwner), kAnn));
}

}  // namespace
}  // namespace shop
