#include "bot/notices/notices.h"

#include <array>
#include <boost/describe.hpp>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/text.h"
#include "bot/customer/contact.h"
#include "bot/notices/deposit_notices.h"
#include "bot/updates/calls.h"
#include "bot/view/wording.h"
#include "json/json.h"
#include "shop/money/ledger.h"

namespace bot {
namespace {

// What payloads hold (shop/outbox.h).
struct Payload {
  std::int64_t order_id = 0;
  std::int64_t user_id = 0;
  std::int64_t transfer_id = 0;
  std::int64_t deposit_id = 0;
};
BOOST_DESCRIBE_STRUCT(Payload, (), (order_id, user_id, transfer_id, deposit_id))

Payload payload_of(const shop::ClaimedNotice& notice) {
  return json::parse<Payload>(notice.payload, json::Strictness::lenient).value_or(Payload{});
}

using Calls = std::vector<NoticeCall>;

// What is kept free for the heading of a delivery within the 4096 characters of a message.
constexpr std::size_t kMaxPart = 3'800;

Calls message(std::int64_t user_id, std::string text) {
  return {{.call = message_with(user_id, {.text = std::move(text)})}};
}

bool is_web_address(std::string_view photo) {
  return photo.starts_with("https://") || photo.starts_with("http://");
}

// What a customer gets in place of a photo that Telegram does not show: the address, where it is
// one, else whom to ask.
std::string photo_refused(const Texts& texts, const Context& context, const shop::Order& order,
                          const std::string& photo) {
  const auto name = short_name(order.name);
  return is_web_address(photo)
             ? texts.text("delivery.photo_address"_msg,
                          {{"id", order.id}, {"name", name}, {"url", photo}})
             : texts.text("delivery.photo_refused"_msg,
                          {{"id", order.id},
                           {"name", name},
                           {"contact", customer::contact(texts, context.settings)}});
}

Calls photo_calls(const Texts& texts, const Context& context, const shop::Order& order,
                  const std::string& photo) {
  const telegram::SendPhoto call{
      .chat_id = order.user_id,
      .photo = photo,
      .caption =
          texts.text("delivery.photo"_msg, {{"id", order.id}, {"name", short_name(order.name)}})};
  auto instead = photo_refused(texts, context, order, photo);
  return {{.call = call, .if_refused = message_with(order.user_id, {.text = std::move(instead)})}};
}

std::string map_url(const base::Location& place) {
  return fmt::format("https://www.openstreetmap.org/?mlat={0}&mlon={1}#map=18/{0}/{1}",
                     place.latitude.decimal(), place.longitude.decimal());
}

Calls location_calls(const Texts& texts, const shop::Order& order, const base::Location& place) {
  const telegram::SendLocation call{
      .chat_id = order.user_id, .latitude = place.latitude, .longitude = place.longitude};
  auto instead = texts.text("delivery.map"_msg, {{"id", order.id},
                                                 {"name", short_name(order.name)},
                                                 {"latitude", place.latitude.decimal()},
                                                 {"longitude", place.longitude.decimal()},
                                                 {"url", map_url(place)}});
  return {{.call = call, .if_refused = message_with(order.user_id, {.text = std::move(instead)})}};
}

// The longest front of `text` that fits into a message, cut between characters.
std::string_view first_part(std::string_view text) {
  if (text.size() <= kMaxPart || base::utf16_length(text) <= kMaxPart) {
    return text;
  }
  return text.substr(0, base::shorten(text, kMaxPart).size() - std::string_view("…").size());
}

Calls text_calls(const Texts& texts, const shop::Order& order, std::string_view delivery) {
  const auto head = first_part(delivery);
  auto calls =
      message(order.user_id,
              texts.text("delivery.text"_msg,
                         {{"id", order.id}, {"name", short_name(order.name)}, {"text", head}}));
  for (auto rest = delivery.substr(head.size()); !rest.empty();) {
    const auto part = first_part(rest);
    calls.push_back({.call = message_with(order.user_id, {.text = base::escape_html(part)})});
    rest.remove_prefix(part.size());
  }
  return calls;
}

}  // namespace

void NoticeRenderer::prepare(std::span<const shop::ClaimedNotice> notices) {
  std::set<std::int64_t> customers;
  std::set<std::int64_t> orders;
  for (const auto& notice : notices) {
    customers.insert(notice.user_id);
    if (const auto order_id = payload_of(notice).order_id; order_id != 0) {
      orders.insert(order_id);
    }
  }
  if (!customers.empty()) {
    for (auto& found : shop::find_customers(tx_, std::vector(customers.begin(), customers.end()))) {
      const auto id = found.id;
      customers_[id] = std::move(found);
    }
  }
  if (orders.empty()) {
    return;
  }
  for (auto& found : shop::find_delivered_orders(tx_, std::vector(orders.begin(), orders.end()))) {
    const auto id = found.order.id;
    orders_[id] = std::move(found);
  }
}

Calls NoticeRenderer::render(const shop::ClaimedNotice& notice) {
  switch (notice.kind) {
    case shop::NoticeKind::delivery_photo:
    case shop::NoticeKind::delivery_location:
    case shop::NoticeKind::delivery_text:
      return render_delivery(notice);
    case shop::NoticeKind::new_referral:
      return render_referral(notice);
    case shop::NoticeKind::adjustment:
      return render_adjustment(notice);
    case shop::NoticeKind::deposit_seen:
    case shop::NoticeKind::deposit_progress:
    case shop::NoticeKind::deposit_too_small:
    case shop::NoticeKind::deposit_completed:
    case shop::NoticeKind::deposit_replaced:
    case shop::NoticeKind::deposit_reversed:
    case shop::NoticeKind::deposit_rejected:
    case shop::NoticeKind::deposit_expired:
    case shop::NoticeKind::deposit_review:
    case shop::NoticeKind::deposit_reminder:
    case shop::NoticeKind::deposit_decided:
    case shop::NoticeKind::deposit_receipt:
    case shop::NoticeKind::star_refund:
      return deposit_notice(tx_, context_, texts_for(notice.user_id), notice,
                            payload_of(notice).deposit_id);
    case shop::NoticeKind::commission:
    case shop::NoticeKind::commission_reversed:
      return commission_notice(tx_, context_, texts_for(notice.user_id), notice,
                               payload_of(notice).transfer_id);
    case shop::NoticeKind::alert:
      return alert_notice(texts_for(notice.user_id), notice);
  }
  return {};
}

Calls NoticeRenderer::render_delivery(const shop::ClaimedNotice& notice) {
  const auto& found = delivered(payload_of(notice).order_id);
  if (!found || found->order.user_id != notice.user_id) {
    return {};
  }
  const auto& [order, delivery] = *found;
  const Texts& texts = texts_for(notice.user_id);
  if (notice.kind == shop::NoticeKind::delivery_photo) {
    return delivery.photo ? photo_calls(texts, context_, order, *delivery.photo) : Calls{};
  }
  if (notice.kind == shop::NoticeKind::delivery_location) {
    return delivery.location ? location_calls(texts, order, *delivery.location) : Calls{};
  }
  return text_calls(texts, order, delivery.text);
}

Calls NoticeRenderer::render_referral(const shop::ClaimedNotice& notice) {
  const auto& newcomer = customer(payload_of(notice).user_id);
  if (!newcomer) {
    return {};
  }
  const auto name = person(newcomer->first_name, newcomer->username.value_or(""), newcomer->id);
  return message(notice.user_id,
                 texts_for(notice.user_id).text("notice.new_referral"_msg, {{"name", name}}));
}

Calls NoticeRenderer::render_adjustment(const shop::ClaimedNotice& notice) {
  const auto movement = shop::find_movement(tx_, payload_of(notice).transfer_id, notice.user_id);
  if (!movement) {
    return {};
  }
  const Texts& texts = texts_for(notice.user_id);
  const Wording wording{.texts = texts, .currency = context_.settings.currency};
  const bool takes = movement->amount.is_negative();
  const auto amount = takes ? -movement->amount : movement->amount;
  return message(notice.user_id, texts.text(takes ? "notice.debited"_msg : "notice.credited"_msg,
                                            {{"amount", wording.money(amount)},
                                             {"balance", wording.money(movement->balance_after)}}));
}

const std::optional<shop::Customer>& NoticeRenderer::customer(std::int64_t id) {
  const auto [entry, is_new] = customers_.try_emplace(id);
  if (is_new) {
    entry->second = shop::find_customer(tx_, id);
  }
  return entry->second;
}

const std::optional<shop::DeliveredOrder>& NoticeRenderer::delivered(std::int64_t order_id) {
  const auto [entry, is_new] = orders_.try_emplace(order_id);
  if (is_new) {
    for (auto& found : shop::find_delivered_orders(tx_, std::array{order_id})) {
      entry->second = std::move(found);
    }
  }
  return entry->second;
}

const Texts& NoticeRenderer::texts_for(std::int64_t user_id) {
  const auto& known = customer(user_id);
  return context_.translations.in(known ? known->language : std::nullopt);
}

}  // namespace bot
