// Asking for an amount, instructions of BLIK and bank transfer, and the list of deposits.
#pragma once

#include <optional>

#include "base/typed_amount.h"
#include "bot/view/deposit_settings.h"
#include "bot/view/screen.h"
#include "bot/view/wording.h"
#include "shop/deposits/deposit.h"
#include "shop/deposits/manual/manual_deposit.h"

namespace bot::customer {

inline constexpr int kDepositsPerPage = 8;

// Whether the owner has switched it on.
bool is_on(const DepositSettings& settings, shop::DepositMethod method);
// Instead of a way to pay that is off.
Screen method_off_screen(const Texts& texts);

// Some usual amounts as buttons; any other can be typed.
Screen ask_amount_screen(const Wording& wording, const DepositSettings& settings,
                         shop::DepositMethod method);
// The same after an answer that is no amount.
Screen bad_amount_screen(const Wording& wording, const DepositSettings& settings,
                         shop::DepositMethod method, std::string_view typed);
// The same after an amount that is too small or too large for the method; empty: it is neither.
// REQUIRES: the method is on.
std::optional<Screen> amount_refused_screen(const Wording& wording, const DepositSettings& settings,
                                            shop::DepositMethod method, base::Money amount);
// Offers both amounts that an answer such as "1,000" can mean.
Screen two_amounts_screen(const Wording& wording, shop::DepositMethod method,
                          std::string_view typed, const base::UnclearAmount::Readings& readings);
// `ban_reason`: "" when the customer is not banned.
Screen request_refused_screen(const Wording& wording, const DepositSettings& settings,
                              shop::RequestRefusal refusal, std::string_view ban_reason = "");

// To who is banned, and cannot pay in.
Screen banned_from_deposits_screen(const Texts& texts, std::string_view reason);

// How to pay by BLIK or bank transfer, while the deposit is pending.
Screen instructions_screen(const Wording& wording, const DepositSettings& settings,
                           const shop::Deposit& deposit);
Screen submitted_screen(const Wording& wording, const shop::Deposit& deposit);
// What came while a receipt was expected is no picture.
Screen no_picture_screen(const Wording& wording, const shop::Deposit& deposit);

// Leads from the amount to the invoice below it.
Screen star_screen(const Wording& wording, base::Money amount, std::int64_t stars);

Screen deposits_screen(const Wording& wording, const shop::Slice<shop::Deposit>& deposits,
                       int offset);
// A deposit of any method and state, with its confirmations while it has not enough of them.
Screen one_deposit_screen(const Wording& wording, const shop::Deposit& deposit,
                          std::int64_t confirmations);

}  // namespace bot::customer
