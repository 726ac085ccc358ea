// The wallet: balance, how to top up, history.
#pragma once

#include "bot/updates/request.h"
#include "bot/view/screen.h"
#include "bot/view/wording.h"
#include "shop/money/ledger.h"

namespace bot::customer {

inline constexpr int kMovementsPerPage = 10;

Screen wallet_screen(const Wording& wording, base::Money balance);

// The payment methods that are on; with none, the contact who takes and credits payments.
Screen deposit_screen(const Texts& texts, const ShopSettings& settings, std::int64_t customer_id);

Screen history_screen(const Wording& wording, const shop::Slice<shop::Movement>& movements,
                      int offset);

}  // namespace bot::customer
