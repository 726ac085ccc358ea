#include "bot/updates/descriptions.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "shop/core/bot_text.h"

namespace bot {
namespace {

namespace asio = boost::asio;
using telegram::Priority;

struct Description {
  static constexpr std::string_view name = "description";
  static constexpr MessageId text = "bot.description"_msg;
  using Get = telegram::GetMyDescription;
  static telegram::SetMyDescription set(std::string value, std::optional<std::string> language) {
    return {.description = std::move(value), .language_code = std::move(language)};
  }
  static const std::string& value(const telegram::BotDescription& got) { return got.description; }
};

struct ShortDescription {
  static constexpr std::string_view name = "short_description";
  static constexpr MessageId text = "bot.short_description"_msg;
  using Get = telegram::GetMyShortDescription;
  static telegram::SetMyShortDescription set(std::string value,
                                             std::optional<std::string> language) {
    return {.short_description = std::move(value), .language_code = std::move(language)};
  }
  static const std::string& value(const telegram::BotShortDescription& got) {
    return got.short_description;
  }
};

// A text in one language; `language` empty: for everybody whose language is not offered.
struct Wanted {
  std::optional<std::string> language;
  std::string value;
};

template <class Kind>
std::vector<Wanted> wanted(const Translations& translations) {
  std::vector<Wanted> all{{std::nullopt, translations.in(std::nullopt).label(Kind::text)}};
  for (const Texts& texts : translations.all()) {
    all.push_back({texts.language(), texts.label(Kind::text)});
  }
  return all;
}

// For a language without a text of its own, Telegram answers with the one for everybody.
std::set<std::string> own_texts(const std::vector<Wanted>& wanted,
                                const std::map<std::string, std::string>& set_last) {
  std::set<std::string> own{""};
  for (const auto& one : wanted) {
    own.insert(one.value);
  }
  for (const auto& [name, value] : set_last) {
    own.insert(value);
  }
  return own;
}

template <class Kind>
asio::awaitable<void> describe(telegram::Sender& sender, db::Database& database,
                               const Translations& translations, base::Logger& logger) {
  const auto texts = wanted<Kind>(translations);
  const auto own = own_texts(texts, co_await database.read(shop::bot_texts));
  for (const auto& [language, value] : texts) {
    const typename Kind::Get get{.language_code = language};
    const auto now = co_await sender.send(get, Priority::notification);
    if (now && (Kind::value(*now) == value || !own.contains(Kind::value(*now)))) {
      continue;
    }
    const auto set = Kind::set(value, language);
    const auto done =
        now ? co_await sender.send(set, Priority::notification) : std::unexpected(now.error());
    if (!done) {
      logger.warn("{} failed: {}", set.name, telegram::to_text(done.error()));
      continue;
    }
    const auto name = std::string(Kind::name) + ":" + language.value_or("");
    co_await database.transact([name, value](db::Tx& tx) {
      shop::remember_bot_text(tx, name, value);
      return true;
    });
  }
}

}  // namespace

asio::awaitable<void> describe_bot(telegram::Sender& sender, db::Database& database,
                                   const Translations& translations, base::Logger& logger) {
  try {
    co_await describe<ShortDescription>(sender, database, translations, logger);
    co_await describe<Description>(sender, database, translations, logger);
  } catch (const db::Failure& failure) {
    logger.warn("The bot's descriptions were not looked at: {}", failure.what());
  }
}

}  // namespace bot
