#include "bot/admin/deposits/deposit_cards.h"

#include <algorithm>

#include "base/check.h"
#include "base/text.h"
#include "bot/admin/audit/history_button.h"
#include "bot/admin/deposits/review_screens.h"
#include "shop/deposits/coins/chain_deposit.h"

namespace bot::admin {

std::vector<CreditedDeposit> with_customers(db::Tx& tx, std::vector<shop::Deposit> deposits) {
  std::vector<std::int64_t> ids;
  ids.reserve(deposits.size());
  for (const auto& deposit : deposits) {
    ids.push_back(deposit.user_id);
  }
  const auto customers = shop::find_customers(tx, ids);
  std::vector<CreditedDeposit> owned;
  for (auto& deposit : deposits) {
    const auto customer = std::ranges::find(customers, deposit.user_id, &shop::Customer::id);
    base::check(customer != customers.end(), "a deposit is a customer's");
    owned.push_back({.deposit = std::move(deposit), .customer = *customer});
  }
  return owned;
}

std::optional<CreditedDeposit> find_owned(db::Tx& tx, std::int64_t deposit_id) {
  const auto deposit = shop::find_deposit(tx, deposit_id);
  if (!deposit) {
    return std::nullopt;
  }
  auto owned = with_customers(tx, {*deposit}).front();
  owned.confirmations = shop::confirmations_of(tx, *deposit);
  return owned;
}

Reply show_review(db::Tx& tx, const Request& request, std::int64_t deposit_id) {
  const auto deposit = shop::find_deposit(tx, deposit_id);
  if (!deposit || shop::family_of(deposit->method) != shop::DepositFamily::manual) {
    return toast(request.texts.label("callback.stale"_msg));
  }
  auto screen = review_screen(wording_of(request), load_review(tx, *deposit));
  add_history(screen, request, AuditOf::deposit, deposit_id);
  Reply reply = show(std::move(screen));
  reply.deposit_id = deposit_id;
  return reply;
}

Reply show_review_card(db::Tx& tx, const Request& request, std::int64_t deposit_id) {
  Reply reply = show_review(tx, request, deposit_id);
  const auto deposit = shop::find_deposit(tx, deposit_id);
  const auto manual = deposit ? deposit->manual_or_none() : shop::ManualDetails{};
  if (manual.receipt_file_id) {
    reply.pictures.push_back(
        {.file_id = *manual.receipt_file_id, .caption = base::escape_html(manual.reference)});
  }
  return reply;
}

Reply show_credit_card(db::Tx& tx, const Request& request, std::int64_t deposit_id) {
  const auto owned = find_owned(tx, deposit_id);
  if (!owned) {
    return toast(request.texts.label("callback.stale"_msg));
  }
  auto screen = credited_screen(wording_of(request), *owned);
  add_history(screen, request, AuditOf::deposit, deposit_id);
  return show(std::move(screen));
}

}  // namespace bot::admin
