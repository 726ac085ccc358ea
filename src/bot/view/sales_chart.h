// The sales of days as a picture.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/money.h"
#include "bot/view/wording.h"

namespace bot {

struct SalesChart {
  struct Day {
    std::string label;  // a few letters
    base::Money revenue;
    std::int64_t orders = 0;
  };

  std::string title;
  std::vector<Day> days;
};

// A PNG that can be read on a phone: bars of revenue above bars of orders, on a light ground.
// REQUIRES: one to a hundred days.
std::string sales_chart(const Wording& wording, const SalesChart& chart);

}  // namespace bot
