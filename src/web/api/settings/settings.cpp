// What owners set while the shop runs.
#include <algorithm>
#include <boost/describe.hpp>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "shop/settings/setting_edit.h"
#include "shop/settings/stored_settings.h"
#include "web/api/operations.h"

namespace web {
namespace {

struct SettingView {
  std::string name;
  std::string value;
  std::string default_value;
  std::optional<std::string> env;
  bool is_set_in_env = false;
};
BOOST_DESCRIBE_STRUCT(SettingView, (), (name, value, default_value, env, is_set_in_env))

struct SettingsView {
  std::vector<SettingView> settings;
};
BOOST_DESCRIBE_STRUCT(SettingsView, (), (settings))

struct SettingsBody {
  std::map<std::string, std::string> values;
};
BOOST_DESCRIBE_STRUCT(SettingsBody, (), (values))

constexpr ProblemKind kUnknownSetting{400, "invalid_request", "There is no such setting."};
constexpr ProblemKind kMalformed{400, "invalid_request",
                                 "The value is not one that this setting takes."};
constexpr ProblemKind kSetInEnv{
    409, "set_in_env",
    "This setting stands in `.env` or the environment, which wins; change it there."};
constexpr ProblemKind kContradiction{
    409, "contradiction", "The smallest deposit would be above the largest that people approve."};

using ShowCall = Call<shop::Act::change_settings>;
using ChangeCall = Call<shop::Act::change_settings, Nothing, SettingsBody>;

std::vector<shop::SettingKey> all_keys(const Context& context) {
  std::vector<shop::SettingKey> all;
  for (const auto& row : shop::setting_rows()) {
    std::ranges::copy(shop::keys_of(row.name, context.languages), std::back_inserter(all));
  }
  return all;
}

SettingsView view_of(db::Tx& tx, const Context& context) {
  const auto& base = context.settings;
  const auto now = shop::with_stored(base.values, shop::stored_settings(tx), base.locked);
  SettingsView view;
  for (const auto& key : all_keys(context)) {
    const auto env = shop::env_name(key);
    view.settings.push_back({.name = shop::to_text(key),
                             .value = shop::value_of(now, key),
                             .default_value = std::string(shop::row_of(key.name).default_value),
                             .env = env.empty() ? std::nullopt : std::optional(std::string(env)),
                             .is_set_in_env = base.locked.contains(key)});
  }
  return view;
}

Outcome<SettingsView> show_settings(db::Tx& tx, const ShowCall& call) {
  return view_of(tx, call.context);
}

std::optional<SettingsView> lock_settings(db::Tx& tx, const ChangeCall& call) {
  shop::lock_settings(tx, {shop::SettingName::shop_name}, call.now);
  return view_of(tx, call.context);
}

Problem about(const ProblemKind& kind, const shop::SettingKey& key) {
  return Problem(kind).at("values/" + shop::to_text(key));
}

Problem refusal(shop::SettingRefusal refusal, const shop::SettingKey& key) {
  switch (refusal) {
    case shop::SettingRefusal::malformed:
      return about(kMalformed, key);
    case shop::SettingRefusal::locked:
      return about(kSetInEnv, key);
    case shop::SettingRefusal::contradiction:
      return about(kContradiction, key);
    case shop::SettingRefusal::changed_since:
      return kStale;
  }
  std::unreachable();
}

using Values = std::vector<std::pair<shop::SettingKey, std::string>>;

Outcome<Values> read_values(const ChangeCall& call) {
  const auto known = all_keys(call.context);
  Values values;
  for (const auto& [name, value] : call.body.values) {
    const auto key = shop::parse_setting_key(name);
    if (!key || std::ranges::find(known, *key) == known.end()) {
      return std::unexpected(Problem(kUnknownSetting).at("values"));
    }
    values.emplace_back(*key, value);
  }
  return values;
}

// Two that fit together only when both are changed are set in the order in which they do.
Outcome<Changed<SettingsView>> change_settings(db::Tx& tx, const ChangeCall& call) {
  auto values = read_values(call);
  if (!values) {
    return std::unexpected(std::move(values.error()));
  }
  while (!values->empty()) {
    std::optional<Problem> problem;
    const auto is_set = [&](const auto& wanted) {
      const auto set = shop::set_setting(tx, wanted.first, wanted.second, call.context.settings,
                                         call.permit, call.now);
      if (!set) {
        problem = refusal(set.error(), wanted.first);
      }
      return set.has_value();
    };
    if (std::erase_if(*values, is_set) == 0) {
      return std::unexpected(*std::move(problem));
    }
  }
  return Changed{.answer = view_of(tx, call.context), .follow_up = {.changes_settings = true}};
}

const std::vector<Note> kNotes{
    {"name", "`deposit_min`, `greeting:pl`, `instructions:blik`."},
    {"value", "Empty: it is off."},
    {"env", "Its name in `.env`."},
    {"is_set_in_env", "`.env` or the environment has it, which wins; it is changed there."},
    {"values", "By name; those that are not named stay. Empty text returns to the default."}};

}  // namespace

void add_setting_operations(Api& api) {
  api.read({.method = "GET",
            .path = "/api/settings",
            .id = "showSettings",
            .subject = "Settings",
            .summary = "Shows what owners set while the shop runs.",
            .notes = kNotes},
           &show_settings);
  api.edit({.method = "PATCH",
            .path = "/api/settings",
            .id = "changeSettings",
            .subject = "Settings",
            .summary = "Changes settings, all of those that are named or none.",
            .notes = kNotes,
            .example = R"({"values":{"deposit_min":"10.00"}})",
            .problems = {kSetInEnv, kContradiction}},
           &lock_settings, &change_settings);
}

}  // namespace web
