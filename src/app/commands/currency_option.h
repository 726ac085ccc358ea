// `--currency`, which names a coin.
#pragma once

#include <string>

namespace CLI {
class App;
}

namespace app::commands {

// Required; takes the code of a coin ("BTC") into `code`. REQUIRES: `code` outlives the command.
void add_currency_option(CLI::App& command, std::string& code);

}  // namespace app::commands
