#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"
#include "sandbox/api/bot_methods.h"
#include "sandbox/api/method_parts.h"
#include "sandbox/model/wire.h"

namespace sandbox {
namespace {

OrError<std::string> read_language(const MethodContext& context) {
  std::string code = context.call.text("language_code");
  const bool is_two_letters =
      code.size() == 2 && std::ranges::all_of(code, [](char c) { return c >= 'a' && c <= 'z'; });
  if (!code.empty() && !is_two_letters) {
    return bad_request("invalid language code specified");
  }
  return code;
}

OrError<Audience> read_audience(const MethodContext& context) {
  const OrError<std::string> language = read_language(context);
  if (!language) {
    return std::unexpected(language.error());
  }
  const boost::json::object* scope = context.call.object("scope");
  if (!scope) {
    return Audience{"default", *language};
  }
  const std::string type(scope->at("type").as_string());
  if (type == "default" || type == "all_private_chats" || type == "all_group_chats" ||
      type == "all_chat_administrators") {
    return Audience{type, *language};
  }
  if (type != "chat") {
    return bad_request("can't parse BotCommandScope: Unsupported type specified");
  }
  const boost::json::value* id = scope->if_contains("chat_id");
  if (!id || !id->is_int64() || !find_chat(context.state, id->get_int64())) {
    return bad_request("chat not found");
  }
  return Audience{fmt::format("chat:{}", id->get_int64()), *language};
}

// Bot API, BotCommand: 1-32 of a-z 0-9 _, and a description of 1-256 characters.
std::optional<std::string> wrong_command(const Command& command) {
  const bool is_good = std::ranges::all_of(command.command, [](char c) {
    return (c >= 'a' && c <= 'z') || base::is_ascii_digit(c) || c == '_';
  });
  if (command.command.empty() || command.command.size() > 32 || !is_good) {
    return "BOT_COMMAND_INVALID";
  }
  const std::size_t length = base::utf16_length(command.description);
  return length < 1 || length > 256 ? std::optional<std::string>("BOT_COMMAND_DESCRIPTION_INVALID")
                                    : std::nullopt;
}

// Sets a text of the profile in one language; an empty text removes it.
Answer set_text(const MethodContext& context, std::string_view field, std::size_t units_max,
                std::map<std::string, std::string>& texts) {
  const OrError<std::string> language = read_language(context);
  if (!language) {
    return std::unexpected(language.error());
  }
  std::string text = context.call.text(field);
  if (base::utf16_length(text) > units_max) {
    return bad_request(fmt::format("{} is too long", field));
  }
  texts.erase(*language);
  if (!text.empty()) {
    texts[*language] = std::move(text);
  }
  return true;
}

Answer get_text(const MethodContext& context, std::string_view field,
                const std::map<std::string, std::string>& texts) {
  auto found = texts.find(context.call.text("language_code"));
  if (found == texts.end()) {
    found = texts.find("");
  }
  return boost::json::object{{field, found == texts.end() ? "" : found->second}};
}

}  // namespace

Answer get_me(const MethodContext& context) {
  boost::json::object bot = to_json(context.state.bot);
  bot["can_join_groups"] = true;
  bot["can_read_all_group_messages"] = false;
  bot["supports_inline_queries"] = false;
  return bot;
}

Answer get_chat(const MethodContext& context) {
  const OrError<Chat*> chat = named_chat(context);
  if (!chat) {
    return std::unexpected(chat.error());
  }
  boost::json::object object = private_chat((*chat)->person);
  object["accent_color_id"] = 0;
  object["max_reaction_count"] = 11;
  return object;
}

Answer get_file(const MethodContext& context) {
  std::string id = context.call.text("file_id");
  if (id.ends_with("-s")) {
    id.resize(id.size() - 2);
  }
  const auto file = context.state.files.find(id);
  if (file == context.state.files.end()) {
    return bad_request("wrong file_id or the file is temporarily unavailable");
  }
  return boost::json::object{{"file_id", file->second.id},
                             {"file_unique_id", "u" + file->second.id},
                             {"file_size", file->second.bytes.size()},
                             {"file_path", file->second.path}};
}

Answer set_my_commands(const MethodContext& context) {
  constexpr std::size_t kCommandsMax = 100;
  OrError<Audience> audience = read_audience(context);
  if (!audience) {
    return std::unexpected(audience.error());
  }
  std::vector<Command> commands;
  for (const boost::json::value& value : context.call.params.at("commands").as_array()) {
    const boost::json::object& object = value.as_object();
    Command command{std::string(object.at("command").as_string()),
                    std::string(object.at("description").as_string())};
    if (command.command.starts_with('/')) {
      command.command.erase(0, 1);
    }
    if (const std::optional<std::string> problem = wrong_command(command)) {
      return bad_request(*problem);
    }
    commands.push_back(std::move(command));
  }
  if (commands.size() > kCommandsMax) {
    return bad_request("BOT_COMMANDS_TOO_MUCH");
  }
  context.state.bot.commands[*std::move(audience)] = std::move(commands);
  ++context.state.version;
  return true;
}

Answer get_my_commands(const MethodContext& context) {
  const OrError<Audience> audience = read_audience(context);
  if (!audience) {
    return std::unexpected(audience.error());
  }
  boost::json::array commands;
  for (const Command& command : context.state.bot.commands[*audience]) {
    commands.push_back({{"command", command.command}, {"description", command.description}});
  }
  return commands;
}

Answer delete_my_commands(const MethodContext& context) {
  const OrError<Audience> audience = read_audience(context);
  if (!audience) {
    return std::unexpected(audience.error());
  }
  context.state.bot.commands.erase(*audience);
  ++context.state.version;
  return true;
}

Answer set_my_name(const MethodContext& context) {
  const std::string name = context.call.text("name");
  if (base::utf16_length(name) > 64) {
    return bad_request("name is too long");
  }
  if (!name.empty() && context.call.text("language_code").empty()) {
    context.state.bot.name = name;
    ++context.state.version;
  }
  return true;
}

Answer set_my_description(const MethodContext& context) {
  return set_text(context, "description", 512, context.state.bot.descriptions);
}
Answer get_my_description(const MethodContext& context) {
  return get_text(context, "description", context.state.bot.descriptions);
}
Answer set_my_short_description(const MethodContext& context) {
  return set_text(context, "short_description", 120, context.state.bot.short_descriptions);
}
Answer get_my_short_description(const MethodContext& context) {
  return get_text(context, "short_description", context.state.bot.short_descriptions);
}

Answer set_chat_menu_button(const MethodContext& context) {
  const boost::json::object* button = context.call.object("menu_button");
  const std::string type = button ? std::string(button->at("type").as_string()) : "default";
  if (type != "default" && type != "commands" && type != "web_app") {
    return bad_request("MenuButton has unsupported type");
  }
  const std::int64_t chat_id = context.call.integer("chat_id").value_or(0);
  if (chat_id != 0 && !find_chat(context.state, chat_id)) {
    return bad_request("chat not found");
  }
  context.state.bot.menu_buttons[chat_id] = type;
  ++context.state.version;
  return true;
}

Answer get_chat_menu_button(const MethodContext& context) {
  const auto& buttons = context.state.bot.menu_buttons;
  auto found = buttons.find(context.call.integer("chat_id").value_or(0));
  if (found == buttons.end()) {
    found = buttons.find(0);
  }
  return boost::json::object{{"type", found == buttons.end() ? "default" : found->second}};
}

}  // namespace sandbox
