// The command line and the configuration, without a database.
#include <csignal>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "app/settings/settings.h"
#include "cli/kram.h"
#include "cli/sales.h"
#include "support/eventually.h"

namespace {

using cli::is_one_line;
using cli::Kram;
using cli::Words;

const std::vector<Words> kCommands{{"audit"},
                                   {"demo"},
                                   {"derive"},
                                   {"doctor"},
                                   {"export"},
                                   {"export", "orders"},
                                   {"export", "ledger"},
                                   {"export", "users"},
                                   {"export", "deposits"},
                                   {"export", "products"},
                                   {"hash-password"},
                                   {"import"},
                                   {"import", "products"},
                                   {"migrate"},
                                   {"rescan"},
                                   {"serve"},
                                   {"setup"},
                                   {"version"}};

// Commands that only group others, and those that need no settings.
const std::set<Words> kWithoutSettings{{"demo"},   {"export"}, {"hash-password"},
                                       {"import"}, {"setup"},  {"version"}};
// Required arguments of commands.
const std::map<Words, Words> kArguments{{{"derive"}, {"--currency", "BTC", "--count", "1"}},
                                        {{"import", "products"}, {"goods.csv"}},
                                        {{"rescan"}, {"--currency", "BTC", "--from", "1"}}};

std::string joined(const Words& words) {
  std::string text;
  for (const auto& word : words) {
    text += (text.empty() ? "" : " ") + word;
  }
  return text;
}

TEST(Usage, OfEveryCommandIsToldByHelp) {
  const Kram kram;
  const auto all = kram.run({"--help"});
  EXPECT_EQ(all.exit_code, 0);
  for (auto command : kCommands) {
    EXPECT_TRUE(all.out.contains("\n  " + command.front() + " ")) << joined(command);
    command.emplace_back("--help");
    const auto one = kram.run(command);
    EXPECT_EQ(one.exit_code, 0) << joined(command);
    EXPECT_EQ(one.err, "") << joined(command);
    command.pop_back();
    EXPECT_TRUE(one.out.contains("Usage: kram " + joined(command) + " ")) << one.out;
  }
}

TEST(Usage, IsToldWithoutAWordAndByHelp) {
  const Kram kram;
  const auto help = kram.run({"--help"});
  EXPECT_TRUE(help.out.contains("Examples:\n  kram demo")) << help.out;
  for (const Words& words : {Words{}, Words{"help"}}) {
    const auto end = kram.run(words);
    EXPECT_EQ(end.exit_code, 0) << joined(words);
    EXPECT_EQ(end.out, help.out) << joined(words);
    EXPECT_EQ(end.err, "") << joined(words);
  }
  EXPECT_EQ(kram.run({"help", "export", "orders"}).out,
            kram.run({"export", "orders", "--help"}).out);
}

TEST(Usage, HasAnExampleOfEveryCommand) {
  const Kram kram;
  for (auto command : kCommands) {
    const auto example = "Examples:\n  kram " + joined(command);
    command.emplace_back("--help");
    const auto end = kram.run(command);
    EXPECT_TRUE(end.out.contains(example)) << end.out;
  }
}

TEST(Usage, NamesTheNearestCommand) {
  const Kram kram;
  const auto near = [&](const Words& words) {
    const auto end = kram.run(words);
    EXPECT_EQ(end.exit_code, 2) << joined(words);
    EXPECT_EQ(end.out, "") << joined(words);
    EXPECT_TRUE(is_one_line(end.err)) << end.err;
    return end.err;
  };
  EXPECT_TRUE(near({"migrte"}).contains("there is no command migrte; did you mean migrate?"));
  EXPECT_TRUE(near({"export", "order"}).contains("did you mean export orders?"));
  EXPECT_TRUE(near({"import", "units"}).contains("there is no command import units"));
  EXPECT_FALSE(near({"sing"}).contains("did you mean"));
  EXPECT_TRUE(near({""}).starts_with("kram: "));
}

TEST(Usage, ThatIsWrongEndsWithOneLineAndTwo) {
  const Kram kram;
  for (const Words& words :
       {Words{"--nonsense"},
        Words{"help", "nonsense"},
        Words{"audit", "extra"},
        Words{"audit", "--nonsense"},
        Words{"derive"},
        Words{"derive", "--currency", "BTC"},
        Words{"derive", "--currency", "DOGE", "--count", "1"},
        Words{"derive", "--currency", "BTC", "--count", "0"},
        Words{"derive", "--currency", "BTC", "--count", "1", "--from", "2147483648"},
        Words{"export"},
        Words{"export", "orders", "--format", "xml"},
        Words{"export", "orders", "--format"},
        Words{"export", "staff"},
        Words{"import"},
        Words{"import", "products"},
        Words{"import", "products", "missing.csv"},
        Words{"import", "products", "."},
        Words{"migrate", "--status", "now"},
        Words{"serve", "--roles", "bots"},
        Words{"serve", "--roles"}}) {
    const auto end = kram.run(words);
    EXPECT_EQ(end.exit_code, 2) << joined(words);
    EXPECT_TRUE(is_one_line(end.err)) << joined(words) << " says " << end.err;
    EXPECT_TRUE(end.err.starts_with("kram: ")) << end.err;
    EXPECT_EQ(end.out, "") << joined(words);
  }
}

TEST(Version, IsPrinted) {
  for (const auto* word : {"version", "--version"}) {
    const auto end = Kram().run({word});
    EXPECT_EQ(end.exit_code, 0) << word;
    EXPECT_TRUE(end.out.starts_with("kram ")) << end.out;
    EXPECT_TRUE(is_one_line(end.out)) << end.out;
  }
}

// All that `serve` needs; no Bot API answers.
const cli::Environment kServable{
    {"BOT_TOKEN", "123456789:AAExample_token"},
    {"ADMIN_IDS", "7"},
    {"TELEGRAM_API_URL", "http://127.0.0.1:1"},
    {"WEB_SECRET_KEY", std::string(32, 'k')},
    {"WEB_ADMIN_USERNAME", "owner"},
    {"WEB_ADMIN_PASSWORD", "$2b$04$abcdefghijklmnopqrstuuO4S4zQm0KGzZL3BvXbwQ8cZ8f0X1Xh2"}};

TEST(Configuration, ThatServeLacksIsNamed) {
  const Kram kram;
  cli::Environment environment;
  for (const std::string name :
       {"BOT_TOKEN", "ADMIN_IDS", "WEB_SECRET_KEY", "WEB_ADMIN_USERNAME", "WEB_ADMIN_PASSWORD"}) {
    const auto end = kram.run({"serve"}, environment);
    EXPECT_EQ(end.exit_code, 2) << name;
    EXPECT_TRUE(end.err.starts_with("kram: " + name + " is missing")) << end.err;
    EXPECT_TRUE(is_one_line(end.err)) << end.err;
    environment[name] = kServable.at(name);
  }
}

// As `make run` calls it.
TEST(Serve, OrTheDemoTakesATokenWhereverItStands) {
  const auto lacks_the_rest = [](const support::ProgramEnd& end) {
    return end.exit_code == 2 && end.err.starts_with("kram: ADMIN_IDS is missing");
  };
  const Kram kram;
  const std::string byte_order_mark = "\xEF\xBB\xBF";
  const auto& token = kServable.at("BOT_TOKEN");
  EXPECT_TRUE(lacks_the_rest(kram.run({"serve", "--or-demo"}, {{"BOT_TOKEN", token}})));
  for (const auto& line : {"BOT_TOKEN=" + token, byte_order_mark + "BOT_TOKEN = '" + token + "'\r",
                           "BOT_TOKEN=\nexport BOT_TOKEN=\"" + token + "\""}) {
    kram.write(".env", line + "\n");
    const auto end = kram.run({"serve", "--or-demo"});
    EXPECT_TRUE(lacks_the_rest(end)) << line << ": " << end.err;
  }
  kram.write(".env", "BOT_TOKEN " + token + "\n");
  EXPECT_TRUE(kram.run({"serve", "--or-demo"}).err.contains(".env: line 1"));
}

TEST(Serve, OrTheDemoShowsTheDemoWithoutAToken) {
  const Kram kram;
  kram.write(".env", "# BOT_TOKEN=1:A\nBOT_TOKEN=1:A\nBOT_TOKEN=\nDATABASE_URL=another:program\n");
  support::Program program(kram.start({"serve", "--or-demo"}));
  EXPECT_TRUE(support::eventually(
      [&] { return program.has_ended() || program.output().contains("The demo is ready."); }));
  program.signal(SIGTERM);
  const auto end = program.wait();
  EXPECT_EQ(end.exit_code, 0) << end.err;
  EXPECT_TRUE(end.out.contains("Press Ctrl+C")) << end.out;
}

// `serve` refuses what `doctor` finds wrong, before it touches the database.
TEST(Configuration, OfACoinWithoutABackendIsRefusedByServeAndFoundByDoctor) {
  const Kram kram;
  auto environment = kServable;
  environment["BTC_XPUB"] =
      "xpub6BosfCnifzxcFwrSzQiqu2DBVTshkCXacvNsWGYJVVhhawA7d4R5WSWGFNbi8Aw6ZRc1brxMyWMzG3DSSSSoekk"
      "udhUd9yLb6qx39T9nMdj";
  const auto served = kram.run({"serve"}, environment);
  EXPECT_EQ(served.exit_code, 2);
  EXPECT_TRUE(is_one_line(served.err)) << served.err;
  EXPECT_TRUE(served.err.starts_with("kram: BTC_BACKEND is missing")) << served.err;
  EXPECT_FALSE(std::filesystem::exists(kram.path("kram.db")));
  const auto examined = kram.run({"doctor"}, environment);
  EXPECT_EQ(examined.exit_code, 1);
  EXPECT_TRUE(examined.out.contains("✗ settings: BTC_BACKEND is missing")) << examined.out;
}

// settings_test.cpp covers each setting; this is about how a command ends.
TEST(Configuration, ThatIsMalformedEndsTheCommand) {
  const Kram kram;
  for (const auto& text : app::setting_names()) {
    const std::string value = "sk-\x01-secret \xFF value\n" + std::string(5'000, 'x');
    const auto end = kram.run({"audit"}, {{text, value}});
    if (text == "WEB_SECRET_KEY") {
      continue;  // any 32 bytes are a key
    }
    EXPECT_EQ(end.exit_code, 2) << text;
    EXPECT_TRUE(end.err.starts_with("kram: " + text + " must be ")) << end.err;
    EXPECT_TRUE(is_one_line(end.err)) << end.err;
    EXPECT_FALSE(end.err.contains("secret")) << end.err;
  }
}

TEST(Configuration, ThatIsMalformedEndsEveryCommandThatReadsIt) {
  const Kram kram;
  kram.write("goods.csv", cli::csv_of(1));
  for (const auto& command : kCommands) {
    if (kWithoutSettings.contains(command) || command == Words{"doctor"}) {
      continue;
    }
    auto words = command;
    if (const auto more = kArguments.find(command); more != kArguments.end()) {
      words.insert(words.end(), more->second.begin(), more->second.end());
    }
    const auto end = kram.run(words, {{"CURRENCY", "zloty"}});
    EXPECT_EQ(end.exit_code, 2) << joined(words);
    EXPECT_TRUE(end.err.starts_with("kram: CURRENCY must be ")) << joined(words) << end.err;
    EXPECT_TRUE(is_one_line(end.err)) << end.err;
    EXPECT_EQ(end.out, "") << joined(words);
    EXPECT_FALSE(std::filesystem::exists(kram.path("kram.db"))) << joined(words);
  }
}

TEST(DoctorAlone, CollectsEveryWrongSetting) {
  const Kram kram;
  kram.write(".env", "CURRENCY=zloty\nno setting\nDATABASE_ULR=sqlite:x.db\nSEND_LIMIT=many\n");
  std::filesystem::permissions(kram.path(".env"), std::filesystem::perms(0644));
  const auto end = kram.run({"doctor"}, {{"TELEGRAM_API_URL", "http://127.0.0.1:1"}});
  EXPECT_EQ(end.exit_code, 2);
  EXPECT_EQ(end.err, "");
  for (const auto* line :
       {"✗ settings: .env: line 2 is not of the form NAME=value.\n",
        "✗ settings: .env: line 3: DATABASE_ULR is not a setting of Kram; did you mean "
        "DATABASE_URL?\n",
        "✗ settings: CURRENCY must be a currency code", "✗ settings: SEND_LIMIT must be a whole",
        "✗ .env: .env can be read by every user; run `chmod 600 .env`\n", "✓ database: "}) {
    EXPECT_TRUE(end.out.contains(line)) << line << " in " << end.out;
  }
  const auto last = end.out.rfind("Next: put right what is marked ✗");
  ASSERT_NE(last, end.out.npos) << end.out;
  EXPECT_EQ(end.out.find('\n', last), end.out.size() - 1);
}

TEST(DoctorAlone, NamesEverySettingThatIsMissing) {
  const auto end = Kram().run({"doctor"});
  EXPECT_EQ(end.exit_code, 1);
  for (const auto* name :
       {"BOT_TOKEN", "ADMIN_IDS", "WEB_SECRET_KEY", "WEB_ADMIN_USERNAME", "WEB_ADMIN_PASSWORD"}) {
    EXPECT_TRUE(end.out.contains(std::string("✗ settings: ") + name + " is missing")) << end.out;
  }
}

TEST(DoctorAlone, LooksAtWhoCanReadTheFiles) {
  const Kram kram;
  ASSERT_EQ(kram.run({"migrate"}).exit_code, 0);
  EXPECT_EQ(std::filesystem::status(kram.path("kram.db")).permissions(),
            std::filesystem::perms(0600));
  EXPECT_TRUE(kram.run({"doctor"}).out.contains("✓ database file: kram.db is private"));
  std::filesystem::permissions(kram.path("kram.db"), std::filesystem::perms(0644));
  EXPECT_TRUE(
      kram.run({"doctor"})
          .out.contains(
              "✗ database file: kram.db can be read by every user; run `chmod 600 kram.db`"));
}

TEST(Configuration, ComesFromTheEnvironmentBeforeTheFile) {
  const Kram kram;
  kram.write(".env", "DATABASE_URL=sqlite:file.db\nCURRENCY=zl\n");
  EXPECT_TRUE(kram.run({"migrate"}).err.starts_with("kram: CURRENCY must be"));
  EXPECT_EQ(kram.run({"migrate"}, {{"CURRENCY", "EUR"}}).exit_code, 0);
  EXPECT_TRUE(std::filesystem::exists(kram.path("file.db")));
}

TEST(Configuration, WithANameThatIsNoneIsWarnedAboutAndGoesOn) {
  const Kram kram;
  kram.write(".env", "# the shop\nDATABASE_ULR=sqlite:x.db\nPATH=/bin\n");
  const auto end = kram.run({"migrate"});
  EXPECT_EQ(end.exit_code, 0);
  EXPECT_TRUE(
      end.err.contains("line 2: DATABASE_ULR is not a setting of Kram; did you mean "
                       "DATABASE_URL?"))
      << end.err;
  EXPECT_TRUE(std::filesystem::exists(kram.path("kram.db")));
}

TEST(Configuration, WithALineThatCannotBeReadIsRefused) {
  const Kram kram;
  kram.write(".env", "CURRENCY=PLN\nBOT_TOKEN 123456789:AAExample_token\n");
  const auto end = kram.run({"migrate"});
  EXPECT_EQ(end.exit_code, 2);
  EXPECT_TRUE(is_one_line(end.err)) << end.err;
  EXPECT_TRUE(end.err.contains(".env: line 2")) << end.err;
  EXPECT_FALSE(end.err.contains("AAExample")) << end.err;
}

TEST(HashPassword, PrintsAHashThatServeTakes) {
  const Kram kram;
  const auto end = kram.run({"hash-password"}, {}, "open sesame\r\n");
  EXPECT_EQ(end.exit_code, 0);
  EXPECT_TRUE(is_one_line(end.out)) << end.out;
  EXPECT_EQ(end.err, "");
  const auto hash = end.out.substr(0, end.out.size() - 1);
  EXPECT_TRUE(app::read_settings({{"WEB_ADMIN_PASSWORD", hash}})) << hash;
}

// `script` gives the program a terminal, whose screen it writes to its own output.
TEST(HashPassword, AsksAPersonTwiceAndShowsNothing) {
  const Kram kram;
  auto start = kram.start({});
  ASSERT_EQ(mkfifo(kram.path("keys").c_str(), 0600), 0);
  start.arguments = {"-c", R"(exec script -qec "'$0' hash-password" /dev/null < keys)", start.path};
  start.path = "/bin/bash";
  support::Program program(start);
  std::ofstream keys(kram.path("keys"));
  const auto sees = [&](const std::string& text) {
    return support::eventually([&] { return program.output().contains(text); });
  };
  ASSERT_TRUE(sees("Password: ")) << program.output() << program.errors();
  keys << "open sesamX\x7F" << "e\n" << std::flush;
  ASSERT_TRUE(sees("Once more: "));
  keys << "open sesame\n" << std::flush;
  EXPECT_TRUE(sees("$2")) << program.output();
  EXPECT_FALSE(program.output().contains("sesam")) << program.output();
}

TEST(HashPassword, RefusesWhatBcryptWouldCut) {
  const Kram kram;
  const auto hash = [&](std::string password) {
    return kram.run({"hash-password"}, {}, std::move(password));
  };
  EXPECT_EQ(hash(std::string(72, 'x')).exit_code, 0);
  for (const auto& password : {std::string(), std::string("\n"), std::string("\r\n"),
                               std::string(73, 'x'), std::string("abc\0def", 7)}) {
    const auto end = hash(password);
    EXPECT_EQ(end.exit_code, 2);
    EXPECT_TRUE(is_one_line(end.err)) << end.err;
    EXPECT_EQ(end.out, "");
    EXPECT_FALSE(end.err.contains("xxx") || end.err.contains("def")) << end.err;
  }
}

}  // namespace
