#include "bot/admin/deposits/credited_deposit_screens.h"

#include <utility>

#include "bot/admin/deposits/callbacks.h"
#include "bot/admin/panel_screens.h"
#include "bot/view/deposit_wording.h"

namespace bot::admin {
namespace {

std::string name_of_customer(const shop::Customer& customer) {
  return person(customer.first_name, customer.username.value_or(""), customer.id);
}

std::string deposit_line(const Wording& wording, const CreditedDeposit& owned) {
  return deposit_label(wording, owned.deposit, name_of_customer(owned.customer));
}

// What only a payment in Stars has.
std::string star_lines(const Texts& texts, const shop::Deposit& deposit) {
  if (deposit.method != shop::DepositMethod::stars) {
    return "";
  }
  return texts.text("credited.stars"_msg,
                    {{"stars", deposit.stars().stars}, {"charge", deposit.stars().charge_id}}) +
         "\n";
}

}  // namespace

bool is_refundable(const shop::Deposit& deposit) {
  return deposit.method == shop::DepositMethod::stars &&
         deposit.status == shop::DepositStatus::completed;
}

Screen credited_list_screen(const Wording& wording, const CreditedPage& page) {
  const Texts& texts = wording.texts;
  const auto& deposits = page.deposits;
  Screen screen{.text =
                    texts.text(deposits.items.empty() ? "credited.none"_msg : "credited.list"_msg)};
  for (const auto& owned : deposits.items) {
    screen.add(button(deposit_line(wording, owned), ShowCredited{owned.deposit.id}));
  }
  add_page_row(screen, texts, {page.offset, kCreditedPerPage, deposits.has_more},
               [&](int at) { return ListCredited{static_cast<Offset>(at), page.only_stars}; });
  const auto filter = page.only_stars ? "credited.all_methods"_msg : "credited.only_stars"_msg;
  screen.add(button(texts.label(filter), ListCredited{0, !page.only_stars}));
  return screen.add(button(texts.label("button.back"_msg), ShowReviews{}));
}

Screen credited_screen(const Wording& wording, const CreditedDeposit& owned) {
  const Texts& texts = wording.texts;
  const auto& deposit = owned.deposit;
  Screen screen{.text = texts.text("credited.card"_msg,
                                   {{"card", deposit_card(wording, deposit, owned.confirmations)},
                                    {"stars", Html{star_lines(texts, deposit)}},
                                    {"customer", name_of_customer(owned.customer)},
                                    {"id", owned.customer.id},
                                    {"balance", wording.money(owned.customer.balance)}})};
  if (is_refundable(deposit)) {
    screen.add(styled(button(texts.label("credited.refund"_msg), AskStarRefund{deposit.id}),
                      ButtonStyle::danger));
  }
  return add_ways_out(screen, texts, ListCredited{0, deposit.method == shop::DepositMethod::stars});
}

Screen ask_star_refund_screen(const Wording& wording, const CreditedDeposit& owned) {
  const Texts& texts = wording.texts;
  const auto& deposit = owned.deposit;
  const auto stars = deposit.stars_or_none().stars;
  const auto before = owned.customer.balance;
  const auto after = before - deposit.amount;
  Screen screen{
      .text = texts.text(
          "credited.ask_refund"_msg,
          {{"stars", stars},
           {"customer", name_of_customer(owned.customer)},
           {"id", owned.customer.id},
           {"amount", wording.money(deposit.amount)},
           {"before", wording.money(before)},
           {"after", wording.money(after)},
           {"debt", Html{after.is_negative() ? "\n" + texts.text("credited.debt"_msg) : ""}}})};
  screen.add(styled(button(texts.label("credited.confirm"_msg, {{"stars", stars}}),
                           RefundStars{deposit.id, before}),
                    ButtonStyle::danger));
  return screen.add(button(texts.label("button.back"_msg), ShowCredited{deposit.id}));
}

std::string star_refund_refused_label(const Texts& texts, shop::StarRefundRefusal refusal) {
  switch (refusal) {
    case shop::StarRefundRefusal::unknown_deposit:
    case shop::StarRefundRefusal::not_stars:
      return texts.label("callback.stale"_msg);
    case shop::StarRefundRefusal::not_completed:
      return texts.label("credited.not_completed"_msg);
    case shop::StarRefundRefusal::balance_changed:
      return texts.label("credited.balance_changed"_msg);
  }
  std::unreachable();
}

}  // namespace bot::admin
