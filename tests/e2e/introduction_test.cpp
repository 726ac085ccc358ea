// What Telegram shows about the bot outside the chat.
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "e2e/end_to_end.h"
#include "json/json.h"
#include "shop/core/bot_text.h"
#include "support/eventually.h"

namespace e2e {
namespace {
using Lines = std::vector<std::string>;

const Lines kEnglish{"start: Main menu",
                     "shop: Products",
                     "wallet: Balance and history",
                     "profile: Profile and orders",
                     "referrals: Invite friends",
                     "leaderboard: Top referrers",
                     "language: Change the language",
                     "support: Contact us",
                     "paysupport: Help with a payment",
                     "help: How it works",
                     "cancel: Stop what you are doing"};
const Lines kPolish{"start: Menu główne",
                    "shop: Produkty",
                    "wallet: Saldo i historia",
                    "profile: Profil i zamówienia",
                    "referrals: Zaproś znajomych",
                    "leaderboard: Najlepsi polecający",
                    "language: Zmień język",
                    "support: Kontakt",
                    "paysupport: Pomoc w sprawie płatności",
                    "help: Jak to działa",
                    "cancel: Przerwij bieżącą czynność"};
const Lines kEnglishForOwners{"admin: Owner's panel", "set_discount: Set a discount",
                              "dashboard: Dashboard in the browser"};
const Lines kPolishForOwners{"admin: Panel właściciela", "set_discount: Ustaw rabat",
                             "dashboard: Panel w przeglądarce"};

Lines operator+(Lines lines, const Lines& more) {
  lines.insert(lines.end(), more.begin(), more.end());
  return lines;
}

boost::json::object everybody() { return {{"type", "all_private_chats"}}; }
boost::json::object only(std::int64_t chat_id) { return {{"type", "chat"}, {"chat_id", chat_id}}; }

class Introduction : public EndToEnd {
 protected:
  // Opens the shop and waits until everything is registered; the menu button is the last.
  void open_and_wait(app::SettingValues settings = {}) {
    open(std::move(settings));
    ASSERT_TRUE(support::eventually([&] { return telegram.call_count("setChatMenuButton") == 1; }));
  }

  // Calls a method as the bot and returns Telegram's answer.
  boost::json::value ask(const std::string& method, const boost::json::object& params) const {
    const auto answer = exchange({.method = "POST",
                                  .url = telegram.url() + "/bot" + telegram.token() + "/" + method,
                                  .headers = {{"Content-Type", "application/json"}},
                                  .body = boost::json::serialize(params)});
    return json::parse_value(answer.body).value().at("result");
  }

  // `language` "" (here and below): the default for languages without a text of their own.
  boost::json::value ask_in(std::string_view language, const std::string& method,
                            boost::json::object params = {}) const {
    if (!language.empty()) {
      params["language_code"] = language;
    }
    return ask(method, params);
  }

  // Returns each command as "name: description".
  Lines commands(const boost::json::object& scope, std::string_view language) const {
    Lines lines;
    const auto list = ask_in(language, "getMyCommands", {{"scope", scope}});
    for (const auto& command : list.as_array()) {
      lines.push_back(std::string(command.at("command").as_string()) + ": " +
                      std::string(command.at("description").as_string()));
    }
    return lines;
  }

