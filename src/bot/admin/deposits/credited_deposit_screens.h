// Deposits that were credited, and how an owner gives Telegram Stars back.
#pragma once

#include <cstdint>
#include <string>

#include "bot/view/screen.h"
#include "bot/view/wording.h"
#include "shop/customers/customer.h"
#include "shop/deposits/deposit.h"
#include "shop/deposits/star_deposit.h"

namespace bot::admin {

inline constexpr int kCreditedPerPage = 8;

// A deposit and whose it is.
struct CreditedDeposit {
  shop::Deposit deposit;
  shop::Customer customer;
  std::int64_t confirmations = 0;  // of the last transaction, while it waits
};

// A page of the list, newest first.
struct CreditedPage {
  shop::Slice<CreditedDeposit> deposits;
  int offset = 0;
  bool only_stars = false;
};

// A payment in Stars that was not taken back.
bool is_refundable(const shop::Deposit& deposit);

Screen credited_list_screen(const Wording& wording, const CreditedPage& page);
// With `Refund Stars` where that can be done.
Screen credited_screen(const Wording& wording, const CreditedDeposit& owned);
// Says what giving the Stars back does to the customer's balance.
Screen ask_star_refund_screen(const Wording& wording, const CreditedDeposit& owned);

// For an alert: why the Stars were not given back.
std::string star_refund_refused_label(const Texts& texts, shop::StarRefundRefusal refusal);

}  // namespace bot::admin
