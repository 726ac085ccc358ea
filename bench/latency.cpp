// How long a customer waits for the new screen after a press.
#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <latch>
#include <mutex>
#include <random>
#include <stdexcept>
#include <unordered_map>
#include <vector>

#include <fmt/format.h>

#include "bench/context.h"
#include "bench/event_thread.h"
#include "bench/shop_process.h"
#include "bench/stub_bot_api.h"
#include "bench/updates.h"
#include "bot/customer/shop/callbacks.h"
#include "bot/view/callback.h"

namespace bench {
namespace {

namespace asio = boost::asio;
using std::chrono::steady_clock;

constexpr int kCustomers = 1'000;
constexpr Stock kStock{.units = 30'000, .customers = kCustomers};
// Each customer presses something every five seconds on average: 200 updates, 100 sales a second.
constexpr std::chrono::milliseconds kThinking{5'000};
constexpr int kSalesEach = 2;

// Measures the time from the press to the arrival of the new screen at Telegram, by customer.
class Stopwatches {
 public:
  void start(std::int64_t customer) {
    const std::scoped_lock lock(mutex_);
    started_[customer] = steady_clock::now();
  }
  void stop(std::int64_t customer) {
    const std::scoped_lock lock(mutex_);
    if (const auto started = started_.extract(customer)) {
      const std::chrono::duration<double, std::milli> time = steady_clock::now() - started.mapped();
      times_ms_.push_back(time.count());
    }
  }
  std::vector<double> take_times_ms() {
    const std::scoped_lock lock(mutex_);
    return std::exchange(times_ms_, {});
  }

 private:
  std::mutex mutex_;
  std::unordered_map<std::int64_t, steady_clock::time_point> started_;
  std::vector<double> times_ms_;
};

// A thousand people who browse, think and buy. Used by one thread.
class Crowd {
 public:
  Crowd(const WebhookAddress& address, Stopwatches& watches)
      : address_(address), watches_(watches) {}

  asio::awaitable<void> run_customer(int number) {
    WebhookConnection connection(co_await asio::this_coro::executor, address_);
    co_await think();
    co_await connection.connect();
    const auto customer = kFirstCustomer + number;
    for (int i = 0; i < kSalesEach; ++i) {
      const auto unit = ++last_unit_;
      co_await send(connection, customer, bot::encode_callback(bot::customer::Buy{unit}));
      co_await think();
      watches_.start(customer);
      co_await send(connection, customer,
                    bot::encode_callback(
                        bot::customer::ConfirmPurchase{unit, base::Money::units(kPriceUnits)}));
      co_await think();
    }
  }

 private:
  asio::awaitable<void> think() {
    std::uniform_int_distribution<int> times(0, 2 * static_cast<int>(kThinking.count()));
    asio::steady_timer timer(co_await asio::this_coro::executor,
                             std::chrono::milliseconds(times(random_)));
    co_await timer.async_wait(asio::use_awaitable);
  }
  asio::awaitable<void> send(WebhookConnection& connection, std::int64_t customer,
                             const std::string& data) {
    co_await connection.press(press(++last_update_, customer, data));
  }

  WebhookAddress address_;
  Stopwatches& watches_;
  std::mt19937 random_{7};
  std::int64_t last_unit_ = 0;
  std::int64_t last_update_ = 0;
};

std::vector<double> run(const Context& context, const std::string& database_url) {
  Stopwatches watches;
  StubBotApi telegram([&](std::int64_t chat) { watches.stop(chat); });
  ShopProcess shop({.database_url = database_url, .directory = context.databases.directory()},
                   telegram);
  Crowd crowd(shop.address(), watches);
  std::latch running(kCustomers);
  std::atomic<int> failures = 0;
  {
    EventThread thread;
    for (int i = 0; i < kCustomers; ++i) {
      asio::co_spawn(thread.io(), crowd.run_customer(i), [&](const std::exception_ptr& failure) {
        failures += failure ? 1 : 0;
        running.count_down();
      });
    }
    running.wait();
  }
  shop.stop();
  auto times_ms = watches.take_times_ms();
  if (failures > 0 || times_ms.size() != std::size_t{kCustomers} * kSalesEach) {
    throw std::runtime_error(
        fmt::format("{} customers failed, {} screens came.", failures.load(), times_ms.size()));
  }
  std::ranges::sort(times_ms);
  return times_ms;
}

void measure(Context& context, db::Engine engine) {
  const auto url = context.databases.create(engine, kStock);
  const auto times_ms = run(context, url);
  for (const auto& [name, part] : {std::pair{"p50", 0.50}, std::pair{"p99", 0.99}}) {
    const auto at = static_cast<std::size_t>(part * static_cast<double>(times_ms.size()));
    context.report.add(
        {.name = fmt::format("Confirm to new screen, 1,000 customers, 100 sales/s, {}, {}", name,
                             engine == db::Engine::postgres ? "PostgreSQL" : "SQLite"),
         .measured = times_ms[at],
         .unit = "ms"});
  }
  context.databases.remove(url);
}

}  // namespace

void measure_latency(Context& context) {
  context.report.begin("how long a thousand customers wait");
  measure(context, db::Engine::postgres);
  measure(context, db::Engine::sqlite);
}

}  // namespace bench
