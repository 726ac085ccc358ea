#include "app/services/bot_service.h"

#include <boost/asio/experimental/awaitable_operators.hpp>
#include <utility>

#include "app/cluster/process_identity.h"
#include "app/settings/deposit_rules.h"
#include "bot/admin/routes.h"
#include "bot/customer/routes.h"
#include "bot/updates/setup.h"
#include "net/core/http_message.h"
#include "telegram/methods.h"

namespace app {
namespace {

namespace asio = boost::asio;
using asio::experimental::awaitable_operators::operator&&;
using telegram::Priority;

constexpr std::chrono::seconds kStopPatience{5};
constexpr telegram::Backoff kStartBackoff{};

bot::Router make_router() {
  bot::Router router;
  bot::customer::add_routes(router);
  bot::admin::add_routes(router);
  return router;
}

// A webhook's response can carry an answer; long polling has no response.
bot::Dispatcher::PressAnswers press_answers_of(const Settings& settings) {
  using enum bot::Dispatcher::PressAnswers;
  return settings.webhook_url.empty() ? sent : returned;
}

bot::ShopSettings shop_settings_of(const Settings& settings) {
  return {.currency = settings.currency,
          .reservation = settings.reservation,
          .owner_ids = settings.owner_ids,
          .terms_text = settings.terms_text,
          .terms_url = settings.terms_url,
          .support_contact = settings.support_contact,
          .deposits = deposit_settings_of(settings)};
}

telegram::Sender::Options sender_options_of(const Settings& settings,
                                            std::function<void()> on_token_refused) {
  telegram::Sender::Options options{.on_token_refused = std::move(on_token_refused)};
  options.limits.all.count = static_cast<std::size_t>(settings.send_limit);
  return options;
}

bot::OutboxPump::Options pump_options() {
  bot::OutboxPump::Options options{.has_ended = has_ended};
  options.claimer.name = process_identity();
  return options;
}

net::ServerResponse starting_or_stopping() {
  return net::text_response(503, "The shop is starting or stopping.\n");
}

}  // namespace

base::Result<std::unique_ptr<BotService>> BotService::make(asio::any_io_executor executor,
                                                           const Settings& settings,
                                                           const Context& context,
                                                           web::Metrics& metrics) {
  auto translations = bot::Translations::load(settings.languages);
  if (!translations) {
    return std::unexpected(std::move(translations.error()));
  }
  return std::make_unique<BotService>(std::move(executor), settings, context, metrics,
                                      *std::move(translations));
}

BotService::BotService(asio::any_io_executor executor, const Settings& settings,
                       const Context& context, web::Metrics& metrics,
                       bot::Translations translations)
    : executor_(std::move(executor)),
      context_(context),
      metrics_(metrics),
      webhook_url_(settings.webhook_url),
      webhook_secret_(settings.webhook_secret),
      translations_(std::move(translations)),
      router_(make_router()),
      shop_settings_(shop_settings_of(settings)),
      http_(executor_),
      client_(http_, settings.telegram_api_url, settings.bot_token),
      sender_(client_, executor_, context_.random, context_.logger,
              sender_options_of(settings, [this] { note_refused_token(); })),
      bot_context_{router_, translations_, shop_settings_, context_.clock, context_.random},
      pump_(executor_, bot_context_, context_.database, sender_, context_.logger, pump_options()),
      dispatcher_(executor_, bot_context_, context_.database, sender_, context_.logger,
                  press_answers_of(settings)),
      poll_task_(executor_, context_, "poller", "takes this bot's updates"),
      alarm_(executor_),
      patience_(executor_) {
  if (!webhook_url_.empty()) {
    webhook_.emplace(
        telegram::Webhook::Options{.secret = webhook_secret_},
        [this](telegram::Update update) {
          ++metrics_.updates;
          return dispatcher_.handle(std::move(update));
        },
        context_.logger);
  }
}

asio::awaitable<base::Result<void>> BotService::run() {
  if (auto identified = co_await identify(); !identified || alarm_.is_stopped()) {
    co_return identified;
  }
  auto introduction =
      bot::introduce(sender_, translations_, router_.navigation(), shop_settings_, context_.logger);
  co_return co_await (receive_updates() && pump_.run() && std::move(introduction));
}

void BotService::stop() {
  if (alarm_.is_stopped()) {
    return;
  }
  alarm_.stop();
  poll_task_.stop();
  if (!is_identified_) {
    sender_.stop();
    return;
  }
  patience_.expires_after(kStopPatience);
  patience_.async_wait([this](const boost::system::error_code& cancelled) {
    if (!cancelled) {
      sender_.stop();
    }
  });
}

asio::awaitable<net::ServerResponse> BotService::receive(const net::ServerRequest& request) const {
  if (!is_identified_ || alarm_.is_stopped()) {
    co_return starting_or_stopping();
  }
  co_return co_await (*webhook_)(request);
}

asio::awaitable<net::Admission> BotService::admit(const net::ServerRequest& head) const {
  if (!is_identified_ || alarm_.is_stopped()) {
    co_return std::unexpected(starting_or_stopping());
  }
  co_return co_await webhook_->admit(head);
}

std::optional<std::string> BotService::trouble() const {
  if (!is_identified_) {
    return "Telegram has not told yet who the bot is";
  }
  if (webhook_ && !is_webhook_set_) {
    return "Telegram has not taken the webhook yet";
  }
  if (polling_ != nullptr && !polling_->trouble().empty()) {
    return "updates cannot be fetched: " + polling_->trouble();
  }
  return std::nullopt;
}

asio::awaitable<base::Result<void>> BotService::identify() {
  for (int failures = 1; !alarm_.is_stopped(); ++failures) {
    const auto me = co_await bot::identify(sender_);
    if (me) {
      shop_settings_.bot_username = me->username.value_or("");
      is_identified_ = true;
      context_.logger.info("The bot is @{}.", shop_settings_.bot_username);
      co_return base::Result<void>();
    }
    if (alarm_.is_stopped()) {
      break;
    }
    if (me.error().kind != base::ErrorKind::unavailable) {
      co_return std::unexpected(me.error());
    }
    context_.logger.warn("{}", me.error().message);
    co_await alarm_.pause(telegram::backoff_pause(kStartBackoff, failures, context_.random));
  }
  co_return base::Result<void>();
}

asio::awaitable<base::Result<void>> BotService::receive_updates() {
  auto ended = webhook_ ? co_await await_webhook()
                        : co_await poll_task_.run({.run = [this] { return poll(); },
                                                   .stop = [this] { polling_->stop(); }});
  co_await finish();
  co_return ended;
}

// Finishes the updates in hand; then the outbox sends its notices or puts them off.
asio::awaitable<void> BotService::finish() {
  stop();
  co_await dispatcher_.idle();
  pump_.stop();
}

asio::awaitable<base::Result<void>> BotService::await_webhook() {
  auto set = co_await set_webhook();
  is_webhook_set_ = set.has_value();
  while (is_webhook_set_ && !alarm_.is_stopped() && !is_token_refused_) {
    co_await alarm_.pause(std::chrono::hours(1));
  }
  co_return is_token_refused_ ? std::unexpected(telegram::token_refused()) : set;
}

// Only for webhooks: long polling notices a refused token by itself.
void BotService::note_refused_token() {
  is_token_refused_ = true;
  alarm_.ring();
}

asio::awaitable<base::Result<void>> BotService::set_webhook() {
  for (int failures = 1; !alarm_.is_stopped(); ++failures) {
    const auto set = co_await sender_.send(
        telegram::SetWebhook{
            .url = webhook_url_,
            .allowed_updates = {telegram::kAllowedUpdates.begin(), telegram::kAllowedUpdates.end()},
            .secret_token = webhook_secret_},
        Priority::interactive);
    if (set || alarm_.is_stopped()) {
      break;
    }
    const auto problem = "Telegram does not take WEBHOOK_URL: " + telegram::to_text(set.error());
    if (!telegram::is_transient(set.error().kind)) {
      co_return base::fail(base::ErrorKind::conflict, problem);
    }
    context_.logger.warn("{}", problem);
    co_await alarm_.pause(telegram::backoff_pause(kStartBackoff, failures, context_.random));
  }
  co_return base::Result<void>();
}

asio::awaitable<base::Result<void>> BotService::poll() {
  telegram::LongPoll poll(client_, executor_,
                          [this](telegram::Update update) {
                            ++metrics_.updates;
                            return dispatcher_.handle(std::move(update));
                          },
                          context_.random, context_.logger, {});
  polling_ = &poll;
  auto ended = co_await poll.run();
  polling_ = nullptr;
  co_return ended;
}

}  // namespace app
