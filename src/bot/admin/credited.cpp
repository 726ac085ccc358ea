#include <optional>

#include <fmt/format.h>

#include "bot/admin/callbacks.h"
#include "bot/admin/credited_screens.h"
#include "bot/admin/routes.h"

namespace bot::admin {
namespace {

Credit with_customer(db::Tx& tx, shop::Deposit deposit) {
  auto customer = shop::find_customer(tx, deposit.user_id).value();
  return {.deposit = std::move(deposit), .customer = std::move(customer)};
}

// Empty: no such deposit was ever credited.
std::optional<Credit> find_credit(db::Tx& tx, std::int64_t deposit_id) {
  auto deposit = shop::find_deposit(tx, deposit_id);
  return deposit && deposit->credits > 0 ? std::optional(with_customer(tx, *std::move(deposit)))
                                         : std::nullopt;
}

Reply show_list(db::Tx& tx, const Request& request, const ListCredited& callback) {
  auto deposits = shop::credited_deposits(
      tx, callback.only_stars ? std::optional(shop::DepositMethod::stars) : std::nullopt,
      {callback.offset, kCreditedPerPage});
  CreditPage page{.credits = {.items = {}, .has_more = deposits.has_more},
                  .offset = callback.offset,
                  .only_stars = callback.only_stars};
  for (auto& deposit : deposits.items) {
    page.credits.items.push_back(with_customer(tx, std::move(deposit)));
  }
  return show(credited_list_screen(wording_of(request), page));
}

Reply show_credit(db::Tx& tx, const Request& request, std::int64_t deposit_id) {
  const auto credit = find_credit(tx, deposit_id);
  return credit ? show(credited_screen(wording_of(request), *credit))
                : toast(request.texts.label("callback.stale"_msg));
}

Reply show_chosen(db::Tx& tx, const Request& request, const ShowCredited& callback) {
  return show_credit(tx, request, callback.deposit_id);
}

// Anything but a credited payment in Stars leads to its card, which has no such button.
Reply ask_refund(db::Tx& tx, const Request& request, std::int64_t deposit_id) {
  const auto credit = find_credit(tx, deposit_id);
  const bool is_open = credit && credit->deposit.method == shop::DepositMethod::stars &&
                       credit->deposit.status == shop::DepositStatus::completed;
  return is_open ? show(ask_star_refund_screen(wording_of(request), *credit))
                 : show_credit(tx, request, deposit_id);
}

Reply ask_chosen(db::Tx& tx, const Request& request, const AskStarRefund& callback) {
  return ask_refund(tx, request, callback.deposit_id);
}

std::string refund_log(const shop::Deposit& deposit) {
  return fmt::format("Stars refund: {} Stars of deposit {} to user {}", deposit.stars, deposit.id,
                     deposit.user_id);
}

Reply refund(db::Tx& tx, const Request& request, const RefundStars& callback) {
  const auto done = shop::refund_stars(tx, callback.deposit_id, callback.balance,
                                       fmt::format("owner:{}", request.sender.id), request.now);
  if (!done) {
    Reply reply = done.error() == shop::StarRefundRefusal::balance_changed
                      ? ask_refund(tx, request, callback.deposit_id)
                      : show_credit(tx, request, callback.deposit_id);
    return reply.with_alert(star_refund_refused_label(request.texts, done.error()));
  }
  Reply reply = show_credit(tx, request, callback.deposit_id).with_enqueued();
  reply.log.push_back(refund_log(*done));
  return reply.with_alert(request.texts.label("credited.refunded"_msg, {{"stars", done->stars}}));
}

}  // namespace

void add_credited_routes(Router& router) {
  router.on_press<ListCredited>(Audience::admins, db::Access::read, show_list);
  router.on_press<ShowCredited>(Audience::admins, db::Access::read, show_chosen);
  router.on_press<AskStarRefund>(Audience::admins, db::Access::read, ask_chosen);
  router.on_press<RefundStars>(Audience::admins, db::Access::write, refund);
}

}  // namespace bot::admin
