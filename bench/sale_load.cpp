#include "bench/sale_load.h"

#include <algorithm>
#include <stdexcept>
#include <thread>

#include <fmt/format.h>

#include "bench/closed_loop.h"
#include "bench/shop_process.h"
#include "bench/stub_bot_api.h"
#include "bench/updates.h"
#include "bot/customer/shop/callbacks.h"
#include "bot/view/callback.h"

namespace bench {
namespace {

constexpr std::chrono::seconds kDeliveryPatience{10};

// The state at one moment.
struct Progress {
  std::chrono::steady_clock::time_point at;
  std::int64_t sales = 0;  // committed and answered, both screens shown, delivery sent
  std::chrono::microseconds processor_time{};
};

Progress look(const ClosedLoop& loop, const StubBotApi& telegram, const ShopProcess& shop) {
  const auto counts = telegram.counts();
  return {.at = std::chrono::steady_clock::now(),
          .sales = std::min({loop.turns(), counts.edits / 2, counts.messages}),
          .processor_time = shop.process().processor_time()};
}

SaleRun between(const Progress& begin, const Progress& end) {
  const std::chrono::duration<double> time = end.at - begin.at;
  const auto sales = static_cast<double>(end.sales - begin.sales);
  const auto processor_us =
      static_cast<double>((end.processor_time - begin.processor_time).count());
  return {.sales_per_second = sales / time.count(), .processor_us_per_sale = processor_us / sales};
}

void wait_for_deliveries(const StubBotApi& telegram, std::int64_t count) {
  const auto give_up = std::chrono::steady_clock::now() + kDeliveryPatience;
  while (telegram.counts().messages < count) {
    if (std::chrono::steady_clock::now() > give_up) {
      throw std::runtime_error("Not every delivery was sent.");
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
}

void check_books(const std::string& database_url, const Stock& stock, std::int64_t sales) {
  const auto database = open(database_url);
  if (const auto orders = count_new_orders(*database, stock); orders != sales) {
    throw std::runtime_error(fmt::format("{} sales were confirmed, {} made.", sales, orders));
  }
  audit(*database);
}

}  // namespace

boost::asio::awaitable<void> SaleLoad::sell(WebhookConnection& connection) {
  const auto unit = ++sold_;
  if (unit > stock_.units) {
    throw std::runtime_error("The stock is too small for this machine.");
  }
  const auto customer = kFirstCustomer + unit % stock_.customers;
  co_await connection.press(
      press(2 * unit, customer, bot::encode_callback(bot::customer::Buy{unit})));
  co_await connection.press(press(
      2 * unit + 1, customer,
      bot::encode_callback(bot::customer::ConfirmPurchase{unit, base::Money::units(kPriceUnits)})));
}

SaleRun run_sales(const Context& context, const std::string& database_url, const Stock& stock,
                  int clients) {
  StubBotApi telegram;
  ShopProcess shop({.database_url = database_url, .directory = context.databases.directory()},
                   telegram);
  SaleLoad load(stock);
  ClosedLoop loop(shop.address(), clients,
                  [&](WebhookConnection& connection) { return load.sell(connection); });
  std::this_thread::sleep_for(context.warm_up);
  const auto begin = look(loop, telegram, shop);
  std::this_thread::sleep_for(context.time);
  const auto end = look(loop, telegram, shop);
  loop.stop();
  wait_for_deliveries(telegram, loop.turns());
  shop.stop();
  check_books(database_url, stock, loop.turns());
  return between(begin, end);
}

}  // namespace bench
