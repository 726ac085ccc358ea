#include "bot/admin/audit/audit_wording.h"

#include <algorithm>
#include <array>
#include <boost/json/serialize.hpp>
#include <charconv>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "base/clock.h"
#include "base/enum_text.h"
#include "base/money.h"
#include "base/text.h"
#include "bot/admin/settings/setting_words.h"
#include "bot/admin/tickets/ticket_screens.h"
#include "bot/view/role_wording.h"
#include "json/json.h"
#include "shop/core/acts/actor.h"

namespace bot::admin {
namespace {

namespace js = boost::json;

constexpr std::size_t kMaxDetailUnits = 300;
constexpr std::size_t kMaxSubjectUnits = 60;

enum class FieldKind { plain, money, person, time, presence, field, hidden };

struct FieldName {
  std::string_view field;
  MessageId name;
  FieldKind kind = FieldKind::plain;
};

constexpr std::array kFieldNames{
    FieldName{"address", "audit.field.address"_msg},
    FieldName{"address_ranges", "audit.field.address_ranges"_msg},
    FieldName{"amount", "audit.field.amount"_msg, FieldKind::money},
    FieldName{"base_price", "audit.field.price"_msg, FieldKind::money},
    FieldName{"bulk_change_id", "audit.field.units"_msg, FieldKind::hidden},
    FieldName{"bulk_discount_id", "audit.field.units"_msg, FieldKind::hidden},
    FieldName{"category", "audit.field.category"_msg},
    FieldName{"city", "audit.field.city"_msg},
    FieldName{"delivery", "audit.field.delivery"_msg},
    FieldName{"description", "audit.field.description"_msg},
    FieldName{"discount_percent", "audit.field.discount"_msg},
    FieldName{"district", "audit.field.district"_msg},
    FieldName{"ends_at", "audit.field.ends_at"_msg, FieldKind::time},
    FieldName{"expires_at", "audit.field.ends_at"_msg, FieldKind::time},
    FieldName{"field", "audit.field.field"_msg, FieldKind::field},
    FieldName{"filter", "audit.field.filter"_msg},
    FieldName{"holder", "audit.field.holder"_msg, FieldKind::person},
    FieldName{"low_stock_after", "audit.field.low_stock_after"_msg},
    FieldName{"low_stock_before", "audit.field.low_stock_before"_msg},
    FieldName{"name", "audit.field.name"_msg},
    FieldName{"paid", "audit.field.paid"_msg, FieldKind::money},
    FieldName{"picture", "audit.field.picture"_msg, FieldKind::presence},
    FieldName{"picture_before", "audit.field.picture"_msg, FieldKind::hidden},
    FieldName{"reason", "audit.field.reason"_msg},
    FieldName{"repeats", "audit.field.repeats"_msg},
    FieldName{"requests_per_second", "audit.field.requests_per_second"_msg},
    FieldName{"role", "audit.field.role"_msg},
    FieldName{"rows", "audit.field.rows"_msg},
    FieldName{"stars", "audit.field.stars"_msg},
    FieldName{"text", "audit.field.text"_msg},
    FieldName{"transfer_id", "audit.field.amount"_msg, FieldKind::hidden},
    FieldName{"undoes_id", "audit.field.undoes"_msg},
    FieldName{"units", "audit.field.units"_msg},
    FieldName{"updated", "audit.field.units"_msg},
    FieldName{"user_agent", "audit.field.user_agent"_msg},
    FieldName{"user_id", "audit.field.customer"_msg, FieldKind::person},
    FieldName{"username", "audit.field.username"_msg},
};

const FieldName* known_field(std::string_view field) {
  const auto* const known = std::ranges::find(kFieldNames, field, &FieldName::field);
  return known == kFieldNames.end() ? nullptr : known;
}

FieldKind kind_of(std::string_view field) {
  const auto* const known = known_field(field);
  return known ? known->kind : FieldKind::plain;
}

std::string field_name(const Texts& texts, std::string_view field) {
  if (const auto* const known = known_field(field)) {
    return texts.label(known->name);
  }
  std::string name(field);
  std::ranges::replace(name, '_', ' ');
  return name;
}

std::string name_in(const std::map<std::int64_t, std::string>& names, std::int64_t id) {
  const auto known = names.find(id);
  return known == names.end() ? std::to_string(id) : known->second;
}

// What the values are shown by.
struct DetailsWords {
  const Wording& wording;
  const AuditNames& names;
};

std::string word_of(const DetailsWords& words, const std::string& text) {
  if (const auto role = base::find_enum<shop::Role>(text)) {
    return words.wording.texts.label(name_of(*role));
  }
  if (const auto state = base::find_enum<shop::TicketState>(text)) {
    return words.wording.texts.label(name_of_state(*state));
  }
  return text;
}

std::string string_text(const DetailsWords& words, FieldKind kind, const std::string& text) {
  switch (kind) {
    case FieldKind::money: {
      const auto amount = base::Money::parse(text);
      return amount ? words.wording.money(*amount) : text;
    }
    case FieldKind::time: {
      const auto time = base::parse_timestamp(text);
      return time ? words.wording.date(*time) : text;
    }
    case FieldKind::field:
      return field_name(words.wording.texts, text);
    case FieldKind::plain:
    case FieldKind::person:
    case FieldKind::presence:
    case FieldKind::hidden:
      break;
  }
  return word_of(words, text);
}

bool has_value(const js::value& value) {
  return !value.is_null() && !(value.is_string() && value.as_string().empty()) &&
         !(value.is_array() && value.as_array().empty());
}

std::string value_text(const DetailsWords& words, FieldKind kind, const js::value* value);

// "city: Warsaw, district: Center": what is given.
std::string object_text(const DetailsWords& words, const js::object& object) {
  std::string text;
  for (const auto& field : object) {
    if (has_value(field.value())) {
      text += (text.empty() ? "" : ", ") + field_name(words.wording.texts, field.key()) + ": " +
              value_text(words, kind_of(field.key()), &field.value());
    }
  }
  return text.empty() ? "–" : text;
}

std::string value_text(const DetailsWords& words, FieldKind kind, const js::value* value) {
  if (!value || !has_value(*value)) {
    return "–";
  }
  if (kind == FieldKind::presence) {
    return "✅";
  }
  if (kind == FieldKind::person && value->is_int64()) {
    return name_in(words.names.people, value->as_int64());
  }
  if (const auto* const object = value->if_object()) {
    return object_text(words, *object);
  }
  return value->is_string() ? string_text(words, kind, std::string(value->as_string()))
                            : js::serialize(*value);
}

std::string change_text(const DetailsWords& words, FieldKind kind, const js::value* before,
                        const js::value* after) {
  return value_text(words, kind, before) + " → " + value_text(words, kind, after);
}

const js::object* object_in(const js::value* value) { return value ? value->if_object() : nullptr; }

// Of "before" and "after", which stand for the field that is named beside them, or for money that
// was given back.
FieldKind kind_of_change(const js::object& details) {
  const auto* const field = details.if_contains("field");
  if (field && field->is_string()) {
    return kind_of(field->as_string());
  }
  return details.contains("paid") ? FieldKind::money : FieldKind::plain;
}

// The fields that differ, each with what it was and is.
void append_changes(std::vector<std::string>& lines, const DetailsWords& words,
                    const js::object& details) {
  const auto* const before = details.if_contains("before");
  const auto* const after = details.if_contains("after");
  if (!before && !after) {
    return;
  }
  const auto* const from = object_in(before);
  const auto* const to = object_in(after);
  if (!from && !to) {
    lines.push_back(change_text(words, kind_of_change(details), before, after));
    return;
  }
  const auto append = [&](std::string_view field) {
    const auto* const was = from ? from->if_contains(field) : nullptr;
    const auto* const is = to ? to->if_contains(field) : nullptr;
    if (!was || !is || *was != *is) {
      lines.push_back(field_name(words.wording.texts, field) + ": " +
                      change_text(words, kind_of(field), was, is));
    }
  };
  for (const auto& field : from ? *from : *to) {
    append(field.key());
  }
  for (const auto& field : from&& to ? *to : js::object{}) {
    if (!from->contains(field.key())) {
      append(field.key());
    }
  }
}

std::string details_text(const DetailsWords& words, const std::string& details) {
  const auto parsed = json::parse<js::value>(details, json::Strictness::lenient);
  const auto* const object = parsed ? parsed->if_object() : nullptr;
  if (!object) {
    return details;
  }
  std::vector<std::string> lines;
  append_changes(lines, words, *object);
  for (const auto& field : *object) {
    const auto kind = kind_of(field.key());
    if (field.key() != "before" && field.key() != "after" && kind != FieldKind::hidden &&
        (has_value(field.value()) || kind == FieldKind::presence)) {
      lines.push_back(field_name(words.wording.texts, field.key()) + ": " +
                      value_text(words, kind, &field.value()));
    }
  }
  std::string text;
  for (const auto& line : lines) {
    text += (text.empty() ? "" : "\n") + line;
  }
  return text;
}

std::string key_label(const Texts& texts, const AuditNames& names, std::int64_t id) {
  return texts.label("audit.key"_msg,
                     {{"name", base::shorten(name_in(names.keys, id), kMaxSubjectUnits)}});
}

std::string actor_text(const Texts& texts, const std::string& actor, const AuditNames& names) {
  const auto known = shop::parse_actor(actor);
  if (!known) {
    return actor;
  }
  const auto staff = shop::staff_id_of(*known);
  if (staff) {
    const auto role = shop::role_of(*known).value_or(shop::Role::owner);
    return fmt::format("{} · {}", name_in(names.people, *staff), texts.label(name_of(role)));
  }
  if (const auto key = shop::key_id_of(*known)) {
    const auto role = shop::role_of(*known).value_or(shop::Role::owner);
    return fmt::format("{} · {}", key_label(texts, names, *key), texts.label(name_of(role)));
  }
  if (known->kind == shop::ActorKind::web) {
    return texts.label("audit.web"_msg) + " · " + base::shorten(known->id, kMaxSubjectUnits);
  }
  return known->kind == shop::ActorKind::cli ? texts.label("audit.cli"_msg) : actor;
}

// The id in "user:5"; empty for another subject.
std::optional<std::int64_t> subject_id(std::string_view subject, std::string_view kind) {
  if (!subject.starts_with(kind) || subject.substr(kind.size(), 1) != ":") {
    return std::nullopt;
  }
  const auto text = subject.substr(kind.size() + 1);
  std::int64_t id = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), id);
  return parsed.ptr == text.data() + text.size() && !text.empty() ? std::optional(id)
                                                                  : std::nullopt;
}

