// Customers who buy from a `kram serve` that may be killed at any moment.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/log.h"
#include "db/core/database.h"
#include "sandbox/server/bot_api_server.h"
#include "support/program.h"
#include "support/temporary_directory.h"

namespace killed {

// A simulated Telegram, customers with money before the card of one offer, and a process between
// them and the database. Used by one thread.
class RunningSale {
 public:
  static constexpr int kCustomers = 4;
  static constexpr int kUnits = 2'000;

  // Stocks units and registers customers. REQUIRES: the database outlives it and is empty; `url` is
  // its DATABASE_URL.
  RunningSale(db::Database& database, std::string url);

  // Starts `kram serve`; it is not ready yet.
  void start();
  // Kills it with SIGKILL after `time`; throws std::runtime_error when it ended by itself before.
  void kill_after(std::chrono::microseconds time);
  // Ends it with SIGTERM; returns the exit code.
  int stop();
  // Runs `kram audit`; returns the exit code and writes its output to `report`.
  int audit(std::string& report);

  // Takes every customer to the card of the offer. REQUIRES: started; called once.
  void show_cards();
  // Lets every customer press Buy, without waiting.
  void press_buy();
  // Waits until Buy is answered, and lets those with a reservation press Confirm Purchase and then
  // Buy once more.
  void press_confirm();

  // Waits until no update and no message in the outbox is left.
  void finish();

  // The codes that the customer has paid for, and those that they were sent.
  std::set<std::string> paid_codes(int customer);
  std::set<std::string> delivered_codes(int customer);

  struct Stages {
    std::int64_t held = 0;     // reserved, not bought
    std::int64_t unsent = 0;   // bought, and the delivery not begun
    std::int64_t sending = 0;  // begun, and its end not noted
    std::int64_t orders = 0;
  };
  // Counts sales by their stage after the process was killed.
  Stages stages();

 private:
  struct Customer {
    sandbox::User chat;
    sandbox::Message card = {};
    std::optional<sandbox::Press> buy = {};
  };

  support::Program::Start command(std::vector<std::string> arguments) const;
  std::optional<sandbox::Message> reservation_screen(const Customer& customer) const;

  db::Database& database_;
  std::string url_;
  base::SystemClock clock_;
  base::Logger logger_;
  sandbox::BotApiServer telegram_;
  std::size_t introductions_ = 0;  // before the process was started
  support::TemporaryDirectory directory_;
  std::vector<Customer> customers_;
  std::optional<support::Program> process_;
};

}  // namespace killed
