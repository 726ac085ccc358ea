#include <algorithm>
#include <chrono>

#include <fmt/format.h>

#include "base/enum_text.h"
#include "bot/admin/audit/audit_screens.h"
#include "bot/admin/audit/typed_day.h"
#include "bot/admin/customers/user_cards.h"
#include "bot/admin/routes.h"
#include "shop/access/api_key.h"
#include "shop/customers/staff.h"

namespace bot::admin {
namespace {

constexpr std::string_view kAuditDay = "audit_day";

// More buttons would not fit below a message.
constexpr std::size_t kMaxAuditPeople = 60;

struct AuditDayData {
  AuditOf of = AuditOf::all;
  std::int64_t id = 0;
};
BOOST_DESCRIBE_STRUCT(AuditDayData, (), (of, id))

// When the day begins in the shop's time zone.
base::Timestamp beginning_of(std::chrono::sys_days day, const base::TimeZone& zone) {
  const base::Timestamp midnight(day);
  return midnight - zone.offset_at(midnight - zone.offset_at(midnight));
}

std::optional<std::string> audited_subject(const ListAudit& filter) {
  switch (filter.of) {
    case AuditOf::all:
    case AuditOf::staff:
    case AuditOf::web:
    case AuditOf::cli:
      return std::nullopt;
    case AuditOf::user:
    case AuditOf::product:
    case AuditOf::order:
    case AuditOf::deposit:
    case AuditOf::ticket:
      return fmt::format("{}:{}", base::text_of(filter.of), filter.id);
  }
  return std::nullopt;
}

shop::AuditFilter audit_filter(const ListAudit& filter, const base::TimeZone& zone) {
  shop::AuditFilter wanted{.subject = audited_subject(filter)};
  if (filter.of == AuditOf::staff) {
    wanted.staff_id = filter.id;
  }
  wanted.is_of_web = filter.of == AuditOf::web;
  wanted.is_of_cli = filter.of == AuditOf::cli;
  if (filter.day != 0) {
    const std::chrono::sys_days day{std::chrono::days(filter.day)};
    wanted.from = beginning_of(day, zone);
    wanted.until = beginning_of(day + std::chrono::days(1), zone);
  }
  return wanted;
}

std::map<std::int64_t, std::string> people_names(db::Tx& tx, const std::vector<std::int64_t>& ids) {
  std::map<std::int64_t, std::string> names;
  for (const auto& customer : shop::find_customers(tx, ids)) {
    names[customer.id] = user_name(customer);
  }
  return names;
}

std::map<std::int64_t, std::string> key_names(db::Tx& tx, const std::vector<std::int64_t>& ids) {
  std::map<std::int64_t, std::string> names;
  for (const auto id : ids) {
    if (const auto key = shop::find_key(tx, id)) {
      names[id] = key->name;
    }
  }
  return names;
}

// A forged day would be out of the calendar's range.
bool is_day(std::int32_t day) { return day >= 0 && day < 100'000; }

Reply show_audit(db::Tx& tx, const Request& request, const ListAudit& filter) {
  if (!is_day(filter.day)) {
    return toast(request.texts.label("callback.stale"_msg));
  }
  AuditPage page{
      .entries = shop::read_audit_log(
          tx, audit_filter(filter, request.settings.zone),
          filter.before == 0 ? std::nullopt : std::optional(filter.before), kAuditPerPage),
      .names = {},
      .filter = filter};
  auto people = people_of(page.entries.items);
  people.push_back(filter.id);
  page.names = {.people = people_names(tx, people),
                .keys = key_names(tx, keys_of(page.entries.items))};
  return show(audit_screen(wording_of(request), request.translations, page));
}

Reply pick_audit_person(db::Tx& tx, const Request& request, const PickAuditPerson& callback) {
  if (!is_day(callback.day)) {
    return toast(request.texts.label("callback.stale"_msg));
  }
  auto ids = shop::who_may(tx, shop::Act::see_panel, request.settings.owner_ids);
  ids.resize(std::min(ids.size(), kMaxAuditPeople));
  const auto names = people_names(tx, ids);
  std::vector<AuditPerson> people;
  for (const auto id : ids) {
    const auto known = names.find(id);
    people.push_back({id, known == names.end() ? std::to_string(id) : known->second});
  }
  return show(audit_people_screen(request.texts, people, callback));
}

std::int32_t today_of(const Request& request) {
  const auto local = request.now + request.settings.zone.offset_at(request.now);
  return static_cast<std::int32_t>(
      std::chrono::floor<std::chrono::days>(local).time_since_epoch().count());
}

Reply ask_audit_day(db::Tx& tx, const Request& request, const AskAuditDay& callback) {
  begin_dialog(tx, request, kAuditDay, AuditDayData{callback.of, callback.id});
  return show(ask_audit_day_screen(request.texts, callback, today_of(request)));
}

Reply typed_audit_day(db::Tx& tx, const Request& request) {
  const auto data = dialog_data<AuditDayData>(request, kAuditDay).value_or(AuditDayData{});
  const auto day = read_day(request.text);
  if (!day) {
    return show(bad_audit_day_screen(request.texts, {data.of, data.id}, request.text));
  }
  shop::clear_dialog(tx, request.chat_id());
  return show_audit(tx, request,
                    {.of = data.of,
                     .id = data.id,
                     .day = static_cast<std::int32_t>(day->time_since_epoch().count())});
}

}  // namespace

void add_audit_routes(Router& router) {
  constexpr auto kAct = shop::Act::see_audit_log;
  router.add_to_panel("audit.button"_msg, ListAudit{}, kAct);
  router.on_press<ListAudit>(kAct, db::Access::read, show_audit);
  router.on_press<PickAuditPerson>(kAct, db::Access::read, pick_audit_person);
  router.on_press<AskAuditDay>(kAct, db::Access::write, ask_audit_day);
  router.on_dialog(std::string(kAuditDay), kAct, typed_audit_day);
}

}  // namespace bot::admin
