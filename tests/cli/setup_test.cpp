// `kram setup` as a new owner uses it: questions at a terminal, and options in a script.
#include <csignal>
#include <filesystem>
#include <fstream>
#include <future>
#include <sstream>
#include <string>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "app/settings/env_file.h"
#include "base/clock.h"
#include "base/log.h"
#include "cli/kram.h"
#include "cli/terminal.h"
#include "sandbox/server/bot_api_server.h"
#include "support/eventually.h"
#include "support/recording.h"

namespace {

using cli::Environment;
using cli::Kram;
using cli::Terminal;
using cli::Words;
using testing::HasSubstr;
using testing::Not;

constexpr std::int64_t kOlga = 4001;

class Setup : public testing::Test {
 protected:
  Setup() { telegram_.add_user({.id = kOlga, .first_name = "Olga", .username = "olga"}); }

  Environment surroundings() const {
    return {{"TELEGRAM_API_URL", telegram_.url()}, {"WEB_LISTEN", "127.0.0.1:0"}};
  }
  support::Program::Start at_terminal(Words words) const {
    return kram_.start(std::move(words), surroundings());
  }
  std::string env_text() const {
    std::ostringstream text;
    text << std::ifstream(kram_.path(".env")).rdbuf();
    return text.str();
  }
  std::string value(std::string_view name) const {
    for (const auto& entry : app::examine_env_text(env_text()).entries) {
      if (entry.name == name) {
        return entry.value;
      }
    }
    return "";
  }
  // The whole command line of a script.
  Words in_a_script() const {
    return {"setup",      "--token", telegram_.token(),      "--owner",   "4001",
            "--web-user", "owner",   "--web-password-stdin", "--no-start"};
  }
  // The code of the link on the screen.
  static std::string code_on(const Terminal& terminal) {
    const auto& screen = terminal.screen();
    const auto at = screen.find("?start=") + 7;
    return screen.substr(at, screen.find_first_of("\r\n", at) - at);
  }

