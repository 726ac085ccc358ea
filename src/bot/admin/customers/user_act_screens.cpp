#include "bot/admin/customers/user_act_screens.h"

#include <utility>

#include "base/text.h"
#include "bot/admin/customers/user_screens.h"
#include "bot/admin/panel_screens.h"
#include "bot/view/role_wording.h"

namespace bot::admin {
namespace {

// The way out of a dialog about the customer.
Screen with_cancel(const Texts& texts, std::string text, std::int64_t user_id) {
  Screen screen{.text = std::move(text)};
  return screen.add(
      {button(texts.label("user.cancel"_msg), ShowUser{user_id}), panel_button(texts)});
}

std::string role_label(const Texts& texts, MessageId name, bool is_current) {
  return (is_current ? "✅ " : "") + texts.label(name);
}

}  // namespace

Screen ask_adjustment_screen(const Wording& wording, const shop::Customer& customer) {
  return with_cancel(
      wording.texts,
      wording.texts.text("adjust.ask"_msg, {{"customer", user_name(customer)},
                                            {"balance", wording.money(customer.balance)}}),
      customer.id);
}

Screen bad_adjustment_screen(const Wording& wording, std::int64_t user_id, std::string_view typed,
                             const base::UnclearAmount& unclear) {
  const auto shown = base::shorten(typed, kMaxTypedUnits);
  const auto& readings = unclear.readings;
  return with_cancel(
      wording.texts,
      readings ? wording.texts.text("adjust.two"_msg,
                                    {{"typed", shown},
                                     {"larger", wording.plain_amount(readings->grouped)},
                                     {"smaller", wording.plain_amount(readings->decimal)}})
               : wording.texts.text("adjust.bad"_msg, {{"typed", shown}}),
      user_id);
}

Screen zero_adjustment_screen(const Texts& texts, std::int64_t user_id) {
  return with_cancel(texts, texts.text("adjust.zero"_msg), user_id);
}

Screen ask_adjustment_reason_screen(const Wording& wording, const shop::Customer& customer,
                                    base::Money amount) {
  return with_cancel(
      wording.texts,
      wording.texts.text("adjust.ask_reason"_msg, {{"customer", user_name(customer)},
                                                   {"amount", wording.signed_money(amount)}}),
      customer.id);
}

Screen adjustment_preview_screen(const Wording& wording, const AdjustmentPreview& preview) {
  const Texts& texts = wording.texts;
  const auto& customer = preview.customer;
  const auto after = customer.balance + preview.amount;
  Screen screen{
      .text = texts.text("adjust.preview"_msg, {{"customer", user_name(customer)},
                                                {"amount", wording.signed_money(preview.amount)},
                                                {"reason", preview.reason},
                                                {"before", wording.money(customer.balance)},
                                                {"after", wording.money(after)}})};
  screen.add(styled(button(texts.label("adjust.post"_msg),
                           PostAdjustment{customer.id, customer.balance, preview.key}),
                    ButtonStyle::primary));
  return screen.add(
      {button(texts.label("user.cancel"_msg), ShowUser{customer.id}), panel_button(texts)});
}

std::string adjust_refused_label(const Texts& texts, shop::AdjustRefusal refusal) {
  switch (refusal) {
    case shop::AdjustRefusal::not_enough_money:
      return texts.label("adjust.not_enough_money"_msg);
    case shop::AdjustRefusal::too_much_money:
      return texts.label("adjust.too_much_money"_msg);
    case shop::AdjustRefusal::balance_changed:
      return texts.label("adjust.balance_changed"_msg);
    case shop::AdjustRefusal::unknown_customer:
    case shop::AdjustRefusal::zero_amount:
    case shop::AdjustRefusal::no_reason:
    case shop::AdjustRefusal::long_reason:
    case shop::AdjustRefusal::no_key:
    case shop::AdjustRefusal::key_conflict:
      return texts.label("adjust.out_of_date"_msg);
  }
  std::unreachable();
}

Screen ask_about_user_screen(const Texts& texts, MessageId question,
                             const shop::Customer& customer) {
  return with_cancel(texts, texts.text(question, {{"customer", user_name(customer)}}), customer.id);
}

Screen no_user_reason_screen(const Texts& texts, std::int64_t user_id) {
  return with_cancel(texts, texts.text("user.no_reason"_msg), user_id);
}

Screen long_user_reason_screen(const Texts& texts, std::int64_t user_id) {
  return with_cancel(texts, texts.text("user.long_reason"_msg, {{"most", shop::kMaxBanReason}}),
                     user_id);
}

std::string ban_refused_label(const Texts& texts, shop::BanRefusal refusal) {
  switch (refusal) {
    case shop::BanRefusal::of_staff:
      return texts.label("user.ban_of_staff"_msg);
    case shop::BanRefusal::repeated:
      return texts.label("user.ban_repeated"_msg);
    case shop::BanRefusal::unknown_customer:
    case shop::BanRefusal::no_reason:
    case shop::BanRefusal::long_reason:
      return texts.label("callback.stale"_msg);
  }
  std::unreachable();
}

Screen ask_role_screen(const Texts& texts, const shop::Customer& customer,
                       std::optional<shop::Role> role) {
  Screen screen{.text = texts.text("user.ask_role"_msg, {{"customer", user_name(customer)}})};
  const auto id = customer.id;
  screen.add(button(role_label(texts, name_of(shop::Role::support), role == shop::Role::support),
                    SetRole{id, RoleChoice::support}));
  screen.add(button(role_label(texts, name_of(shop::Role::manager), role == shop::Role::manager),
                    SetRole{id, RoleChoice::manager}));
  screen.add(button(role_label(texts, "user.role_none"_msg, !role), SetRole{id, RoleChoice::none}));
  return add_ways_out(screen, texts, ShowUser{id});
}

std::string role_refused_label(const Texts& texts, shop::RoleRefusal refusal) {
  switch (refusal) {
    case shop::RoleRefusal::unknown_customer:
      return texts.label("callback.stale"_msg);
    case shop::RoleRefusal::banned:
      return texts.label("user.role_banned"_msg);
    case shop::RoleRefusal::owners_are_set:
      return texts.label("user.role_of_owner"_msg);
    case shop::RoleRefusal::too_many:
      return texts.label("user.role_too_many"_msg, {{"most", shop::kMaxStaff}});
  }
  std::unreachable();
}

}  // namespace bot::admin
