#include "app/services/bot_service.h"

#include <boost/asio/experimental/awaitable_operators.hpp>
#include <utility>

#include "app/cluster/process_identity.h"
#include "app/settings/deposit_rules.h"
#include "app/settings/http_options.h"
#include "base/enum_text.h"
#include "bot/admin/routes.h"
#include "bot/customer/routes.h"
#include "bot/updates/descriptions.h"
#include "bot/updates/setup.h"
#include "db/core/failure.h"
#include "net/core/http_message.h"
#include "telegram/methods.h"

namespace app {
namespace {

namespace asio = boost::asio;
using asio::experimental::awaitable_operators::operator&&;
constexpr std::chrono::seconds kStopPatience{3};
constexpr telegram::Backoff kStartBackoff{};
constexpr std::chrono::hours kAlertQuiet{1};
constexpr std::chrono::hours kRenamingPause{1};  // unless it is ended

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

// `base`: what the shop has without the database.
bot::ShopSettings shop_settings_of(const Settings& settings, shop::SettingsBase base,
                                   std::string bot_username, std::string dashboard_url) {
  bot::ShopSettings shop_settings{.bot_username = std::move(bot_username),
                                  .currency = settings.currency,
                                  .zone = settings.zone,
                                  .owner_ids = settings.owner_ids,
                                  .terms_text = {},
                                  .terms_url = settings.terms_url,
                                  .support_contact = {},
                                  .deposits = deposit_settings_of(settings),
                                  .dashboard_url = std::move(dashboard_url),
                                  .shop_name = {},
                                  .greetings = {},
                                  .large_deposit = {},
                                  .base = std::move(base)};
  apply(shop_settings, settings);
  return shop_settings;
}

telegram::Sender::Options sender_options_of(const Settings& settings,
                                            std::function<void()> on_token_refused) {
  telegram::Sender::Options options{.on_token_refused = std::move(on_token_refused)};
  options.limits.all.count = static_cast<std::size_t>(settings.send_limit);
  options.limits.chat.count = static_cast<std::size_t>(settings.chat_send_limit);
  return options;
}

telegram::SetWebhook webhook_of(const Settings& settings) {
  return {.url = settings.webhook_url,
          .allowed_updates = {telegram::kAllowedUpdates.begin(), telegram::kAllowedUpdates.end()},
          .secret_token = settings.webhook_secret};
}

bot::OutboxPump::Options pump_options() {
  bot::OutboxPump::Options options{.has_ended = has_ended};
  options.claimer.name = process_identity();
  return options;
}

// What the operator must do when Telegram does not tell who the bot is.
base::Error advice_on_start(const telegram::ApiError& refusal) {
  if (telegram::is_token_refused(refusal)) {
    return telegram::token_refused();
  }
  return {base::ErrorKind::unavailable,
          "Telegram does not tell who the bot is: " + telegram::to_text(refusal) +
              ". Check BOT_TOKEN and TELEGRAM_API_URL."};
}

shop::AlertKind alert_of(telegram::Rival rival) {
  switch (rival) {
    case telegram::Rival::poller:
      return shop::AlertKind::second_poller;
    case telegram::Rival::webhook:
      return shop::AlertKind::webhook_in_the_way;
  }
  std::unreachable();
}

net::ServerResponse starting_or_stopping() {
  return net::text_response(503, "The shop is starting or stopping.\n");
}

}  // namespace

base::Result<std::unique_ptr<BotService>> BotService::make(asio::any_io_executor executor,
                                                           const Settings& settings,
                                                           const Context& context,
                                                           web::Metrics& metrics,
                                                           std::function<void()> renew_settings) {
  auto translations = bot::Translations::load(settings.languages);
  if (!translations) {
    return std::unexpected(std::move(translations.error()));
  }
  return std::make_unique<BotService>(std::move(executor), settings, context, metrics,
                                      *std::move(translations), std::move(renew_settings));
}

BotService::BotService(asio::any_io_executor executor, const Settings& settings,
                       const Context& context, web::Metrics& metrics,
                       bot::Translations translations, std::function<void()> renew_settings)
    : executor_(std::move(executor)),
      context_(context),
      metrics_(metrics),
      translations_(std::move(translations)),
      router_(make_router()),
      base_{settings, settings.locked},
      shop_settings_(shop_settings_of(settings, base_, {}, dashboard_url_of(settings)),
                     std::move(renew_settings)),
      http_(executor_, http_options_of(settings)),
      client_(http_, settings.telegram_api_url, settings.bot_token),
      sender_(client_, executor_, context_.random, context_.logger,
              sender_options_of(settings, [this] { note_refused_token(); })),
      bot_context_{router_, translations_, shop_settings_, context_.clock, context_.random},
      pump_(executor_, bot_context_, context_.database, sender_, context_.logger, pump_options()),
      sale_news_(executor_, context_.database, context_.clock, context_.logger, shop_settings_, {}),
      dispatcher_(executor_, bot_context_, context_.database, sender_, context_.logger,
                  press_answers_of(settings)),
      inbox_(
          executor_, context_,
          [this](telegram::Update update) { return dispatcher_.handle(std::move(update)); },
          settings.owner_ids),
      poll_task_(executor_, context_, "poller", "takes this bot's updates"),
      alarm_(executor_),
      introduction_(executor_),
      renaming_(executor_),
      patience_(executor_),
      start_patience_(context_.clock, telegram::kPatience) {
  if (!settings.webhook_url.empty()) {
    webhook_watch_.emplace(client_, executor_, webhook_of(settings), context_.clock,
                           context_.random, context_.logger,
                           telegram::WebhookWatch::Options{.on_changed = [this] {
                             return alert(shop::AlertKind::webhook_changed);
                           }});
    webhook_.emplace(telegram::Webhook::Options{.secret = settings.webhook_secret}, handler(),
                     keeper(), context_.logger);
  }
}

asio::awaitable<base::Result<void>> BotService::run() {
  if (auto identified = co_await identify(); !identified || alarm_.is_stopped()) {
    co_return identified;
  }
  auto introduction = introduction_.run(introduce());
  co_return co_await (receive_updates() && inbox_.run() && pump_.run() && sale_news_.run() &&
                      std::move(introduction));
}

// At the start, and when the shop gets another name or greeting.
asio::awaitable<void> BotService::introduce() {
  co_await bot::introduce(sender_, context_.database, translations_, router_.navigation(),
                          shop_settings_, context_.logger);
  while (!renaming_.is_stopped()) {
    if (std::exchange(is_renamed_, false)) {
      co_await bot::describe_bot(sender_, context_.database, translations_, shop_settings_,
                                 context_.logger);
    } else {
      co_await renaming_.pause(kRenamingPause);
    }
  }
}

void BotService::set_dashboard_url(std::string url) {
  auto settings = *shop_settings_.now();
  settings.dashboard_url = std::move(url);
  shop_settings_.set(std::move(settings));
}

void BotService::follow(const Settings& settings) {
  const auto before = shop_settings_.now();
  if (before->shop_name != settings.shop_name || before->greetings != settings.greetings) {
    is_renamed_ = true;
    renaming_.ring();
  }
  shop_settings_.set(
      shop_settings_of(settings, base_, before->bot_username, before->dashboard_url));
}

void BotService::stop() {
  if (alarm_.is_stopped()) {
    return;
  }
  alarm_.stop();
  introduction_.stop();
  renaming_.stop();
  inbox_.stop();
  sale_news_.stop();
  poll_task_.stop();
  if (webhook_watch_) {
    webhook_watch_->stop();
  }
  if (!is_identified_) {
    sender_.stop();
    return;
  }
  patience_.expires_after(kStopPatience);
  patience_.async_wait([this](const boost::system::error_code& cancelled) {
    if (!cancelled) {
      sender_.stop();
      http_.stop();  // what is on the wire, too
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
    return start_trouble_;
  }
  if (webhook_watch_ && webhook_watch_->trouble()) {
    return webhook_watch_->trouble();
  }
  if (polling_ != nullptr && !polling_->trouble().empty()) {
    return "receiving updates: " + polling_->trouble();
  }
  if (const auto muted_for = sender_.muted_for()) {
    return "Telegram lets the bot send nothing for " + std::to_string(muted_for->count()) + " s";
  }
  return std::nullopt;
}

std::optional<std::string> BotService::note() const {
  const auto webhook = webhook_watch_ ? webhook_watch_->note() : std::nullopt;
  return webhook ? webhook : inbox_.note();
}

asio::awaitable<base::Result<void>> BotService::identify() {
  for (int failures = 1; !alarm_.is_stopped(); ++failures) {
    const auto me = co_await alarm_.run(client_.call(telegram::GetMe{}));
    if (!me) {
      break;
    }
    if (*me) {
      auto now = *shop_settings_.now();
      now.bot_username = (*me)->username.value_or("");
      is_identified_ = true;
      context_.logger.info("The bot is @{0}. Open https://t.me/{0}", now.bot_username);
      shop_settings_.set(std::move(now));
      break;
    }
    if (auto fatal = judge_start(me->error())) {
      co_return std::unexpected(*std::move(fatal));
    }
    co_await alarm_.pause(
        telegram::retry_pause(me->error(), kStartBackoff, failures, context_.random));
  }
  co_return base::Result<void>();
}

// The error that ends the start, or none when asking again may help. A refused token gets its time,
// too: Telegram or a proxy may be at fault.
std::optional<base::Error> BotService::judge_start(const telegram::ApiError& error) {
  if (telegram::is_transient(error.kind)) {
    start_trouble_ = "Telegram has not told yet who the bot is: " + telegram::to_text(error);
    context_.logger.warn("{}", start_trouble_);
    start_patience_.renew();
    return std::nullopt;
  }
  auto advice = advice_on_start(error);
  start_trouble_ = advice.message;
  context_.logger.error("{}", start_trouble_);
  return start_patience_.is_over_with(error.kind) ? std::optional(std::move(advice)) : std::nullopt;
}

asio::awaitable<base::Result<void>> BotService::receive_updates() {
  auto ended = webhook_watch_ ? co_await webhook_watch_->run()
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

// Only for webhooks: long polling notices a refused token by itself.
void BotService::note_refused_token() {
  if (webhook_watch_) {
    webhook_watch_->look();
  }
}

// Not more than once an hour, also when the shop ends and starts again meanwhile.
asio::awaitable<void> BotService::alert(shop::AlertKind kind) {
  try {
    co_await context_.database.transact(
        [kind, owners = shop_settings_.now()->owner_ids, now = context_.clock.now()](db::Tx& tx) {
          shop::raise_alert_once(tx, owners, {.alert = kind}, kAlertQuiet, now);
          return true;
        });
  } catch (const db::Failure& failure) {
    context_.logger.warn("Owners were not told of {}: {}", base::text_of(kind), failure.what());
  }
}

telegram::UpdateHandler BotService::handler() {
  return [this](telegram::Update update) {
    ++metrics_.updates;
    return dispatcher_.handle(std::move(update));
  };
}

telegram::UpdateKeeper BotService::keeper() {
  return [this](std::string json) { return inbox_.keep(std::move(json)); };
}

asio::awaitable<base::Result<void>> BotService::poll() {
  telegram::LongPoll poll(
      client_, executor_, handler(), context_.clock, context_.random, context_.logger,
      {.keeper = keeper(),
       .on_rival = [this](telegram::Rival rival) { return alert(alert_of(rival)); }});
  polling_ = &poll;
  auto ended = co_await poll.run();
  polling_ = nullptr;
  co_return ended;
}

}  // namespace app
