#include "bot/admin/settings/setting_screens.h"

#include <array>
#include <utility>
#include <vector>

#include "base/text.h"
#include "bot/admin/panel_screens.h"

namespace bot::admin {
namespace {

constexpr std::size_t kMaxListedUnits = 40;
constexpr std::array kGroups{SettingGroup::shop, SettingGroup::payments, SettingGroup::rules};

Wording wording_of(const SettingsSeen& seen) { return bot::wording_of(seen.request); }

bool is_locked(const SettingsSeen& seen, const shop::SettingKey& key) {
  return seen.request.settings.base.locked.contains(key);
}

std::string label_of(const SettingsSeen& seen, const shop::SettingKey& key) {
  return setting_label(seen.request.texts, seen.request.translations, key);
}

std::string setting_line(const SettingsSeen& seen, const shop::SettingKey& key) {
  const auto value = base::squeeze(setting_value(wording_of(seen), seen.now, key));
  const auto id = is_locked(seen, key) ? "settings.locked_line"_msg : "settings.line"_msg;
  return seen.request.texts.text(
      id, {{"label", label_of(seen, key)}, {"value", base::shorten(value, kMaxListedUnits)}});
}

void add_group(const SettingsSeen& seen, SettingGroup group, Screen& screen) {
  const Request& request = seen.request;
  screen.text += "\n\n" + request.texts.text(heading_of(group));
  std::vector<Button> buttons;
  for (const auto& row : shop::setting_rows()) {
    if (words_of(row.name).group == group) {
      std::uint8_t part = 0;
      for (const auto& key : keys_of(row.name, request.translations)) {
        screen.text += "\n" + setting_line(seen, key);
        buttons.push_back(button(short_label(label_of(seen, key)), ShowSetting{row.name, part++}));
      }
    }
  }
  add_grid(screen, std::move(buttons), 2);
}

// Why it cannot be changed here.
std::string lock_note(const Texts& texts, const shop::SettingKey& key, bool has_terms_url) {
  return has_terms_url && key.name == shop::SettingName::terms_text
             ? texts.text("settings.locked"_msg, {{"name", "TERMS_URL"}})
             : texts.text("settings.locked"_msg, {{"name", shop::env_name(key)}});
}

void add_ways_to_change(const SettingsSeen& seen, const ShowSetting& which,
                        const shop::SettingKey& key, const std::optional<std::int64_t>& undo,
                        Screen& screen) {
  const Texts& texts = seen.request.texts;
  screen.add(styled(button(texts.label("settings.change"_msg), AskSetting{which.name, which.part}),
                    ButtonStyle::primary));
  const auto stored = seen.stored.find(key);
  std::vector<Button> row;
  if (stored != seen.stored.end() && !stored->second.value.empty()) {
    row.push_back(button(texts.label("settings.reset"_msg), ResetSetting{which.name, which.part}));
  }
  if (undo) {
    row.push_back(
        button(texts.label("settings.undo"_msg), UndoSetting{which.name, which.part, *undo}));
  }
  screen.add(std::move(row));
}

}  // namespace

SettingsSeen see_settings(db::Tx& tx, const Request& request) {
  auto stored = shop::stored_settings(tx);
  const auto& base = request.settings.base;
  auto now = shop::with_stored(base.values, stored, base.locked);
  return {request, std::move(stored), std::move(now)};
}

Screen settings_screen(const SettingsSeen& seen) {
  const Texts& texts = seen.request.texts;
  Screen screen{.text = texts.text("settings.title"_msg)};
  for (const auto group : kGroups) {
    add_group(seen, group, screen);
  }
  screen.add({button(texts.label("first_steps.button"_msg), ShowFirstSteps{}),
              button(texts.label("ways_to_pay.button"_msg), ShowWaysToPay{})});
  return screen.add(panel_button(texts));
}

Screen setting_screen(const SettingsSeen& seen, const ShowSetting& which,
                      const shop::SettingKey& key, const std::optional<std::int64_t>& undo) {
  const Texts& texts = seen.request.texts;
  const auto& words = words_of(key.name);
  const auto value = setting_value(wording_of(seen), seen.now, key);
  Screen screen{.text = texts.text(undo ? "settings.saved_card"_msg : "settings.card"_msg,
                                   {{"label", label_of(seen, key)},
                                    {"about", Html{texts.text(words.about)}},
                                    {"value", base::shorten(value, kMaxDescriptionUnits)}})};
  if (is_locked(seen, key)) {
    screen.text += "\n\n" + lock_note(texts, key, !seen.request.settings.terms_url.empty());
  } else {
    add_ways_to_change(seen, which, key, undo, screen);
  }
  return screen.add({button(texts.label("button.back"_msg), ShowSettings{}), panel_button(texts)});
}

Screen ask_setting_screen(const SettingsSeen& seen, const ShowSetting& which,
                          const shop::SettingKey& key) {
  const Texts& texts = seen.request.texts;
  const auto& words = words_of(key.name);
  Screen screen{.text = texts.text("settings.ask"_msg, {{"label", label_of(seen, key)},
                                                        {"form", texts.label(words.form)}})};
  return screen.add(button(texts.label("button.cancel"_msg), which));
}

Screen preview_screen(const SettingsSeen& seen, const ShowSetting& which,
                      const shop::SettingKey& key, std::string_view value) {
  const Texts& texts = seen.request.texts;
  Screen screen{.text = texts.text("settings.preview"_msg, {{"label", label_of(seen, key)}}) +
                        "\n\n" +
                        setting_preview(wording_of(seen), seen.request.translations, key, value)};
  return screen.add(
      {styled(button(texts.label("settings.save"_msg), SaveSetting{}), ButtonStyle::success),
       button(texts.label("button.cancel"_msg), which)});
}

Screen bad_setting_screen(const SettingsSeen& seen, const ShowSetting& which,
                          const shop::SettingKey& key, shop::SettingRefusal refusal,
                          std::string_view typed) {
  const Texts& texts = seen.request.texts;
  Screen screen;
  if (refusal != shop::SettingRefusal::malformed) {
    screen.text = base::escape_html(setting_refused_label(texts, refusal));
  } else if (typed.empty()) {
    screen.text =
        texts.text("settings.no_text"_msg, {{"form", texts.label(words_of(key.name).form)}});
  } else {
    screen.text = texts.text("settings.bad"_msg, {{"input", base::shorten(typed, kMaxTypedUnits)},
                                                  {"form", texts.label(words_of(key.name).form)}});
  }
  return screen.add(button(texts.label("button.cancel"_msg), which));
}

std::string setting_refused_label(const Texts& texts, shop::SettingRefusal refusal) {
  switch (refusal) {
    case shop::SettingRefusal::malformed:
      return texts.label("settings.malformed"_msg);
    case shop::SettingRefusal::locked:
      return texts.label("settings.is_locked"_msg);
    case shop::SettingRefusal::contradiction:
      return texts.label("settings.contradiction"_msg);
    case shop::SettingRefusal::changed_since:
      return texts.label("settings.changed_since"_msg);
  }
  return {};
}

}  // namespace bot::admin
