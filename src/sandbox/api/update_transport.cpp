#include "sandbox/api/update_transport.h"

#include <algorithm>
#include <utility>

#include "base/text.h"

namespace sandbox {
namespace {

namespace asio = boost::asio;

std::vector<std::string> kinds(const BotCall& call) {
  std::vector<std::string> kinds;
  for (const boost::json::value& kind : call.params.at("allowed_updates").as_array()) {
    kinds.emplace_back(kind.as_string());
  }
  return kinds;
}

boost::json::array to_array(std::vector<boost::json::object> batch) {
  boost::json::array updates;
  for (boost::json::object& update : batch) {
    updates.push_back(std::move(update));
  }
  return updates;
}

// Bot API, setWebhook: 1-256 of A-Z a-z 0-9 _ -.
std::optional<ApiError> wrong_secret(std::string_view secret) {
  const auto is_allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || base::is_ascii_digit(c) ||
           c == '_' || c == '-';
  };
  if (secret.size() > 256) {
    return bad_request("secret token is too long").error();
  }
  if (!std::ranges::all_of(secret, is_allowed)) {
    return bad_request("secret token contains unallowed characters").error();
  }
  return std::nullopt;
}

}  // namespace

UpdateTransport::UpdateTransport(asio::any_io_executor executor, World& world,
                                 net::HttpClient& client, std::chrono::milliseconds webhook_backoff)
    : world_(world), webhook_sender_(executor, world, client, webhook_backoff) {}

bool UpdateTransport::handles(std::string_view method) {
  return method == "getUpdates" || method == "setWebhook" || method == "deleteWebhook" ||
         method == "getWebhookInfo";
}

asio::awaitable<Answer> UpdateTransport::call(const BotCall& call) {
  if (call.method == "getUpdates") {
    co_return co_await get_updates(call);
  }
  if (call.method == "setWebhook") {
    co_return set_webhook(call);
  }
  co_return call.method == "deleteWebhook" ? delete_webhook(call) : webhook_info();
}

void UpdateTransport::wake() {
  bell_.ring();
  webhook_sender_.wake();
}

void UpdateTransport::close() {
  is_closed_ = true;
  webhook_sender_.set({});
  bell_.ring();
}

asio::awaitable<Answer> UpdateTransport::get_updates(const BotCall& call) {
  const std::uint64_t mine = ++latest_poll_;
  bell_.ring();
  if (call.params.contains("allowed_updates")) {
    world_.change_silently([&](State& state) { state.updates.set_allowed(kinds(call)); });
  }
  std::optional<std::int64_t> offset = call.integer("offset");
  const auto limit = static_cast<std::size_t>(
      std::clamp<std::int64_t>(call.integer("limit").value_or(100), 1, 100));
  const std::chrono::seconds timeout(
      std::clamp<std::int64_t>(call.integer("timeout").value_or(0), 0, 50));
  const auto deadline = std::chrono::steady_clock::now() + timeout;
  for (;;) {
    if (!webhook_sender_.webhook().url.empty()) {
      co_return conflict(
          "can't use getUpdates method while webhook is active; use deleteWebhook to delete the "
          "webhook first");
    }
    if (mine != latest_poll_) {
      co_return conflict(
          "terminated by other getUpdates request; make sure that only one bot instance is "
          "running");
    }
    std::vector<boost::json::object> batch = world_.change_silently([&](State& state) {
      return state.updates.poll(std::exchange(offset, std::nullopt), limit);
    });
    if (!batch.empty() || is_closed_ || std::chrono::steady_clock::now() >= deadline) {
      co_return to_array(std::move(batch));
    }
    co_await bell_.wait_until(deadline);
  }
}

Answer UpdateTransport::set_webhook(const BotCall& call) {
  Webhook webhook{call.text("url"), call.text("secret_token"), 40};
  if (webhook.url.empty()) {
    return delete_webhook(call);
  }
  if (!webhook.url.starts_with("https://") && !webhook.url.starts_with("http://")) {
    return bad_request("bad webhook: An HTTPS URL must be provided for webhook");
  }
  if (std::optional<ApiError> error = wrong_secret(webhook.secret)) {
    return std::unexpected(*std::move(error));
  }
  webhook.connections_max = static_cast<int>(
      std::clamp<std::int64_t>(call.integer("max_connections").value_or(40), 1, 100));
  if (call.params.contains("allowed_updates")) {
    world_.change_silently([&](State& state) { state.updates.set_allowed(kinds(call)); });
  }
  replace_webhook(std::move(webhook), call);
  return true;
}

Answer UpdateTransport::delete_webhook(const BotCall& call) {
  replace_webhook({}, call);
  return true;
}

void UpdateTransport::replace_webhook(Webhook webhook, const BotCall& call) {
  if (call.flag("drop_pending_updates")) {
    world_.change_silently([](State& state) { state.updates.clear(); });
  }
  webhook_sender_.set(std::move(webhook));
  bell_.ring();
}

Answer UpdateTransport::webhook_info() const {
  const Webhook& webhook = webhook_sender_.webhook();
  const auto [pending, allowed] = world_.read(
      [](const State& state) { return std::pair(state.updates.size(), state.updates.allowed()); });
  boost::json::object info{
      {"url", webhook.url}, {"has_custom_certificate", false}, {"pending_update_count", pending}};
  if (!webhook.url.empty()) {
    info["max_connections"] = webhook.connections_max;
  }
  if (!allowed.empty()) {
    info["allowed_updates"] = boost::json::array(allowed.begin(), allowed.end());
  }
  if (const std::optional<DeliveryFailure>& failure = webhook_sender_.last_failure()) {
    info["last_error_date"] =
        std::chrono::duration_cast<std::chrono::seconds>(failure->when.time_since_epoch()).count();
    info["last_error_message"] = failure->what;
  }
  return info;
}

}  // namespace sandbox
