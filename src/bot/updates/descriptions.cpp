#include "bot/updates/descriptions.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "shop/core/bot_text.h"
#include "telegram/bot_name.h"

namespace bot {
namespace {

namespace asio = boost::asio;
using telegram::Priority;

struct Description {
  static constexpr std::string_view name = "description";
  static constexpr MessageId text = "bot.description"_msg;
  // The shop's greeting, where the owner has set one.
  static std::string of_owner(const ShopSettings& settings, const std::string& language) {
    const auto found = settings.greetings.find(language);
    return found == settings.greetings.end() ? "" : found->second;
  }
  using Get = telegram::GetMyDescription;
  static telegram::SetMyDescription set(std::string value, std::optional<std::string> language) {
    return {.description = std::move(value), .language_code = std::move(language)};
  }
  static const std::string& value(const telegram::BotDescription& got) { return got.description; }
};

struct ShortDescription {
  static constexpr std::string_view name = "short_description";
  static constexpr MessageId text = "bot.short_description"_msg;
  static std::string of_owner(const ShopSettings& /*settings*/, const std::string& /*language*/) {
    return "";
  }
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
  bool is_of_owner = false;  // set in the chat: it replaces what stands at Telegram, once
};

template <class Kind>
Wanted wanted_in(const Texts& texts, std::optional<std::string> language,
                 const ShopSettings& settings) {
  auto of_owner = Kind::of_owner(settings, texts.language());
  const bool is_of_owner = !of_owner.empty();
  return {std::move(language), is_of_owner ? std::move(of_owner) : texts.label(Kind::text),
          is_of_owner};
}

template <class Kind>
std::vector<Wanted> wanted(const Translations& translations, const ShopSettings& settings) {
  std::vector<Wanted> all{wanted_in<Kind>(translations.in(std::nullopt), std::nullopt, settings)};
  for (const Texts& texts : translations.all()) {
    all.push_back(wanted_in<Kind>(texts, texts.language(), settings));
  }
  return all;
}

asio::awaitable<void> remember(db::Database& database, std::string name, std::string value) {
  co_await database.transact([name, value](db::Tx& tx) {
    shop::remember_bot_text(tx, name, value);
    return true;
  });
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
                               const Translations& translations, const ShopSettings& settings,
                               base::Logger& logger) {
  const auto texts = wanted<Kind>(translations, settings);
  const auto set_last = co_await database.read(shop::bot_texts);
  const auto own = own_texts(texts, set_last);
  for (const auto& [language, value, is_of_owner] : texts) {
    const auto name = std::string(Kind::name) + ":" + language.value_or("");
    const auto last = set_last.find(name);
    const bool is_new = is_of_owner && (last == set_last.end() || last->second != value);
    const typename Kind::Get get{.language_code = language};
    const auto now = co_await sender.send(get, Priority::notification);
    if (now && (Kind::value(*now) == value || !(is_new || own.contains(Kind::value(*now))))) {
      continue;
    }
    const auto set = Kind::set(value, language);
    const auto done =
        now ? co_await sender.send(set, Priority::notification) : std::unexpected(now.error());
    if (!done) {
      logger.warn("{} failed: {}", set.name, telegram::to_text(done.error()));
      continue;
    }
    co_await remember(database, name, value);
  }
}

// Once for each name that is set in the chat: what an owner gives at BotFather afterwards stays.
asio::awaitable<void> name_bot(telegram::Sender& sender, db::Database& database,
                               const ShopSettings& settings, base::Logger& logger) {
  const auto& name = settings.shop_name;
  const auto set_last = co_await database.read(shop::bot_texts);
  const auto last = set_last.find("name");
  if (name.empty() || (last != set_last.end() && last->second == name)) {
    co_return;
  }
  const auto done = co_await sender.send(telegram::SetMyName{{name}}, Priority::notification);
  if (!done) {
    logger.warn("setMyName failed: {}", telegram::to_text(done.error()));
    co_return;
  }
  co_await remember(database, "name", name);
}

}  // namespace

asio::awaitable<void> describe_bot(telegram::Sender& sender, db::Database& database,
                                   const Translations& translations, const LiveSettings& settings,
                                   base::Logger& logger) {
  const auto now = settings.now();
  try {
    co_await name_bot(sender, database, *now, logger);
    co_await describe<ShortDescription>(sender, database, translations, *now, logger);
    co_await describe<Description>(sender, database, translations, *now, logger);
  } catch (const db::Failure& failure) {
    logger.warn("The bot's descriptions were not looked at: {}", failure.what());
  }
}

}  // namespace bot
