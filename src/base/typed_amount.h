// Amounts as people type them and spreadsheets write them: "1000 PLN", "1 000,50 zł", "1,000.50",
// "１２".
#pragma once

#include <expected>
#include <optional>
#include <string_view>

#include "base/money.h"

namespace base {

// Why a text is not one amount.
struct UnclearAmount {
  // "1,000" is a thousand where commas group, and one where they are decimal.
  struct Readings {
    Money grouped;
    Money decimal;  // rounded to hundredths
  };
  std::optional<Readings> readings = {};  // empty: the text is no amount
};

// Reads an amount with blanks of any kind, digits of any width, groups of three, a decimal point or
// comma, and the currency's code or name before or behind it. Errors: see UnclearAmount; another
// currency, more than two decimals and an amount out of Money's range are no amounts.
// REQUIRES: `typed` is UTF-8.
std::expected<Money, UnclearAmount> read_amount(std::string_view typed, std::string_view currency);

// Reads a whole percentage written in the same ways: "20", "20 %", "２０％".
// REQUIRES: `typed` is UTF-8.
Result<Percent> read_percent(std::string_view typed);

}  // namespace base