std::string subject_text(const Texts& texts, const Translations& translations,
                         const std::string& subject, const AuditNames& names) {
  constexpr std::string_view kSetting = "setting:";
  if (const auto user = subject_id(subject, "user")) {
    return name_in(names.people, *user);
  }
  if (const auto product = subject_id(subject, "product")) {
    return texts.label("audit.product"_msg, {{"id", *product}});
  }
  if (const auto order = subject_id(subject, "order")) {
    return texts.label("audit.order"_msg, {{"id", *order}});
  }
  if (const auto deposit = subject_id(subject, "deposit")) {
    return texts.label("audit.deposit"_msg, {{"id", *deposit}});
  }
  if (const auto ticket = subject_id(subject, "ticket")) {
    return texts.label("audit.ticket"_msg, {{"id", *ticket}});
  }
  if (const auto key = subject_id(subject, "key")) {
    return key_label(texts, names, *key);
  }
  if (const auto session = subject_id(subject, "session")) {
    return texts.label("audit.session"_msg, {{"id", *session}});
  }
  if (subject.starts_with(kSetting)) {
    if (const auto key = shop::parse_setting_key(subject.substr(kSetting.size()))) {
      return setting_label(texts, translations, *key);
    }
  }
  if (subject == "products") {
    return texts.label("audit.products"_msg);
  }
  return base::shorten(subject.empty() ? "–" : subject, kMaxSubjectUnits);
}

