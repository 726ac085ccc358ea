// The bot of a running shop: receives updates, sends replies and notices.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <memory>
#include <optional>
#include <string>

#include "app/cluster/context.h"
#include "app/cluster/leader_task.h"
#include "app/settings/settings.h"
#include "base/alarm.h"
#include "bot/notices/outbox_pump.h"
#include "bot/updates/context.h"
#include "bot/updates/dispatcher.h"
#include "bot/updates/router.h"
#include "bot/view/translations.h"
#include "net/client/http_client.h"
#include "telegram/client.h"
#include "telegram/long_poll.h"
#include "telegram/sender.h"
#include "telegram/webhook.h"
#include "web/api/metrics.h"

namespace app {

// Role `bot`. Receives by webhook when WEBHOOK_URL is set, else by long polling, which one process
// of a shop does while the others stand by. Used on `executor`, which runs on one thread; what it
// refers to outlives it. Destroy it when run() has ended, or when the executor runs no more.
class BotService {
 public:
  // Errors (invalid): a language that Kram does not speak.
  static base::Result<std::unique_ptr<BotService>> make(boost::asio::any_io_executor executor,
                                                        const Settings& settings,
                                                        const Context& context,
                                                        web::Metrics& metrics);
  BotService(boost::asio::any_io_executor executor, const Settings& settings,
             const Context& context, web::Metrics& metrics, bot::Translations translations);

  // Asks Telegram who the bot is (repeatedly, until it answers), and works until stop(), or until
  // an error that only the operator can fix. REQUIRES: called once.
  boost::asio::awaitable<base::Result<void>> run();

  // Takes no more updates, finishes those in hand, and ends run() within a few seconds.
  void stop();

  // Answers Telegram's calls; 503 until the bot knows who it is. REQUIRES: WEBHOOK_URL is set.
  boost::asio::awaitable<net::ServerResponse> receive(const net::ServerRequest& request) const;
  // Is a net::Gate: which of them may send a body. REQUIRES: as above.
  boost::asio::awaitable<net::Admission> admit(const net::ServerRequest& head) const;

  // Why no updates arrive, or nothing when they do.
  std::optional<std::string> trouble() const;

 private:
  boost::asio::awaitable<base::Result<void>> identify();
  boost::asio::awaitable<base::Result<void>> receive_updates();
  boost::asio::awaitable<base::Result<void>> await_webhook();
  boost::asio::awaitable<base::Result<void>> set_webhook();
  void note_refused_token();
  boost::asio::awaitable<base::Result<void>> poll();
  boost::asio::awaitable<void> finish();

  boost::asio::any_io_executor executor_;
  Context context_;
  web::Metrics& metrics_;
  std::string webhook_url_;
  std::string webhook_secret_;
  bot::Translations translations_;
  bot::Router router_;
  bot::ShopSettings shop_settings_;
  net::HttpClient http_;
  telegram::Client client_;
  telegram::Sender sender_;
  bot::Context bot_context_;
  bot::OutboxPump pump_;
  bot::Dispatcher dispatcher_;
  std::optional<telegram::Webhook> webhook_;
  LeaderTask poll_task_;
  telegram::LongPoll* polling_ = nullptr;  // while it runs
  base::Alarm alarm_;
  boost::asio::steady_timer patience_;  // how long stop() waits for what is being sent
  bool is_identified_ = false;
  bool is_webhook_set_ = false;
  bool is_token_refused_ = false;
};

}  // namespace app
