#include "app/services/shop_service.h"

#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <utility>

#include "app/settings/http_options.h"

namespace app {

namespace asio = boost::asio;
using asio::experimental::awaitable_operators::operator&&;

namespace {

shop::HoldTimes hold_times_of(const Settings& settings) {
  return {.reservation = settings.reservation, .payment = settings.payment_hold};
}

Jobs::Options with_owners(Jobs::Options options, const Settings& settings) {
  options.owner_ids = settings.owner_ids;
  options.zone = settings.zone;
  return options;
}

}  // namespace

base::Result<std::unique_ptr<ShopService>> ShopService::make(asio::any_io_executor executor,
                                                             const Settings& settings, Roles roles,
                                                             const Context& context,
                                                             const Jobs::Options& jobs) {
  std::unique_ptr<ShopService> service(new ShopService(executor, settings, context, roles, jobs));
  if (auto prepared = service->prepare(executor, settings, roles, context); !prepared) {
    return std::unexpected(std::move(prepared.error()));
  }
  return service;
}

ShopService::ShopService(asio::any_io_executor executor, const Settings& settings,
                         const Context& context, Roles roles, const Jobs::Options& jobs)
    : checkouts_(executor, context, hold_times_of(settings)),
      settings_(executor, context, settings, [this](const Settings& now) { follow(now); }),
      stopped_(executor, asio::steady_timer::time_point::max()) {
  if (!settings.redis_url.empty()) {
    context.logger.warn("REDIS_URL is set, but Kram does not use Redis yet.");
  }
  if (roles.jobs) {
    jobs_.emplace(executor, context, with_owners(jobs, settings));
    discounts_.emplace(executor, context);
    webhooks_.emplace(
        executor, context,
        WebhookSender::Options{.http = http_options_of(settings), .owner_ids = settings.owner_ids});
  }
  if (roles.web || (roles.bot && !settings.webhook_url.empty())) {
    web_.emplace(settings, context, metrics_, import_place(settings), [this] { settings_.wake(); });
  }
  if (roles.web) {
    imports_.emplace(executor, context, import_place(settings));
  }
}

base::Result<void> ShopService::prepare(asio::any_io_executor executor, const Settings& settings,
                                        Roles roles, const Context& context) {
  if (roles.bot) {
    auto bot =
        BotService::make(executor, settings, context, metrics_, [this] { settings_.wake(); });
    if (!bot) {
      return std::unexpected(std::move(bot.error()));
    }
    bot_ = *std::move(bot);
  }
  if (roles.chain) {
    auto chain = ChainService::make(executor, settings, context);
    if (!chain) {
      return std::unexpected(std::move(chain.error()));
    }
    chain_ = *std::move(chain);
  }
  if (!web_) {
    return {};
  }
  auto bot = [this] {
    return bot_ ? web::BotState{.trouble = bot_->trouble(), .note = bot_->note()} : web::BotState{};
  };
  auto chains = [this] { return chain_ ? chain_->figures() : std::vector<web::ChainFigures>(); };
  auto receive = [this](const net::ServerRequest& request) { return bot_->receive(request); };
  auto gate = [this](const net::ServerRequest& head) { return bot_->admit(head); };
  auto started =
      web_->start(executor, roles.web, bot, chains,
                  {.url = bot_ ? settings.webhook_url : "", .receive = receive, .gate = gate},
                  [this] { return bot_ ? bot_->username() : std::string(); });
  if (started && bot_ && settings.has_local_dashboard) {
    bot_->set_dashboard_url(fmt::format("http://127.0.0.1:{}", web_->port()));
  }
  return started;
}

asio::awaitable<base::Result<void>> ShopService::run() {
  co_await settings_.look();
  co_return co_await (run_bot() && run_chain() && run_jobs() && checkouts_.run() &&
                      settings_.run() && run_imports() && run_web());
}

void ShopService::stop() {
  is_stopping_ = true;
  stopped_.cancel();
  if (bot_) {
    bot_->stop();
  }
  if (chain_) {
    chain_->stop();
  }
  if (jobs_) {
    jobs_->stop();
  }
  if (discounts_) {
    discounts_->stop();
  }
  if (webhooks_) {
    webhooks_->stop();
  }
  if (imports_) {
    imports_->stop();
  }
  checkouts_.stop();
  settings_.stop();
}

std::optional<std::uint16_t> ShopService::port() const {
  return web_ ? std::optional(web_->port()) : std::nullopt;
}

bool ShopService::is_ready() const { return !bot_ || !bot_->trouble(); }

// A bot that cannot go on ends the shop, so that `kram serve` exits with the reason.
asio::awaitable<base::Result<void>> ShopService::run_bot() {
  base::Result<void> ended;
  if (bot_) {
    ended = co_await bot_->run();
    stop();
  }
  co_return ended;
}

void ShopService::follow(const Settings& settings) {
  if (bot_) {
    bot_->follow(settings);
  }
  if (chain_) {
    chain_->follow(settings);
  }
  checkouts_.follow(hold_times_of(settings));
}

asio::awaitable<void> ShopService::run_chain() {
  if (chain_) {
    co_await chain_->run();
  }
}

asio::awaitable<void> ShopService::run_jobs() {
  if (jobs_) {
    co_await (jobs_->run() && discounts_->run() && webhooks_->run());
  }
}

asio::awaitable<void> ShopService::run_imports() {
  if (imports_) {
    co_await imports_->run();
  }
}

asio::awaitable<void> ShopService::run_web() {
  while (!is_stopping_) {
    boost::system::error_code ignored;  // stop() ends the wait
    co_await stopped_.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
  }
  if (web_) {
    co_await web_->stop();
  }
}

}  // namespace app
