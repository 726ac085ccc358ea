// The bot of a running shop: receives updates, sends replies and notices.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "app/cluster/context.h"
#include "app/cluster/leader_task.h"
#include "app/services/payment_inbox.h"
#include "app/settings/settings.h"
#include "base/alarm.h"
#include "bot/notices/outbox_pump.h"
#include "bot/notices/sale_news.h"
#include "bot/updates/context.h"
#include "bot/updates/dispatcher.h"
#include "bot/updates/router.h"
#include "bot/view/translations.h"
#include "net/client/http_client.h"
#include "shop/deposits/alert.h"
#include "telegram/client.h"
#include "telegram/sender.h"
#include "telegram/updates/long_poll.h"
#include "telegram/updates/patience.h"
#include "telegram/updates/webhook.h"
#include "telegram/updates/webhook_watch.h"
#include "web/core/metrics.h"

namespace app {

// Role `bot`. Receives by webhook when WEBHOOK_URL is set, else by long polling, which one process
// of a shop does while the others stand by. Used on `executor`, which runs on one thread; what it
// refers to outlives it. Destroy it when run() has ended, or when the executor runs no more.
class BotService {
 public:
  // `renew_settings` is called behind each change of what the database has set, and brings about
  // `follow`. Errors (invalid): a language that Kram does not speak.
  static base::Result<std::unique_ptr<BotService>> make(boost::asio::any_io_executor executor,
                                                        const Settings& settings,
                                                        const Context& context,
                                                        web::Metrics& metrics,
                                                        std::function<void()> renew_settings);
  BotService(boost::asio::any_io_executor executor, const Settings& settings,
             const Context& context, web::Metrics& metrics, bot::Translations translations,
             std::function<void()> renew_settings);

  // Asks Telegram who the bot is (repeatedly, until it answers), and works until stop(), or until
  // an error that has lasted for minutes and that only the operator can fix: unavailable (BOT_TOKEN
  // is refused, at start or later) or conflict (another process takes the updates, or Telegram does
  // not take WEBHOOK_URL).
  // REQUIRES: called once.
  boost::asio::awaitable<base::Result<void>> run();

  // Where the dashboard is, when not where the settings say. REQUIRES: called before run().
  void set_dashboard_url(std::string url);

  // The settings as they are from now on.
  void follow(const Settings& settings);

  // Takes no more updates, finishes those in hand, and ends run() within a few seconds.
  void stop();

  // Answers Telegram's calls; 503 until the bot knows who it is. REQUIRES: WEBHOOK_URL is set.
  boost::asio::awaitable<net::ServerResponse> receive(const net::ServerRequest& request) const;
  // Is a net::Gate: which of them may send a body. REQUIRES: as above.
  boost::asio::awaitable<net::Admission> admit(const net::ServerRequest& head) const;

  // Without @; "" until Telegram has told it. Safe to call from any thread.
  std::string username() const { return shop_settings_.now()->bot_username; }

  // Why no updates arrive or nothing may be sent, or nothing when all is well.
  std::optional<std::string> trouble() const;
  // What deserves a look although updates arrive: that Telegram failed to deliver one, or that a
  // payment could not be booked.
  std::optional<std::string> note() const;

 private:
  boost::asio::awaitable<void> introduce();
  boost::asio::awaitable<base::Result<void>> identify();
  boost::asio::awaitable<base::Result<void>> receive_updates();
  std::optional<base::Error> judge_start(const telegram::ApiError& error);
  void note_refused_token();
  boost::asio::awaitable<void> alert(shop::AlertKind kind);
  telegram::UpdateHandler handler();
  telegram::UpdateKeeper keeper();
  boost::asio::awaitable<base::Result<void>> poll();
  boost::asio::awaitable<void> finish();

  boost::asio::any_io_executor executor_;
  Context context_;
  web::Metrics& metrics_;
  bot::Translations translations_;
  bot::Router router_;
  shop::SettingsBase base_;
  bot::LiveSettings shop_settings_;
  net::HttpClient http_;
  telegram::Client client_;
  telegram::Sender sender_;
  bot::Context bot_context_;
  bot::OutboxPump pump_;
  bot::SaleNews sale_news_;
  bot::Dispatcher dispatcher_;
  PaymentInbox inbox_;
  std::optional<telegram::Webhook> webhook_;
  std::optional<telegram::WebhookWatch> webhook_watch_;  // as webhook_
  LeaderTask poll_task_;
  telegram::LongPoll* polling_ = nullptr;  // while it runs
  base::Alarm alarm_;
  base::Alarm introduction_;
  base::Alarm renaming_;
  bool is_renamed_ = false;
  boost::asio::steady_timer patience_;  // how long stop() waits for what is being sent
  telegram::Patience start_patience_;
  std::string start_trouble_ = "Telegram has not told yet who the bot is";
  bool is_identified_ = false;
};

}  // namespace app
