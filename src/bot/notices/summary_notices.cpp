#include <string>
#include <utility>

#include "bot/admin/alerts/alert_screens.h"
#include "bot/admin/deposits/callbacks.h"
#include "bot/admin/inventory/inventory_screens.h"
#include "bot/admin/statistics/callbacks.h"
#include "bot/admin/statistics/statistics_screens.h"
#include "bot/admin/tickets/callbacks.h"
#include "bot/notices/renderers.h"
#include "bot/updates/calls.h"
#include "shop/deposits/manual/pending_manual.h"
#include "shop/reports/daily_summary.h"
#include "shop/stock/low_stock.h"
#include "shop/support/ticket.h"

namespace bot {
namespace {

// What waits for the staff, and the way there.
void add_waiting(Screen& screen, const NoticeRequest& request) {
  const Texts& texts = request.texts;
  const auto deposits = shop::count_pending_manual(request.tx);
  const auto tickets = shop::count_waiting_tickets(request.tx);
  screen.text += "\n";
  if (deposits > 0) {
    screen.text += "\n" + texts.plural_text("admin.deposits_waiting"_msg, deposits);
    screen.add(button(texts.label("admin.deposits"_msg), admin::ShowReviews{}));
  }
  if (tickets > 0) {
    screen.text += "\n" + texts.plural_text("admin.tickets_waiting"_msg, tickets);
    screen.add(button(texts.label("admin.tickets"_msg), admin::ListTickets{}));
  }
  if (deposits == 0 && tickets == 0) {
    screen.text += "\n" + texts.text("stats.nothing_waits"_msg);
  }
}

constexpr int kLowOffersShown = 5;

// The offers that run low, and the way to the inventory; nothing when none does.
void add_low_stock(Screen& screen, const NoticeRequest& request) {
  const Texts& texts = request.texts;
  const auto low =
      shop::low_offers(request.tx, request.settings.low_stock_line, {0, kLowOffersShown});
  if (low.items.empty()) {
    return;
  }
  screen.text += "\n\n" + texts.text("stats.low_stock"_msg);
  for (const auto& offer : low.items) {
    screen.text += "\n" + texts.plural_text("stats.low_offer"_msg, offer.units,
                                            {{"name", short_name(offer.name)}});
  }
  if (low.has_more) {
    screen.text += "\n" + texts.text("stats.more_low"_msg);
  }
  screen.add(admin::inventory_button(texts));
}

Sending daily_summary(const NoticeRequest& request, const shop::SummaryNotice& notice) {
  const auto day = shop::day_of_text(notice.day);
  if (!day) {
    return {};
  }
  const Texts& texts = request.texts;
  const auto wording = request.wording();
  const auto yesterday = *day - std::chrono::days(1);
  const auto figures =
      admin::load_statistics(request.tx, shop::span_of_day(wording.zone, yesterday),
                             shop::span_of_day(wording.zone, yesterday - std::chrono::days(1)));
  Screen screen{.text =
                    texts.text("stats.summary"_msg, {{"day", admin::day_label(texts, yesterday)}}) +
                    "\n" + admin::statistics_text(wording, figures)};
  add_low_stock(screen, request);
  add_waiting(screen, request);
  screen.add(button(texts.label("stats.open"_msg), admin::ShowStatistics{shop::Period::week}));
  return {.calls = {{.call = message_with(request.user_id, screen.add(admin::alert_row(texts)))}}};
}

}  // namespace

void add_summary_notices(NoticeRenderers& renderers) {
  renderers.on(shop::kDailySummary, daily_summary);
}

}  // namespace bot
