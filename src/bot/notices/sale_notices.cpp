#include <algorithm>
#include <span>
#include <string>
#include <utility>

#include "bot/admin/alerts/alert_screens.h"
#include "bot/admin/orders/callbacks.h"
#include "bot/notices/renderers.h"
#include "bot/updates/calls.h"
#include "shop/sales/sale_news.h"
#include "shop/stock/catalog.h"

namespace bot {
namespace {

// Of a message; the rest is only counted.
constexpr std::size_t kMaxLines = 10;

std::string buyer(const NoticeRequest& request, const shop::Order& order) {
  const auto& customer = request.sources.customer(order.user_id);
  return customer ? person(customer->first_name, customer->username.value_or(""), customer->id)
                  : std::to_string(order.user_id);
}

std::string sale_lines(const NoticeRequest& request, const std::vector<std::int64_t>& order_ids) {
  std::string lines;
  for (std::size_t i = 0; i < std::min(order_ids.size(), kMaxLines); ++i) {
    if (const auto order = shop::find_order(request.tx, order_ids[i])) {
      lines += "\n" + request.texts.text("sales.line"_msg,
                                         {{"price", request.wording().money(order->final_price)},
                                          {"name", short_name(order->name)},
                                          {"id", order->id},
                                          {"customer", buyer(request, *order)}});
    }
  }
  if (order_ids.size() > kMaxLines) {
    lines += "\n" + request.texts.plural_text(
                        "sales.more"_msg, static_cast<std::int64_t>(order_ids.size() - kMaxLines));
  }
  return lines;
}

std::string sold_out_lines(const NoticeRequest& request, const std::vector<std::int64_t>& units) {
  std::string lines;
  for (std::size_t i = 0; i < std::min(units.size(), kMaxLines); ++i) {
    if (const auto unit = shop::find_product(request.tx, units[i])) {
      lines += "\n" + request.texts.text("sales.sold_out"_msg,
                                         {{"name", short_name(unit->name)},
                                          {"place", request.wording().place(place_of(*unit))}});
    }
  }
  return lines.empty() ? "" : "\n" + lines;
}

// To the order, or to the list of them when there were several.
Button matter_button(const Texts& texts, std::span<const std::int64_t> order_ids) {
  return order_ids.size() == 1
             ? button(texts.label("alerts.open_order"_msg), admin::OpenOrder{order_ids.front()})
             : button(texts.label("admin.orders"_msg), admin::ForgetSearch{});
}

Sending quietly(const NoticeRequest& request, std::string text,
                std::span<const std::int64_t> order_ids) {
  Screen screen{.text = std::move(text)};
  screen.add(matter_button(request.texts, order_ids));
  auto message = message_with(request.user_id, screen.add(admin::alert_row(request.texts)));
  message.disable_notification = true;
  return {.calls = {{.call = message}}};
}

Sending sales(const NoticeRequest& request, const shop::SalesNotice& notice) {
  const auto& orders = notice.order_ids;
  const auto lines = sale_lines(request, orders);
  if (lines.empty()) {
    return {};
  }
  const auto total = shop::total_of_orders(request.tx, orders);
  return quietly(
      request,
      request.texts.plural_text("sales.heading"_msg, static_cast<std::int64_t>(orders.size()),
                                {{"total", request.wording().money(total)}}) +
          lines + sold_out_lines(request, notice.sold_out_ids),
      orders);
}

Sending sale_digest(const NoticeRequest& request, const shop::SaleDigest& digest) {
  const Texts& texts = request.texts;
  const auto wording = request.wording();
  auto text = texts.plural_text("sales.heading"_msg, digest.orders,
                                {{"total", wording.money(digest.revenue)}});
  if (digest.sold_out > 0) {
    text += "\n" + texts.plural_text("sales.ran_out"_msg, digest.sold_out);
  }
  text += "\n" + texts.text("sales.since"_msg, {{"time", wording.date(digest.since)}});
  return quietly(request, std::move(text), {});
}

}  // namespace

void add_sale_notices(NoticeRenderers& renderers) {
  renderers.on(shop::kSales, sales);
  renderers.on(shop::kSaleDigest, sale_digest);
}

}  // namespace bot
