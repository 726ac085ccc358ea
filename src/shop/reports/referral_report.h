// What referrals have brought within a span of time.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/money.h"
#include "db/core/tx.h"
#include "shop/reports/figures.h"

namespace shop {

struct ReferrerFigures {
  std::int64_t id = 0;
  std::string first_name;
  std::optional<std::string> username;
  std::int64_t referees = 0;      // of all time
  base::Money earned;             // in the span, less what was taken back
  base::Money referral_earnings;  // of all time
};
BOOST_DESCRIBE_STRUCT(ReferrerFigures, (),
                      (id, first_name, username, referees, earned, referral_earnings))

struct ReferralReport {
  std::int64_t new_referees = 0;
  base::Money commissions;                 // in the span, less what was taken back
  std::vector<ReferrerFigures> referrers;  // those who earned most in the span, the first first
};

ReferralReport referral_report(db::Tx& tx, Span span, int most);

}  // namespace shop
