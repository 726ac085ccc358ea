#include "bot/admin/customers/user_screens.h"

#include <fmt/format.h>

#include "base/text.h"
#include "bot/admin/audit/callbacks.h"
#include "bot/admin/callbacks.h"
#include "bot/admin/customers/callbacks.h"
#include "bot/admin/panel_screens.h"
#include "bot/admin/tickets/callbacks.h"
#include "bot/view/customer_wording.h"
#include "bot/view/role_wording.h"
#include "shop/customers/tier.h"

namespace bot::admin {
namespace {

using shop::Act;

std::string at_name(const std::optional<std::string>& username) {
  return username ? "@" + base::shorten(*username, kMaxPersonUnits) : "";
}

std::string user_label(const shop::Customer& customer) {
  const auto name = person(customer.first_name, customer.username.value_or(""), customer.id);
  return fitted_label(name, [&](std::string_view shown) {
    return fmt::format("{}{} · {}", customer.is_banned ? "🚫 " : "", shown, customer.id);
  });
}

std::string former_line(const Texts& texts, const std::vector<shop::FormerName>& names) {
  std::string list;
  for (const auto& name : names) {
    list += list.empty() ? "" : ", ";
    list += base::legible(base::shorten(name.first_name, kMaxPersonUnits));
    list += name.username ? " " + at_name(name.username) : "";
  }
  return list.empty() ? "" : texts.text("user.former"_msg, {{"names", list}}) + "\n";
}

// What is not so of most customers.
std::string remarks(const Texts& texts, const UserCard& card) {
  std::string lines = former_line(texts, card.former_names);
  if (card.role) {
    lines += texts.text("user.role"_msg, {{"role", texts.label(name_of(*card.role))}}) + "\n";
  }
  if (card.customer.is_banned) {
    lines += texts.text("user.banned"_msg,
                        {{"reason", base::shorten(card.customer.ban_reason, kMaxReasonUnits)}}) +
             "\n";
  }
  if (card.customer.has_blocked_bot) {
    lines += texts.text("user.blocked"_msg) + "\n";
  }
  return lines;
}

std::string card_text(const Wording& wording, const UserCard& card) {
  const Texts& texts = wording.texts;
  const auto& customer = card.customer;
  const auto& figures = card.figures;
  return texts.text(
      "user.card"_msg,
      {{"name", person(customer.first_name, customer.username.value_or(""), customer.id)},
       {"username", at_name(customer.username)},
       {"id", customer.id},
       {"remarks", Html{remarks(texts, card)}},
       {"language", card.language.empty() ? "–" : card.language},
       {"joined", wording.date(customer.created_at)},
       {"seen", customer.last_seen_at ? wording.date(*customer.last_seen_at) : "–"},
       {"balance", wording.money(customer.balance)},
       {"tier", texts.label(name_of(shop::tier_of(customer.referral_earnings)))},
       {"earnings", wording.money(customer.referral_earnings)},
       {"referees", figures.referees},
       {"orders", figures.orders},
       {"spent", wording.money(figures.spent)},
       {"deposits", figures.deposits},
       {"deposited", wording.money(figures.deposited)}});
}

void add_actions(Screen& screen, const Texts& texts, const UserCard& card, shop::Role viewer) {
  const auto id = card.customer.id;
  std::vector<Button> buttons;
  const auto offer = [&](Act act, MessageId label, const auto& callback) {
    if (shop::may(viewer, act)) {
      buttons.push_back(button(texts.label(label), callback));
    }
  };
  offer(Act::see_customers, "user.orders"_msg, ListUserOrders{id});
  offer(Act::see_customers, "user.deposits"_msg, ListUserDeposits{id});
  offer(Act::see_customers, "user.ledger"_msg, ShowUserLedger{id});
  offer(Act::write_to_customer, "ticket.write"_msg, WriteToCustomer{id, 0});
  offer(Act::adjust, "user.adjust"_msg, AskAdjustment{id});
  if (card.customer.is_banned) {
    offer(Act::unban_customer, "user.unban"_msg, AskUnban{id});
  } else if (!card.role) {
    offer(Act::ban_customer, "user.ban"_msg, AskBan{id});
  }
  if (card.role != shop::Role::owner) {
    offer(Act::set_role, "user.set_role"_msg, AskRole{id});
  }
  offer(Act::see_audit_log, "audit.history"_msg, ListAudit{AuditOf::user, id});
  if (card.role) {
    offer(Act::see_audit_log, "audit.acts_of"_msg, ListAudit{AuditOf::staff, id});
  }
  add_grid(screen, std::move(buttons), 2);
}

}  // namespace

std::string user_name(const shop::Customer& customer) {
  return fmt::format("{} ({})",
                     person(customer.first_name, customer.username.value_or(""), customer.id),
                     customer.id);
}

Screen users_screen(const Wording& wording, const UsersPage& page) {
  const Texts& texts = wording.texts;
  const auto typed = base::shorten(page.text, kMaxTypedUnits);
  Screen screen;
  if (page.users.items.empty()) {
    screen.text = page.text.empty() ? texts.text("users.empty"_msg)
                                    : texts.text("users.none"_msg, {{"text", typed}});
  } else {
    screen.text = page.text.empty() ? texts.text("users.newest"_msg)
                                    : texts.text("users.found"_msg, {{"text", typed}});
  }
  for (const auto& customer : page.users.items) {
    screen.add(button(user_label(customer), ShowUser{customer.id}));
  }
  add_page_row(screen, texts, {page.offset, kUsersPerPage, page.users.has_more},
               [](int at) { return ListUsers{static_cast<Offset>(at)}; });
  return add_ways_out(screen, texts, ShowPanel{});
}

Screen ask_user_text_screen(const Texts& texts) {
  Screen screen{.text = texts.text("users.ask_text"_msg)};
  return add_ways_out(screen, texts, ListUsers{});
}

Screen user_card_screen(const Wording& wording, const UserCard& card, shop::Role viewer) {
  Screen screen{.text = card_text(wording, card)};
  add_actions(screen, wording.texts, card, viewer);
  return add_ways_out(screen, wording.texts, ListUsers{});
}

}  // namespace bot::admin
