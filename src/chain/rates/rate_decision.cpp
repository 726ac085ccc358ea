#include "chain/rates/rate_decision.h"

#include <algorithm>
#include <cstdlib>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace chain {
namespace {

constexpr std::int64_t kAgreementPercent = 3;
constexpr std::int64_t kJumpPercent = 20;
constexpr std::chrono::hours kMemory{24};

using Readings = std::span<const Reading>;

bool are_within(base::Money low, base::Money high, std::int64_t percent) {
  // Money's range times 100 fits.
  return (high.hundredths() - low.hundredths()) * 100 <= low.hundredths() * percent;
}

bool are_near(base::Money a, base::Money b, std::int64_t percent) {
  return are_within(std::min(a, b), std::max(a, b), percent);
}

std::int64_t distance(base::Money a, base::Money b) {
  return std::abs(a.hundredths() - b.hundredths());
}

// Of sorted readings: rounded half up between the middle two.
base::Money median(Readings sorted) {
  const auto low = sorted[(sorted.size() - 1) / 2].price.hundredths();
  const auto high = sorted[sorted.size() / 2].price.hundredths();
  return base::Money::hundredths(low + (high - low + 1) / 2);
}

std::string names_of(Readings readings) {
  std::vector<std::string> names;
  for (const auto& reading : readings) {
    names.push_back(reading.source);
  }
  std::ranges::sort(names);
  return fmt::format("{}{}", names.size() > 1 ? "median of " : "", fmt::join(names, ", "));
}

// Returns, for each of the sorted readings, the longest run that starts with it and agrees with it.
std::vector<Readings> groups_of(Readings sorted) {
  std::vector<Readings> groups;
  for (std::size_t from = 0; from < sorted.size(); ++from) {
    auto to = from + 1;
    while (to < sorted.size() &&
           are_within(sorted[from].price, sorted[to].price, kAgreementPercent)) {
      ++to;
    }
    groups.push_back(sorted.subspan(from, to - from));
  }
  return groups;
}

}  // namespace

std::expected<AgreedPrice, RateRefusal> agree_on_price(
    std::span<const Reading> readings, const std::optional<shop::ExchangeRate>& last,
    base::Timestamp now) {
  if (readings.empty()) {
    return std::unexpected(RateRefusal::nothing_read);
  }
  std::vector<Reading> sorted(readings.begin(), readings.end());
  std::ranges::sort(sorted, {}, &Reading::price);
  const auto groups = groups_of(sorted);
  const auto max_size = std::ranges::max(groups, {}, &Readings::size).size();
  std::vector<Readings> largest;
  std::ranges::copy_if(groups, std::back_inserter(largest),
                       [&](const Readings& group) { return group.size() == max_size; });

  const bool has_memory = last && now - last->read_at <= kMemory;
  if (largest.size() > 1 && !has_memory) {
    return std::unexpected(RateRefusal::disagreement);
  }
  const auto best = has_memory ? std::ranges::min(largest, {},
                                                  [&](const Readings& group) {
                                                    return distance(median(group), last->price);
                                                  })
                               : largest.front();
  const auto price = median(best);
  if (max_size == 1 && has_memory && !are_near(price, last->price, kJumpPercent)) {
    return std::unexpected(RateRefusal::jump);
  }
  return AgreedPrice{.price = price, .source = names_of(best)};
}

}  // namespace chain
