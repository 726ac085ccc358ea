// What `kram demo` shows: a shop with goods, an owner and customers, on a simulated Telegram.
#pragma once

#include <filesystem>
#include <string>

#include "app/settings/settings.h"
#include "base/clock.h"
#include "base/error.h"
#include "db/core/database.h"
#include "sandbox/server/bot_api_server.h"
#include "toychain/toy_network.h"

namespace app {

struct DemoLogin {
  std::string username;
  std::string password;
};

// A simulated Telegram that serves the toy chains besides. The network outlives it.
sandbox::BotApiServer::ExtraRoutes routes_of(toychain::ToyNetwork& coins);

// Settings by which a shop takes all coins from the toy chains that are served at `server_url`.
SettingValues toy_coin_settings(const std::string& server_url);

// Settings of a shop that talks to `telegram`, follows the toy chains which that one serves, and
// keeps its files in `directory`. Errors (invalid): `web_listen` is no address.
base::Result<Settings> demo_settings(const sandbox::BotApiServer& telegram,
                                     const std::filesystem::path& directory,
                                     const std::string& web_listen, const DemoLogin& login);

// Introduces the owner and the customers to Telegram.
void add_demo_people(sandbox::BotApiServer& telegram);

// Puts the goods on the shelves. Errors: a defect of the goods.
base::Result<void> add_demo_goods(db::Database& database, const sandbox::BotApiServer& telegram,
                                  base::Timestamp now);

// Gives the goods their pictures, of which each offer's is drawn. Errors: a defect of the drawings.
base::Result<void> add_demo_pictures(db::Database& database, base::Timestamp now);

// Lets everybody but the newcomer start the bot, and gives the customers money to spend. Blocks
// until the shop has answered. Throws sandbox::TimedOut, db::Failure.
void play_demo_opening(sandbox::BotApiServer& telegram, db::Database& database,
                       const base::Clock& clock);

}  // namespace app
