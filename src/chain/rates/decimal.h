// Decimal numbers of JSON documents, without floating point.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/money.h"

namespace chain {

// A number of millionths.
struct Decimal {
  std::int64_t millionths = 0;

  friend bool operator==(const Decimal&, const Decimal&) = default;
};

// Reads "250000.5" and "2.500005E+5"; digits beyond the sixth after the point are dropped. Nothing
// for a sign, an exponent beyond ±308, anything else, or a number beyond the range.
std::optional<Decimal> parse_decimal(std::string_view text);

// Rounded half up to 0.01. Nothing beyond Money's range.
std::optional<base::Money> to_money(Decimal number);

// amount × factor, rounded half up to 0.01. Nothing beyond Money's range.
std::optional<base::Money> multiplied(base::Money amount, Decimal factor);

// Returns the JSON text with every number as a string, so that a parser keeps all its digits.
std::string quote_numbers(std::string_view json);

}  // namespace chain
