// What a discount is.
#pragma once

#include <optional>

#include "base/clock.h"
#include "base/money.h"

namespace shop {

struct DiscountTerms {
  base::Percent percent;
  // When the price returns by itself to what it was; whole minutes. Empty: it stays.
  std::optional<base::Timestamp> ends_at = {};
};

}  // namespace shop
