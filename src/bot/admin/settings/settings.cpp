#include <boost/describe.hpp>

#include "base/text.h"
#include "bot/admin/routes.h"
#include "bot/admin/settings/setting_screens.h"
#include "json/json.h"
#include "shop/core/dialog.h"

namespace bot::admin {
namespace {

using SettingsPermit = shop::Permit<shop::Act::change_settings>;
using SettingChanged = std::expected<shop::SettingChange, shop::SettingRefusal>;

constexpr std::string_view kSettingDialog = "setting";

struct SettingData {
  std::string name;
  std::uint8_t part = 0;
  std::string value;  // that waits to be saved
};
BOOST_DESCRIBE_STRUCT(SettingData, (), (name, part, value))

// Which setting, as buttons and dialogs name it.
struct ChosenSetting {
  ShowSetting which;
  shop::SettingKey key;
};

std::optional<ChosenSetting> chosen(const Request& request, const ShowSetting& which) {
  auto key = key_at(which.name, which.part, request.translations);
  return key ? std::optional(ChosenSetting{which, *std::move(key)}) : std::nullopt;
}

std::optional<ChosenSetting> chosen(const Request& request, const SettingData& data) {
  const auto name = base::find_enum<shop::SettingName>(data.name);
  return name ? chosen(request, ShowSetting{*name, data.part}) : std::nullopt;
}

std::optional<SettingData> setting_data(const Request& request) {
  if (!request.dialog || request.dialog->name != kSettingDialog) {
    return std::nullopt;
  }
  const auto data = json::parse<SettingData>(request.dialog->data, json::Strictness::lenient);
  return data ? std::optional(*data) : std::nullopt;
}

void expect_value(db::Tx& tx, const Request& request, const ShowSetting& which,
                  std::string_view value) {
  const SettingData data{.name = std::string(base::text_of(which.name)),
                         .part = which.part,
                         .value = std::string(value)};
  shop::save_dialog(tx, request.chat_id(), {std::string(kSettingDialog), json::to_text(data)},
                    request.now);
}

Reply stale_setting(const Request& request) {
  return toast(request.texts.label("callback.stale"_msg));
}

Reply list_settings(db::Tx& tx, const Request& request, const ShowSettings& /*callback*/) {
  return show(settings_screen(see_settings(tx, request)));
}

Reply show_setting(db::Tx& tx, const Request& request, const ShowSetting& callback) {
  const auto setting = chosen(request, callback);
  return setting ? show(setting_screen(see_settings(tx, request), callback, setting->key))
                 : stale_setting(request);
}

Reply ask_setting(db::Tx& tx, const Request& request, const AskSetting& callback) {
  const auto setting = chosen(request, ShowSetting{callback.name, callback.part});
  if (!setting) {
    return stale_setting(request);
  }
  const auto seen = see_settings(tx, request);
  if (request.settings.base.locked.contains(setting->key)) {
    return show(setting_screen(seen, setting->which, setting->key));
  }
  expect_value(tx, request, setting->which, "");
  return show(ask_setting_screen(seen, setting->which, setting->key));
}

// What came of a change, shown on the setting.
Reply answer_change(db::Tx& tx, const Request& request, const ChosenSetting& setting,
                    const SettingChanged& done) {
  const auto undo =
      done && done->before != done->after ? std::optional(done->version) : std::nullopt;
  Reply reply = show(setting_screen(see_settings(tx, request), setting.which, setting.key, undo));
  reply.changes_settings = undo.has_value();
  return done ? std::move(reply)
              : std::move(reply.with_alert(setting_refused_label(request.texts, done.error())));
}

Reply reset_setting(db::Tx& tx, const Request& request, const ResetSetting& callback,
                    const SettingsPermit& permit) {
  const auto setting = chosen(request, ShowSetting{callback.name, callback.part});
  return setting ? answer_change(tx, request, *setting,
                                 shop::set_setting(tx, setting->key, "", request.settings.base,
                                                   permit, request.now))
                 : stale_setting(request);
}

Reply undo_change(db::Tx& tx, const Request& request, const UndoSetting& callback,
                  const SettingsPermit& permit) {
  const auto setting = chosen(request, ShowSetting{callback.name, callback.part});
  return setting ? answer_change(tx, request, *setting,
                                 shop::undo_setting(tx, setting->key, callback.version,
                                                    request.settings.base, permit, request.now))
                 : stale_setting(request);
}

// The press has ended the dialog that held the text.
Reply save_previewed(db::Tx& tx, const Request& request, const SaveSetting& /*callback*/,
                     const SettingsPermit& permit) {
  const auto data = setting_data(request);
  const auto setting = data ? chosen(request, *data) : std::nullopt;
  if (!setting || data->value.empty()) {
    return stale_setting(request);
  }
  return answer_change(
      tx, request, *setting,
      shop::set_setting(tx, setting->key, data->value, request.settings.base, permit, request.now));
}

// Texts are shown first as customers will see them; numbers are set at once.
Reply take_value(db::Tx& tx, const Request& request, const ChosenSetting& setting,
                 const std::string& value, const SettingsPermit& permit) {
  const auto seen = see_settings(tx, request);
  shop::OwnerSettings read = seen.now;
  if (value.empty() || !read_setting(setting.key, value, read)) {
    return show(bad_setting_screen(seen, setting.which, setting.key,
                                   shop::SettingRefusal::malformed, value));
  }
  if (shop::row_of(setting.key.name).is_text) {
    expect_value(tx, request, setting.which, value);
    return show(preview_screen(seen, setting.which, setting.key, value));
  }
  const auto done =
      shop::set_setting(tx, setting.key, value, request.settings.base, permit, request.now);
  if (!done && done.error() == shop::SettingRefusal::contradiction) {
    return show(bad_setting_screen(seen, setting.which, setting.key, done.error(), value));
  }
  shop::clear_dialog(tx, request.chat_id());
  return answer_change(tx, request, setting, done);
}

// Stays in the dialog until a value comes that fits.
Reply typed_value(db::Tx& tx, const Request& request, const SettingsPermit& permit) {
  const auto data = setting_data(request);
  const auto setting = data ? chosen(request, *data) : std::nullopt;
  if (!setting) {
    shop::clear_dialog(tx, request.chat_id());
    return stale_setting(request);
  }
  const bool is_typed = request.photo_file_id.empty();
  return take_value(
      tx, request, *setting,
      is_typed ? shop::as_value(setting->key, request.text, request.settings.currency) : "",
      permit);
}

}  // namespace

void add_setting_routes(Router& router) {
  using enum shop::Act;
  router.add_to_panel("admin.settings"_msg, ShowSettings{}, change_settings);
  router.on_press<ShowSettings>(change_settings, db::Access::read, list_settings);
  router.on_press<ShowSetting>(change_settings, db::Access::read, show_setting);
  router.on_press<AskSetting>(change_settings, db::Access::write, ask_setting);
  router.on_act<change_settings, SaveSetting>(save_previewed);
  router.on_act<change_settings, ResetSetting>(reset_setting);
  router.on_act<change_settings, UndoSetting>(undo_change);
  router.on_act_dialog<change_settings>(std::string(kSettingDialog), typed_value);
}

}  // namespace bot::admin
