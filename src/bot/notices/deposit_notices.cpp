#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "bot/customer/shop/next_steps.h"
#include "bot/customer/wallet/callbacks.h"
#include "bot/notices/deposit_subject.h"
#include "bot/notices/renderers.h"
#include "bot/updates/calls.h"
#include "bot/view/deposit_wording.h"
#include "shop/checkout/checkout.h"
#include "shop/deposits/coins/chain_deposit.h"
#include "shop/deposits/one_transaction.h"

namespace bot {
namespace {

NoticeCall progress_call(const DepositSubject& subject) {
  const auto& [request, deposit, wording] = subject;
  const auto confirmations = shop::confirmations_of(request.tx, deposit);
  Screen screen{.text = deposit_card(wording, deposit, confirmations).text};
  if (deposit.status == shop::DepositStatus::pending) {
    screen.add(button(request.texts.label("deposits.button"_msg), customer::ShowDeposits{}));
  }
  return show_in_place(subject, screen);
}

Sending progress(const DepositSubject& subject) { return {.calls = {progress_call(subject)}}; }

// The purchase that this balance pays for by itself: it is about to complete.
std::optional<shop::Shortfall> completing_purchase(const DepositSubject& subject) {
  const auto& request = subject.request;
  for (const auto& checkout : shop::waiting_checkouts_of(request.tx, request.user_id)) {
    auto found = shop::find_shortfall(request.tx, request.user_id, checkout.product_id,
                                      request.context.clock.now());
    if (found && found->missing.is_zero() && found->price <= checkout.price) {
      return found;
    }
  }
  return std::nullopt;
}

// `text`, and what comes next. What showed the deposit before shows how it ended.
Sending with_next_steps(const DepositSubject& subject, std::string text) {
  const auto& request = subject.request;
  Screen screen{.text = std::move(text)};
  std::vector<shop::Reservation> reservations;
  if (const auto completing = completing_purchase(subject)) {
    screen.text +=
        "\n" + request.texts.text("notice.deposit_completes"_msg,
                                  {{"name", short_name(completing->reservation.product.name)}});
  } else {
    reservations = shop::reservations_of(request.tx, request.user_id, request.context.clock.now());
  }
  customer::add_next_steps(screen, request.texts, reservations);
  Sending sending{.calls = {{.call = message_with(request.user_id, screen)}}};
  if (find_shown(subject)) {
    sending.calls.insert(sending.calls.begin(), progress_call(subject));
  }
  return sending;
}

Sending completed(const DepositSubject& subject) {
  const auto& [request, deposit, wording] = subject;
  const auto credit = shop::credit_of(request.tx, deposit);
  return with_next_steps(subject,
                         request.texts.text("notice.deposit_completed"_msg,
                                            {{"amount", wording.money(credit.amount)},
                                             {"balance", wording.money(credit.balance_after)}}));
}

Sending say_amount(const DepositSubject& subject, MessageId text) {
  const auto& [request, deposit, wording] = subject;
  const auto manual = deposit.manual_or_none();
  const auto& customer = request.sources.customer(request.user_id);
  auto said = request.texts.text(text, {{"amount", deposit_amount(wording, deposit)},
                                        {"reason", reason_text(request.texts, manual.reason)},
                                        {"reference", manual.reference}});
  if (customer) {
    said += "\n" + request.texts.text("notice.balance"_msg,
                                      {{"balance", wording.money(customer->balance)}});
  }
  return with_next_steps(subject, std::move(said));
}

}  // namespace

void add_deposit_notices(NoticeRenderers& renderers) {
  on_deposit(renderers, shop::kDepositSeen, progress);
  on_deposit(renderers, shop::kDepositProgress, progress);
  on_deposit(renderers, shop::kDepositCompleted, completed);
  on_deposit(renderers, shop::kDepositTooSmall, [](const DepositSubject& subject) {
    return say_amount(subject, "notice.deposit_too_small"_msg);
  });
  on_deposit(renderers, shop::kDepositReplaced, [](const DepositSubject& subject) {
    return say_amount(subject, "notice.deposit_replaced"_msg);
  });
  on_deposit(renderers, shop::kDepositReversed, [](const DepositSubject& subject) {
    return say_amount(subject, "notice.deposit_reversed"_msg);
  });
  on_deposit(renderers, shop::kDepositRejected, [](const DepositSubject& subject) {
    return say_amount(subject, "notice.deposit_rejected"_msg);
  });
  on_deposit(renderers, shop::kDepositExpired, [](const DepositSubject& subject) {
    return say_amount(subject, "notice.deposit_expired"_msg);
  });
}

}  // namespace bot
