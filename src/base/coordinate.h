// Places on Earth without floating point.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.h"

namespace base {

// Degrees of latitude or longitude in millionths (11 cm at the equator).
class Coordinate {
 public:
  constexpr Coordinate() = default;
  static constexpr Coordinate microdegrees(std::int32_t value) { return Coordinate(value); }
  // Reads "52.229676", "-0.1"; digits past the sixth are dropped.
  // Errors (invalid): no number, beyond ±`max_degrees`.
  static Result<Coordinate> parse(std::string_view text, int max_degrees);

  constexpr std::int32_t microdegrees() const { return value_; }
  // "52.229676".
  std::string decimal() const;
  friend constexpr auto operator<=>(Coordinate, Coordinate) = default;

 private:
  constexpr explicit Coordinate(std::int32_t value) : value_(value) {}
  std::int32_t value_ = 0;
};

struct Location {
  Coordinate latitude;
  Coordinate longitude;

  friend bool operator==(const Location&, const Location&) = default;
};

}  // namespace base
