// Callbacks of the owners' buttons about deposits: reviews, credited deposits, refunds.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <string_view>

#include "base/money.h"
#include "bot/view/callback.h"

namespace bot::admin {

// Deposits by BLIK and bank transfer that wait for a decision.
struct ShowReviews {
  static constexpr std::string_view tag = "reviews";
  Offset offset = 0;
};
BOOST_DESCRIBE_STRUCT(ShowReviews, (), (offset))

struct ShowReview {
  static constexpr std::string_view tag = "review";
  std::int64_t deposit_id = 0;
};
BOOST_DESCRIBE_STRUCT(ShowReview, (), (deposit_id))

struct ApproveDeposit {
  static constexpr std::string_view tag = "approve";
  std::int64_t deposit_id = 0;
};
BOOST_DESCRIBE_STRUCT(ApproveDeposit, (), (deposit_id))

// Asks why; the next text is the answer.
struct AskReason {
  static constexpr std::string_view tag = "reject";
  std::int64_t deposit_id = 0;
};
BOOST_DESCRIBE_STRUCT(AskReason, (), (deposit_id))

// Rejects for the usual reason.
struct RejectNotFound {
  static constexpr std::string_view tag = "reject_none";
  std::int64_t deposit_id = 0;
};
BOOST_DESCRIBE_STRUCT(RejectNotFound, (), (deposit_id))

// Deposits that were credited.
struct ListCredited {
  static constexpr std::string_view tag = "credited";
  Offset offset = 0;
  bool only_stars = false;
};
BOOST_DESCRIBE_STRUCT(ListCredited, (), (offset, only_stars))

struct ShowCredited {
  static constexpr std::string_view tag = "credit";
  std::int64_t deposit_id = 0;
};
BOOST_DESCRIBE_STRUCT(ShowCredited, (), (deposit_id))

struct AskStarRefund {
  static constexpr std::string_view tag = "stars_back";
  std::int64_t deposit_id = 0;
};
BOOST_DESCRIBE_STRUCT(AskStarRefund, (), (deposit_id))

// `balance` is the customer's as the screen with this button showed it.
struct RefundStars {
  static constexpr std::string_view tag = "stars_refund";
  std::int64_t deposit_id = 0;
  base::Money balance;
};
BOOST_DESCRIBE_STRUCT(RefundStars, (), (deposit_id, balance))

}  // namespace bot::admin
