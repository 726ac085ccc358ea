#include "bot/customer/routes.h"
#include "bot/customer/wallet/callbacks.h"
#include "bot/customer/wallet/wallet_screens.h"
#include "bot/view/wording.h"
#include "shop/money/ledger.h"

namespace bot::customer {
namespace {

Reply show_wallet(db::Tx& /*tx*/, const Request& request, const ShowWallet& /*callback*/) {
  return show(wallet_screen(wording_of(request), request.customer.balance));
}

Reply show_deposit(db::Tx& /*tx*/, const Request& request, const ShowDeposit& /*callback*/) {
  return show(deposit_screen(request.texts, request.settings, request.customer.id));
}

Reply show_history(db::Tx& tx, const Request& request, const ShowHistory& callback) {
  const auto movements =
      shop::history_of(tx, request.customer.id, {callback.offset, kMovementsPerPage});
  return show(history_screen(wording_of(request), movements, callback.offset));
}

}  // namespace

void add_wallet_routes(Router& router) {
  router.on_command<ShowWallet>(
      {.name = "wallet", .description = "command.wallet"_msg, .help = "help.wallet"_msg},
      db::Access::read, show_wallet);
  router.add_to_menu("menu.wallet"_msg, ShowWallet{});
  router.on_press<ShowWallet>(Audience::customers, db::Access::read, show_wallet);
  router.on_press<ShowDeposit>(Audience::customers, db::Access::read, show_deposit);
  router.on_press<ShowHistory>(Audience::customers, db::Access::read, show_history);
}

}  // namespace bot::customer
