// Updates fetched with getUpdates, for a shop without a public address.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <memory>
#include <string>

#include "base/error.h"
#include "base/log.h"
#include "base/random.h"
#include "telegram/backoff.h"
#include "telegram/client.h"
#include "telegram/update_handler.h"

namespace telegram {

// Asks for the kinds of update in kAllowedUpdates, hands each batch to the handler, and confirms it
// (by asking for what follows) only when every update of it is done. An update that cannot be read
// is logged with its id and left behind. When Telegram or the network is in trouble it asks again
// with growing, random pauses.
//
// Not thread-safe: used on `executor`, which runs on one thread.
class LongPoll {
 public:
  struct Options {
    std::chrono::seconds timeout{50};  // how long Telegram holds a request without updates
    int batch = 100;                   // updates at once, 1–100
    Backoff backoff;
  };

  // REQUIRES: client, random and logger outlive run().
  LongPoll(Client& client, boost::asio::any_io_executor executor, UpdateHandler handler,
           base::Random& random, base::Logger& logger, const Options& options);
  ~LongPoll();
  LongPoll(const LongPoll&) = delete;
  LongPoll& operator=(const LongPoll&) = delete;

  // Until stop(), or an error that only the operator can put right: forbidden (the token is wrong)
  // or conflict (another process polls, or a webhook is set); the message says what to do.
  // REQUIRES: called once.
  boost::asio::awaitable<base::Result<void>> run();

  // Why the last request for updates failed; "" when it did not.
  const std::string& trouble() const;

  // Lets the batch in hand finish and confirms it, then ends run(); a request that waits is given
  // up at once.
  void stop();

 private:
  struct State;
  static boost::asio::awaitable<base::Result<void>> poll(std::shared_ptr<State> state);

  std::shared_ptr<State> state_;
};

}  // namespace telegram
