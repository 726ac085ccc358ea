#include "shop/core/acts/actor.h"

#include <gtest/gtest.h>

namespace shop {
namespace {

TEST(Actor, IsKeptAsText) {
  EXPECT_EQ(to_text(Actor::customer()), "customer");
  EXPECT_EQ(to_text(Actor::owner(7)), "owner:7");
  EXPECT_EQ(to_text(Actor::staff(Role::manager, 8)), "manager:8");
  EXPECT_EQ(to_text(Actor::web("admin")), "web:admin");
  EXPECT_EQ(to_text(Actor::key(Role::owner, 3)), "owner_key:3");
  EXPECT_EQ(to_text(Actor::key(Role::support, 4)), "support_key:4");
  EXPECT_EQ(to_text(Actor::cli()), "cli");
  EXPECT_EQ(to_text(Actor::chain()), "chain");
  EXPECT_EQ(to_text(Actor::telegram()), "telegram");
}

TEST(Actor, IsReadAsItWasWritten) {
  for (const auto& actor :
       {Actor::customer(), Actor::owner(7), Actor::staff(Role::support, 9), Actor::web("a:b"),
        Actor::key(Role::manager, 12), Actor::cli(), Actor::chain(), Actor::telegram()}) {
    EXPECT_EQ(parse_actor(to_text(actor)), actor) << to_text(actor);
  }
}

TEST(Actor, IsNotReadFromOtherTexts) {
  for (const auto* text : {"", ":", "owner", "owner:", "owner:x", "owner:7 ", "owner:07x", "web",
                           "web:", "cli:", "cli:1", "boss:7", "Owner:7", "key:7", "owner_key",
                           "owner_key:", "manager_key:a", "support_key:07"}) {
    EXPECT_EQ(parse_actor(text), std::nullopt) << text;
  }
}

TEST(Actor, OfTheStaffHasTheirTelegramId) {
  EXPECT_EQ(staff_id_of(Actor::owner(7)), 7);
  EXPECT_EQ(staff_id_of(Actor::staff(Role::support, 7)), 7);
  EXPECT_EQ(staff_id_of(Actor::web("7")), std::nullopt);
  EXPECT_EQ(staff_id_of(Actor::key(Role::owner, 7)), std::nullopt);
}

TEST(Actor, WithAKeyHasItsRoleAndId) {
  for (const auto role : {Role::support, Role::manager, Role::owner}) {
    EXPECT_EQ(role_of(Actor::key(role, 7)), role);
    EXPECT_EQ(key_id_of(Actor::key(role, 7)), 7);
    EXPECT_EQ(key_id_of(Actor::staff(role, 7)), std::nullopt);
  }
  EXPECT_EQ(key_id_of(Actor::web("7")), std::nullopt);
}

}  // namespace
}  // namespace shop
