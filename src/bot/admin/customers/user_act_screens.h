// What the staff do to a customer: adjust the balance, ban, write, give a role.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/typed_amount.h"
#include "bot/admin/customers/callbacks.h"
#include "bot/view/screen.h"
#include "bot/view/wording.h"
#include "shop/core/acts/rights.h"
#include "shop/customers/ban.h"
#include "shop/customers/customer.h"
#include "shop/customers/staff.h"
#include "shop/money/adjustment.h"

namespace bot::admin {

// An adjustment that is confirmed with one press.
struct AdjustmentPreview {
  shop::Customer customer;
  base::Money amount;
  std::string reason;
  std::int64_t key = 0;
};

Screen ask_adjustment_screen(const Wording& wording, const shop::Customer& customer);
Screen bad_adjustment_screen(const Wording& wording, std::int64_t user_id, std::string_view typed,
                             const base::UnclearAmount& unclear);
Screen zero_adjustment_screen(const Texts& texts, std::int64_t user_id);
Screen ask_adjustment_reason_screen(const Wording& wording, const shop::Customer& customer,
                                    base::Money amount);
Screen adjustment_preview_screen(const Wording& wording, const AdjustmentPreview& preview);
// For an alert.
std::string adjust_refused_label(const Texts& texts, shop::AdjustRefusal refusal);

// A question about the customer that the next text answers, with a way out.
Screen ask_about_user_screen(const Texts& texts, MessageId question,
                             const shop::Customer& customer);
// Why the text is no answer; the dialog goes on.
Screen no_user_reason_screen(const Texts& texts, std::int64_t user_id);
Screen long_user_reason_screen(const Texts& texts, std::int64_t user_id);
// For an alert.
std::string ban_refused_label(const Texts& texts, shop::BanRefusal refusal);

Screen ask_role_screen(const Texts& texts, const shop::Customer& customer,
                       std::optional<shop::Role> role);
// For an alert.
std::string role_refused_label(const Texts& texts, shop::RoleRefusal refusal);

}  // namespace bot::admin