  base::SystemClock clock_;
  base::Logger logger_{{.standard_output = false}};
  sandbox::BotApiServer telegram_{
      {.bot_username = "CornerShopBot", .record_file = support::record_file("cli_test")},
      clock_,
      logger_};
  Kram kram_;
};

TEST_F(Setup, AsksForAShopAndOpensIt) {
  Terminal terminal(at_terminal({"setup"}));
  ASSERT_TRUE(terminal.shows("Your bot's token: ")) << terminal.screen();
  terminal.enter("nonsense");
  ASSERT_TRUE(terminal.shows("BOT_TOKEN must be")) << terminal.screen();
  terminal.enter("4242424242:a-wrong-token-of-the-right-form");
  ASSERT_TRUE(terminal.shows("Telegram refuses this token")) << terminal.screen();
  terminal.enter(telegram_.token());
  ASSERT_TRUE(terminal.shows("The bot is @CornerShopBot.")) << terminal.screen();
  ASSERT_TRUE(terminal.shows("https://t.me/CornerShopBot?start=")) << terminal.screen();
  ASSERT_TRUE(terminal.shows("\n"));
  telegram_.user(4002).send_command("/start");
  telegram_.user(4003).send_command("/start WRONGCODE");
  auto olga = telegram_.user(kOlga);
  olga.send_command("/start " + code_on(terminal));
  ASSERT_TRUE(terminal.shows("Hello, Olga (id 4001). You are the owner.")) << terminal.screen();
  ASSERT_TRUE(terminal.shows("Currency of the shop [PLN]: "));
  terminal.enter("zloty");
  ASSERT_TRUE(terminal.shows("CURRENCY must be")) << terminal.screen();
  terminal.enter("");
  ASSERT_TRUE(terminal.shows("BLIK: "));
  terminal.enter("BLIK to 600 100 200");
  ASSERT_TRUE(terminal.shows("Bank transfer: "));
  terminal.enter("");
  ASSERT_TRUE(terminal.shows("Bitcoin: "));
  terminal.enter("xpub-of-nobody");
  ASSERT_TRUE(terminal.shows("BTC_XPUB must be")) << terminal.screen();
  terminal.enter("");
  ASSERT_TRUE(terminal.shows("Litecoin: "));
  terminal.enter("");
  ASSERT_TRUE(terminal.shows("User name [owner]: "));
  terminal.enter("");
  ASSERT_TRUE(terminal.shows("Password: "));
  terminal.enter("correct horse battery");
  ASSERT_TRUE(terminal.shows("Once more: "));
  terminal.enter("something else entirely");
  ASSERT_TRUE(terminal.shows("differ"));
  ASSERT_TRUE(terminal.shows("Password: "));
  terminal.enter("correct horse battery");
  ASSERT_TRUE(terminal.shows("Once more: "));
  terminal.enter("correct horse battery");
  ASSERT_TRUE(terminal.shows("sample goods")) << terminal.screen();
  terminal.enter("y");
  ASSERT_TRUE(terminal.shows("Start the shop now? [Y/n]")) << terminal.screen();
  terminal.enter("");
  ASSERT_TRUE(terminal.shows("Open https://t.me/CornerShopBot")) << terminal.screen();
  olga.press("Shop");
  olga.wait_for([](const sandbox::Message& message) { return message.text().contains("city"); });
  EXPECT_THAT(terminal.screen(), Not(HasSubstr("correct horse")));
  terminal.signal(SIGTERM);
  EXPECT_EQ(terminal.wait(), 0) << terminal.screen();
  EXPECT_EQ(value("ADMIN_IDS"), "4001");
  EXPECT_THAT(value("WEB_ADMIN_PASSWORD"), HasSubstr("$2b$"));
  EXPECT_GE(value("WEB_SECRET_KEY").size(), 32U);
  EXPECT_EQ(value("BLIK_INSTRUCTIONS"), "") << "the database has it, for the chat to change";
  struct stat status{};
  ASSERT_EQ(stat(kram_.path(".env").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0600U);
}

TEST_F(Setup, TakesEveryAnswerFromAScript) {
  kram_.write(".env", "# mine\nLOG_LEVEL=warn\nNOT_OURS=1\n");
  auto words = in_a_script();
  words.insert(words.end(),
               {"--currency", "EUR", "--bank-instructions", "To PL00 1234", "--sample-goods"});
  const auto end = kram_.run(words, surroundings(), "correct horse battery\n");
  ASSERT_EQ(end.exit_code, 0) << end.err;
  EXPECT_EQ(end.out, "");
  EXPECT_THAT(env_text(), HasSubstr("# mine\nLOG_LEVEL=warn\nNOT_OURS=1\n"));
  EXPECT_EQ(value("CURRENCY"), "EUR");
  const auto goods = kram_.run({"export", "products"}, surroundings());
  EXPECT_EQ(goods.exit_code, 0) << goods.err;
  EXPECT_THAT(goods.out, HasSubstr("Museum evening"));
  EXPECT_THAT(goods.out, Not(HasSubstr("locker")));
  const auto again = kram_.run({"setup", "--no-start"}, surroundings());
  EXPECT_EQ(again.exit_code, 0) << "what is set is not asked again: " << again.err;
}

TEST_F(Setup, NamesTheOptionOfAMissingAnswer) {
  const auto without = [&](const std::string& option, bool has_value) {
    auto words = in_a_script();
    const auto at = std::ranges::find(words, option);
    words.erase(at, at + (has_value ? 2 : 1));
    return kram_.run(words, surroundings(), "correct horse battery\n");
  };
  for (const auto& [option, has_value] : std::map<std::string, bool>{
           {"--token", true}, {"--owner", true}, {"--web-password-stdin", false}}) {
    const auto end = without(option, has_value);
    EXPECT_EQ(end.exit_code, 2) << option;
    EXPECT_THAT(end.err, HasSubstr(option + " is missing")) << option;
    EXPECT_FALSE(std::filesystem::exists(kram_.path(".env"))) << option;
  }
}

TEST_F(Setup, RefusesAnswersThatDoNotDo) {
  const auto with = [&](const std::string& option, const std::string& answer) {
    auto words = in_a_script();
    const auto at = std::ranges::find(words, option);
    if (at != words.end()) {
      *(at + 1) = answer;
    } else {
      words.insert(words.end(), {option, answer});
    }
    return kram_.run(words, surroundings(), "correct horse battery\n");
  };
  for (const auto& [option, answer] :
       std::map<std::string, std::string>{{"--token", "1:wrong"},
                                          {"--owner", "@olga"},
                                          {"--currency", "zl"},
                                          {"--blik-instructions", std::string(3501, 'x')},
                                          {"--btc-xpub", "xpub123"},
                                          {"--database-url", "mysql://h/d"}}) {
    const auto end = with(option, answer);
    EXPECT_EQ(end.exit_code, 2) << option << end.err;
    EXPECT_FALSE(std::filesystem::exists(kram_.path(".env"))) << option;
  }
}

TEST_F(Setup, ChangesWhatIsSetOnlyWhenAgreed) {
  kram_.write(".env", "ADMIN_IDS=7\n");
  const auto refused = kram_.run(in_a_script(), surroundings(), "correct horse battery\n");
  EXPECT_EQ(refused.exit_code, 2);
  EXPECT_THAT(refused.err, HasSubstr("--yes is missing: ADMIN_IDS is set already"));
  EXPECT_EQ(env_text(), "ADMIN_IDS=7\n");
  auto words = in_a_script();
  words.emplace_back("--yes");
  const auto done = kram_.run(words, surroundings(), "correct horse battery\n");
  EXPECT_EQ(done.exit_code, 0) << done.err;
  EXPECT_EQ(value("ADMIN_IDS"), "4001");
}

TEST_F(Setup, AsksForAnotherTokenWhenTheOneThatIsSetDoesNotDo) {
  for (const auto* token : {"4242424242:a-wrong-token-of-the-right-form", "nonsense"}) {
    kram_.write(".env", fmt::format("# mine\nBOT_TOKEN={}\nADMIN_IDS=4001\n", token));
    Terminal terminal(at_terminal(
        {"setup", "--currency", "PLN", "--no-sample-goods", "--no-start", "--web-user", "olga"}));
    ASSERT_TRUE(terminal.shows("BOT_TOKEN is set already, but does not do. ")) << token;
    ASSERT_TRUE(terminal.shows("Your bot's token: ")) << terminal.screen();
    terminal.enter(telegram_.token());
    ASSERT_TRUE(terminal.shows("The bot is @CornerShopBot.")) << terminal.screen();
    for (const auto* question : {"BLIK: ", "Bank transfer: ", "Bitcoin: ", "Litecoin: "}) {
      ASSERT_TRUE(terminal.shows(question)) << terminal.screen();
      terminal.enter("");
    }
    for (const auto* question : {"Password: ", "Once more: "}) {
      ASSERT_TRUE(terminal.shows(question)) << terminal.screen();
      terminal.enter("correct horse battery");
    }
    EXPECT_EQ(terminal.wait(), 0) << terminal.screen();
    EXPECT_EQ(value("BOT_TOKEN"), telegram_.token()) << "without asking whether to change it";
    EXPECT_THAT(env_text(), HasSubstr("# mine\n"));
  }
}

TEST_F(Setup, EndsWhereAnotherTokenWouldNotHelp) {
  kram_.write(".env", "BOT_TOKEN=4242424242:a-wrong-token-of-the-right-form\n");
  const auto script = kram_.run({"setup", "--no-start"}, surroundings());
  EXPECT_EQ(script.exit_code, 2) << "nobody can be asked";
  EXPECT_THAT(script.err, HasSubstr("BOT_TOKEN is set already: Telegram refuses this token"));

  auto environment = surroundings();
  environment["BOT_TOKEN"] = "4242424242:a-wrong-token-of-the-right-form";
  Terminal named(kram_.start({"setup"}, environment));
  EXPECT_EQ(named.wait(), 2);
  EXPECT_THAT(named.screen(), HasSubstr("BOT_TOKEN is set in the environment"));

  kram_.write(".env", "CURRENCY=zloty\n");
  Terminal other(at_terminal({"setup"}));
  ASSERT_TRUE(other.shows("Your bot's token: ")) << other.screen();
  other.enter(telegram_.token());
  EXPECT_EQ(other.wait(), 2);
  EXPECT_THAT(other.screen(), HasSubstr("CURRENCY must be"));
}

TEST_F(Setup, LeavesNothingWhenItIsBrokenOff) {
  {
    Terminal waiting(at_terminal({"setup"}));
    ASSERT_TRUE(waiting.shows("Your bot's token: ")) << waiting.screen();
    waiting.enter(telegram_.token());
    ASSERT_TRUE(waiting.shows("?start=")) << waiting.screen();
    waiting.type("\x03");
    EXPECT_EQ(waiting.wait(), 128 + SIGINT);
  }
  EXPECT_FALSE(std::filesystem::exists(kram_.path(".env")));
  EXPECT_FALSE(std::filesystem::exists(kram_.path("kram.db")));
  Terminal terminal(at_terminal({"setup"}));
  ASSERT_TRUE(terminal.shows("Your bot's token: "));
  terminal.type("\x04");
  EXPECT_EQ(terminal.wait(), 2);
  EXPECT_THAT(terminal.screen(), HasSubstr("broken off"));
}

TEST_F(Setup, IsOfferedBesideTheDemo) {
  Terminal terminal(at_terminal({"serve", "--or-demo"}));
  ASSERT_TRUE(terminal.shows("Set up a real shop now?")) << terminal.screen();
  terminal.enter("y");
  ASSERT_TRUE(terminal.shows("Your bot's token: ")) << terminal.screen();
  terminal.type("\x03");
  terminal.wait();
}

TEST_F(Setup, HashPasswordDoesNotShowThePassword) {
  Terminal terminal(at_terminal({"hash-password"}));
  ASSERT_TRUE(terminal.shows("Password: "));
  terminal.enter("correct horse battery");
  ASSERT_TRUE(terminal.shows("Once more: "));
  terminal.enter("correct horse battery");
  ASSERT_TRUE(terminal.shows("$2b$12$")) << terminal.screen();
  EXPECT_EQ(terminal.wait(), 0);
  EXPECT_THAT(terminal.screen(), Not(HasSubstr("correct horse")));
}

}  // namespace
