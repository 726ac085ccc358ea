// The cost of updates that only show something.
#include <atomic>
#include <functional>
#include <stdexcept>
#include <string>
#include <thread>

#include <fmt/format.h>

#include "bench/closed_loop.h"
#include "bench/context.h"
#include "bench/shop_process.h"
#include "bench/stub_bot_api.h"
#include "bench/updates.h"
#include "bot/customer/shop/callbacks.h"
#include "bot/view/callback.h"

namespace bench {
namespace {

// Enough customers that nobody is throttled.
constexpr Stock kStock{.units = 30'000, .customers = 50'000};
constexpr int kClients = 50;

struct Page {
  std::string name;
  std::function<std::string(std::int64_t update_id, std::int64_t customer)> update;
};

std::string write_wallet(std::int64_t update_id, std::int64_t customer) {
  return message(update_id, customer, "/wallet");
}

std::string press_category(std::int64_t update_id, std::int64_t customer) {
  const auto unit = update_id % kStock.units + 1;
  return press(update_id, customer, bot::encode_callback(bot::customer::ShowOffers{unit}));
}

struct PageRun {
  double updates_per_second = 0;
  double processor_us = 0;
};

PageRun run(const Context& context, const std::string& database_url, const Page& page) {
  StubBotApi telegram;
  ShopProcess shop({.database_url = database_url, .directory = context.databases.directory()},
                   telegram);
  std::atomic<std::int64_t> last = 0;
  const ClosedLoop::Turn turn = [&](WebhookConnection& connection) -> boost::asio::awaitable<void> {
    const auto number = ++last;
    const auto customer = kFirstCustomer + number % kStock.customers;
    co_await connection.post(page.update(number, customer));
  };
  ClosedLoop loop(shop.address(), kClients, turn);
  std::this_thread::sleep_for(context.warm_up);
  const auto shown = [&] { return telegram.counts().messages + telegram.counts().edits; };
  const auto shown_before = shown();
  const auto processor_before = shop.process().processor_time();
  std::this_thread::sleep_for(context.time);
  const auto count = static_cast<double>(shown() - shown_before);
  const auto processor = shop.process().processor_time() - processor_before;
  loop.stop();
  shop.stop();
  return {.updates_per_second = count / static_cast<double>(context.time.count()),
          .processor_us = static_cast<double>(processor.count()) / count};
}

void measure(Context& context, db::Engine engine) {
  const auto* const name = engine == db::Engine::postgres ? "PostgreSQL" : "SQLite";
  const auto url = context.databases.create(engine, kStock);
  for (const auto& page :
       {Page{"/wallet", write_wallet}, Page{"offers of a category", press_category}}) {
    const auto measured = run(context, url, page);
    context.report.add({.name = fmt::format("{}, {}", page.name, name),
                        .measured = measured.updates_per_second,
                        .unit = "updates/s"});
    context.report.add({.name = fmt::format("{}, {}: shop's processor time", page.name, name),
                        .measured = measured.processor_us,
                        .unit = "us"});
  }
  context.databases.remove(url);
}

}  // namespace

void measure_pages(Context& context) {
  context.report.begin("pages");
  measure(context, db::Engine::postgres);
  measure(context, db::Engine::sqlite);
}

}  // namespace bench
