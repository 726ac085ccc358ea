#include "bot/customer/wallet/wallet_screens.h"

#include <utility>

#include "bot/customer/contact.h"
#include "bot/customer/menu_screens.h"
#include "bot/customer/wallet/callbacks.h"
#include "bot/customer/wallet/deposit_screens.h"
#include "bot/view/customer_wording.h"
#include "bot/view/deposit_wording.h"

namespace bot::customer {
namespace {

Html movement_lines(const Wording& wording, std::span<const shop::Movement> movements) {
  Html lines;
  for (const shop::Movement& movement : movements) {
    lines.text += lines.text.empty() ? "" : "\n";
    lines.text += wording.texts.text("history.line"_msg,
                                     {{"date", wording.date(movement.created_at)},
                                      {"kind", wording.texts.label(bot::name_of(movement.kind))},
                                      {"amount", wording.signed_money(movement.amount)}});
  }
  return lines;
}

std::vector<Button> method_buttons(const Texts& texts, const DepositSettings& settings) {
  std::vector<Button> buttons;
  for (const auto& row : shop::deposit_methods()) {
    if (is_on(settings, row.method)) {
      const auto label = texts.label(bot::name_of(row.method));
      buttons.push_back(row.coin ? button(label, ShowCoinAddress{*row.coin})
                                 : button(label, AskAmount{row.method}));
    }
  }
  return buttons;
}

Button wallet_back_button(const Texts& texts) {
  return button(texts.label("button.back"_msg), ShowWallet{});
}

}  // namespace

Screen wallet_screen(const Wording& wording, base::Money balance) {
  const Texts& texts = wording.texts;
  Screen screen{.text = texts.text("wallet.balance"_msg, {{"balance", wording.money(balance)}})};
  screen.add(
      {styled(button(texts.label("button.deposit"_msg), ShowDeposit{}), ButtonStyle::primary),
       button(texts.label("wallet.history"_msg), ShowHistory{})});
  return screen.add(menu_button(texts));
}

Screen deposit_screen(const Texts& texts, const ShopSettings& settings, std::int64_t customer_id) {
  const auto methods = method_buttons(texts, settings.deposits);
  Screen screen;
  screen.text = methods.empty()
                    ? texts.text("deposit.by_shop"_msg,
                                 {{"contact", contact(texts, settings)}, {"id", customer_id}})
                    : texts.text("deposit.pick_method"_msg);
  add_grid(screen, methods, 2);
  if (!methods.empty()) {
    screen.add(button(texts.label("deposits.button"_msg), ShowDeposits{}));
  }
  return screen.add({wallet_back_button(texts), menu_button(texts)});
}

Screen history_screen(const Wording& wording, const shop::Slice<shop::Movement>& movements,
                      int offset) {
  const Texts& texts = wording.texts;
  Screen screen;
  screen.text =
      movements.items.empty()
          ? texts.text("history.none"_msg)
          : texts.text("history.title"_msg, {{"lines", movement_lines(wording, movements.items)}});
  add_page_row(screen, texts, {offset, kMovementsPerPage, movements.has_more},
               [](int at) { return ShowHistory{static_cast<Offset>(at)}; });
  return screen.add({wallet_back_button(texts), menu_button(texts)});
}

}  // namespace bot::customer
