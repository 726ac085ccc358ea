#include "app/services/webhook_sender.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <exception>
#include <utility>

#include "app/services/webhook_request.h"
#include "shop/deposits/alert.h"

namespace app {

namespace asio = boost::asio;

namespace {

// What many transactions announce is looked at together.
constexpr std::chrono::milliseconds kGatherEvents{50};
constexpr int kEventsAtOnce = 500;
constexpr std::size_t kRequestsAtOnce = 8;  // to one webhook
constexpr std::uint64_t kJitterPercent = 20;

int jitter_percent(base::Random& random) {
  return static_cast<int>(100 - kJitterPercent + random.below(2 * kJitterPercent + 1));
}

// One program may be the target of all webhooks: those that hang leave room for the others.
net::HttpClient::Options with_room_for_all(net::HttpClient::Options options) {
  options.connections_per_host_max = int{shop::kMaxWebhooks} * int{kRequestsAtOnce};
  return options;
}

std::optional<shop::AlertKind> alert_of(shop::WebhookStep step) {
  switch (step) {
    case shop::WebhookStep::retry:
    case shop::WebhookStep::given_up:
      return std::nullopt;
    case shop::WebhookStep::now_failing:
      return shop::AlertKind::webhook_given_up;
    case shop::WebhookStep::gone:
      return shop::AlertKind::webhook_gone;
  }
  std::unreachable();
}

}  // namespace

WebhookSender::WebhookSender(const asio::any_io_executor& executor, const Context& context,
                             const Options& options)
    : executor_(executor),
      context_(context),
      options_(options),
      http_(executor, with_room_for_all(options_.http)),
      task_(executor, context, "webhooks", "sends to webhooks"),
      alarm_(executor),
      self_(std::make_shared<WebhookSender*>(this)),
      listening_(context.database.listen([executor, self = std::weak_ptr(self_)] {
        asio::post(executor, [self] {
          if (const auto held = self.lock()) {
            (*held)->wake();
          }
        });
      })) {}

asio::awaitable<void> WebhookSender::run() {
  co_await task_.run({.run = [this] { return work(); },
                      .stop =
                          [this] {
                            is_working_ = false;
                            alarm_.ring();
                          }});
}

void WebhookSender::stop() {
  is_stopped_ = true;
  http_.stop();
  task_.stop();
}

void WebhookSender::wake() {
  if (!std::exchange(is_woken_, true)) {
    alarm_.ring();
  }
}

asio::awaitable<base::Result<void>> WebhookSender::work() {
  is_working_ = !is_stopped_;
  while (is_working_) {
    is_woken_ = false;
    try {
      co_await dispatch();
      co_await send_due();
    } catch (const std::exception& failure) {
      context_.logger.warn("Webhooks wait for the database: {}", failure.what());
    }
    co_await rest();
  }
  while (!under_way_.empty()) {
    co_await alarm_.pause(options_.period);
  }
  co_return base::Result<void>();
}

asio::awaitable<void> WebhookSender::rest() {
  if (!is_woken_ && is_working_) {
    co_await alarm_.pause(options_.period);
  }
  if (is_woken_ && is_working_) {
    co_await alarm_.pause(kGatherEvents);
  }
}

asio::awaitable<void> WebhookSender::dispatch() {
  while (is_working_ && co_await context_.database.read(shop::has_events)) {
    co_await context_.database.transact([now = context_.clock.now()](db::Tx& tx) {
      return shop::dispatch_events(tx, now, kEventsAtOnce);
    });
  }
}

asio::awaitable<void> WebhookSender::send_due() {
  const auto due = co_await context_.database.read([now = context_.clock.now()](db::Tx& tx) {
    return shop::due_webhook_requests(tx, now, 2 * int{kRequestsAtOnce});
  });
  for (const auto& request : due) {
    if (is_working_ && has_room_for(request)) {
      start(request);
    }
  }
}

// What is under way is due, too.
bool WebhookSender::has_room_for(const shop::WebhookRequest& request) const {
  if (wants_nothing(request.webhook_id)) {
    return false;
  }
  const auto of_webhook = under_way_.find(request.webhook_id);
  return of_webhook == under_way_.end() || (of_webhook->second.size() < kRequestsAtOnce &&
                                            !of_webhook->second.contains(request.delivery_id));
}

bool WebhookSender::wants_nothing(std::int64_t webhook_id) const {
  const auto until = left_alone_until_.find(webhook_id);
  return until != left_alone_until_.end() && context_.clock.now() < until->second;
}

void WebhookSender::start(const shop::WebhookRequest& request) {
  under_way_[request.webhook_id].insert(request.delivery_id);
  asio::co_spawn(executor_, deliver(request), asio::detached);
}

asio::awaitable<void> WebhookSender::deliver(shop::WebhookRequest request) {
  const auto answer =
      co_await http_.send(webhook_request(request, options_.timeout, context_.clock.now()));
  const bool is_noted = !is_stopped_ && co_await try_to_note(request, answer);
  auto& of_webhook = under_way_[request.webhook_id];
  of_webhook.erase(request.delivery_id);
  if (of_webhook.empty()) {
    under_way_.erase(request.webhook_id);
  }
  if (!is_working_) {
    alarm_.ring();
  } else if (is_noted) {
    wake();
  }
}

// What is not noted is sent again, no sooner than the next look.
asio::awaitable<bool> WebhookSender::try_to_note(const shop::WebhookRequest& request,
                                                 const base::Result<net::HttpResponse>& answer) {
  try {
    co_await note(request, answer);
    co_return true;
  } catch (const std::exception& failure) {
    context_.logger.warn("Webhooks wait for the database: {}", failure.what());
  }
  co_return false;
}

asio::awaitable<void> WebhookSender::note(const shop::WebhookRequest& request,
                                          const base::Result<net::HttpResponse>& answer) {
  const auto failure = webhook_failure(answer, context_.clock.now());
  if (failure && failure->retry_after) {
    left_alone_until_[request.webhook_id] = context_.clock.now() + *failure->retry_after;
  } else {
    left_alone_until_.erase(request.webhook_id);
  }
  const auto jitter = jitter_percent(context_.random);
  const auto step = co_await context_.database.transact([&](db::Tx& tx) {
    const auto now = context_.clock.now();
    if (!failure) {
      shop::mark_delivered(tx, request, answer->status, now);
      return shop::WebhookStep::retry;
    }
    const auto done = shop::note_failure(tx, request, *failure, jitter, now);
    if (const auto alert = alert_of(done)) {
      shop::raise_alert(tx, options_.owner_ids, {.alert = *alert, .index = request.webhook_id},
                        now);
    }
    return done;
  });
  if (step != shop::WebhookStep::retry) {
    context_.logger.warn("Webhook {} did not take event {} ({}): {}", request.webhook_id,
                         request.event_id, request.event, failure->error);
  }
}

}  // namespace app
