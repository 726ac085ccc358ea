#include "app/setup/setup.h"

#include <CLI/App.hpp>
#include <memory>

#include "app/commands/commands.h"
#include "base/random.h"

namespace app::commands {
namespace {

ExitCode set_up_and_serve(Console& console, const SetupAnswers& answers) {
  base::SystemRandom random;
  const auto start = set_up(console, answers, random);
  if (!start) {
    return report(console, start.error());
  }
  return *start ? run_serve(console) : ExitCode::done;
}

// A flag for yes and one for no; without them, it is asked.
void add_choice(CLI::App& command, const std::string& name, std::optional<bool>& choice,
                const std::string& about) {
  command.add_flag_callback("--" + name, [&choice] { choice = true; }, about);
  command.add_flag_callback("--no-" + name, [&choice] { choice = false; }, "Do not");
}

void add_options(CLI::App& command, SetupAnswers& answers) {
  command.add_option("--token", answers.token, "The bot's token from @BotFather");
  command.add_option("--owner", answers.owner,
                     "The owner's Telegram id (else whoever opens the link first)");
  command.add_option("--currency", answers.currency, "Of the shop, such as PLN");
  command.add_option("--database-url", answers.database_url, "As DATABASE_URL");
  command.add_option("--blik-instructions", answers.blik_instructions, "How to pay by BLIK");
  command.add_option("--bank-instructions", answers.bank_instructions,
                     "How to pay by bank transfer");
  command.add_option("--btc-xpub", answers.btc_xpub, "As BTC_XPUB");
  command.add_option("--btc-backend", answers.btc_backend, "As BTC_BACKEND");
  command.add_option("--ltc-xpub", answers.ltc_xpub, "As LTC_XPUB");
  command.add_option("--ltc-backend", answers.ltc_backend, "As LTC_BACKEND");
  command.add_option("--web-user", answers.web_user, "User name of the HTTP API");
  command.add_flag("--web-password-stdin", answers.reads_web_password,
                   "Read its password from standard input");
  add_choice(command, "sample-goods", answers.sample_goods, "Put sample goods on the shelves");
  add_choice(command, "start", answers.start, "Start the shop when it is set up");
  command.add_flag("--yes", answers.changes_existing, "Change what .env has already");
}

}  // namespace

ExitCode run_setup(Console& console) { return set_up_and_serve(console, {}); }

void add_setup(CLI::App& cli, Command& chosen) {
  auto* const command = cli.add_subcommand(
      "setup", "Ask for what a shop needs, write it to .env, and start the shop");
  const auto answers = std::make_shared<SetupAnswers>();
  add_options(*command, *answers);
  command->footer(
      "Examples:\n"
      "  kram setup\n"
      "  kram setup --token 123456789:AAExample_token --owner 123456789 --web-user owner \\\n"
      "    --web-password-stdin --sample-goods --no-start < password.txt");
  command->callback([&chosen, answers] {
    chosen = [answers](Console& console) { return set_up_and_serve(console, *answers); };
  });
}

}  // namespace app::commands
