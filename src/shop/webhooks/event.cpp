#include "shop/webhooks/event.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "shop/webhooks/event_choice.h"

namespace shop {
namespace {

std::vector<std::string_view> names_of_events() {
  std::vector<std::string_view> names;
  for (const auto event : all_webhook_events()) {
    names.push_back(base::text_of(event));
  }
  return names;
}

}  // namespace

std::vector<WebhookEvent> all_webhook_events() {
  std::vector<WebhookEvent> events;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<WebhookEvent>>(
      [&](auto enumerator) { events.push_back(enumerator.value); });
  return events;
}

void write_event(db::Tx& tx, const NewEvent& event, base::Timestamp now) {
  tx.execute_later(
      "INSERT INTO webhook_events (event, subject, payload, created_at) "
      "SELECT $1, $2, $3, $4 WHERE EXISTS "
      "(SELECT 1 FROM webhooks w WHERE w.is_enabled AND w.events LIKE $5)",
      event.event, event.subject, event.payload, now, choice_pattern(event.event));
  tx.announce();
}

}  // namespace shop

std::string_view base::EnumNames<shop::WebhookEvent>::text(shop::WebhookEvent event) {
  switch (event) {
    case shop::WebhookEvent::order_created:
      return "order.created";
    case shop::WebhookEvent::order_refunded:
      return "order.refunded";
    case shop::WebhookEvent::deposit_completed:
      return "deposit.completed";
    case shop::WebhookEvent::deposit_reversed:
      return "deposit.reversed";
    case shop::WebhookEvent::stock_low:
      return "stock.low";
    case shop::WebhookEvent::stock_out:
      return "stock.out";
    case shop::WebhookEvent::ticket_opened:
      return "ticket.opened";
    case shop::WebhookEvent::customer_created:
      return "customer.created";
  }
  std::unreachable();
}

std::optional<shop::WebhookEvent> base::EnumNames<shop::WebhookEvent>::find(std::string_view text) {
  const auto events = shop::all_webhook_events();
  const auto found = std::ranges::find(events, text, base::text_of<shop::WebhookEvent>);
  return found == events.end() ? std::nullopt : std::optional(*found);
}

boost::json::value json::Codec<shop::WebhookEvent>::encode(shop::WebhookEvent event,
                                                           boost::json::storage_ptr storage) {
  return boost::json::value(boost::json::string_view(base::text_of(event)), std::move(storage));
}

bool json::Codec<shop::WebhookEvent>::decode(const boost::json::value& json,
                                             shop::WebhookEvent& into, Reader& reader) {
  std::string text;
  if (!Codec<std::string>::decode(json, text, reader)) {
    return false;
  }
  const auto event = base::find_enum<shop::WebhookEvent>(text);
  into = event.value_or(into);
  return event ||
         reader.fail(fmt::format("must be one of {}", fmt::join(shop::names_of_events(), ", ")));
}

boost::json::object json::Schema<shop::WebhookEvent>::make() {
  boost::json::array names;
  for (const auto name : shop::names_of_events()) {
    names.emplace_back(boost::json::string_view(name));
  }
  return {{"type", "string"}, {"enum", std::move(names)}};
}
