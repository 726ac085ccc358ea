#include "bench/unlimited_shop.h"

#include <boost/asio/io_context.hpp>
#include <cstdlib>
#include <iostream>

#include "app/services/run_until_signal.h"
#include "app/services/shop_service.h"
#include "app/settings/settings.h"
#include "base/clock.h"
#include "base/random.h"
#include "db/open.h"

namespace bench {
namespace {

constexpr int kConnections = 20;  // as in `kram serve`
constexpr int kNoSendLimit = 1'000'000;

base::Result<app::Settings> settings_of_environment() {
  app::SettingValues values;
  for (const auto& name : app::setting_names()) {
    if (const char* const value = std::getenv(name.c_str())) {
      values.emplace(name, value);
    }
  }
  auto settings = app::read_settings(values);
  if (settings) {
    settings->send_limit = kNoSendLimit;
    settings->chat_send_limit = kNoSendLimit;
  }
  return settings;
}

base::Result<void> serve(const app::Settings& settings) {
  base::Logger logger({.level = settings.log_level, .file = settings.log_file});
  const base::SystemClock clock;
  base::SystemRandom random;
  boost::asio::io_context io(1);
  const auto database =
      db::open({.url = settings.database_url, .connections = kConnections}, logger);
  if (!database) {
    return std::unexpected(database.error());
  }
  const auto service = app::ShopService::make(
      io.get_executor(), settings, app::Roles::all(),
      {.database = **database, .clock = clock, .random = random, .logger = logger});
  if (!service) {
    return std::unexpected(service.error());
  }
  return app::run_until_signal(io, **service, logger);
}

}  // namespace

int serve_unlimited() {
  const auto settings = settings_of_environment();
  const auto ended = settings ? serve(*settings) : std::unexpected(settings.error());
  if (!ended) {
    std::cerr << ended.error().message << '\n';
  }
  return ended ? 0 : 1;
}

}  // namespace bench
