#include "bot/customer/wallet/manual_deposit.h"

#include <boost/describe.hpp>
#include <optional>
#include <utility>

#include "base/typed_amount.h"
#include "bot/customer/menu_screens.h"
#include "bot/customer/routes.h"
#include "bot/customer/wallet/callbacks.h"
#include "bot/customer/wallet/deposit_screens.h"
#include "bot/customer/wallet/standstill.h"
#include "bot/customer/wallet/star_deposit.h"
#include "bot/view/deposit_wording.h"
#include "bot/view/wording.h"
#include "json/json.h"
#include "shop/core/dialog.h"
#include "shop/deposits/coins/chain_deposit.h"
#include "shop/deposits/deposit.h"
#include "shop/deposits/manual/manual_deposit.h"
#include "shop/deposits/manual/pending_manual.h"
#include "shop/deposits/manual/review_message.h"

namespace bot::customer {
namespace {

constexpr std::string_view kAmountDialog = "deposit_amount";
constexpr std::string_view kReceiptDialog = "deposit_receipt";

// What the dialogs know.
struct AmountData {
  std::optional<shop::DepositMethod> method;
};
BOOST_DESCRIBE_STRUCT(AmountData, (), (method))
struct ReceiptData {
  std::int64_t deposit_id = 0;
};
BOOST_DESCRIBE_STRUCT(ReceiptData, (), (deposit_id))

// An amount that is typed next is paid by `method`.
void expect_amount(db::Tx& tx, const Request& request, shop::DepositMethod method) {
  const AmountData data{method};
  shop::save_dialog(tx, request.chat_id(), {std::string(kAmountDialog), json::to_text(data)},
                    request.now);
}

Reply ask_amount(db::Tx& tx, const Request& request, const AskAmount& callback) {
  const auto& settings = request.settings.deposits;
  if (!is_on(settings, callback.method)) {
    return show(method_off_screen(request.texts));
  }
  expect_amount(tx, request, callback.method);
  return show(ask_amount_screen(wording_of(request), settings, callback.method));
}

bool shows(const std::optional<shop::Dialog>& dialog, std::int64_t deposit_id) {
  if (!dialog || dialog->name != kReceiptDialog) {
    return false;
  }
  const auto data = json::parse<ReceiptData>(dialog->data, json::Strictness::lenient);
  return data && data->deposit_id == deposit_id;
}

// A photo that comes next is the receipt.
void expect_receipt(db::Tx& tx, const Request& request, const shop::Deposit& deposit) {
  shop::save_dialog(tx, request.chat_id(),
                    {std::string(kReceiptDialog), json::to_text(ReceiptData{deposit.id})},
                    request.now);
}

// The deposit without buttons.
Screen card_of(db::Tx& tx, const Request& request, const shop::Deposit& deposit) {
  return {.text =
              deposit_card(wording_of(request), deposit, shop::confirmations_of(tx, deposit)).text};
}

// Whether what the customer was shown last is that deposit, and nothing was pressed since.
bool is_looking_at(db::Tx& tx, std::int64_t chat_id, std::int64_t deposit_id) {
  return shows(shop::load_dialog(tx, chat_id), deposit_id);
}

// Shows a deposit that waits. A message that showed it before loses its buttons; those of this one
// go when the deposit is decided.
Reply show_waiting(db::Tx& tx, const Request& request, const shop::Deposit& deposit,
                   Screen screen) {
  expect_receipt(tx, request, deposit);
  auto reply = show(std::move(screen));
  reply.deposit_id = deposit.id;
  const auto user_id = request.customer.id;
  const auto here = request.edited_message_id();
  const auto before = shop::find_deposit_message(tx, deposit.id, user_id);
  if (before && *before != here) {
    reply.edits.push_back({*before, card_of(tx, request, deposit)});
  }
  if (here != 0) {
    shop::remember_deposit_message(tx, deposit.id, user_id, here);
  }
  reply.on_sent = [id = deposit.id, user_id](db::Tx& later, std::int64_t message_id) {
    // A press in the new message may be sooner: by then it may show another thing.
    if (is_looking_at(later, user_id, id)) {
      shop::remember_deposit_message(later, id, user_id, message_id);
    }
  };
  return reply;
}

Reply instruct(db::Tx& tx, const Request& request, const shop::Deposit& deposit) {
  return show_waiting(tx, request, deposit,
                      instructions_screen(wording_of(request), request.settings.deposits, deposit));
}

AskedForMoney request_manual(db::Tx& tx, const Request& request, shop::DepositMethod method,
                             base::Money amount) {
  const auto& settings = request.settings.deposits;
  const auto deposit =
      shop::request_deposit(tx, request.customer.id, method, amount, {settings.min, settings.max},
                            request.random, request.now);
  return deposit
             ? AskedForMoney{.reply = instruct(tx, request, *deposit), .deposit_id = deposit->id}
             : AskedForMoney{.reply = show(request_refused_screen(wording_of(request), settings,
                                                                  deposit.error(),
                                                                  request.customer.ban_reason)),
                             .is_refused = true};
}

// Asks again below `screen`: the next text is the answer.
Reply ask_again(db::Tx& tx, const Request& request, shop::DepositMethod method, Screen screen) {
  expect_amount(tx, request, method);
  return show(std::move(screen));
}

Reply pay(db::Tx& tx, const Request& request, shop::DepositMethod method, base::Money amount) {
  const auto& settings = request.settings.deposits;
  if (request.customer.is_banned) {
    return show(banned_from_deposits_screen(request.texts, request.customer.ban_reason));
  }
  if (!is_on(settings, method)) {
    return show(method_off_screen(request.texts));
  }
  if (auto refused = amount_refused_screen(wording_of(request), settings, method, amount)) {
    return ask_again(tx, request, method, *std::move(refused));
  }
  switch (shop::family_of(method)) {
    case shop::DepositFamily::chain:
      return show(method_off_screen(request.texts));
    case shop::DepositFamily::manual:
      return request_manual(tx, request, method, amount).reply;
    case shop::DepositFamily::stars:
      return ask_for_stars(request, amount);
  }
  std::unreachable();
}

Reply pick_amount(db::Tx& tx, const Request& request, const PickAmount& callback) {
  return pay(tx, request, callback.method, callback.amount);
}

// Shows how a text that is not one amount could be meant.
Screen unclear_amount_screen(const Request& request, shop::DepositMethod method,
                             const base::UnclearAmount& unclear) {
  const auto wording = wording_of(request);
  if (request.text.empty()) {
    return ask_amount_screen(wording, request.settings.deposits, method);
  }
  return unclear.readings
             ? two_amounts_screen(wording, method, request.text, *unclear.readings)
             : bad_amount_screen(wording, request.settings.deposits, method, request.text);
}

Reply pay_typed(db::Tx& tx, const Request& request, shop::DepositMethod method) {
  const auto amount = base::read_amount(request.text, request.settings.currency);
  if (!amount || *amount <= base::Money()) {
    const auto unclear = amount ? base::UnclearAmount{} : amount.error();
    return ask_again(tx, request, method, unclear_amount_screen(request, method, unclear));
  }
  shop::clear_dialog(tx, request.chat_id());
  return pay(tx, request, method, *amount);
}

Reply show_one(db::Tx& tx, const Request& request, const shop::Deposit& deposit) {
  const bool is_open = shop::family_of(deposit.method) == shop::DepositFamily::manual &&
                       deposit.status == shop::DepositStatus::pending;
  if (is_open && !deposit.manual().submitted_at) {
    return instruct(tx, request, deposit);
  }
  if (is_open) {
    return show_waiting(tx, request, deposit, submitted_screen(wording_of(request), deposit));
  }
  auto screen =
      one_deposit_screen(wording_of(request), deposit, shop::confirmations_of(tx, deposit));
  const auto coin = shop::coin_of(deposit.method);
  if (coin && deposit.status == shop::DepositStatus::pending) {
    add_standstill(screen, tx, request, *coin);
  }
  return show(std::move(screen));
}

// What is not theirs does not exist for them.
Reply refuse(db::Tx& tx, const Request& request, const shop::OwnDepositRefusal& refusal) {
  return refusal.deposit ? show_one(tx, request, *refusal.deposit)
                         : toast(request.texts.label("callback.stale"_msg));
}

Reply submit(db::Tx& tx, const Request& request, std::int64_t deposit_id,
             const std::optional<shop::Receipt>& receipt) {
  const auto deposit = shop::submit_deposit(tx, request.customer.id, deposit_id, receipt,
                                            request.settings.owner_ids, request.now);
  return deposit
             ? show_waiting(tx, request, *deposit, submitted_screen(wording_of(request), *deposit))
             : refuse(tx, request, deposit.error());
}

Reply submit_without(db::Tx& tx, const Request& request, const SubmitDeposit& callback) {
  return submit(tx, request, callback.deposit_id, std::nullopt);
}

// Stays in the dialog until a photo comes.
Reply receive_receipt(db::Tx& tx, const Request& request) {
  const auto data = json::parse<ReceiptData>(request.dialog->data, json::Strictness::lenient);
  const auto deposit = data ? shop::find_deposit(tx, data->deposit_id) : std::nullopt;
  if (!deposit || deposit->user_id != request.customer.id) {
    shop::clear_dialog(tx, request.chat_id());
    return show(method_off_screen(request.texts));
  }
  if (request.photo_file_id.empty()) {
    return show_waiting(tx, request, *deposit, no_picture_screen(wording_of(request), *deposit));
  }
  return submit(tx, request, deposit->id,
                shop::Receipt{request.photo_file_id, request.photo_unique_id});
}

// A photo that no dialog waits for is the receipt of the newest deposit that is pending; empty:
// there is none.
std::optional<Reply> receive_late_photo(db::Tx& tx, const Request& request) {
  const auto deposit = shop::newest_pending_manual(tx, request.customer.id);
  return deposit
             ? std::optional(submit(tx, request, deposit->id,
                                    shop::Receipt{request.photo_file_id, request.photo_unique_id}))
             : std::nullopt;
}

Reply receive_photo(db::Tx& tx, const Request& request) {
  auto reply = receive_late_photo(tx, request);
  return reply ? *std::move(reply)
               : show(with_main_menu(request.texts, request.navigation,
                                     request.texts.text("manual.no_deposit"_msg), request.role));
}

// Stays in the dialog until an amount comes. Ends one that is of another version of the program.
Reply typed_amount(db::Tx& tx, const Request& request) {
  const auto data = json::parse<AmountData>(request.dialog->data, json::Strictness::lenient);
  const auto method = data ? data->method : std::nullopt;
  if (auto late = request.photo_file_id.empty() ? std::nullopt : receive_late_photo(tx, request)) {
    return *std::move(late);
  }
  if (method && is_on(request.settings.deposits, *method)) {
    return pay_typed(tx, request, *method);
  }
  shop::clear_dialog(tx, request.chat_id());
  return show(method_off_screen(request.texts));
}

Reply withdraw(db::Tx& tx, const Request& request, const WithdrawDepositRequest& callback) {
  const auto cancelled =
      shop::cancel_deposit(tx, request.customer.id, callback.deposit_id, request.now);
  return cancelled ? show_one(tx, request, *cancelled) : refuse(tx, request, cancelled.error());
}

Reply show_deposits(db::Tx& tx, const Request& request, const ShowDeposits& callback) {
  const auto deposits =
      shop::deposits_of(tx, request.customer.id, {callback.offset, kDepositsPerPage});
  return show(deposits_screen(wording_of(request), deposits, callback.offset));
}

Reply show_chosen(db::Tx& tx, const Request& request, const ShowOneDeposit& callback) {
  const auto deposit = shop::find_deposit(tx, callback.deposit_id);
  return deposit && deposit->user_id == request.customer.id
             ? show_one(tx, request, *deposit)
             : toast(request.texts.label("callback.stale"_msg));
}

}  // namespace

AskedForMoney ask_for_transfer(db::Tx& tx, const Request& request, shop::DepositMethod method,
                               base::Money amount, const std::optional<shop::Deposit>& begun) {
  if (begun) {
    return {.reply = instruct(tx, request, *begun), .deposit_id = begun->id};
  }
  return request_manual(tx, request, method, amount);
}

void add_manual_deposit_routes(Router& router) {
  router.on_press<AskAmount>(Audience::customers, db::Access::write, ask_amount);
  router.on_press<PickAmount>(Audience::customers, db::Access::write, pick_amount);
  router.on_press<SubmitDeposit>(Audience::customers, db::Access::write, submit_without);
  router.on_press<WithdrawDepositRequest>(Audience::customers, db::Access::write, withdraw);
  router.on_press<ShowDeposits>(Audience::customers, db::Access::read, show_deposits);
  router.on_press<ShowOneDeposit>(Audience::customers, db::Access::write, show_chosen);
  router.on_dialog(std::string(kAmountDialog), Audience::customers, typed_amount);
  router.on_dialog(std::string(kReceiptDialog), Audience::customers, receive_receipt);
  router.on_photo(receive_photo);
}

}  // namespace bot::customer
