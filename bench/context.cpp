#include "bench/context.h"

#include <algorithm>

namespace bench {

double median(std::vector<double> values) {
  std::ranges::sort(values);
  return values[values.size() / 2];
}

}  // namespace bench
