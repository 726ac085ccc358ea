// What the database is told about replies once they were sent, or were not.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "base/log.h"
#include "db/core/database.h"
#include "telegram/api_error.h"

namespace bot {

// A database that fails is only logged. Used on one thread; what it refers to outlives it and the
// calls under way.
class ReplyRecords {
 public:
  ReplyRecords(db::Database& database, base::Logger& logger)
      : database_(database), logger_(logger) {}

  // Runs `write` in a transaction of its own.
  boost::asio::awaitable<void> write(std::function<void(db::Tx&)> write);

  // Empty also when the database fails.
  boost::asio::awaitable<std::optional<std::string>> read(
      std::function<std::optional<std::string>(db::Tx&)> read);

  // A call to that chat failed: marks a customer who blocked the bot, logs everything else.
  boost::asio::awaitable<void> note(std::int64_t chat_id, telegram::ApiError error);

 private:
  db::Database& database_;
  base::Logger& logger_;
};

}  // namespace bot
