#include "web/operation/preference.h"

#include <algorithm>
#include <charconv>
#include <string>

#include "base/text.h"

namespace web {
namespace {

constexpr std::size_t kElementsMax = 20;

// "0.8" as 800; 1000 when there is no weight (RFC 9110, 12.4.2).
int weight_of(std::string_view parameters) {
  const auto at = parameters.find("q=");
  if (at == parameters.npos) {
    return 1'000;
  }
  const auto text = base::trim(parameters.substr(at + 2));
  if (!text.starts_with('0')) {
    return text.starts_with('1') ? 1'000 : 0;
  }
  std::string digits(text.substr(std::min<std::size_t>(text.size(), 2), 3));
  digits.resize(3, '0');
  int thousandths = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), thousandths);
  return thousandths;
}

}  // namespace

std::optional<std::string_view> preferred(std::string_view list, const Known& known) {
  std::optional<std::string_view> best;
  int best_weight = 0;
  std::size_t elements = 0;
  for (const auto element : base::split(list, ',')) {
    if (++elements > kElementsMax) {
      break;
    }
    const auto end = element.find(';');
    const auto found = known(base::trim(element.substr(0, end)));
    const int weight = weight_of(end == element.npos ? std::string_view() : element.substr(end));
    if (found && weight > best_weight) {
      best = found;
      best_weight = weight;
    }
  }
  return best;
}

}  // namespace web
