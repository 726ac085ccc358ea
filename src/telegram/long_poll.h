// Updates fetched with getUpdates, for a shop without a public address.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/json/value.hpp>
#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/alarm.h"
#include "base/error.h"
#include "base/log.h"
#include "base/random.h"
#include "telegram/backoff.h"
#include "telegram/client.h"
#include "telegram/update_handler.h"
#include "telegram/update_run.h"

namespace telegram {

// Asks for the kinds of update in kAllowedUpdates, hands each batch to the handler, and confirms it
// (by asking for what follows) only when every update of it is done. An update that cannot be read
// is logged with its id and left behind. When Telegram or the network is in trouble it asks again
// with growing, random pauses.
//
// Not thread-safe: used on `executor`, which runs on one thread. Destroy it when run() has ended,
// or when the executor runs no more.
class LongPoll {
 public:
  struct Options {
    std::chrono::seconds timeout{50};  // how long Telegram holds a request without updates
    int batch = 100;                   // updates at once, 1–100
    Backoff backoff;
  };

  // REQUIRES: client, random and logger outlive run().
  LongPoll(Client& client, const boost::asio::any_io_executor& executor, UpdateHandler handler,
           base::Random& random, base::Logger& logger, const Options& options);

  // Until stop(), or an error that only the operator can put right: forbidden (the token is wrong)
  // or conflict (another process polls, or a webhook is set); the message says what to do.
  // REQUIRES: called once.
  boost::asio::awaitable<base::Result<void>> run();

  // Why the last request for updates failed; "" when it did not.
  const std::string& trouble() const { return trouble_; }

  // Lets the batch in hand finish and confirms it, then ends run(); a request that waits is given
  // up at once.
  void stop() { alarm_.stop(); }

 private:
  boost::asio::awaitable<ApiResult<boost::json::value>> fetch();
  boost::asio::awaitable<void> confirm_the_last();
  boost::asio::awaitable<bool> handle(const boost::json::value& batch);
  boost::asio::awaitable<void> pause(const ApiError& error);
  std::vector<Update> read_batch(const boost::json::array& batch);
  bool is_settled(std::int64_t update_id, UpdateRun::Outcome outcome);

  Client& client_;
  boost::asio::any_io_executor executor_;
  UpdateHandler handler_;
  base::Random& random_;
  base::Logger& logger_;
  Options options_;
  base::Alarm alarm_;
  std::optional<std::int64_t> offset_;     // everything below is done
  std::optional<std::int64_t> confirmed_;  // the offset that Telegram was last told
  int failures_ = 0;                       // in a row
  std::string trouble_;                    // of the last request
  std::map<std::int64_t, int> throws_;     // by update
};

}  // namespace telegram
