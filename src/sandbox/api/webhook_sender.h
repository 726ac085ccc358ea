// Delivers updates to the bot's webhook.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "base/clock.h"
#include "net/client/http_client.h"
#include "net/core/bell.h"
#include "sandbox/api/world.h"

namespace sandbox {

struct Webhook {
  std::string url;  // "": none is set
  std::string secret;
  int connections_max = 40;
};

struct DeliveryFailure {
  base::Timestamp when;
  std::string what;  // "Wrong response from the webhook: 500 Internal Server Error"
};

// Posts each update until it is answered with 2xx; updates of a chat in order, chats concurrently.
// Performs the call in the response; the bot does not learn its result, but State keeps refusals.
// All calls are made on the executor, which runs one thing at a time.
class WebhookSender {
 public:
  WebhookSender(boost::asio::any_io_executor executor, World& world, net::HttpClient& client,
                std::chrono::milliseconds backoff);

  // Replaces the webhook; deliveries to the earlier one are abandoned and start again.
  void set(Webhook webhook);
  const Webhook& webhook() const { return webhook_; }
  const std::optional<DeliveryFailure>& last_failure() const { return last_failure_; }

  // Call it when there may be new updates.
  void wake();

 private:
  boost::asio::awaitable<void> deliver(PendingUpdate update, std::uint64_t generation);
  boost::asio::awaitable<bool> post_once(const boost::json::object& body);
  void perform_reply(const net::HttpResponse& response);
  boost::asio::awaitable<void> pause(int attempt, std::uint64_t generation);

  boost::asio::any_io_executor executor_;
  World& world_;
  net::HttpClient& client_;
  std::chrono::milliseconds backoff_;
  net::Bell bell_;
  Webhook webhook_;
  std::uint64_t generation_ = 0;  // of the webhook
  int under_way_ = 0;
  std::optional<DeliveryFailure> last_failure_;
};

}  // namespace sandbox
