#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"
#include "bot/customer/contact.h"
#include "bot/notices/renderers.h"
#include "bot/updates/calls.h"
#include "bot/view/delivery_wording.h"
#include "shop/sales/notices.h"

namespace bot {
namespace {

// Leaves room for the heading of a delivery within the 4096 characters of a message.
constexpr std::size_t kMaxPart = 3'800;

bool is_web_address(std::string_view photo) {
  return photo.starts_with("https://") || photo.starts_with("http://");
}

// Replaces a photo that Telegram refuses: with its address if it has one, else with the contact.
std::string photo_refused(const Texts& texts, const ShopSettings& settings,
                          const shop::Order& order, const std::string& photo) {
  const auto name = short_name(order.name);
  return is_web_address(photo) ? texts.text("delivery.photo_address"_msg,
                                            {{"id", order.id}, {"name", name}, {"url", photo}})
                               : texts.text("delivery.photo_refused"_msg,
                                            {{"id", order.id},
                                             {"name", name},
                                             {"contact", customer::contact(texts, settings)}});
}

Sending photo_of(const Texts& texts, const ShopSettings& settings, const shop::Order& order,
                 const std::string& photo) {
  const telegram::SendPhoto call{
      .chat_id = order.user_id,
      .photo = photo,
      .caption =
          texts.text("delivery.photo"_msg, {{"id", order.id}, {"name", short_name(order.name)}})};
  auto instead = photo_refused(texts, settings, order, photo);
  return {.calls = {{.call = call,
                     .if_refused = message_with(order.user_id, {.text = std::move(instead)})}}};
}

std::string map_url(const base::Location& place) {
  return fmt::format("https://www.openstreetmap.org/?mlat={0}&mlon={1}#map=18/{0}/{1}",
                     place.latitude.decimal(), place.longitude.decimal());
}

Sending location_of(const Texts& texts, const shop::Order& order, const base::Location& place) {
  const telegram::SendLocation call{
      .chat_id = order.user_id, .latitude = place.latitude, .longitude = place.longitude};
  auto instead = texts.text("delivery.map"_msg, {{"id", order.id},
                                                 {"name", short_name(order.name)},
                                                 {"latitude", place.latitude.decimal()},
                                                 {"longitude", place.longitude.decimal()},
                                                 {"url", map_url(place)}});
  return {.calls = {{.call = call,
                     .if_refused = message_with(order.user_id, {.text = std::move(instead)})}}};
}

// Returns the longest prefix of `text` that fits into a message, cut between characters.
std::string_view first_part(std::string_view text) {
  if (text.size() <= kMaxPart || base::utf16_length(text) <= kMaxPart) {
    return text;
  }
  return text.substr(0, base::shorten(text, kMaxPart).size() - std::string_view("…").size());
}

Sending text_of(const Texts& texts, const shop::Order& order, std::string_view delivery) {
  const auto head = first_part(delivery);
  Screen screen{.text = texts.text("delivery.text"_msg, {{"id", order.id},
                                                         {"name", short_name(order.name)},
                                                         {"text", delivery_html(head)}})};
  if (auto copy = copy_delivery_button(texts, delivery)) {
    screen.add(styled(*std::move(copy), ButtonStyle::primary));
  }
  Sending sending{.calls = {{.call = message_with(order.user_id, screen)}}};
  for (auto rest = delivery.substr(head.size()); !rest.empty();) {
    const auto part = first_part(rest);
    sending.calls.push_back(
        {.call = message_with(order.user_id, {.text = delivery_html(part).text})});
    rest.remove_prefix(part.size());
  }
  return sending;
}

// Returns null when the order is not the recipient's.
const shop::DeliveredOrder* delivered_to(const NoticeRequest& request,
                                         const shop::OrderNotice& notice) {
  const auto& found = request.sources.order(notice.order_id);
  return found && found->order.user_id == request.user_id ? &*found : nullptr;
}

Sending delivery_photo(const NoticeRequest& request, const shop::OrderNotice& notice) {
  const auto* found = delivered_to(request, notice);
  return found != nullptr && found->delivery.photo
             ? photo_of(request.texts, request.settings, found->order, *found->delivery.photo)
             : Sending();
}

Sending delivery_location(const NoticeRequest& request, const shop::OrderNotice& notice) {
  const auto* found = delivered_to(request, notice);
  return found != nullptr && found->delivery.location
             ? location_of(request.texts, found->order, *found->delivery.location)
             : Sending();
}

Sending delivery_text(const NoticeRequest& request, const shop::OrderNotice& notice) {
  const auto* found = delivered_to(request, notice);
  return found != nullptr ? text_of(request.texts, found->order, found->delivery.text) : Sending();
}

void expect_order(NoticeSources& sources, const shop::OrderNotice& notice) {
  sources.expect_order(notice.order_id);
}

}  // namespace

void add_delivery_notices(NoticeRenderers& renderers) {
  renderers.on(shop::kDeliveryPhoto, delivery_photo, expect_order);
  renderers.on(shop::kDeliveryLocation, delivery_location, expect_order);
  renderers.on(shop::kDeliveryText, delivery_text, expect_order);
}

}  // namespace bot
