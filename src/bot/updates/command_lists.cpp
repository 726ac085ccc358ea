#include "bot/updates/command_lists.h"

namespace bot {

std::vector<telegram::BotCommand> commands_for(std::optional<shop::Role> role, const Texts& texts,
                                               const Navigation& navigation) {
  std::vector<telegram::BotCommand> commands;
  for (const Command& command : navigation.commands) {
    if (command.audience.includes(role)) {
      commands.push_back(
          {.command = std::string(command.name), .description = texts.label(command.description)});
    }
  }
  return commands;
}

std::vector<telegram::SetMyCommands> command_lists(std::int64_t chat_id,
                                                   std::optional<shop::Role> role,
                                                   const Texts& texts,
                                                   const Translations& translations,
                                                   const Navigation& navigation) {
  const telegram::SetMyCommands list{.commands = commands_for(role, texts, navigation),
                                     .scope = {{.type = "chat", .chat_id = chat_id}},
                                     .language_code = {}};
  std::vector<telegram::SetMyCommands> lists{list};
  if (role) {
    for (const Texts& offered : translations.all()) {
      lists.push_back(list);
      lists.back().language_code = offered.language();
    }
  }
  return lists;
}

std::vector<telegram::SetMyCommands> staff_command_lists(std::int64_t chat_id,
                                                         std::optional<shop::Role> role,
                                                         const std::optional<std::string>& chosen,
                                                         const Translations& translations,
                                                         const Navigation& navigation) {
  const telegram::BotCommandScope scope{.type = "chat", .chat_id = chat_id};
  std::vector<telegram::SetMyCommands> lists{
      {.commands = commands_for(role, translations.in(chosen), navigation),
       .scope = scope,
       .language_code = {}}};
  for (const Texts& offered : translations.all()) {
    const Texts& texts = role && chosen ? translations.in(chosen) : offered;
    lists.push_back({.commands = commands_for(role, texts, navigation),
                     .scope = scope,
                     .language_code = offered.language()});
  }
  return lists;
}

}  // namespace bot
