#include "bot/updates/setup.h"

#include <optional>
#include <string>
#include <vector>

namespace bot {
namespace {

namespace asio = boost::asio;
using telegram::Priority;

std::vector<telegram::BotCommand> commands_for(bool is_owner, const Texts& texts,
                                               const Navigation& navigation) {
  std::vector<telegram::BotCommand> commands;
  for (const Command& command : navigation.commands) {
    if (is_for(command.audience, is_owner)) {
      commands.push_back(
          {.command = std::string(command.name), .description = texts.label(command.description)});
    }
  }
  return commands;
}

// Makes a call whose failure is only logged.
template <class Method>
asio::awaitable<void> try_call(telegram::Sender& sender, base::Logger& logger, Method method) {
  const auto done = co_await sender.send(method, Priority::notification);
  if (!done) {
    logger.warn("{} failed: {}", Method::name, telegram::to_text(done.error()));
  }
}

// In one language, for those who have set Telegram to `language_code`; without a code, for
// everybody whose language is not offered.
asio::awaitable<void> introduce_in(telegram::Sender& sender, const Texts& texts,
                                   const Navigation& navigation,
                                   std::optional<std::string> language_code,
                                   const ShopSettings& settings, base::Logger& logger) {
  co_await try_call(
      sender, logger,
      telegram::SetMyCommands{.commands = commands_for(/*is_owner=*/false, texts, navigation),
                              .scope = {{.type = "all_private_chats"}},
                              .language_code = language_code});
  for (const auto owner_id : settings.owner_ids) {
    co_await try_call(
        sender, logger,
        telegram::SetMyCommands{.commands = commands_for(/*is_owner=*/true, texts, navigation),
                                .scope = {{.type = "chat", .chat_id = owner_id}},
                                .language_code = language_code});
  }
  co_await try_call(
      sender, logger,
      telegram::SetMyShortDescription{.short_description = texts.label("bot.short_description"_msg),
                                      .language_code = language_code});
  co_await try_call(sender, logger,
                    telegram::SetMyDescription{.description = texts.label("bot.description"_msg),
                                               .language_code = language_code});
}

}  // namespace

asio::awaitable<void> introduce(telegram::Sender& sender, const Translations& translations,
                                const Navigation& navigation, const ShopSettings& settings,
                                base::Logger& logger) {
  co_await introduce_in(sender, translations.in(std::nullopt), navigation, std::nullopt, settings,
                        logger);
  for (const Texts& texts : translations.all()) {
    co_await introduce_in(sender, texts, navigation, texts.language(), settings, logger);
  }
  co_await try_call(sender, logger,
                    telegram::SetChatMenuButton{.menu_button = telegram::MenuButton{}});
}

}  // namespace bot
