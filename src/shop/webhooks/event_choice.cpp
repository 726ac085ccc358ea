#include "shop/webhooks/event_choice.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"

namespace shop {

EventChoice choice_of(std::vector<WebhookEvent> events) {
  std::ranges::sort(events);
  const auto repeated = std::ranges::unique(events);
  events.erase(repeated.begin(), repeated.end());
  return {std::move(events)};
}

db::Value to_value(const EventChoice& choice) {
  std::string text = " ";
  for (const auto event : choice.events) {
    text += fmt::format("{} ", base::text_of(event));
  }
  return text;
}

void from_cell(db::Engine engine, const db::Cell& cell, EventChoice& out) {
  std::string text;
  db::from_cell(engine, cell, text);
  out.events.clear();
  for (const auto name : base::split(text, ' ')) {
    if (const auto event = base::find_enum<WebhookEvent>(name)) {
      out.events.push_back(*event);
    }
  }
}

std::string choice_pattern(WebhookEvent event) {
  return fmt::format("% {} %", base::text_of(event));
}

}  // namespace shop
