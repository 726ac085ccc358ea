// A measured figure and its target.
#pragma once

#include <optional>
#include <string>

namespace bench {

// The target for measured / limit.
struct Target {
  enum class Direction { at_least, at_most };
  Direction direction = Direction::at_least;
  double ratio = 1;
};

inline Target at_least(double ratio) { return {Target::Direction::at_least, ratio}; }
inline Target at_most(double ratio) { return {Target::Direction::at_most, ratio}; }

struct Figure {
  std::string name;
  double measured = 0;
  std::string unit;  // of `measured` and `limit`
  std::string peer;  // what `limit` is; "" when there is none
  double limit = 0;
  std::optional<Target> target = {};

  double ratio() const { return limit == 0 ? 0 : measured / limit; }
  // Returns nullopt when there is no target.
  std::optional<bool> is_met() const {
    if (!target || peer.empty()) {
      return std::nullopt;
    }
    return target->direction == Target::Direction::at_least ? ratio() >= target->ratio
                                                            : ratio() <= target->ratio;
  }
};

}  // namespace bench
