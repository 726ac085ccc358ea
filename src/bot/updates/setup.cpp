#include "bot/updates/setup.h"

#include <optional>
#include <string>
#include <vector>

#include "bot/updates/command_lists.h"
#include "bot/updates/descriptions.h"
#include "shop/customers/customer.h"
#include "shop/customers/staff.h"

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

struct Person {
  std::int64_t id = 0;
  shop::Role role = shop::Role::owner;
  std::optional<std::string> language = {};  // as chosen in the shop
};

std::vector<Person> owners(const ShopSettings& settings) {
  std::vector<Person> people;
  for (const auto id : settings.owner_ids) {
    people.push_back({.id = id});
  }
  return people;
}

// The owners and the staff of the database.
std::vector<Person> staff_people(db::Tx& tx, const ShopSettings& settings) {
  auto people = owners(settings);
  for (const auto& member : shop::staff(tx)) {
    if (!settings.is_owner(member.user_id)) {
      people.push_back({.id = member.user_id, .role = member.role});
    }
  }
  for (auto& person : people) {
    if (const auto customer = shop::find_customer(tx, person.id)) {
      person.language = customer->language;
    }
  }
  return people;
}

asio::awaitable<void> introduce_to_staff(telegram::Sender& sender, db::Database& database,
                                         const Translations& translations,
                                         const Navigation& navigation, const LiveSettings& live,
                                         base::Logger& logger) {
  const auto settings = live.now();
  auto people = owners(*settings);
  try {
    people =
        co_await database.read([&settings](db::Tx& tx) { return staff_people(tx, *settings); });
  } catch (const db::Failure& failure) {
    logger.warn("The staff and their languages were not read: {}", failure.what());
  }
  for (const auto& person : people) {
    for (const auto& list :
         staff_command_lists(person.id, person.role, person.language, translations, navigation)) {
      co_await try_call(sender, logger, list);
    }
  }
}

}  // namespace

asio::awaitable<void> introduce(telegram::Sender& sender, db::Database& database,
                                const Translations& translations, const Navigation& navigation,
                                const LiveSettings& settings, base::Logger& logger) {
  co_await introduce_in(sender, translations.in(std::nullopt), navigation, std::nullopt, logger);
  for (const Texts& texts : translations.all()) {
    co_await introduce_in(sender, texts, navigation, texts.language(), logger);
  }
  co_await introduce_to_staff(sender, database, translations, navigation, settings, logger);
  co_await describe_bot(sender, database, translations, settings, logger);
  co_await try_call(sender, logger,
                    telegram::SetChatMenuButton{.menu_button = telegram::MenuButton{}});
}

}  // namespace bot
