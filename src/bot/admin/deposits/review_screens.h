// Deposits by BLIK and bank transfer, as owners decide on them.
#pragma once

#include <optional>
#include <span>

#include "bot/view/screen.h"
#include "bot/view/wording.h"
#include "shop/customers/customer.h"
#include "shop/deposits/deposit.h"
#include "shop/deposits/manual/manual_deposit.h"

namespace bot::admin {

inline constexpr int kReviewsPerPage = 8;

// What an owner must know in order to decide.
struct Review {
  shop::Deposit deposit;
  std::optional<shop::Customer> customer;
  std::vector<shop::Deposit> same_receipt;  // others that came with the same picture
  std::string decided_by = {};              // their name; "" while it is pending
};

// Loads it. REQUIRES: the deposit is by BLIK or bank transfer.
Review load_review(db::Tx& tx, const shop::Deposit& deposit);
// The name of who decided on it: an owner's in Telegram, or the dashboard's user.
std::string decider_of(db::Tx& tx, const shop::Deposit& deposit);

Screen reviews_screen(const Wording& wording, const shop::Slice<shop::Deposit>& pending,
                      int offset);
// With Approve and Reject while it is pending, else with who decided and how.
Screen review_screen(const Wording& wording, const Review& review);
Screen ask_reason_screen(const Wording& wording, const shop::Deposit& deposit);
Screen no_reason_screen(const Texts& texts);
Screen long_reason_screen(const Texts& texts);

// For a toast: why the decision was not taken. `decided_by` is the decider_of a decided deposit.
std::string decide_refused_label(const Texts& texts, const shop::DecideRefusal& refusal,
                                 std::string_view decided_by);

}  // namespace bot::admin
