#include "bot/updates/navigation.h"

#include <utility>

#include <fmt/format.h>

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

std::vector<Button> buttons_with_counts(db::Tx& tx, const Texts& texts,
                                        const std::vector<MenuEntry>& entries,
                                        std::optional<shop::Role> role) {
  std::vector<Button> buttons;
  for (const MenuEntry& entry : entries) {
    if (entry.audience.includes(role)) {
      const auto waiting = entry.count != nullptr ? entry.count(tx) : 0;
      auto label = texts.label(entry.label);
      label += waiting > 0 ? fmt::format(" ({})", waiting) : "";
      buttons.push_back({.label = std::move(label), .callback_data = entry.callback_data});
    }
  }
  return buttons;
}

}  // namespace bot
