#include "bot/admin/staff/key_screens.h"

#include "bot/admin/panel_screens.h"
#include "bot/admin/staff/callbacks.h"
#include "bot/view/role_wording.h"

namespace bot::admin {
namespace {

// More would not fit into a screen; the REST API lists them all.
constexpr std::size_t kMaxKeysShown = 30;

std::string moment_label(const Wording& wording, const std::optional<base::Timestamp>& moment,
                         MessageId if_none) {
  return moment ? wording.date(*moment) : wording.texts.label(if_none);
}

std::string key_line(const Wording& wording, const shop::ApiKey& key) {
  return wording.texts.text("keys.line"_msg,
                            {{"name", key.name},
                             {"role", wording.texts.label(name_of(key.role))},
                             {"used", moment_label(wording, key.last_used_at, "keys.never"_msg)},
                             {"ends", moment_label(wording, key.expires_at, "keys.no_end"_msg)}});
}

}  // namespace

Screen keys_screen(const Wording& wording, const std::vector<shop::ApiKey>& keys) {
  const Texts& texts = wording.texts;
  Html lines;
  std::vector<Button> buttons;
  for (const auto& key : keys) {
    if (buttons.size() == kMaxKeysShown) {
      break;
    }
    lines.text += key_line(wording, key) + "\n";
    buttons.push_back(button(short_label(key.name), AskRevokeKey{key.id}));
  }
  if (keys.empty()) {
    lines.text = texts.text("keys.none"_msg) + "\n";
  }
  Screen screen{.text = texts.text("keys.list"_msg, {{"lines", lines}})};
  add_grid(screen, std::move(buttons), 2);
  return add_ways_out(screen, texts, ListStaff{});
}

Screen ask_revoke_key_screen(const Wording& wording, const shop::ApiKey& key) {
  const Texts& texts = wording.texts;
  Screen screen{.text = texts.text("keys.ask_revoke"_msg, {{"key", Html{key_line(wording, key)}}})};
  screen.add(
      styled(button(texts.label("keys.revoke"_msg), RevokeKey{key.id}), ButtonStyle::danger));
  return add_ways_out(screen, texts, ListKeys{});
}

}  // namespace bot::admin
