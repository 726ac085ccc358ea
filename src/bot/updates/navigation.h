// The ways to the screens: commands, the main menu, the owners' panel.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bot/view/screen.h"
#include "bot/view/translations.h"

namespace bot {

// Who may use a route. To others an owners' command is unknown text and an owners' button is stale.
enum class Audience { customers, admins };

inline bool is_for(Audience audience, bool is_owner) {
  return audience == Audience::customers || is_owner;
}

struct Command {
  std::string_view name;  // a literal without the slash: "shop"
  Audience audience = Audience::customers;
  MessageId description;               // in Telegram's list of commands
  std::optional<MessageId> help = {};  // in /help, which leaves out commands without
};

// A button of the main menu or the owners' panel.
struct MenuEntry {
  MessageId label;
  std::string callback_data;
  Audience audience = Audience::customers;  // of the main menu; the panel is the owners' as a whole
};

// Filled by the Router together with the routes, each list in the order in which it is shown.
struct Navigation {
  std::vector<Command> commands;
  std::vector<MenuEntry> menu;
  std::vector<MenuEntry> panel;
  std::string home;  // the callback data that leads to the main menu
};

// Those that exist for an owner, or for other customers.
std::vector<Button> buttons_of(const Texts& texts, const std::vector<MenuEntry>& entries,
                               bool is_owner);

}  // namespace bot
