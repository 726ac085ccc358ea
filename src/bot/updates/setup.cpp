#include "bot/updates/setup.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "bot/updates/command_lists.h"
#include "bot/updates/descriptions.h"
#include "shop/customers/customer.h"

namespace bot {
namespace {

namespace asio = boost::asio;
using telegram::Priority;

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
                                   std::optional<std::string> language_code, base::Logger& logger) {
  co_await try_call(
      sender, logger,
      telegram::SetMyCommands{.commands = commands_for(/*role=*/std::nullopt, texts, navigation),
                              .scope = {{.type = "all_private_chats"}},
                              .language_code = language_code});
}

// The lists of an owner's chat: in the language that they have chosen in the shop, else in each
// offered one.
std::vector<telegram::SetMyCommands> owner_lists(std::int64_t owner_id,
                                                 const std::optional<std::string>& chosen,
                                                 const Translations& translations,
                                                 const Navigation& navigation) {
  auto lists =
      command_lists(owner_id, shop::Role::owner, translations.in(chosen), translations, navigation);
  for (auto& list : lists) {
    if (!chosen && list.language_code) {
      list.commands =
          commands_for(shop::Role::owner, translations.in(list.language_code), navigation);
    }
  }
  return lists;
}

std::map<std::int64_t, std::string> languages_of(db::Tx& tx,
                                                 const std::vector<std::int64_t>& owner_ids) {
  std::map<std::int64_t, std::string> languages;
  for (const auto& owner : shop::find_customers(tx, owner_ids)) {
    if (owner.language) {
      languages[owner.id] = *owner.language;
    }
  }
  return languages;
}

asio::awaitable<void> introduce_to_owners(telegram::Sender& sender, db::Database& database,
                                          const Translations& translations,
                                          const Navigation& navigation,
                                          const ShopSettings& settings, base::Logger& logger) {
  std::map<std::int64_t, std::string> languages;
  try {
    languages = co_await database.read(
        [owner_ids = settings.owner_ids](db::Tx& tx) { return languages_of(tx, owner_ids); });
  } catch (const db::Failure& failure) {
    logger.warn("The owners' languages were not read: {}", failure.what());
  }
  for (const auto owner_id : settings.owner_ids) {
    const auto known = languages.find(owner_id);
    const auto chosen = known == languages.end() ? std::nullopt : std::optional(known->second);
    for (const auto& list : owner_lists(owner_id, chosen, translations, navigation)) {
      co_await try_call(sender, logger, list);
    }
  }
}

}  // namespace

asio::awaitable<void> introduce(telegram::Sender& sender, db::Database& database,
                                const Translations& translations, const Navigation& navigation,
                                const ShopSettings& settings, base::Logger& logger) {
  co_await introduce_in(sender, translations.in(std::nullopt), navigation, std::nullopt, logger);
  for (const Texts& texts : translations.all()) {
    co_await introduce_in(sender, texts, navigation, texts.language(), logger);
  }
  co_await introduce_to_owners(sender, database, translations, navigation, settings, logger);
  co_await describe_bot(sender, database, translations, logger);
  co_await try_call(sender, logger,
                    telegram::SetChatMenuButton{.menu_button = telegram::MenuButton{}});
}

}  // namespace bot
