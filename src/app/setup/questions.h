// The questions of the setup, each with its checks.
#pragma once

#include <string>

#include "app/settings/environment.h"
#include "app/setup/dialogue.h"
#include "app/setup/setup.h"
#include "base/random.h"

namespace app {

// What the setup has found and been answered so far.
struct SetupState {
  SettingValues existing;  // of the environment and `.env`
  SettingValues chosen;    // by the answers, for `.env`
  // For the database, where owners change them in the chat.
  std::string blik_instructions;
  std::string bank_instructions;
};

// The settings as they would be, with every answer so far. Errors as read_settings.
base::Result<Settings> settings_so_far(const SetupState& state);

base::Result<void> ask_token(Dialogue& dialogue, const SetupAnswers& answers, SetupState& state,
                             std::string& bot_username);
base::Result<void> ask_owner(Dialogue& dialogue, const SetupAnswers& answers, SetupState& state,
                             const std::string& bot_username, base::Random& random);
base::Result<void> ask_money(Dialogue& dialogue, const SetupAnswers& answers, SetupState& state);
base::Result<void> ask_web(Console& console, Dialogue& dialogue, const SetupAnswers& answers,
                           SetupState& state, base::Random& random);

}  // namespace app
