#include "web/core/metrics.h"

#include <iterator>
#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace web {
namespace {

class Page {
 public:
  void counter(std::string_view name, std::string_view help, std::uint64_t value) {
    head(name, "counter", help);
    fmt::format_to(std::back_inserter(text_), "{} {}\n", name, value);
  }
  void gauge(std::string_view name, std::string_view help, std::string_view value) {
    head(name, "gauge", help);
    fmt::format_to(std::back_inserter(text_), "{} {}\n", name, value);
  }
  void gauge(std::string_view name, std::string_view help, std::int64_t value) {
    gauge(name, help, std::to_string(value));
  }
  void responses(const std::array<std::uint64_t, 6>& counts) {
    constexpr std::string_view name = "kram_http_responses_total";
    head(name, "counter", "HTTP responses by the first digit of their status.");
    for (std::size_t digit = 1; digit < counts.size(); ++digit) {
      fmt::format_to(std::back_inserter(text_), "{}{{code=\"{}xx\"}} {}\n", name, digit,
                     counts[digit]);
    }
  }
  // Lines of one name, each with its labels.
  template <class Value>
  void labelled(std::string_view name, std::string_view type, std::string_view help,
                const std::vector<std::pair<std::string, Value>>& values) {
    if (!values.empty()) {
      head(name, type, help);
    }
    for (const auto& [labels, value] : values) {
      fmt::format_to(std::back_inserter(text_), "{}{{{}}} {}\n", name, labels, value);
    }
  }
  std::string take() { return std::move(text_); }

 private:
  void head(std::string_view name, std::string_view type, std::string_view help) {
    fmt::format_to(std::back_inserter(text_), "# HELP {} {}\n# TYPE {} {}\n", name, help, name,
                   type);
  }

  std::string text_;
};

void add_shop(Page& page, const shop::Counters& shop) {
  page.gauge("kram_customers", "Registered customers.", shop.customers);
  page.gauge("kram_orders", "Orders of the whole shop.", shop.orders);
  page.gauge("kram_revenue", "Sum of all orders in the shop's currency.", shop.revenue.decimal());
  page.gauge("kram_units_unsold", "Units that are not sold, held ones included.",
             shop.units_unsold);
  page.gauge("kram_units_held", "Units that a customer holds.", shop.units_held);
  page.gauge("kram_outbox_waiting", "Messages that wait to be sent.", shop.outbox_waiting);
  page.gauge("kram_outbox_given_up", "Messages that could never be sent.", shop.outbox_given_up);
}

// Needs no escaping: host names contain no quotes and no backslashes.
std::string labels_of(const ChainFigures& chain, const BackendFigures& backend) {
  return fmt::format(R"(coin="{}",backend="{}")", chain.coin, backend.name);
}

void add_backends(Page& page, const std::vector<ChainFigures>& chains) {
  std::vector<std::pair<std::string, int>> up;
  std::vector<std::pair<std::string, std::int64_t>> tips;
  std::vector<std::pair<std::string, std::uint64_t>> failures;
  for (const auto& chain : chains) {
    for (const auto& backend : chain.backends) {
      const auto labels = labels_of(chain, backend);
      up.emplace_back(labels, backend.is_up ? 1 : 0);
      failures.emplace_back(labels, backend.failures);
      if (backend.tip_height) {
        tips.emplace_back(labels, *backend.tip_height);
      }
    }
  }
  page.labelled("kram_backend_up", "gauge", "1 when the backend answered the last question.", up);
  page.labelled("kram_backend_tip_height", "gauge", "The backend's newest block.", tips);
  page.labelled("kram_backend_failures_total", "counter",
                "Questions that the backend did not answer, or not in a usable way.", failures);
}

void add_chains(Page& page, const std::vector<ChainFigures>& chains) {
  std::vector<std::pair<std::string, std::int64_t>> heights;
  std::vector<std::pair<std::string, int>> caught_up;
  std::vector<std::pair<std::string, int>> stalled;
  for (const auto& chain : chains) {
    const auto labels = fmt::format(R"(coin="{}")", chain.coin);
    heights.emplace_back(labels, chain.height);
    caught_up.emplace_back(labels, chain.has_caught_up ? 1 : 0);
    stalled.emplace_back(labels, chain.stands_still ? 1 : 0);
  }
  page.labelled("kram_chain_height", "gauge", "The newest block that is applied.", heights);
  page.labelled("kram_chain_caught_up", "gauge", "1 when all blocks are applied.", caught_up);
  page.labelled("kram_chain_stalled", "gauge",
                "1 when the chain has stood still for so long that the owners were told.", stalled);
  add_backends(page, chains);
}

}  // namespace

std::string render_metrics(const Metrics& metrics, const std::optional<shop::Counters>& shop,
                           const std::vector<ChainFigures>& chains) {
  Page page;
  page.counter("kram_updates_total", "Updates from Telegram that this process took.",
               metrics.updates);
  page.counter("kram_database_failures_total", "Requests and updates that the database failed.",
               metrics.database_failures);
  page.responses(metrics.responses);
  page.gauge("kram_database_up", "1 when the database answers.", std::int64_t{shop ? 1 : 0});
  if (shop) {
    add_shop(page, *shop);
  }
  add_chains(page, chains);
  return page.take();
}

}  // namespace web
