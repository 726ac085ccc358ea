#include "db/core/value.h"

#include <charconv>
#include <limits>

#include <fmt/format.h>

#include "db/core/failure.h"

namespace db {
namespace {

[[noreturn]] void refuse(std::string_view type) {
  throw Failure(FailureKind::defect, fmt::format("A column does not hold a {}.", type));
}

std::int64_t integer_of(const Cell& cell, std::string_view type) {
  if (const auto* number = std::get_if<std::int64_t>(&cell)) {
    return *number;
  }
  const auto* text = std::get_if<std::string>(&cell);
  std::int64_t number = 0;
  if (text == nullptr) {
    refuse(type);
  }
  const auto* end = text->data() + text->size();
  const auto [stop, error] = std::from_chars(text->data(), end, number);
  if (text->empty() || error != std::errc() || stop != end) {
    refuse(type);
  }
  return number;
}

const std::string& text_of(const Cell& cell, std::string_view type) {
  const auto* text = std::get_if<std::string>(&cell);
  if (text == nullptr) {
    refuse(type);
  }
  return *text;
}

template <class T>
T value_of(base::Result<T> result, std::string_view type) {
  if (!result) {
    refuse(type);
  }
  return *result;
}

}  // namespace

void throw_unknown_value(const std::string& text) {
  throw Failure(FailureKind::defect, "unknown value in the database: " + text);
}

void from_cell(Engine engine, const Cell& cell, bool& out) {
  if (engine == Engine::sqlite) {
    out = integer_of(cell, "truth value") != 0;
    return;
  }
  const auto& text = text_of(cell, "truth value");
  if (text != "t" && text != "f") {
    refuse("truth value");
  }
  out = text == "t";
}

void from_cell(Engine, const Cell& cell, std::int64_t& out) { out = integer_of(cell, "integer"); }

void from_cell(Engine, const Cell& cell, int& out) {
  const auto number = integer_of(cell, "32-bit integer");
  if (number < std::numeric_limits<int>::min() || number > std::numeric_limits<int>::max()) {
    refuse("32-bit integer");
  }
  out = static_cast<int>(number);
}

void from_cell(Engine, const Cell& cell, std::string& out) { out = text_of(cell, "text"); }

void from_cell(Engine engine, const Cell& cell, base::Money& out) {
  if (engine == Engine::sqlite) {
    const auto number = integer_of(cell, "amount of money");
    if (number < -base::Money::max_hundredths || number > base::Money::max_hundredths) {
      refuse("amount of money");
    }
    out = base::Money::hundredths(number);
  } else {
    out = value_of(base::Money::parse(text_of(cell, "amount of money")), "amount of money");
  }
}

void from_cell(Engine, const Cell& cell, base::Percent& out) {
  out = value_of(base::Percent::of(integer_of(cell, "percentage")), "percentage");
}

void from_cell(Engine, const Cell& cell, base::Timestamp& out) {
  out = value_of(base::parse_timestamp(text_of(cell, "time")), "time");
}

void from_cell(Engine engine, const Cell& cell, base::Coordinate& out) {
  constexpr int max_degrees = 180;
  constexpr std::int64_t max_microdegrees = std::int64_t{max_degrees} * 1'000'000;
  if (engine == Engine::postgres) {
    out = value_of(base::Coordinate::parse(text_of(cell, "coordinate"), max_degrees), "coordinate");
    return;
  }
  const auto number = integer_of(cell, "coordinate");
  if (number < -max_microdegrees || number > max_microdegrees) {
    refuse("coordinate");
  }
  out = base::Coordinate::microdegrees(static_cast<std::int32_t>(number));
}

}  // namespace db
