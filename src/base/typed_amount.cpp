#include "base/typed_amount.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "base/text.h"

namespace base {
namespace {

constexpr std::size_t kGroup = 3;

struct CurrencyName {
  std::string_view currency;
  std::string_view name;  // as fold() writes it
};

constexpr std::array<CurrencyName, 16> kNames{{
    {"PLN", "złotych"},
    {"PLN", "zlotych"},
    {"PLN", "złote"},
    {"PLN", "zlote"},
    {"PLN", "złoty"},
    {"PLN", "zloty"},
    {"PLN", "zł."},
    {"PLN", "zł"},
    {"PLN", "zl."},
    {"PLN", "zl"},
    {"EUR", "euro"},
    {"EUR", "€"},
    {"USD", "$"},
    {"GBP", "£"},
    {"CZK", "kč"},
    {"UAH", "₴"},
}};

// Takes `name` from the front or the back of `text`.
bool take_name(std::string_view& text, std::string_view name) {
  if (text.starts_with(name)) {
    text.remove_prefix(name.size());
  } else if (text.ends_with(name)) {
    text.remove_suffix(name.size());
  } else {
    return false;
  }
  text = trim(text);
  return true;
}

void take_currency(std::string_view& text, std::string_view currency) {
  if (take_name(text, fold(currency))) {
    return;
  }
  for (const auto& known : kNames) {
    if (known.currency == currency && take_name(text, known.name)) {
      return;
    }
  }
}

bool are_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, is_ascii_digit);
}

// The digits of "1 000" or "1000" without the separators.
std::optional<std::string> ungrouped(std::string_view whole, std::string_view separators) {
  std::string digits;
  char separator = 0;
  for (std::size_t at = 0; at < whole.size(); ++at) {
    const char c = whole[at];
    if (is_ascii_digit(c)) {
      digits += c;
      continue;
    }
    const auto is_group = (separator == 0 ? !digits.empty() && digits.size() <= kGroup &&
                                                digits.front() != '0' && separators.contains(c)
                                          : c == separator) &&
                          whole.size() - at > kGroup && are_digits(whole.substr(at + 1, kGroup)) &&
                          (whole.size() - at == kGroup + 1 || whole[at + kGroup + 1] == c);
    if (!is_group) {
      return std::nullopt;
    }
    separator = c;
  }
  return digits.empty() ? std::nullopt : std::optional(digits);
}

std::expected<Money, UnclearAmount> amount_of(const std::optional<std::string>& whole,
                                              std::string_view decimals) {
  if (!whole) {
    return std::unexpected(UnclearAmount{});
  }
  const auto amount =
      Money::parse(decimals.empty() ? *whole : *whole + "." + std::string(decimals));
  return amount ? std::expected<Money, UnclearAmount>(*amount) : std::unexpected(UnclearAmount{});
}

// "1,000": both readings are amounts. `at` is where the only point or comma stands.
std::optional<UnclearAmount> ambiguity(std::string_view number, std::size_t at) {
  const auto whole = number.substr(0, at);
  const auto rest = number.substr(at + 1);
  if (rest.size() != kGroup || whole.size() > kGroup || !are_digits(whole) || !are_digits(rest) ||
      whole.front() == '0') {
    return std::nullopt;
  }
  const auto grouped = Money::parse(std::string(whole) + std::string(rest));
  const auto decimal = Money::parse(std::string(whole) + "." + std::string(rest.substr(0, 2)));
  const auto rounding = Money::hundredths(rest[2] >= '5' ? 1 : 0);
  return UnclearAmount{
      UnclearAmount::Readings{.grouped = *grouped, .decimal = *decimal + rounding}};
}

// REQUIRES: no sign, no currency.
std::expected<Money, UnclearAmount> read_number(std::string_view number) {
  const auto last = number.find_last_of(".,");
  if (last == std::string_view::npos) {
    return amount_of(ungrouped(number, " '"), "");
  }
  const bool is_only = number.find_first_of(".,") == last;
  if (const auto unclear = is_only ? ambiguity(number, last) : std::nullopt) {
    return std::unexpected(*unclear);
  }
  const auto whole = number.substr(0, last);
  if (!is_only && whole.contains(number[last])) {
    return amount_of(ungrouped(number, ".,"), "");
  }
  const auto decimals = number.substr(last + 1);
  const bool is_dash = decimals == "-" || decimals == "—" || decimals.empty();
  return amount_of(ungrouped(whole, number[last] == ',' ? " '." : " ',"), is_dash ? "" : decimals);
}

std::expected<Money, UnclearAmount> negated(const std::expected<Money, UnclearAmount>& amount) {
  if (amount) {
    return -*amount;
  }
  const auto& readings = amount.error().readings;
  return std::unexpected(readings
                             ? UnclearAmount{UnclearAmount::Readings{.grouped = -readings->grouped,
                                                                     .decimal = -readings->decimal}}
                             : UnclearAmount{});
}

std::string with_plain_signs(std::string text) {
  std::ranges::replace(text, '\t', ' ');
  std::ranges::replace(text, '\n', ' ');
  for (const std::string_view other : {"−", "–"}) {
    for (auto at = text.find(other); at != std::string::npos; at = text.find(other)) {
      text.replace(at, other.size(), "-");
    }
  }
  for (auto at = text.find("’"); at != std::string::npos; at = text.find("’")) {
    text.replace(at, std::string_view("’").size(), "'");
  }
  return text;
}

}  // namespace

std::expected<Money, UnclearAmount> read_amount(std::string_view typed, std::string_view currency) {
  const auto plain = with_plain_signs(fold(typed));
  auto number = trim(plain);
  take_currency(number, currency);
  const bool is_negative = number.starts_with('-');
  if (is_negative || number.starts_with('+')) {
    number = trim(number.substr(1));
    take_currency(number, currency);
  }
  const auto amount = read_number(number);
  return is_negative ? negated(amount) : amount;
}

Result<Percent> read_percent(std::string_view typed) { return Percent::parse(fold(typed)); }

}  // namespace base
