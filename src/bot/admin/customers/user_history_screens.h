// A customer's orders, deposits and running account.
#pragma once

#include "bot/view/screen.h"
#include "bot/view/wording.h"
#include "shop/core/acts/rights.h"
#include "shop/customers/customer.h"
#include "shop/deposits/deposit.h"
#include "shop/money/ledger.h"
#include "shop/sales/order.h"

namespace bot::admin {

inline constexpr int kUserOrdersPerPage = 8;
inline constexpr int kUserDepositsPerPage = 8;
inline constexpr int kUserMovementsPerPage = 8;

// Each order is a button.
Screen user_orders_screen(const Wording& wording, const shop::Customer& customer,
                          const shop::Slice<shop::Order>& orders, int offset);
// Each deposit is a button where `viewer` may see more of it.
Screen user_deposits_screen(const Wording& wording, const shop::Customer& customer,
                            const shop::Slice<shop::Deposit>& deposits, int offset,
                            shop::Role viewer);
Screen user_ledger_screen(const Wording& wording, const shop::Customer& customer,
                          const shop::Slice<shop::Movement>& movements, int offset);

}  // namespace bot::admin
