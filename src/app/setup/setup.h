// `kram setup`: from a token to a shop that can be started.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "app/console/console.h"
#include "base/error.h"
#include "base/random.h"

namespace app {

// What options answer; what is empty is asked for, or stays as it is.
struct SetupAnswers {
  std::optional<std::string> token;
  std::optional<std::string> owner;
  std::optional<std::string> currency;
  std::optional<std::string> database_url;
  std::optional<std::string> blik_instructions;
  std::optional<std::string> bank_instructions;
  std::optional<std::string> btc_xpub;
  std::optional<std::string> btc_backend;
  std::optional<std::string> ltc_xpub;
  std::optional<std::string> ltc_backend;
  std::optional<std::string> web_user;
  bool reads_web_password = false;  // from standard input
  std::optional<bool> sample_goods;
  std::optional<bool> start;
  bool changes_existing = false;             // without asking
  std::chrono::seconds owner_patience{600};  // for their /start
};

// Asks, writes `.env` in console.working_directory, brings the database up to date, and says
// whether the shop is to be started. Until everything is answered nothing is written. Errors:
// invalid (an answer is missing or does not do), unavailable, conflict.
base::Result<bool> set_up(Console& console, const SetupAnswers& answers, base::Random& random);

}  // namespace app
