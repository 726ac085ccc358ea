#include "sandbox/api/webhook_sender.h"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/json/serialize.hpp>
#include <utility>

#include <fmt/format.h>

#include "net/core/http_message.h"
#include "sandbox/api/bot_call.h"

namespace sandbox {

namespace asio = boost::asio;

WebhookSender::WebhookSender(asio::any_io_executor executor, World& world, net::HttpClient& client,
                             std::chrono::milliseconds backoff)
    : executor_(executor), world_(world), client_(client), backoff_(backoff) {}

void WebhookSender::set(Webhook webhook) {
  webhook_ = std::move(webhook);
  last_failure_.reset();
  ++generation_;
  bell_.ring();
  wake();
}

void WebhookSender::wake() {
  while (!webhook_.url.empty() && under_way_ < webhook_.connections_max) {
    auto update =
        world_.change_silently([](State& state) { return state.updates.start_delivery(); });
    if (!update) {
      return;
    }
    ++under_way_;
    asio::co_spawn(executor_, deliver(*std::move(update), generation_), asio::detached);
  }
}

asio::awaitable<void> WebhookSender::deliver(PendingUpdate update, std::uint64_t generation) {
  bool is_accepted = false;
  for (int attempt = 0; !is_accepted && generation == generation_; ++attempt) {
    is_accepted = co_await post_once(update.body);
    if (!is_accepted) {
      co_await pause(attempt, generation);
    }
  }
  --under_way_;
  world_.change(
      [&](State& state) { state.updates.finish_delivery(std::move(update), is_accepted); });
}

asio::awaitable<bool> WebhookSender::post_once(const boost::json::object& body) {
  net::HttpRequest request{.method = "POST",
                           .url = webhook_.url,
                           .headers = {{"Content-Type", "application/json"}},
                           .body = boost::json::serialize(body)};
  if (!webhook_.secret.empty()) {
    request.headers.add("X-Telegram-Bot-Api-Secret-Token", webhook_.secret);
  }
  const base::Result<net::HttpResponse> response = co_await client_.send(std::move(request));
  if (response && response->status / 100 == 2) {
    perform_reply(*response);
    co_return true;
  }
  const std::string what = response
                               ? fmt::format("Wrong response from the webhook: {} {}",
                                             response->status, net::reason_phrase(response->status))
                               : "Connection failed: " + response.error().message;
  last_failure_ = {world_.now(), what};
  co_return false;
}

// A press that is delivered twice is answered twice: the second refusal is expected.
void WebhookSender::perform_reply(const net::HttpResponse& response) {
  std::expected<std::optional<BotCall>, ApiError> call = read_reply(response);
  if (call && !*call) {
    return;
  }
  const Answer answer = call ? world_.call(**std::move(call)) : std::unexpected(call.error());
  if (!answer && !answer.error().description.contains("query is too old")) {
    world_.change_silently(
        [&](State& state) { state.refused_replies.push_back(answer.error().description); });
  }
}

// Doubles each time, up to 64 times the first pause; a new webhook ends the pause.
asio::awaitable<void> WebhookSender::pause(int attempt, std::uint64_t generation) {
  const auto deadline = std::chrono::steady_clock::now() + backoff_ * (1 << std::min(attempt, 6));
  while (generation == generation_ && std::chrono::steady_clock::now() < deadline) {
    co_await bell_.wait_until(deadline);
  }
}

}  // namespace sandbox
