#include "app/setup/questions.h"

#include <istream>
#include <utility>

#include <fmt/format.h>

#include "app/console/hidden_input.h"
#include "app/setup/bot_contact.h"
#include "base/text.h"
#include "shop/settings/owner_settings.h"
#include "web/core/password.h"

namespace app {
namespace {

constexpr std::string_view kCodeAlphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
constexpr std::string_view kHexDigits = "0123456789abcdef";
constexpr std::size_t kCodeLength = 12;

std::string value_in(const SettingValues& values, std::string_view name) {
  const auto found = values.find(name);
  return found == values.end() ? "" : found->second;
}

// A check by the same rule as the start's.
Dialogue::Check fits(const SetupState& state, std::string name) {
  return [&state, name = std::move(name)](const std::string& answer) {
    auto values = state.existing;
    for (const auto& [chosen, value] : state.chosen) {
      values[chosen] = value;
    }
    values[name] = answer;
    const auto examined = examine_settings(values);
    for (const auto& problem : examined.problems) {
      if (problem.message.starts_with(name)) {
        return std::optional(problem.message);
      }
    }
    return std::optional<std::string>();
  };
}

base::Result<Settings> with_token(const SetupState& state, const std::string& token) {
  auto values = state.existing;
  values["BOT_TOKEN"] = token;
  return read_settings(values);
}

// The name of the bot whose token is set. Errors: invalid, Telegram refuses the token; unavailable,
// it cannot be asked.
base::Result<std::string> bot_of(const Settings& settings) {
  const auto me = ask_who_the_bot_is(settings);
  if (me) {
    return me->username.value_or(me->first_name);
  }
  if (me.error().kind == telegram::ApiErrorKind::unauthorized ||
      me.error().kind == telegram::ApiErrorKind::bad_request ||
      telegram::is_token_refused(me.error())) {
    return base::invalid("Telegram refuses this token; copy it again from @BotFather.");
  }
  return base::fail(base::ErrorKind::unavailable,
                    fmt::format("Telegram cannot be asked: {}. Check the network and "
                                "TELEGRAM_API_URL.",
                                telegram::to_text(me.error())));
}

struct TokenAnswer {
  std::string bot_username;
  std::optional<base::Error> failure;  // another token would not help
};

// Why the token does not do. What another token would not mend is left in `answer`.
std::optional<std::string> problem_of_token(const SetupState& state, const std::string& token,
                                            TokenAnswer& answer) {
  if (auto malformed = fits(state, "BOT_TOKEN")(token)) {
    return malformed;
  }
  const auto settings = with_token(state, token);
  const auto bot =
      settings ? bot_of(*settings) : base::Result<std::string>(std::unexpected(settings.error()));
  if (bot) {
    answer.bot_username = *bot;
  } else if (settings && bot.error().kind == base::ErrorKind::invalid) {
    return bot.error().message;
  } else {
    answer.failure = bot.error();
  }
  return std::nullopt;
}

// The token that is set already, if it does. A person is asked for another one, which replaces it.
base::Result<std::optional<std::string>> token_set_already(Dialogue& dialogue, SetupState& state,
                                                           TokenAnswer& answer) {
  auto token = value_in(state.existing, "BOT_TOKEN");
  if (token.empty()) {
    dialogue.explain("Write /newbot to @BotFather in Telegram; it answers with a token.");
    return std::nullopt;
  }
  const auto problem = problem_of_token(state, token, answer);
  if (!problem) {
    return token;
  }
  if (!dialogue.asks() || environment_has("BOT_TOKEN")) {
    return base::invalid(fmt::format(
        "BOT_TOKEN is set {}: {}",
        environment_has("BOT_TOKEN") ? "in the environment, which wins over .env" : "already",
        *problem));
  }
  dialogue.say(fmt::format("BOT_TOKEN is set already, but does not do. {}", *problem));
  state.existing.erase("BOT_TOKEN");
  return std::nullopt;
}

base::Result<void> wait_for_owner(Dialogue& dialogue, const SetupAnswers& answers,
                                  SetupState& state, const std::string& bot_username,
                                  base::Random& random) {
  const auto settings = settings_so_far(state);
  if (!settings) {
    return std::unexpected(settings.error());
  }
  const auto code = base::random_text(random, kCodeLength, kCodeAlphabet);
  dialogue.say(fmt::format(
      "\nOpen this link with your own Telegram account and press Start; whoever does becomes the "
      "owner:\n\n  https://t.me/{}?start={}\n",
      bot_username, code));
  const auto person = wait_for_start(*settings, code, answers.owner_patience);
  if (!person) {
    return std::unexpected(person.error());
  }
  dialogue.say(
      fmt::format("Hello, {} (id {}). You are the owner.", person->first_name, person->id));
  state.chosen["ADMIN_IDS"] = std::to_string(person->id);
  return {};
}

// One that `.env` may name; an empty answer leaves it out.
base::Result<void> ask_optional(Dialogue& dialogue, SetupState& state, const std::string& name,
                                std::string_view option, std::string text,
                                const std::optional<std::string>& given) {
  if (!given && !value_in(state.existing, name).empty()) {
    return {};
  }
  const auto answer = dialogue.ask(
      {.text = std::move(text), .option = option, .may_be_empty = true}, given, fits(state, name));
  if (!answer) {
    return std::unexpected(answer.error());
  }
  if (!answer->empty()) {
    state.chosen[name] = *answer;
  }
  return {};
}

base::Result<void> ask_coin(Dialogue& dialogue, SetupState& state, base::Coin coin,
                            const std::optional<std::string>& key,
                            const std::optional<std::string>& backend) {
  const std::string code(base::code_of(coin));
  const std::string options = code == "BTC" ? "--btc" : "--ltc";
  if (auto asked =
          ask_optional(dialogue, state, code + "_XPUB", options + "-xpub",
                       fmt::format("{}: your account's extended public key (empty: not now)",
                                   base::name_of(coin)),
                       key);
      !asked) {
    return asked;
  }
  const bool is_on = !value_in(state.chosen, code + "_XPUB").empty() ||
                     !value_in(state.existing, code + "_XPUB").empty();
  if (!is_on || (!backend && !value_in(state.existing, code + "_BACKEND").empty())) {
    return {};
  }
  const auto answer = dialogue.ask(
      {.text = fmt::format("{}: your node or Esplora server, such as esplora+https://host/api",
                           base::name_of(coin)),
       .option = options + "-backend"},
      backend, fits(state, code + "_BACKEND"));
  if (!answer) {
    return std::unexpected(answer.error());
  }
  state.chosen[code + "_BACKEND"] = *answer;
  return {};
}

// Instructions are kept by the database, unless `.env` names them.
base::Result<void> ask_instructions(Dialogue& dialogue, const SetupState& state,
                                    shop::DepositMethod method, std::string_view option,
                                    std::string text, const std::optional<std::string>& given,
                                    std::string& place) {
  const std::string name(shop::row_of(method).setting);
  if (!value_in(state.existing, name).empty()) {
    return given ? base::invalid(fmt::format(
                       "{}: {} is set in .env or the environment already, and wins.", option, name))
                 : base::Result<void>();
  }
  auto answer = dialogue.ask({.text = std::move(text), .option = option, .may_be_empty = true},
                             given, fits(state, name));
  if (!answer) {
    return std::unexpected(answer.error());
  }
  place = *std::move(answer);
  return {};
}

base::Result<std::string> first_line_of(std::istream& in) {
  std::string line;
  std::getline(in, line);
  if (line.ends_with('\r')) {
    line.pop_back();
  }
  return line;
}

base::Result<std::string> web_password(Console& console, Dialogue& dialogue,
                                       const SetupAnswers& answers) {
  if (answers.reads_web_password) {
    const auto password = first_line_of(console.in);
    return password ? web::hash_password(*password) : password;
  }
  if (!dialogue.asks()) {
    return std::unexpected(
        missing_option("--web-password-stdin", "the password of the HTTP API and the dashboard"));
  }
  while (true) {
    const auto password = ask_hidden_twice(console, "Password: ");
    if (!password) {
      return std::unexpected(password.error());
    }
    if (*password) {
      if (auto hash = web::hash_password(**password)) {
        return hash;
      } else {
        dialogue.say(hash.error().message);
      }
    } else {
      dialogue.say("The two passwords differ; once again, please.");
    }
  }
}

}  // namespace

base::Result<Settings> settings_so_far(const SetupState& state) {
  auto values = state.existing;
  for (const auto& [name, value] : state.chosen) {
    values[name] = value;
  }
  return read_settings(values);
}

base::Result<void> ask_token(Dialogue& dialogue, const SetupAnswers& answers, SetupState& state,
                             std::string& bot_username) {
  TokenAnswer answer;
  base::Result<std::optional<std::string>> kept = std::nullopt;
  if (!answers.token) {
    kept = token_set_already(dialogue, state, answer);
    if (!kept) {
      return std::unexpected(kept.error());
    }
  }
  const auto check = [&](const std::string& token) {
    return problem_of_token(state, token, answer);
  };
  const auto token =
      *kept ? base::Result<std::string>(**kept)
            : dialogue.ask({.text = "Your bot's token", .option = "--token"}, answers.token, check);
  if (!token || answer.failure) {
    return std::unexpected(answer.failure ? *answer.failure : token.error());
  }
  bot_username = answer.bot_username;
  dialogue.say(fmt::format("The bot is @{}.", bot_username));
  state.chosen["BOT_TOKEN"] = *token;
  return {};
}

base::Result<void> ask_owner(Dialogue& dialogue, const SetupAnswers& answers, SetupState& state,
                             const std::string& bot_username, base::Random& random) {
  if (!answers.owner && !value_in(state.existing, "ADMIN_IDS").empty()) {
    return {};
  }
  if (!answers.owner && dialogue.asks()) {
    return wait_for_owner(dialogue, answers, state, bot_username, random);
  }
  const auto owner =
      dialogue.ask({.text = "the Telegram user id of the owner", .option = "--owner"},
                   answers.owner, fits(state, "ADMIN_IDS"));
  if (!owner) {
    return std::unexpected(owner.error());
  }
  state.chosen["ADMIN_IDS"] = *owner;
  return {};
}

base::Result<void> ask_money(Dialogue& dialogue, const SetupAnswers& answers, SetupState& state) {
  const auto existing = value_in(state.existing, "CURRENCY");
  if (answers.currency || existing.empty()) {
    const auto currency =
        dialogue.ask({.text = "Currency of the shop", .option = "--currency", .usual = "PLN"},
                     answers.currency, fits(state, "CURRENCY"));
    if (!currency) {
      return std::unexpected(currency.error());
    }
    state.chosen["CURRENCY"] = *currency;
  }
  dialogue.explain("\nHow customers pay. You can leave each empty and say it later, in the chat.");
  if (auto asked =
          ask_instructions(dialogue, state, shop::DepositMethod::blik, "--blik-instructions",
                           "BLIK: what they are told (such as a phone number)",
                           answers.blik_instructions, state.blik_instructions);
      !asked) {
    return asked;
  }
  if (auto asked =
          ask_instructions(dialogue, state, shop::DepositMethod::bank, "--bank-instructions",
                           "Bank transfer: what they are told (name and account)",
                           answers.bank_instructions, state.bank_instructions);
      !asked) {
    return asked;
  }
  if (auto asked =
          ask_coin(dialogue, state, base::Coin::btc, answers.btc_xpub, answers.btc_backend);
      !asked) {
    return asked;
  }
  return ask_coin(dialogue, state, base::Coin::ltc, answers.ltc_xpub, answers.ltc_backend);
}

base::Result<void> ask_web(Console& console, Dialogue& dialogue, const SetupAnswers& answers,
                           SetupState& state, base::Random& random) {
  if (value_in(state.existing, "WEB_SECRET_KEY").empty()) {
    state.chosen["WEB_SECRET_KEY"] = base::random_text(random, 64, kHexDigits);
  }
  const bool has_login = !value_in(state.existing, "WEB_ADMIN_USERNAME").empty() &&
                         !value_in(state.existing, "WEB_ADMIN_PASSWORD").empty();
  if (has_login && !answers.web_user && !answers.reads_web_password) {
    return {};
  }
  dialogue.explain("\nThe dashboard and the HTTP API have a sign-in of their own.");
  const auto user = dialogue.ask({.text = "User name", .option = "--web-user", .usual = "owner"},
                                 answers.web_user, fits(state, "WEB_ADMIN_USERNAME"));
  if (!user) {
    return std::unexpected(user.error());
  }
  const auto hash = web_password(console, dialogue, answers);
  if (!hash) {
    return std::unexpected(hash.error());
  }
  state.chosen["WEB_ADMIN_USERNAME"] = *user;
  state.chosen["WEB_ADMIN_PASSWORD"] = *hash;
  return {};
}

}  // namespace app
