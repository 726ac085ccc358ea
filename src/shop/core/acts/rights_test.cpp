#include "shop/core/acts/rights.h"

#include <boost/mp11.hpp>

#include <gtest/gtest.h>

#include "shop/core/acts/permit.h"

namespace shop {
namespace {

static_assert(may(Role::support, Act::see_orders));
static_assert(!may(Role::support, Act::see_deliveries));
static_assert(may(Role::manager, Act::set_discount));
static_assert(!may(Role::manager, Act::refund_order));
static_assert(may(Role::owner, Act::set_role));

TEST(Rights, OnlyThoseWhoMayGetAPermit) {
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<Act>>([](auto described) {
    constexpr Act act = described.value;
    for (const Role role : {Role::support, Role::manager, Role::owner}) {
      EXPECT_EQ(permit<act>(Actor::staff(role, 7)).has_value(), role >= needed_for(act))
          << described.name;
      EXPECT_EQ(permit<act>(Actor::key(role, 7)).has_value(), role >= needed_for(act))
          << described.name;
    }
    for (const auto& actor : {Actor::customer(), Actor::chain(), Actor::telegram()}) {
      EXPECT_FALSE(permit<act>(actor)) << described.name;
    }
    EXPECT_EQ(permit<act>(Actor::web("admin")).value().actor(), Actor::web("admin"));
  });
}

}  // namespace
}  // namespace shop
