// Memory of `kram serve`, and the time until it takes updates.
#include <thread>
#include <vector>

#include "bench/closed_loop.h"
#include "bench/context.h"
#include "bench/shop_process.h"
#include "bench/stub_bot_api.h"
#include "bench/updates.h"
#include "bot/customer/callbacks.h"
#include "bot/view/callback.h"

namespace bench {
namespace {

constexpr Stock kStock{.units = 1'000, .customers = 1'000};
constexpr std::int64_t kNewcomers = 100'000;
constexpr int kClients = 50;
constexpr std::chrono::seconds kSettling{1};
constexpr double kIdleMegabytes = 30;
constexpr double kStartMilliseconds = 300;

double megabytes(const ShopProcess& shop) {
  return static_cast<double>(shop.process().resident_bytes()) / 1'000'000;
}

// Lets newcomers press a button of an old message, which registers them and shows the menu. (A
// command would be answered with a new message, and SEND_LIMIT allows 1000 of those a second.)
void serve_newcomers(const ShopProcess& shop) {
  std::atomic<std::int64_t> came = 0;
  ClosedLoop loop(
      shop.address(), kClients, [&](WebhookConnection& connection) -> boost::asio::awaitable<void> {
        const auto number = ++came;
        co_await connection.press(press(number, 10 * kFirstCustomer + number,
                                        bot::encode_callback(bot::customer::ShowMenu{})));
      });
  while (loop.turns() < kNewcomers) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  loop.stop();
}

std::string named(std::string_view what, db::Engine engine) {
  return std::string(what) + (engine == db::Engine::postgres ? ", PostgreSQL" : ", SQLite");
}

void measure(Context& context, db::Engine engine) {
  const auto url = context.databases.create(engine, kStock);
  StubBotApi telegram;
  const ShopProcess::Options options{.program = ShopProcess::Program::kram,
                                     .database_url = url,
                                     .directory = context.databases.directory()};
  std::vector<double> starts;
  for (int i = 0; i < 5; ++i) {
    ShopProcess shop(options, telegram);
    starts.push_back(static_cast<double>(shop.start_time().count()) / 1'000);
    shop.stop();
  }
  context.report.add({.name = named("start to ready", engine),
                      .measured = median(starts),
                      .unit = "ms",
                      .peer = "limit",
                      .limit = kStartMilliseconds,
                      .target = at_most(1)});
  ShopProcess shop(options, telegram);
  std::this_thread::sleep_for(kSettling);
  context.report.add({.name = named("memory, idle", engine),
                      .measured = megabytes(shop),
                      .unit = "MB",
                      .peer = "limit",
                      .limit = kIdleMegabytes,
                      .target = at_most(1)});
  serve_newcomers(shop);
  std::this_thread::sleep_for(kSettling);
  context.report.add({.name = named("memory after 100,000 customers", engine),
                      .measured = megabytes(shop),
                      .unit = "MB"});
  shop.stop();
  context.databases.remove(url);
}

}  // namespace

void measure_memory_and_start(Context& context) {
  context.report.begin("memory and start");
  measure(context, db::Engine::sqlite);
  measure(context, db::Engine::postgres);
}

}  // namespace bench
