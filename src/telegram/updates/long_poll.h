// Updates fetched with getUpdates, for a shop without a public address.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/json/value.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/alarm.h"
#include "base/clock.h"
#include "base/error.h"
#include "base/log.h"
#include "base/random.h"
#include "telegram/backoff.h"
#include "telegram/client.h"
#include "telegram/update_handler.h"
#include "telegram/update_run.h"
#include "telegram/updates/episode.h"
#include "telegram/updates/intake.h"
#include "telegram/updates/patience.h"
#include "telegram/updates/poll_window.h"

namespace telegram {

// Who receives the updates instead of us.
enum class Rival { poller, webhook };

// Asks for the kinds of update in kAllowedUpdates and hands each update to the handler. While some
// are in hand for longer than `linger`, it goes on fetching others, at most `batch` from the oldest
// unfinished one on; Telegram is told to forget (by the offset of a request) only what is done and
// has nothing unfinished before it. An update that cannot be read is logged with its id and left
// behind, as is one that makes the handler throw three times; none that tells of money is lost
// (intake.h).
//
// When Telegram or the network is in trouble it asks again with growing, random pauses. That the
// token is refused, that another process polls or that a webhook is set ends it only when Telegram
// says nothing else for `patience`; a refused token is looked at a second time, with getMe. An
// answer that brings nothing new is followed by a pause, however fast it came.
//
// Not thread-safe: used on `executor`, which runs on one thread. Destroy it when run() has ended,
// or when the executor runs no more.
class LongPoll {
 public:
  struct Options {
    std::chrono::seconds timeout{50};  // how long Telegram holds a request without updates
    int batch = 100;                   // updates at once, 1–100
    Backoff backoff;
    std::chrono::milliseconds linger{200};
    std::chrono::milliseconds pace{1000};  // from a request without news to the next one
    std::chrono::milliseconds patience{kPatience};
    UpdateKeeper keeper = {};
    // Called once an episode (episode.h); polling goes on when it is done.
    std::function<boost::asio::awaitable<void>(Rival)> on_rival = {};
  };

  // REQUIRES: client, clock, random and logger outlive run().
  LongPoll(Client& client, const boost::asio::any_io_executor& executor, UpdateHandler handler,
           const base::Clock& clock, base::Random& random, base::Logger& logger,
           const Options& options);

  // Until stop(), or a lasting refusal: unavailable (of the token) or conflict (another process
  // polls, or a webhook is set); the message says what to do. REQUIRES: called once.
  boost::asio::awaitable<base::Result<void>> run();

  // Why updates cannot be fetched, or that one of them is handled again and again in vain, for the
  // owner; "" when all is well.
  std::string trouble() const;

  // Lets what is in hand finish and confirms it, then ends run(); a request that waits is given up
  // at once.
  void stop();

 private:
  using Updates = boost::json::array;

  boost::asio::awaitable<base::Result<void>> poll();
  boost::asio::awaitable<ApiResult<Updates>> fetch();
  boost::asio::awaitable<void> confirm_the_last();
  void accept(const Updates& updates);
  std::vector<std::int64_t> ids_of(const Updates& updates);
  void start(std::int64_t id, const boost::json::value& json);
  void take_unconfirmable(const boost::json::value& json);
  boost::asio::awaitable<void> follow(std::int64_t id, std::shared_ptr<UpdateRun> run);
  void finish(std::int64_t id, UpdateRun::Outcome outcome);
  void come_again(std::int64_t id);
  std::chrono::steady_clock::time_point rest_end() const;
  boost::asio::awaitable<void> rest();
  boost::asio::awaitable<void> finish_in_hand();
  boost::asio::awaitable<std::optional<base::Error>> judge(const ApiError& error);
  boost::asio::awaitable<bool> is_token_taken();
  boost::asio::awaitable<void> note_rival(const ApiError& refusal);
  boost::asio::awaitable<void> pause(const ApiError& error);

  Client& client_;
  boost::asio::any_io_executor executor_;
  std::shared_ptr<Intake> intake_;
  base::Random& random_;
  base::Logger& logger_;
  Options options_;
  base::Alarm alarm_;
  boost::asio::steady_timer finished_;  // cancelled when nothing is in hand any more
  PollWindow window_;
  Patience patience_;
  Episode rivalry_;
  std::optional<std::int64_t> confirmed_;             // the offset that Telegram was last told
  std::chrono::steady_clock::time_point asked_at_{};  // the last request
  bool is_held_ = false;                              // the last request: Telegram may hold it
  bool brought_news_ = false;                         // the last answer
  bool goes_in_circles_ = false;                      // the last answer, without progress
  int failures_ = 0;                                  // of requests, in a row
  int fruitless_ = 0;                                 // answers without news, in a row
  int put_off_ = 0;                                   // times that updates were put off, in a row
  std::string trouble_;
  std::map<std::int64_t, int> throws_;  // by update
};

}  // namespace telegram
