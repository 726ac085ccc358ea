// Which events a webhook is told of, as it stands in the database and in JSON.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "db/core/value.h"
#include "shop/webhooks/event.h"

namespace shop {

struct EventChoice {
  std::vector<WebhookEvent> events;  // each once, in the order of the enum

  friend bool operator==(const EventChoice&, const EventChoice&) = default;
};

EventChoice choice_of(std::vector<WebhookEvent> events);

// In the database a text of names, each between blanks: " order.created stock.out ".
db::Value to_value(const EventChoice& choice);
// Names of events of a newer program are passed over.
void from_cell(db::Engine engine, const db::Cell& cell, EventChoice& out);

// Of LIKE: finds the choices with that event.
std::string choice_pattern(WebhookEvent event);

}  // namespace shop

namespace json {

template <>
struct Codec<shop::EventChoice> {
  static boost::json::value encode(const shop::EventChoice& choice,
                                   boost::json::storage_ptr storage) {
    return Codec<std::vector<shop::WebhookEvent>>::encode(choice.events, std::move(storage));
  }
  static bool decode(const boost::json::value& json, shop::EventChoice& into, Reader& reader) {
    std::vector<shop::WebhookEvent> events;
    if (!Codec<std::vector<shop::WebhookEvent>>::decode(json, events, reader)) {
      return false;
    }
    into = shop::choice_of(std::move(events));
    return true;
  }
};
template <>
struct Schema<shop::EventChoice> : Schema<std::vector<shop::WebhookEvent>> {};

}  // namespace json
