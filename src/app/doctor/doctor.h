// Checks of what a shop needs in order to run.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/settings/settings.h"
#include "base/clock.h"
#include "db/core/database.h"
#include "net/client/http_client.h"

namespace app {

inline constexpr std::chrono::seconds kDoctorTimeout{10};  // for each question over the network

struct Finding {
  bool is_right = true;
  std::string subject;     // "database"
  std::string text;        // what was found and, when it is wrong, what to do
  bool is_advice = false;  // right, but the owner may want something else
};

// "✓ database: …", "⚠ payments: …" (advice) or "✗ database: …".
std::string to_line(const Finding& finding);

Finding right(std::string_view subject, std::string text);
Finding wrong(std::string_view subject, std::string text);
Finding advice(std::string_view subject, std::string text);

// Each examines one subject; none changes anything.
std::vector<Finding> examine_database(const Settings& settings);
// Its currency, the keys of its coins, their chains' clocks and standstills, and payments that
// could not be booked. REQUIRES: the schema is up to date. Throws db::Failure.
std::vector<Finding> examine_books(db::Database& database, const Settings& settings);
// The first addresses of each coin that is on, for the owner to compare with their wallet's.
std::vector<Finding> examine_coins(const Settings& settings);
// `settings` with what the owner has set in the chat, where the database can be read.
Settings with_settings_of_chat(Settings settings);
// Advice when customers have no way to pay, else nothing.
std::vector<Finding> examine_ways_to_pay(const Settings& settings);
std::vector<Finding> examine_roles(const Settings& settings);
Finding examine_log_file(const Settings& settings);
Finding examine_disk(const Settings& settings);
// Whether others can read what holds secrets, names and goods: `.env` in `directory`, the database,
// the log.
std::vector<Finding> examine_privacy(const Settings& settings,
                                     const std::filesystem::path& directory);

// The token, whether a webhook and the settings agree, and this machine's clock against Telegram's.
boost::asio::awaitable<std::vector<Finding>> examine_bot_api(net::HttpClient& http,
                                                             const Settings& settings,
                                                             const base::Clock& clock);

// For each backend of a coin that is on: whether it follows the coin's chain, where it is, and what
// it refuses. One more when they are many blocks apart or follow different chains.
// REQUIRES: http accepts answers of chain::kAnswerBytesMax.
boost::asio::awaitable<std::vector<Finding>> examine_backends(net::HttpClient& http,
                                                              const Settings& settings);

}  // namespace app
