#include "web/metrics.h"

#include <iterator>
#include <string_view>

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

}  // namespace

std::string render_metrics(const Metrics& metrics, const std::optional<shop::Counters>& shop) {
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
  return page.take();
}

}  // namespace web
