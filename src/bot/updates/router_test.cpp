#include "bot/updates/router.h"

#include <gtest/gtest.h>

namespace bot {
namespace {

struct OpenCity {
  static constexpr std::string_view tag = "city";
  std::int64_t product_id = 0;
};
BOOST_DESCRIBE_STRUCT(OpenCity, (), (product_id))

struct EditPrices {
  static constexpr std::string_view tag = "prices";
};
BOOST_DESCRIBE_STRUCT(EditPrices, (), ())

constexpr Command kShop{.name = "shop", .description = "command.shop"_msg};
constexpr Command kAdmin{
    .name = "admin", .audience = shop::Act::set_discount, .description = "command.admin"_msg};

Reply nothing(db::Tx&, const Request&) { return {}; }

class RouterTest : public testing::Test {
 protected:
  RouterTest() {
    router.on_command(kShop, db::Access::read, nothing);
    router.on_command(kAdmin, db::Access::read, nothing);
    router.on_press<OpenCity>(Audience::customers, db::Access::read,
                              [](db::Tx&, const Request&, const OpenCity&) { return Reply{}; });
    router.on_press<EditPrices>(shop::Act::set_discount, db::Access::write,
                                [](db::Tx&, const Request&, const EditPrices&) { return Reply{}; });
    router.on_dialog("percent", shop::Act::set_discount, nothing);
    router.on_unknown_message(db::Access::read, nothing);
    router.on_stale_press(db::Access::read, nothing);
  }

  const Route& message(std::string command, std::optional<shop::Role> role = {},
                       std::optional<shop::Dialog> dialog = std::nullopt) {
    return router.route({.command = std::move(command)}, role, dialog);
  }
  const Route& press(std::string data, std::optional<shop::Role> role = {}) {
    return router.route({.press = Press{.data = std::move(data)}}, role, std::nullopt);
  }
  bool is_unknown(const Route& route) { return &route == &message("no such command"); }
  bool is_stale(const Route& route) { return &route == &press("no such button"); }

  Router router;
};

TEST_F(RouterTest, FindsCommandsAndPresses) {
  EXPECT_FALSE(is_unknown(message("shop")));
  EXPECT_TRUE(is_unknown(message("sho")));
  EXPECT_TRUE(is_unknown(message("")));
  EXPECT_FALSE(is_stale(press("city.1z")));
  EXPECT_TRUE(message("shop").ends_dialog);
  EXPECT_TRUE(press("city.1z").ends_dialog);
}

TEST_F(RouterTest, TreatsForgedPressesAsStale) {
  for (const std::string_view data :
       {"", "city", "city.", "city.-", "city.1Z", "city.1.1", "town.1z", "city.1y2p0ij32e8e8"}) {
    EXPECT_TRUE(is_stale(press(std::string(data), shop::Role::owner))) << data;
  }
}

TEST_F(RouterTest, HidesOwnersRoutesFromOthers) {
  EXPECT_TRUE(is_unknown(message("admin")));
  EXPECT_FALSE(is_unknown(message("admin", shop::Role::owner)));
  EXPECT_TRUE(is_stale(press("prices")));
  EXPECT_FALSE(is_stale(press("prices", shop::Role::owner)));
}

TEST_F(RouterTest, FollowsTheDialog) {
  const shop::Dialog percent{.name = "percent", .data = "{}"};
  EXPECT_FALSE(is_unknown(message("", shop::Role::owner, percent)));
  EXPECT_FALSE(message("", shop::Role::owner, percent).ends_dialog);
  EXPECT_TRUE(is_unknown(message("", /*role=*/{}, percent)))
      << "a former owner is in no dialog of owners";
  EXPECT_TRUE(is_unknown(message("", shop::Role::owner, shop::Dialog{.name = "gone", .data = ""})));
  EXPECT_EQ(&message("shop", shop::Role::owner, percent), &message("shop"));
}

TEST_F(RouterTest, ListsCommandsAndButtonsInTheOrderOfTheirRoutes) {
  router.on_command<OpenCity>({.name = "city", .description = "command.shop"_msg}, db::Access::read,
                              [](db::Tx&, const Request&, const OpenCity&) { return Reply{}; });
  router.add_to_menu("menu.shop"_msg, OpenCity{7});
  router.add_to_panel("admin.discounts"_msg, EditPrices{}, shop::Act::set_discount);
  const Navigation& navigation = router.navigation();
  std::string names;
  for (const Command& command : navigation.commands) {
    names += std::string(command.name) + " ";
  }
  EXPECT_EQ(names, "shop admin city ");
  ASSERT_EQ(navigation.menu.size(), 1U);
  EXPECT_EQ(navigation.menu[0].callback_data, encode_callback(OpenCity{7}));
  ASSERT_EQ(navigation.panel.size(), 1U);
  EXPECT_EQ(navigation.panel[0].callback_data, encode_callback(EditPrices{}));
}

TEST_F(RouterTest, RefusesASecondRouteForTheSameThing) {
  EXPECT_DEATH(router.on_command(kShop, db::Access::read, nothing), "has one route");
}

}  // namespace
}  // namespace bot