void append_people(std::vector<std::int64_t>& ids, const std::string& details) {
  const auto parsed = json::parse<js::value>(details, json::Strictness::lenient);
  const auto* const object = parsed ? parsed->if_object() : nullptr;
  for (const auto& field : object ? *object : js::object{}) {
    if (kind_of(field.key()) == FieldKind::person && field.value().is_int64()) {
      ids.push_back(field.value().as_int64());
    }
  }
}

std::string action_text(const Texts& texts, const std::string& action) {
  const auto act = base::find_enum<shop::Act>(action);
  return act ? texts.label(name_of_act(*act)) : action;
}

}  // namespace

MessageId name_of_act(shop::Act act) {
  switch (act) {
    case shop::Act::see_panel:
    case shop::Act::see_orders:
    case shop::Act::see_deliveries:
    case shop::Act::see_customers:
    case shop::Act::see_stock:
    case shop::Act::see_deposits:
    case shop::Act::see_statistics:
    case shop::Act::see_audit_log:
    case shop::Act::see_keys:
      return "audit.act.see"_msg;
    case shop::Act::answer_tickets:
      return "audit.act.answer_tickets"_msg;
    case shop::Act::write_to_customer:
      return "audit.act.write_to_customer"_msg;
    case shop::Act::set_alerts:
      return "audit.act.set_alerts"_msg;
    case shop::Act::sign_in:
      return "audit.act.sign_in"_msg;
    case shop::Act::end_session:
      return "audit.act.end_session"_msg;
    case shop::Act::create_product:
      return "audit.act.create_product"_msg;
    case shop::Act::import_products:
      return "audit.act.import_products"_msg;
    case shop::Act::edit_product:
      return "audit.act.edit_product"_msg;
    case shop::Act::withdraw_product:
      return "audit.act.withdraw_product"_msg;
    case shop::Act::return_product:
      return "audit.act.return_product"_msg;
    case shop::Act::set_discount:
      return "audit.act.set_discount"_msg;
    case shop::Act::approve_deposit:
      return "audit.act.approve_deposit"_msg;
    case shop::Act::reject_deposit:
      return "audit.act.reject_deposit"_msg;
    case shop::Act::replace_unit:
      return "audit.act.replace_unit"_msg;
    case shop::Act::ban_customer:
      return "audit.act.ban_customer"_msg;
    case shop::Act::unban_customer:
      return "audit.act.unban_customer"_msg;
    case shop::Act::broadcast:
      return "audit.act.broadcast"_msg;
    case shop::Act::adjust:
      return "audit.act.adjust"_msg;
    case shop::Act::refund_order:
      return "audit.act.refund_order"_msg;
    case shop::Act::refund_stars:
      return "audit.act.refund_stars"_msg;
    case shop::Act::set_role:
      return "audit.act.set_role"_msg;
    case shop::Act::change_settings:
      return "audit.act.change_settings"_msg;
    case shop::Act::set_webhooks:
      return "audit.act.set_webhooks"_msg;
    case shop::Act::create_key:
      return "audit.act.create_key"_msg;
    case shop::Act::edit_key:
      return "audit.act.edit_key"_msg;
    case shop::Act::revoke_key:
      return "audit.act.revoke_key"_msg;
  }
  std::unreachable();
}

