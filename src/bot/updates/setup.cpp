#include "bot/updates/setup.h"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace bot {
namespace {

namespace asio = boost::asio;
using telegram::Priority;

constexpr std::array kCommands{
    CommandEntry{"start", Audience::customers, "command.start"_msg},
    CommandEntry{"shop", Audience::customers, "command.shop"_msg},
    CommandEntry{"wallet", Audience::customers, "command.wallet"_msg},
    CommandEntry{"profile", Audience::customers, "command.profile"_msg},
    CommandEntry{"referrals", Audience::customers, "command.referrals"_msg},
    CommandEntry{"leaderboard", Audience::customers, "command.leaderboard"_msg},
    CommandEntry{"language", Audience::customers, "command.language"_msg},
    CommandEntry{"support", Audience::customers, "command.support"_msg},
    CommandEntry{"paysupport", Audience::customers, "command.paysupport"_msg},
    CommandEntry{"help", Audience::customers, "command.help"_msg},
    CommandEntry{"cancel", Audience::customers, "command.cancel"_msg},
    CommandEntry{"admin", Audience::admins, "command.admin"_msg},
    CommandEntry{"set_discount", Audience::admins, "command.set_discount"_msg},
};

std::vector<telegram::BotCommand> commands_for(Audience audience, const Texts& texts) {
  std::vector<telegram::BotCommand> commands;
  for (const auto& entry : kCommands) {
    if (entry.audience == Audience::customers || audience == Audience::admins) {
      commands.push_back(
          {.command = std::string(entry.name), .description = texts.label(entry.description)});
    }
  }
  return commands;
}

// Makes a call whose failure the shop survives.
template <class Method>
asio::awaitable<void> try_call(telegram::Sender& sender, base::Logger& logger, Method method) {
  const auto done = co_await sender.send(method, Priority::notification);
  if (!done) {
    logger.warn("{} failed: {}", Method::name, telegram::to_text(done.error()));
  }
}

// In the words of one language, for those who have set Telegram to `language_code`; without one,
// for everybody whose language has no words of its own.
asio::awaitable<void> introduce_in(telegram::Sender& sender, const Texts& texts,
                                   std::optional<std::string> language_code,
                                   const ShopSettings& settings, base::Logger& logger) {
  co_await try_call(sender, logger,
                    telegram::SetMyCommands{.commands = commands_for(Audience::customers, texts),
                                            .scope = {{.type = "all_private_chats"}},
                                            .language_code = language_code});
  for (const auto admin_id : settings.admin_ids) {
    co_await try_call(sender, logger,
                      telegram::SetMyCommands{.commands = commands_for(Audience::admins, texts),
                                              .scope = {{.type = "chat", .chat_id = admin_id}},
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

std::span<const CommandEntry> command_entries() { return kCommands; }

asio::awaitable<base::Result<telegram::User>> identify(telegram::Sender& sender) {
  auto me = co_await sender.send(telegram::GetMe{}, Priority::interactive);
  if (me) {
    co_return *std::move(me);
  }
  if (me.error().kind == telegram::ApiErrorKind::unauthorized) {
    co_return std::unexpected(telegram::token_refused());
  }
  co_return base::fail(base::ErrorKind::unavailable,
                       "Telegram does not tell who the bot is: " + telegram::to_text(me.error()));
}

asio::awaitable<void> introduce(telegram::Sender& sender, const Translations& translations,
                                const ShopSettings& settings, base::Logger& logger) {
  co_await introduce_in(sender, translations.in(std::nullopt), std::nullopt, settings, logger);
  for (const Texts& texts : translations.all()) {
    co_await introduce_in(sender, texts, texts.language(), settings, logger);
  }
  co_await try_call(sender, logger,
                    telegram::SetChatMenuButton{.menu_button = telegram::MenuButton{}});
}

}  // namespace bot
