// The ways to the screens: commands, the main menu, the panel.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bot/view/screen.h"
#include "bot/view/translations.h"
#include "db/core/tx.h"
#include "shop/core/acts/rights.h"

namespace bot {

struct Request;

// Who may use a route: everybody, or the staff who may do an act. To others a command of the staff
// is unknown text and a button of theirs is stale.
class Audience {
 public:
  static const Audience customers;

  constexpr Audience() = default;
  // Implicit: a route names its act.
  constexpr Audience(shop::Act act) : act_(act) {}

  // `role`: of the staff; empty of customers.
  constexpr bool includes(std::optional<shop::Role> role) const {
    return !act_ || (role && shop::may(*role, *act_));
  }
  constexpr std::optional<shop::Act> act() const { return act_; }

 private:
  std::optional<shop::Act> act_;
};
inline constexpr Audience Audience::customers{};

struct Command {
  std::string_view name;  // a literal without the slash: "shop"
  Audience audience;
  MessageId description;               // in Telegram's list of commands
  std::optional<MessageId> help = {};  // in /help, which leaves out commands without
};

// How many matters wait for the staff.
using WaitingCount = std::int64_t (*)(db::Tx&);

// A button of the main menu or the panel.
struct MenuEntry {
  MessageId label;
  std::string callback_data;
  Audience audience = {};
  WaitingCount count = nullptr;  // stands behind the label unless it is zero
};

// What stands in a message of its own below the answer to /start; nothing when it has nothing to
// say.
struct StartScreen {
  Audience audience;
  std::function<std::optional<Screen>(db::Tx&, const Request&)> make;
};

// Filled by the Router together with the routes, each list in the order in which it is shown.
struct Navigation {
  std::vector<Command> commands;
  std::vector<MenuEntry> menu;
  std::vector<MenuEntry> panel;
  std::vector<StartScreen> start;
  std::string home;  // the callback data that leads to the main menu
};

// Those that exist for that role, or for customers.
std::vector<Button> buttons_of(const Texts& texts, const std::vector<MenuEntry>& entries,
                               std::optional<shop::Role> role);
// The same with the counts, each of which is one query.
std::vector<Button> buttons_with_counts(db::Tx& tx, const Texts& texts,
                                        const std::vector<MenuEntry>& entries,
                                        std::optional<shop::Role> role);

}  // namespace bot
