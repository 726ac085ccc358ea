// Keeps Telegram calling our webhook.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "base/alarm.h"
#include "base/clock.h"
#include "base/error.h"
#include "base/log.h"
#include "base/random.h"
#include "telegram/backoff.h"
#include "telegram/client.h"
#include "telegram/methods.h"
#include "telegram/types.h"
#include "telegram/updates/patience.h"

namespace telegram {

// Sets the webhook, and looks every `period` whether it still is: anybody with the token can remove
// it or point it elsewhere, and then no updates come. What differs is set again, and so is a
// webhook whose calls we refuse with 401, since the secret may be another's. What Telegram says
// about failed deliveries is logged once each.
//
// Failures are repeated with growing, random pauses; only a refusal that is the same for `patience`
// ends the watch. Not thread-safe: used on `executor`, which runs on one thread. Destroy it when
// run() has ended, or when the executor runs no more.
class WebhookWatch {
 public:
  struct Options {
    std::chrono::milliseconds period{60'000};
    Backoff backoff;
    std::chrono::milliseconds patience{kPatience};
    // Called when somebody removed or changed the webhook, before it is set again.
    std::function<boost::asio::awaitable<void>()> on_changed = {};
  };

  // REQUIRES: client, clock, random and logger outlive run().
  WebhookWatch(Client& client, const boost::asio::any_io_executor& executor, SetWebhook webhook,
               const base::Clock& clock, base::Random& random, base::Logger& logger,
               const Options& options);

  // Until stop(), or a lasting refusal: unavailable (of the token) or conflict (of the webhook);
  // the message says what to do. REQUIRES: called once.
  boost::asio::awaitable<base::Result<void>> run();

  // Looks now instead of at the end of the period, such as when the token was refused elsewhere;
  // not more often than failures are repeated.
  void look();
  void stop() { alarm_.stop(); }

  // Why Telegram may not call the webhook; none while it is set, as far as we know: that Telegram
  // does not answer for a while is no reason to take us for not ready.
  const std::optional<std::string>& trouble() const { return trouble_; }

  // What Telegram last said of a delivery that failed within the hour; none when all is well.
  std::optional<std::string> note() const;

 private:
  boost::asio::awaitable<ApiResult<bool>> set();
  boost::asio::awaitable<ApiResult<bool>> check();
  bool is_ours(const WebhookInfo& info) const;
  bool has_new_failure(const WebhookInfo& info);
  boost::asio::awaitable<void> tell_of_change(bool was_removed);
  std::optional<base::Error> judge(const ApiError& error);

  Client& client_;
  SetWebhook webhook_;
  const base::Clock& clock_;
  base::Random& random_;
  base::Logger& logger_;
  Options options_;
  base::Alarm alarm_;
  Patience patience_;
  bool is_set_ = false;
  std::optional<std::chrono::steady_clock::time_point> resting_since_;
  std::int64_t last_error_date_ = 0;
  std::string last_error_;
  std::optional<std::string> trouble_ = "Telegram has not taken the webhook yet";
};

}  // namespace telegram
