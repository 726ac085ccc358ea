#include "shop/customers/tier.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace shop {
namespace {

struct Step {
  Tier tier;
  std::int64_t from_units;
};

constexpr std::array kSteps{Step{Tier::bronze, 0}, Step{Tier::silver, 100}, Step{Tier::gold, 500},
                            Step{Tier::platinum, 1000}, Step{Tier::diamond, 5000}};

}  // namespace

Tier tier_of(base::Money referral_earnings) {
  Tier reached = Tier::bronze;
  for (const Step& step : kSteps) {
    if (referral_earnings >= base::Money::units(step.from_units)) {
      reached = step.tier;
    }
  }
  return reached;
}

base::Money threshold_of(Tier tier) {
  return base::Money::units(kSteps[static_cast<std::size_t>(tier)].from_units);
}

std::optional<TierProgress> progress_of(base::Money referral_earnings) {
  const Tier present = tier_of(referral_earnings);
  if (present == Tier::diamond) {
    return std::nullopt;
  }
  const auto next = static_cast<Tier>(static_cast<int>(present) + 1);
  const base::Money way = threshold_of(next) - threshold_of(present);
  const base::Money gone = referral_earnings - threshold_of(present);
  const std::int64_t percent = gone.hundredths() * 100 / way.hundredths();
  return TierProgress{next, threshold_of(next) - referral_earnings,
                      static_cast<int>(std::max<std::int64_t>(percent, 0))};
}

}  // namespace shop
