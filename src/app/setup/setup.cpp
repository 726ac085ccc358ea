#include "app/setup/setup.h"

#include <fstream>
#include <sstream>
#include <utility>

#include <fmt/format.h>

#include "app/console/open_database.h"
#include "app/setup/env_edit.h"
#include "app/setup/new_shop.h"
#include "app/setup/questions.h"

namespace app {
namespace {

base::Result<SetupState> begin(Console& console) {
  auto environment = load_environment(console.working_directory);
  if (!environment) {
    return std::unexpected(std::move(environment.error()));
  }
  return SetupState{.existing = std::move(environment->values),
                    .chosen = {},
                    .blik_instructions = {},
                    .bank_instructions = {}};
}

std::string text_of_file(const std::filesystem::path& path) {
  std::ostringstream text;
  if (std::ifstream file(path, std::ios::binary); file) {
    text << file.rdbuf();
  }
  return text.str();
}

// What is new or different, and of what is different, what was agreed to.
base::Result<SettingValues> values_to_write(Dialogue& dialogue, const SetupAnswers& answers,
                                            const SetupState& state) {
  SettingValues values;
  for (const auto& [name, value] : state.chosen) {
    const auto before = state.existing.find(name);
    if (before == state.existing.end() || before->second.empty()) {
      values[name] = value;
    } else if (before->second != value) {
      const auto agreed = answers.changes_existing
                              ? base::Result<bool>(true)
                              : dialogue.confirm(fmt::format("{} is set already. Change it?", name),
                                                 /*usual=*/false);
      if (!agreed) {
        return std::unexpected(agreed.error());
      }
      if (!*agreed && !dialogue.asks()) {
        return std::unexpected(
            missing_option("--yes", fmt::format("{} is set already and would be changed", name)));
      }
      if (*agreed) {
        values[name] = value;
      }
    }
  }
  return values;
}

base::Result<void> ask_everything(Console& console, Dialogue& dialogue, const SetupAnswers& answers,
                                  SetupState& state, base::Random& random) {
  if (answers.database_url) {
    state.chosen["DATABASE_URL"] = *answers.database_url;
    if (const auto checked = settings_so_far(state); !checked) {
      return std::unexpected(checked.error());
    }
  }
  std::string bot_username;
  if (auto asked = ask_token(dialogue, answers, state, bot_username); !asked) {
    return asked;
  }
  if (auto asked = ask_owner(dialogue, answers, state, bot_username, random); !asked) {
    return asked;
  }
  if (auto asked = ask_money(dialogue, answers, state); !asked) {
    return asked;
  }
  return ask_web(console, dialogue, answers, state, random);
}

base::Result<bool> chosen_or_asked(Dialogue& dialogue, const std::optional<bool>& given,
                                   std::string_view question) {
  return given ? base::Result<bool>(*given) : dialogue.confirm(question, dialogue.asks());
}

// Writes `.env`, and gives the settings that hold from now on.
base::Result<Settings> write_settings(Console& console, Dialogue& dialogue,
                                      const SetupAnswers& answers, const SetupState& state) {
  if (auto checked = settings_so_far(state); !checked) {
    return checked;
  }
  const auto values = values_to_write(dialogue, answers, state);
  if (!values) {
    return std::unexpected(values.error());
  }
  const auto path = console.working_directory / ".env";
  if (auto written = write_private_file(path, with_values(text_of_file(path), *values)); !written) {
    return std::unexpected(std::move(written.error()));
  }
  dialogue.say(fmt::format("\nThe settings are in {}.", path.string()));
  return load_settings(console);
}

}  // namespace

base::Result<bool> set_up(Console& console, const SetupAnswers& answers, base::Random& random) {
  auto state = begin(console);
  if (!state) {
    return std::unexpected(std::move(state.error()));
  }
  Dialogue dialogue(console);
  if (auto asked = ask_everything(console, dialogue, answers, *state, random); !asked) {
    return std::unexpected(std::move(asked.error()));
  }
  const auto settings = write_settings(console, dialogue, answers, *state);
  if (!settings) {
    return std::unexpected(settings.error());
  }
  const auto samples = chosen_or_asked(dialogue, answers.sample_goods,
                                       "Put sample goods on the shelves, to try the shop?");
  if (!samples) {
    return std::unexpected(samples.error());
  }
  if (auto prepared = prepare_new_shop(*settings, {.blik_instructions = state->blik_instructions,
                                                   .bank_instructions = state->bank_instructions,
                                                   .sample_goods = *samples});
      !prepared) {
    return std::unexpected(std::move(prepared.error()));
  }
  const auto start = chosen_or_asked(dialogue, answers.start, "Start the shop now?");
  if (start && !*start) {
    dialogue.say("Start it with: kram serve");
  }
  return start;
}

}  // namespace app
