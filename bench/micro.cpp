// Single steps of handling an update, with Google Benchmark.
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "base/money.h"
#include "bench/context.h"
#include "bench/updates.h"
#include "bot/customer/menu_screens.h"
#include "bot/customer/routes.h"
#include "bot/customer/shop/callbacks.h"
#include "bot/view/callback.h"
#include "bot/view/translations.h"
#include "json/json.h"
#include "telegram/methods.h"
#include "telegram/types.h"

namespace bench {
namespace {

void parse_money(benchmark::State& state) {
  for (auto _ : state) {
    benchmark::DoNotOptimize(base::Money::parse("1234.56"));
  }
}

void callback_there_and_back(benchmark::State& state) {
  const bot::customer::ConfirmPurchase callback{1'234'567, base::Money::units(80)};
  for (auto _ : state) {
    const auto data = bot::encode_callback(callback);
    benchmark::DoNotOptimize(bot::decode_callback<bot::customer::ConfirmPurchase>(data));
  }
}

void decode_update(benchmark::State& state) {
  const auto text = press(7, kFirstCustomer, "confirm.qglj.67s");
  for (auto _ : state) {
    benchmark::DoNotOptimize(json::parse<telegram::Update>(text, json::Strictness::lenient));
  }
}

void encode_call(benchmark::State& state) {
  telegram::EditMessageText call{.chat_id = kFirstCustomer, .message_id = 7, .text = "Paid."};
  call.reply_markup.emplace().inline_keyboard = {{{.text = "Menu", .callback_data = "menu"}},
                                                 {{.text = "Shop", .callback_data = "shop.0"}}};
  for (auto _ : state) {
    benchmark::DoNotOptimize(json::to_text(call));
  }
}

void render_menu(benchmark::State& state) {
  const std::vector<std::string> languages{"en", "pl"};
  const auto translations = bot::Translations::load(languages);
  const shop::Customer customer{.first_name = "Anna", .balance = base::Money::units(80)};
  bot::Router router;
  bot::customer::add_routes(router);
  for (auto _ : state) {
    benchmark::DoNotOptimize(
        bot::customer::menu_screen(translations->in("pl"), router.navigation(), customer));
  }
}

// Puts each result into the report.
class Collector final : public benchmark::BenchmarkReporter {
 public:
  explicit Collector(Report& report) : report_(report) {}
  bool ReportContext(const Context& /*machine*/) override { return true; }
  void ReportRuns(const std::vector<Run>& runs) override {
    for (const auto& run : runs) {
      report_.add(
          {.name = run.benchmark_name(), .measured = run.GetAdjustedCPUTime(), .unit = "ns"});
    }
  }

 private:
  Report& report_;
};

}  // namespace

void measure_parts(Context& context) {
  context.report.begin("parts");
  benchmark::RegisterBenchmark("read an amount of money", parse_money);
  benchmark::RegisterBenchmark("callback data there and back", callback_there_and_back);
  benchmark::RegisterBenchmark("read an update", decode_update);
  benchmark::RegisterBenchmark("write a Bot API call", encode_call);
  benchmark::RegisterBenchmark("render the menu", render_menu);
  Collector collector(context.report);
  benchmark::RunSpecifiedBenchmarks(&collector);
}

}  // namespace bench