  std::string text_of(const std::string& method, std::string_view field,
                      std::string_view language) const {
    return std::string(ask_in(language, method).at(field).as_string());
  }
};
INSTANTIATE_TEST_SUITE_P(, Introduction, support::kBothEngines, support::engine_name);

TEST_P(Introduction, OffersCustomersTheirCommandsInTheirLanguage) {
  open_and_wait();
  EXPECT_EQ(commands(everybody(), ""), kEnglish);
  EXPECT_EQ(commands(everybody(), "en"), kEnglish);
  EXPECT_EQ(commands(everybody(), "pl"), kPolish);
}

TEST_P(Introduction, OffersOwnersTheirsInTheirOwnChatsOnly) {
  const auto chat = owner().id();
  const auto anna = newcomer("Anna").id();
  open_and_wait();
  EXPECT_EQ(commands(only(chat), ""), kEnglish + kEnglishForOwners);
  EXPECT_EQ(commands(only(chat), "en"), kEnglish + kEnglishForOwners);
  EXPECT_EQ(commands(only(chat), "pl"), kPolish + kPolishForOwners);
  EXPECT_EQ(commands(only(anna), ""), Lines{}) << "the default commands apply there";
  EXPECT_EQ(commands({{"type", "default"}}, ""), Lines{});
  EXPECT_EQ(commands({{"type", "all_group_chats"}}, ""), Lines{});
}

TEST_P(Introduction, OffersTheStaffWhatTheirRoleMayDoAlsoAfterARestart) {
  const auto of_support = kEnglish + Lines{kEnglishForOwners.front(), kEnglishForOwners.back()};
  open_and_wait();
  auto mark = newcomer("Mark");
  mark.says("/start");
  auto boss = owner();
  boss.says("/admin");
  boss.presses("Users");
  boss.says(std::to_string(mark.id()));
  boss.presses("Mark · " + std::to_string(mark.id()));
  boss.presses("Role");
  boss.presses("Support");
  EXPECT_TRUE(support::eventually([&] { return commands(only(mark.id()), "en") == of_support; }));
  close();
  ask_in("en", "deleteMyCommands", {{"scope", only(mark.id())}});
  EXPECT_EQ(commands(only(mark.id()), "en"), Lines{});
  open();
  EXPECT_TRUE(support::eventually([&] { return commands(only(mark.id()), "en") == of_support; }));
  boss.presses("Role");
  boss.presses("Manager");
  EXPECT_TRUE(support::eventually(
      [&] { return commands(only(mark.id()), "en") == kEnglish + kEnglishForOwners; }));
}

TEST_P(Introduction, SaysWhatTheBotIsAndPutsTheCommandsBehindItsButton) {
  open_and_wait();
  const auto english = "Top up, pick a product and get it here instantly.";
  const auto polish = "Doładuj portfel, wybierz produkt i odbierz go tutaj od razu.";
  EXPECT_EQ(text_of("getMyShortDescription", "short_description", ""), english);
  EXPECT_EQ(text_of("getMyShortDescription", "short_description", "en"), english);
  EXPECT_EQ(text_of("getMyShortDescription", "short_description", "pl"), polish);
  EXPECT_TRUE(text_of("getMyDescription", "description", "").starts_with("Welcome"));
  EXPECT_TRUE(text_of("getMyDescription", "description", "pl").starts_with("Witamy"));
  EXPECT_EQ(ask("getChatMenuButton", {}).at("type").as_string(), "commands");
}

TEST_P(Introduction, OffersTheCommandsInTheLanguageThatIsPicked) {
  open_and_wait();
  auto anna = newcomer("Anna");
  anna.says("/language");
  anna.presses("Polski");
  EXPECT_TRUE(support::eventually([&] { return commands(only(anna.id()), "") == kPolish; }));
  auto boss = owner();
  boss.says("/language");
  boss.presses("Polski");
  EXPECT_TRUE(support::eventually(
      [&] { return commands(only(boss.id()), "en") == kPolish + kPolishForOwners; }));
}

TEST_P(Introduction, LeavesTheDescriptionsThatAnOwnerGave) {
  ask_in("pl", "setMyDescription", {{"description", "Mój sklep"}});
  const auto set_before = telegram.call_count("setMyDescription");
  open_and_wait();
  EXPECT_EQ(text_of("getMyDescription", "description", "pl"), "Mój sklep");
  EXPECT_TRUE(text_of("getMyDescription", "description", "en").starts_with("Welcome"));
  EXPECT_EQ(telegram.call_count("setMyDescription"), set_before + 1)
      << "the one for everybody is the English one";
}

TEST_P(Introduction, ReplacesTheDescriptionsThatItSetItself) {
  transact([](db::Tx& tx) {
    shop::remember_bot_text(tx, "description:", "Welcome of an older version");
    return true;
  });
  ask_in("", "setMyDescription", {{"description", "Welcome of an older version"}});
  open_and_wait();
  EXPECT_TRUE(text_of("getMyDescription", "description", "").starts_with("Welcome to our shop"));
}

TEST_P(Introduction, FallsBackToTheFirstLanguage) {
  open_and_wait({{"LANGUAGES", "pl,en"}});
  EXPECT_EQ(commands(everybody(), ""), kPolish);
  EXPECT_EQ(commands(everybody(), "en"), kEnglish);
}

}  // namespace
}  // namespace e2e
