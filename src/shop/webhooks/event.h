// What programs outside the shop are told of. Events are written in the transaction of what they
// tell of, and sent after its commit.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/enum_text.h"
#include "db/core/tx.h"
#include "json/json.h"
#include "json/schema.h"

namespace shop {

enum class WebhookEvent {
  order_created,
  order_refunded,
  deposit_completed,
  deposit_reversed,
  stock_low,
  stock_out,
  ticket_opened,
  customer_created,
};
BOOST_DESCRIBE_ENUM(WebhookEvent, order_created, order_refunded, deposit_completed,
                    deposit_reversed, stock_low, stock_out, ticket_opened, customer_created)

// All of them, in order.
std::vector<WebhookEvent> all_webhook_events();

// Asks a target whether it is there; sent on request only.
inline constexpr std::string_view kPingEvent = "ping";

struct NewEvent {
  WebhookEvent event{};
  std::string subject;  // "order:5": what is told of one subject arrives in order
  std::string payload;  // JSON without secrets, such as what was delivered
};

// Adds the event when an enabled webhook has chosen it. Nothing is waited for. REQUIRES: the
// transactions that tell of one subject follow each other (they lock its row).
void write_event(db::Tx& tx, const NewEvent& event, base::Timestamp now);

// `View` is a described struct with `kEvent` and `std::string subject() const` (event_views.h).
template <class View>
void write_event(db::Tx& tx, const View& view, base::Timestamp now) {
  write_event(
      tx, {.event = View::kEvent, .subject = view.subject(), .payload = json::to_text(view)}, now);
}

}  // namespace shop

// "order.created"
template <>
struct base::EnumNames<shop::WebhookEvent> {
  static std::string_view text(shop::WebhookEvent event);
  static std::optional<shop::WebhookEvent> find(std::string_view text);
};

namespace json {

template <>
struct Codec<shop::WebhookEvent> {
  static boost::json::value encode(shop::WebhookEvent event, boost::json::storage_ptr storage);
  static bool decode(const boost::json::value& json, shop::WebhookEvent& into, Reader& reader);
};
template <>
struct Schema<shop::WebhookEvent> {
  static boost::json::object make();
};

}  // namespace json
