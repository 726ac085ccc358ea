#include "bot/admin/settings/first_steps.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "bot/admin/panel_screens.h"
#include "bot/admin/routes.h"
#include "bot/admin/settings/setting_screens.h"
#include "bot/view/deposit_wording.h"
#include "shop/settings/first_steps.h"

namespace bot::admin {
namespace {

// One line of the list.
struct Step {
  MessageId label;
  bool is_done = false;
  std::string leads_to;  // callback data; "": nowhere
};

bool is_method_on(const DepositSettings& deposits, shop::DepositMethod method) {
  switch (shop::family_of(method)) {
    case shop::DepositFamily::chain:
      return deposits.coins.contains(*shop::coin_of(method));
    case shop::DepositFamily::manual:
      return deposits.instructions.contains(method);
    case shop::DepositFamily::stars:
      return deposits.stars_per_unit.has_value();
  }
  return false;
}

bool has_way_in(const DepositSettings& deposits) {
  return std::ranges::any_of(shop::deposit_methods(),
                             [&](const auto& row) { return is_method_on(deposits, row.method); });
}

// Where goods are added; "" where no part of the panel does.
std::string way_to_inventory(const Navigation& navigation) {
  const auto found = std::ranges::find_if(navigation.panel, [](const MenuEntry& entry) {
    return entry.audience.act() == shop::Act::see_stock;
  });
  return found == navigation.panel.end() ? "" : found->callback_data;
}

using Steps = std::array<Step, 4>;

Steps steps_of(const SettingsSeen& seen, const shop::FirstSteps& found) {
  const Request& request = seen.request;
  DepositSettings deposits = request.settings.deposits;
  deposits.instructions = seen.now.instructions;
  const bool has_look = !seen.now.shop_name.empty() || !seen.now.greetings.empty();
  const auto& menu = request.navigation.menu;
  return {
      Step{"first_steps.goods"_msg, found.has_goods, way_to_inventory(request.navigation)},
      Step{"first_steps.payment"_msg, has_way_in(deposits), encode_callback(ShowWaysToPay{})},
      Step{"first_steps.look"_msg, has_look, encode_callback(ShowLook{})},
      Step{"first_steps.sale"_msg, found.has_sold, menu.empty() ? "" : menu.front().callback_data}};
}

std::ptrdiff_t count_done(const Steps& steps) {
  return std::ranges::count_if(steps, &Step::is_done);
}

bool are_all_done(const Steps& steps) { return std::ranges::all_of(steps, &Step::is_done); }

void add_hints(const Texts& texts, const Steps& steps, Screen& screen) {
  if (!steps[0].is_done && steps[0].leads_to.empty()) {
    screen.text += "\n\n" + texts.text("first_steps.no_inventory"_msg);
  }
  if (!steps[3].is_done) {
    screen.text += "\n\n" + texts.text("first_steps.sale_hint"_msg);
  }
}

Screen first_steps_screen(const SettingsSeen& seen, const shop::FirstSteps& found) {
  const Texts& texts = seen.request.texts;
  const auto steps = steps_of(seen, found);
  Screen screen{.text = texts.text(are_all_done(steps) ? "first_steps.done_title"_msg
                                                       : "first_steps.title"_msg) +
                        "\n"};
  for (const Step& step : steps) {
    const auto label = texts.label(step.is_done ? "first_steps.done"_msg : "first_steps.open"_msg,
                                   {{"step", texts.label(step.label)}});
    screen.text += "\n" + label;
    if (!step.leads_to.empty()) {
      screen.add(Button{.label = label, .callback_data = step.leads_to});
    }
  }
  add_hints(texts, steps, screen);
  if (!found.is_hidden && !are_all_done(steps)) {
    screen.add(button(texts.label("first_steps.hide"_msg), HideFirstSteps{}));
  }
  return screen.add(
      {button(texts.label("admin.settings"_msg), ShowSettings{}), panel_button(texts)});
}

Screen first_steps_now(db::Tx& tx, const Request& request) {
  return first_steps_screen(see_settings(tx, request), shop::first_steps(tx, request.sender.id));
}

// The first /start of an owner.
std::optional<Screen> first_start(db::Tx& tx, const Request& request) {
  return request.is_new ? std::optional(first_steps_now(tx, request)) : std::nullopt;
}

Reply show_first_steps(db::Tx& tx, const Request& request, const ShowFirstSteps& /*callback*/) {
  return show(first_steps_now(tx, request));
}

Reply hide_steps(db::Tx& tx, const Request& request, const HideFirstSteps& /*callback*/,
                 const shop::Permit<shop::Act::change_settings>& permit) {
  shop::hide_first_steps(tx, request.sender.id, permit, request.now);
  Reply reply = show(first_steps_now(tx, request));
  return std::move(reply.with_toast(request.texts.label("first_steps.hidden"_msg)));
}

// Buttons of the settings of that name, two in a row.
void add_setting_buttons(const Request& request, shop::SettingName name, Screen& screen) {
  std::vector<Button> buttons;
  std::uint8_t part = 0;
  for (const auto& key : keys_of(name, request.translations)) {
    buttons.push_back(button(short_label(setting_label(request.texts, request.translations, key)),
                             ShowSetting{name, part++}));
  }
  add_grid(screen, std::move(buttons), 2);
}

Screen& add_ways_back(const Texts& texts, Screen& screen) {
  return screen
      .add({button(texts.label("first_steps.button"_msg), ShowFirstSteps{}),
            button(texts.label("admin.settings"_msg), ShowSettings{})})
      .add(panel_button(texts));
}

Reply show_ways_to_pay(db::Tx& tx, const Request& request, const ShowWaysToPay& /*callback*/) {
  const Texts& texts = request.texts;
  DepositSettings deposits = request.settings.deposits;
  deposits.instructions = see_settings(tx, request).now.instructions;
  Screen screen{.text = texts.text("ways_to_pay.title"_msg) + "\n"};
  for (const auto& row : shop::deposit_methods()) {
    const auto id =
        is_method_on(deposits, row.method) ? "ways_to_pay.on"_msg : "ways_to_pay.off"_msg;
    screen.text += "\n" + texts.text(id, {{"method", texts.label(name_of(row.method))}});
  }
  screen.text += "\n\n" + texts.text("ways_to_pay.how"_msg);
  add_setting_buttons(request, shop::SettingName::instructions, screen);
  return show(add_ways_back(texts, screen));
}

Reply show_look(db::Tx& /*tx*/, const Request& request, const ShowLook& /*callback*/) {
  Screen screen{.text = request.texts.text("shop_look.title"_msg)};
  add_setting_buttons(request, shop::SettingName::shop_name, screen);
  add_setting_buttons(request, shop::SettingName::greeting, screen);
  return show(add_ways_back(request.texts, screen));
}

}  // namespace

std::optional<Button> first_steps_button(db::Tx& tx, const Request& request) {
  if (!request.may(shop::Act::change_settings)) {
    return std::nullopt;
  }
  const auto found = shop::first_steps(tx, request.sender.id);
  const auto steps = steps_of(see_settings(tx, request), found);
  if (found.is_hidden || are_all_done(steps)) {
    return std::nullopt;
  }
  return button(request.texts.label("first_steps.left"_msg,
                                    {{"done", count_done(steps)}, {"all", steps.size()}}),
                ShowFirstSteps{});
}

void add_first_step_routes(Router& router) {
  using enum shop::Act;
  router.add_to_start({change_settings, first_start});
  router.on_press<ShowFirstSteps>(change_settings, db::Access::read, show_first_steps);
  router.on_act<change_settings, HideFirstSteps>(hide_steps);
  router.on_press<ShowWaysToPay>(change_settings, db::Access::read, show_ways_to_pay);
  router.on_press<ShowLook>(change_settings, db::Access::read, show_look);
}

}  // namespace bot::admin
