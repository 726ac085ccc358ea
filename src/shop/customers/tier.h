// Tiers, by what a customer has earned from referrals.
#pragma once

#include <boost/describe.hpp>
#include <optional>

#include "base/money.h"

namespace shop {

enum class Tier { bronze, silver, gold, platinum, diamond };
BOOST_DESCRIBE_ENUM(Tier, bronze, silver, gold, platinum, diamond)

Tier tier_of(base::Money referral_earnings);

// The earnings at which a tier begins: 0, 100, 500, 1000, 5000.
base::Money threshold_of(Tier tier);

// Progress from the current tier to the next.
struct TierProgress {
  Tier next = Tier::silver;
  base::Money missing;
  int percent = 0;  // between the two thresholds, rounded down: 0–99
};

// Empty in the highest tier.
std::optional<TierProgress> progress_of(base::Money referral_earnings);

}  // namespace shop