std::vector<std::int64_t> people_of(const std::vector<shop::AuditRecord>& entries) {
  std::vector<std::int64_t> ids;
  for (const auto& entry : entries) {
    const auto actor = shop::parse_actor(entry.actor);
    if (const auto staff = actor ? shop::staff_id_of(*actor) : std::nullopt) {
      ids.push_back(*staff);
    }
    if (const auto user = subject_id(entry.subject, "user")) {
      ids.push_back(*user);
    }
    append_people(ids, entry.details);
  }
  return ids;
}

std::vector<std::int64_t> keys_of(const std::vector<shop::AuditRecord>& entries) {
  std::vector<std::int64_t> ids;
  for (const auto& entry : entries) {
    const auto actor = shop::parse_actor(entry.actor);
    if (const auto key = actor ? shop::key_id_of(*actor) : std::nullopt) {
      ids.push_back(*key);
    }
    if (const auto key = subject_id(entry.subject, "key")) {
      ids.push_back(*key);
    }
  }
  return ids;
}

std::string audit_entry(const Wording& wording, const Translations& translations,
                        const shop::AuditRecord& entry, const AuditNames& names) {
  const Texts& texts = wording.texts;
  const auto details =
      base::shorten(details_text({wording, names}, entry.details), kMaxDetailUnits);
  return texts.text("audit.entry"_msg,
                    {{"date", wording.date(entry.created_at)},
                     {"who", actor_text(texts, entry.actor, names)},
                     {"act", action_text(texts, entry.action)},
                     {"subject", subject_text(texts, translations, entry.subject, names)},
                     {"details", Html{details.empty() ? "" : "\n" + base::escape_html(details)}}});
}

}  // namespace bot::admin
