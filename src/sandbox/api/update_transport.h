// How updates reach the bot: getUpdates or a webhook, never both.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <cstdint>

#include "net/core/bell.h"
#include "sandbox/api/answer.h"
#include "sandbox/api/bot_call.h"
#include "sandbox/api/webhook_sender.h"
#include "sandbox/api/world.h"

namespace sandbox {

// All calls are made on the executor, which runs one thing at a time.
class UpdateTransport {
 public:
  UpdateTransport(boost::asio::any_io_executor executor, World& world, net::HttpClient& client,
                  std::chrono::milliseconds webhook_backoff);

  // getUpdates, setWebhook, deleteWebhook, getWebhookInfo.
  static bool handles(std::string_view method);
  // REQUIRES: handles(call.method), and the schema has checked the call.
  boost::asio::awaitable<Answer> call(const BotCall& call);

  // Call it when there may be new updates.
  void wake();
  // Ends long polls and deliveries before the server stops.
  void close();

 private:
  boost::asio::awaitable<Answer> get_updates(const BotCall& call);
  Answer set_webhook(const BotCall& call);
  Answer delete_webhook(const BotCall& call);
  Answer webhook_info() const;
  void replace_webhook(Webhook webhook, const BotCall& call);

  World& world_;
  net::Bell bell_;
  WebhookSender webhook_sender_;
  std::uint64_t latest_poll_ = 0;  // a newer one ends the others
  bool is_closed_ = false;
};

}  // namespace sandbox
