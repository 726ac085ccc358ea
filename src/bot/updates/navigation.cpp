#include "bot/updates/navigation.h"

namespace bot {

std::vector<Button> buttons_of(const Texts& texts, const std::vector<MenuEntry>& entries,
                               std::optional<shop::Role> role) {
  std::vector<Button> buttons;
  buttons.reserve(entries.size());
  for (const MenuEntry& entry : entries) {
    if (entry.audience.includes(role)) {
      buttons.push_back({.label = texts.label(entry.label), .callback_data = entry.callback_data});
    }
  }
  return buttons;
}

}  // namespace bot
