#include "bot/admin/customers/user_history_screens.h"

#include <string>

#include "base/text.h"
#include "bot/admin/customers/callbacks.h"
#include "bot/admin/customers/user_screens.h"
#include "bot/admin/orders/callbacks.h"
#include "bot/admin/panel_screens.h"
#include "bot/view/customer_wording.h"
#include "bot/view/deposit_wording.h"
#include "bot/view/order_wording.h"

namespace bot::admin {
namespace {

constexpr std::size_t kMaxNoteUnits = 200;

std::string movement_line(const Wording& wording, const shop::Movement& movement) {
  const auto note = base::shorten(movement.note, kMaxNoteUnits);
  return wording.texts.text(
      "user.movement"_msg,
      {{"date", wording.date(movement.created_at)},
       {"kind", wording.texts.label(name_of(movement.kind))},
       {"amount", wording.signed_money(movement.amount)},
       {"balance", wording.money(movement.balance_after)},
       {"note", Html{note.empty() ? "" : "\n<i>" + base::escape_html(note) + "</i>"}}});
}

// One to a line.
template <class Item, class LineOf>
Html lines_of(const std::vector<Item>& items, LineOf line_of) {
  Html lines;
  for (const auto& item : items) {
    lines.text += (lines.text.empty() ? "" : "\n") + line_of(item);
  }
  return lines;
}

}  // namespace

Screen user_orders_screen(const Wording& wording, const shop::Customer& customer,
                          const shop::Slice<shop::Order>& orders, int offset) {
  const Texts& texts = wording.texts;
  Screen screen{.text =
                    texts.text(orders.items.empty() ? "user.no_orders"_msg : "user.order_list"_msg,
                               {{"customer", user_name(customer)}})};
  for (const auto& order : orders.items) {
    screen.add(button(order_label(wording, order),
                      OpenOrder{order.id, /*from_customer=*/true, static_cast<Offset>(offset)}));
  }
  add_page_row(screen, texts, {offset, kUserOrdersPerPage, orders.has_more},
               [&](int at) { return ListUserOrders{customer.id, static_cast<Offset>(at)}; });
  return add_ways_out(screen, texts, ShowUser{customer.id});
}

Screen user_deposits_screen(const Wording& wording, const shop::Customer& customer,
                            const shop::Slice<shop::Deposit>& deposits, int offset,
                            shop::Role viewer) {
  const Texts& texts = wording.texts;
  Screen screen;
  Html lines;
  for (const auto& deposit : deposits.items) {
    if (shop::may(viewer, shop::Act::see_deposits)) {
      screen.add(button(short_label(deposit_label(wording, deposit)),
                        ShowUserDeposit{deposit.id, static_cast<Offset>(offset)}));
    } else {
      lines.text += base::escape_html(deposit_label(wording, deposit)) + "\n";
    }
  }
  screen.text =
      texts.text(deposits.items.empty() ? "user.no_deposits"_msg : "user.deposit_list"_msg,
                 {{"customer", user_name(customer)}, {"lines", lines}});
  add_page_row(screen, texts, {offset, kUserDepositsPerPage, deposits.has_more},
               [&](int at) { return ListUserDeposits{customer.id, static_cast<Offset>(at)}; });
  return add_ways_out(screen, texts, ShowUser{customer.id});
}

Screen user_ledger_screen(const Wording& wording, const shop::Customer& customer,
                          const shop::Slice<shop::Movement>& movements, int offset) {
  const Texts& texts = wording.texts;
  const auto lines = lines_of(
      movements.items, [&](const auto& movement) { return movement_line(wording, movement); });
  Screen screen{
      .text = texts.text(movements.items.empty() ? "user.no_movements"_msg : "user.account"_msg,
                         {{"customer", user_name(customer)},
                          {"balance", wording.money(customer.balance)},
                          {"lines", lines}})};
  add_page_row(screen, texts, {offset, kUserMovementsPerPage, movements.has_more},
               [&](int at) { return ShowUserLedger{customer.id, static_cast<Offset>(at)}; });
  return add_ways_out(screen, texts, ShowUser{customer.id});
}

}  // namespace bot::admin
