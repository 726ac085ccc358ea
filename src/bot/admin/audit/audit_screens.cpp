#include "bot/admin/audit/audit_screens.h"

#include <chrono>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"
#include "bot/admin/callbacks.h"
#include "bot/admin/customers/callbacks.h"
#include "bot/admin/deposits/callbacks.h"
#include "bot/admin/inventory/callbacks.h"
#include "bot/admin/orders/callbacks.h"
#include "bot/admin/panel_screens.h"
#include "bot/admin/tickets/callbacks.h"
#include "bot/places/place_screens.h"

namespace bot::admin {
namespace {

std::string audited_person(const AuditPage& page) {
  const auto known = page.names.people.find(page.filter.id);
  return known == page.names.people.end() ? std::to_string(page.filter.id) : known->second;
}

// Whose acts, or acts on what, the page shows; "" for all.
std::string audit_filter_label(const Texts& texts, const AuditPage& page) {
  const auto id = page.filter.id;
  switch (page.filter.of) {
    case AuditOf::all:
      return "";
    case AuditOf::staff:
    case AuditOf::user:
      return audited_person(page);
    case AuditOf::web:
      return texts.label("audit.web"_msg);
    case AuditOf::cli:
      return texts.label("audit.cli"_msg);
    case AuditOf::product:
      return texts.label("audit.product"_msg, {{"id", id}});
    case AuditOf::order:
      return texts.label("audit.order"_msg, {{"id", id}});
    case AuditOf::deposit:
      return texts.label("audit.deposit"_msg, {{"id", id}});
    case AuditOf::ticket:
      return texts.label("audit.ticket"_msg, {{"id", id}});
  }
  std::unreachable();
}

std::string audit_day_label(std::int32_t day) {
  const std::chrono::year_month_day date{std::chrono::sys_days(std::chrono::days(day))};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

std::string audit_title(const Texts& texts, const AuditPage& page) {
  auto label = audit_filter_label(texts, page);
  if (page.filter.day != 0) {
    label += (label.empty() ? "" : " · ") + audit_day_label(page.filter.day);
  }
  return label.empty() ? texts.text("audit.title"_msg)
                       : texts.text("audit.title_of"_msg, {{"filter", label}});
}

bool is_filtered(const ListAudit& filter) { return filter.of != AuditOf::all || filter.day != 0; }

// To the card of what the page is about.
Button audit_back_button(const Texts& texts, const AuditPage& page) {
  const auto& filter = page.filter;
  switch (filter.of) {
    case AuditOf::all:
    case AuditOf::web:
    case AuditOf::cli:
      return back_button(texts, ShowPanel{});
    case AuditOf::staff:
    case AuditOf::user:
      // Who has never written to the shop has no card.
      return page.names.people.contains(filter.id) ? back_button(texts, ShowUser{filter.id})
                                                   : back_button(texts, ShowPanel{});
    case AuditOf::product:
      return back_button(texts, ShowUnit{filter.id});
    case AuditOf::order:
      return back_button(texts, OpenOrder{filter.id});
    case AuditOf::deposit:
      return back_button(texts, ShowCredited{filter.id});
    case AuditOf::ticket:
      return back_button(texts, ShowTicket{filter.id});
  }
  std::unreachable();
}

void add_audit_page_row(Screen& screen, const Texts& texts, const AuditPage& page) {
  std::vector<Button> row;
  auto other = page.filter;
  if (page.filter.before != 0) {
    other.before = 0;
    row.push_back(button(texts.label("audit.newest"_msg), other));
  }
  if (page.entries.has_more) {
    other.before = page.entries.items.back().id;
    row.push_back(button(texts.label("button.next"_msg), other));
  }
  screen.add(std::move(row));
}

}  // namespace

Screen audit_screen(const Wording& wording, const Translations& translations,
                    const AuditPage& page) {
  const Texts& texts = wording.texts;
  const auto& filter = page.filter;
  Screen screen{.text = audit_title(texts, page)};
  for (const auto& entry : page.entries.items) {
    screen.text += "\n\n" + audit_entry(wording, translations, entry, page.names);
  }
  if (page.entries.items.empty()) {
    screen.text += "\n\n" + texts.text("audit.none"_msg);
  }
  add_audit_page_row(screen, texts, page);
  screen.add({button(texts.label("audit.person"_msg), PickAuditPerson{filter.day}),
              button(texts.label("audit.day"_msg), AskAuditDay{filter.of, filter.id})});
  if (is_filtered(filter)) {
    screen.add(button(texts.label("audit.all"_msg), ListAudit{}));
  }
  return screen.add({audit_back_button(texts, page), panel_button(texts)});
}

Screen audit_people_screen(const Texts& texts, const std::vector<AuditPerson>& people,
                           const PickAuditPerson& asked) {
  Screen screen{.text = texts.text("audit.pick_person"_msg)};
  std::vector<Button> buttons;
  for (const auto& person : people) {
    buttons.push_back(
        button(short_label(person.name), ListAudit{AuditOf::staff, person.id, asked.day}));
  }
  buttons.push_back(button(texts.label("audit.web"_msg), ListAudit{AuditOf::web, 0, asked.day}));
  buttons.push_back(button(texts.label("audit.cli"_msg), ListAudit{AuditOf::cli, 0, asked.day}));
  add_grid(screen, std::move(buttons), 2);
  return add_ways_out(screen, texts, ListAudit{.day = asked.day});
}

Screen ask_audit_day_screen(const Texts& texts, const AskAuditDay& asked, std::int32_t today) {
  Screen screen{.text = texts.text("audit.ask_day"_msg)};
  screen.add(
      {button(texts.label("audit.today"_msg), ListAudit{asked.of, asked.id, today}),
       button(texts.label("audit.yesterday"_msg), ListAudit{asked.of, asked.id, today - 1})});
  return add_ways_out(screen, texts, ListAudit{asked.of, asked.id});
}

Screen bad_audit_day_screen(const Texts& texts, const AskAuditDay& asked, std::string_view typed) {
  Screen screen{
      .text = texts.text("audit.bad_day"_msg, {{"typed", base::shorten(typed, kMaxTypedUnits)}})};
  return add_ways_out(screen, texts, ListAudit{asked.of, asked.id});
}

}  // namespace bot::admin
