#include "app/services/chain_service.h"

#include <boost/asio/experimental/awaitable_operators.hpp>
#include <utility>

#include <fmt/format.h>

#include "app/settings/deposit_rules.h"
#include "app/settings/http_options.h"
#include "chain/backends/backend_url.h"
#include "chain/blocks/genesis.h"

namespace app {
namespace {

namespace asio = boost::asio;
using asio::experimental::awaitable_operators::operator&&;

std::vector<base::Coin> coins_of(const Settings& settings) {
  std::vector<base::Coin> coins;
  for (const auto& row : base::coins()) {
    if (is_on(settings, row.coin)) {
      coins.push_back(row.coin);
    }
  }
  return coins;
}

std::string lease_of(base::Coin coin) { return fmt::format("chain-{}", text_of(coin)); }

}  // namespace

net::HttpClient::Options block_options_of(const Settings& settings) {
  auto options = http_options_of(settings);
  options.response_limit_bytes = chain::kAnswerBytesMax;
  return options;
}

base::Result<std::unique_ptr<chain::BackendPool>> make_backends(const Settings& settings,
                                                                base::Coin coin,
                                                                net::HttpClient& http,
                                                                const Context& context) {
  const auto& chosen = coin_settings(settings, coin);
  if (auto required = require_backend(chosen); !required) {
    return std::unexpected(std::move(required.error()));
  }
  std::vector<std::unique_ptr<chain::Backend>> backends;
  backends.reserve(chosen.backends.size());
  for (const auto& text : chosen.backends) {
    backends.push_back(chain::make_backend(chain::parse_backend_url(text).value(),
                                           {.api_key = settings.blockchain_api_key,
                                            .setting = fmt::format("{}_BACKEND", code_of(coin)),
                                            .clock = &context.clock},
                                           http));
  }
  const auto& network = row_of(coin).on(chosen.network);
  chain::BackendPool::Options options{
      .coin = coin, .network = chosen.network, .genesis = chain::genesis_of(coin, chosen.network)};
  if (network.known_height > 0) {
    options.known_block = {network.known_height, std::string(network.known_block)};
  }
  return std::make_unique<chain::BackendPool>(std::move(backends), context.clock, context.logger,
                                              std::move(options));
}

chain::Watcher::Context watcher_context(const Settings& settings, base::Coin coin,
                                        chain::BackendPool& backends, const Context& context) {
  return {.backends = backends,
          .account = *coin_settings(settings, coin).account,
          .rules = deposit_rules_of(settings, coin),
          .currency = settings.currency,
          .database = context.database,
          .clock = context.clock,
          .random = context.random,
          .logger = context.logger,
          .owner_ids = settings.owner_ids};
}

base::Result<std::unique_ptr<ChainService>> ChainService::make(asio::any_io_executor executor,
                                                               const Settings& settings,
                                                               const Context& context) {
  auto service = std::make_unique<ChainService>(std::move(executor), settings, context);
  if (auto prepared = service->prepare(); !prepared) {
    return std::unexpected(std::move(prepared.error()));
  }
  return service;
}

ChainService::ChainService(asio::any_io_executor executor, const Settings& settings,
                           const Context& context)
    : executor_(std::move(executor)),
      settings_(settings),
      context_(context),
      http_(executor_, block_options_of(settings)),
      rates_task_(executor_, context_, "rates", "reads the exchange rates") {}

base::Result<void> ChainService::prepare() {
  for (const auto coin : coins_of(settings_)) {
    auto backends = make_backends(settings_, coin, http_, context_);
    if (!backends) {
      return std::unexpected(std::move(backends.error()));
    }
    followers_.push_back({.coin = coin,
                          .backends = *std::move(backends),
                          .task = std::make_unique<LeaderTask>(executor_, context_, lease_of(coin),
                                                               "follows this chain"),
                          .watcher = nullptr});
  }
  return followers_.empty() ? base::Result<void>() : prepare_rates();
}

base::Result<void> ChainService::prepare_rates() {
  auto rates =
      chain::Rates::make(executor_, http_, context_.database, context_.clock, context_.logger,
                         {.coins = coins_of(settings_),
                          .currency = settings_.currency,
                          .urls = settings_.rates_urls,
                          .owner_ids = settings_.owner_ids});
  if (!rates) {
    return std::unexpected(std::move(rates.error()));
  }
  rates_ = *std::move(rates);
  return {};
}

asio::awaitable<void> ChainService::run() { co_await (run_followers(0) && run_rates()); }

void ChainService::follow(const Settings& settings) {
  static_cast<shop::OwnerSettings&>(settings_) = settings;
  for (const auto& follower : followers_) {
    if (follower.watcher) {
      follower.watcher->follow(deposit_rules_of(settings_, follower.coin));
    }
  }
}

void ChainService::stop() {
  for (auto& follower : followers_) {
    follower.task->stop();
  }
  rates_task_.stop();
}

std::vector<std::pair<base::Coin, chain::WatcherStatus>> ChainService::status() const {
  std::vector<std::pair<base::Coin, chain::WatcherStatus>> all;
  for (const auto& follower : followers_) {
    if (follower.watcher) {
      all.emplace_back(follower.coin, follower.watcher->status());
    }
  }
  return all;
}

std::vector<web::ChainFigures> ChainService::figures() const {
  std::vector<web::ChainFigures> all;
  for (const auto& [coin, status] : status()) {
    web::ChainFigures figures{.coin = std::string(base::code_of(coin)),
                              .height = status.height,
                              .has_caught_up = status.has_caught_up,
                              .stands_still = status.stalled_since.has_value(),
                              .backends = {}};
    for (const auto& backend : status.backends) {
      const auto& state = backend.state;
      figures.backends.push_back(
          {.name = backend.name,
           .is_up = backend.is_healthy && backend.answered_at != base::Timestamp{},
           .tip_height = state ? std::optional(state->tip.height) : std::nullopt,
           .failures = backend.failures});
    }
    all.push_back(std::move(figures));
  }
  return all;
}

asio::awaitable<void> ChainService::follow(Follower& follower) {
  const auto ended =
      co_await follower.task->run({.run = [this, &follower] { return watch(follower); },
                                   .stop = [&follower] { follower.watcher->stop(); }});
  if (!ended) {
    context_.logger.error("{}", ended.error().message);
  }
}

asio::awaitable<base::Result<void>> ChainService::watch(Follower& follower) {
  auto context = watcher_context(settings_, follower.coin, *follower.backends, context_);
  follower.watcher = std::make_unique<chain::Watcher>(
      executor_, std::move(context), chain::Watcher::Options{.poll = settings_.chain_poll});
  auto ended = co_await follower.watcher->run();
  follower.watcher.reset();
  co_return ended;
}

asio::awaitable<void> ChainService::run_followers(std::size_t first) {
  if (first < followers_.size()) {
    co_await (follow(followers_[first]) && run_followers(first + 1));
  }
}

asio::awaitable<void> ChainService::run_rates() {
  if (!rates_) {
    co_return;
  }
  const auto ended = co_await rates_task_.run(
      {.run = [this] { return read_rates(); }, .stop = [this] { rates_->stop(); }});
  if (!ended) {
    context_.logger.error("{}", ended.error().message);
  }
}

// A reader runs once; the next turn has one of its own.
asio::awaitable<base::Result<void>> ChainService::read_rates() {
  co_await rates_->run();
  co_return prepare_rates();
}

}  // namespace app
