// A sale on PostgreSQL, beside pgbench on the same cluster.
#include <algorithm>
#include <fstream>
#include <optional>
#include <vector>

#include <fmt/format.h>

#include "bench/context.h"
#include "bench/pgbench.h"
#include "bench/sale_load.h"

namespace bench {
namespace {

constexpr Stock kStock{.units = 150'000, .customers = 20'000};
constexpr int kClients = 100;

// One way to make the same sale with pgbench.
struct Peer {
  std::string name;
  std::string script;
  int clients = 1;
};

// Each script with as many clients as the shop has customers at a time, and as it has connections.
const std::vector<Peer>& peers() {
  static const std::vector<Peer> all{{"statements, 100 clients", "sale_statements.sql", kClients},
                                     {"statements, 20 clients", "sale_statements.sql", 20},
                                     {"function, 100 clients", "sale_calls.sql", kClients},
                                     {"function, 20 clients", "sale_calls.sql", 20}};
  return all;
}

std::string content_of(const std::filesystem::path& file) {
  std::ifstream stream(file);
  return {std::istreambuf_iterator<char>(stream), {}};
}

double run_peer(const Context& context, const std::string& template_url, const Peer& peer) {
  const auto url = context.databases.copy(template_url);
  const double rate =
      pgbench({.url = url,
               .script = std::filesystem::path(KRAM_BENCH_SQL) / peer.script,
               .variables = {"i=0", fmt::format("price={}", kPriceUnits),
                             fmt::format("first_customer={}", kFirstCustomer),
                             fmt::format("customers={}", kStock.customers),
                             fmt::format("units_per_client={}", kStock.units / peer.clients)},
               .clients = peer.clients,
               .warm_up = context.warm_up,
               .time = context.time,
               .log = context.databases.directory() / "pgbench.out"});
  audit(*open(url));
  context.databases.remove(url);
  return rate;
}

SaleRun run_shop(const Context& context, const std::string& template_url) {
  const auto url = context.databases.copy(template_url);
  const auto run = run_sales(context, url, kStock, kClients);
  context.databases.remove(url);
  return run;
}

// Returns the fastest peer; reports the rates of all.
const Peer& choose_peer(Context& context, const std::string& template_url) {
  std::vector<double> rates;
  for (const auto& peer : peers()) {
    rates.push_back(run_peer(context, template_url, peer));
    context.report.add(
        {.name = "sale by pgbench: " + peer.name, .measured = rates.back(), .unit = "sales/s"});
  }
  return peers()[static_cast<std::size_t>(std::ranges::max_element(rates) - rates.begin())];
}

}  // namespace

void measure_sales_on_postgres(Context& context) {
  context.report.begin("sales on PostgreSQL");
  const auto template_url = context.databases.create(db::Engine::postgres, kStock);
  run_on_postgres(template_url,
                  content_of(std::filesystem::path(KRAM_BENCH_SQL) / "sale_functions.sql"));
  const auto* const peer = context.has_peers ? &choose_peer(context, template_url) : nullptr;
  std::vector<double> ours;
  std::vector<double> theirs;
  std::vector<double> processor_us;
  for (int round = 0; round < context.rounds; ++round) {
    const auto run = run_shop(context, template_url);
    ours.push_back(run.sales_per_second);
    processor_us.push_back(run.processor_us_per_sale);
    theirs.push_back(peer != nullptr ? run_peer(context, template_url, *peer) : 0);
  }
  context.report.add({.name = "sale over the webhook, PostgreSQL",
                      .measured = median(ours),
                      .unit = "sales/s",
                      .peer = peer != nullptr ? "pgbench, " + peer->name : "",
                      .limit = median(theirs),
                      .target = at_least(0.6)});
  context.report.add({.name = "shop's processor time for a sale, PostgreSQL",
                      .measured = median(processor_us),
                      .unit = "us"});
  context.databases.remove(template_url);
}

}  // namespace bench
