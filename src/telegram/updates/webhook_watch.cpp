#include "telegram/updates/webhook_watch.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace telegram {
namespace {

namespace asio = boost::asio;

base::Error advice_on_webhook(const ApiError& refusal) {
  if (refusal.kind == ApiErrorKind::unauthorized) {
    return token_refused();
  }
  return {base::ErrorKind::conflict, "Telegram does not take WEBHOOK_URL: " + to_text(refusal)};
}

}  // namespace

WebhookWatch::WebhookWatch(Client& client, const asio::any_io_executor& executor,
                           SetWebhook webhook, const base::Clock& clock, base::Random& random,
                           base::Logger& logger, const Options& options)
    : client_(client),
      webhook_(std::move(webhook)),
      clock_(clock),
      random_(random),
      logger_(logger),
      options_(options),
      alarm_(executor),
      patience_(clock, options.patience) {}

asio::awaitable<base::Result<void>> WebhookWatch::run() {
  for (int failures = 0; !alarm_.is_stopped();) {
    const auto looked = co_await alarm_.run(is_set_ ? check() : set());
    if (!looked) {
      break;
    }
    if (*looked) {
      failures = 0;
      patience_.renew();
      trouble_.reset();
      resting_since_ = std::chrono::steady_clock::now();
      co_await alarm_.pause(options_.period);
      resting_since_.reset();
      continue;
    }
    const ApiError& error = looked->error();
    if (auto fatal = judge(error)) {
      co_return std::unexpected(*std::move(fatal));
    }
    co_await alarm_.pause(retry_pause(error, options_.backoff, ++failures, random_));
  }
  co_return base::Result<void>();
}

void WebhookWatch::look() {
  const auto now = std::chrono::steady_clock::now();
  if (resting_since_ && now - *resting_since_ >= options_.backoff.first) {
    alarm_.ring();
  }
}

asio::awaitable<ApiResult<bool>> WebhookWatch::set() {
  auto set = co_await client_.call(webhook_);
  is_set_ = set.has_value();
  co_return set;
}

asio::awaitable<ApiResult<bool>> WebhookWatch::check() {
  const auto info = co_await client_.call(GetWebhookInfo{});
  if (!info) {
    co_return std::unexpected(info.error());
  }
  const bool is_refused_by_us =
      has_new_failure(*info) && info->last_error_message.value_or("").contains("401");
  if (is_ours(*info) && !is_refused_by_us) {
    co_return true;
  }
  co_await tell_of_change(info->url.empty());
  co_return co_await set();
}

asio::awaitable<void> WebhookWatch::tell_of_change(bool was_removed) {
  logger_.warn("The webhook {}: it is set again.", was_removed ? "was removed" : "was changed");
  is_set_ = false;
  trouble_ = "somebody removed or changed the webhook";
  if (options_.on_changed) {
    co_await options_.on_changed();
  }
}

std::optional<std::string> WebhookWatch::note() const {
  constexpr std::chrono::hours kLifetime{1};
  const base::Timestamp failed_at{std::chrono::seconds(last_error_date_)};
  return last_error_.empty() || clock_.now() - failed_at >= kLifetime ? std::nullopt
                                                                      : std::optional(last_error_);
}

bool WebhookWatch::is_ours(const WebhookInfo& info) const {
  const auto& kinds = info.allowed_updates;
  const bool has_all =
      kinds.empty() || std::ranges::all_of(webhook_.allowed_updates, [&](const auto& kind) {
        return std::ranges::find(kinds, kind) != kinds.end();
      });
  return info.url == webhook_.url && has_all;
}

// Telegram keeps telling the last failure, also long after deliveries succeed again.
bool WebhookWatch::has_new_failure(const WebhookInfo& info) {
  const auto date = info.last_error_date.value_or(0);
  if (std::exchange(last_error_date_, date) == date || date == 0) {
    return false;
  }
  const base::Timestamp time{std::chrono::seconds(date)};
  last_error_ =
      fmt::format("Telegram could not deliver an update to WEBHOOK_URL at {}: {} ({} wait)",
                  base::format_rfc3339(time), info.last_error_message.value_or("no reason given"),
                  info.pending_update_count);
  logger_.warn("{}", last_error_);
  return true;
}

// The error that ends the watch, or none when trying again may help.
std::optional<base::Error> WebhookWatch::judge(const ApiError& error) {
  const auto problem = (is_set_ ? "Telegram does not tell whether the webhook is set: "
                                : "Telegram has not taken the webhook yet: ") +
                       to_text(error);
  logger_.warn("{}", problem);
  const bool is_passing = is_transient(error.kind) || error.kind == ApiErrorKind::unreadable;
  if (!is_set_ || !is_passing) {
    trouble_ = problem;
  }
  if (is_passing) {
    patience_.renew();
    return std::nullopt;
  }
  return patience_.is_over_with(error.kind) ? std::optional(advice_on_webhook(error))
                                            : std::nullopt;
}

}  // namespace telegram
