// Finds goods that a file has twice, in memory that does not grow with the file. Used inside shop/.
#pragma once

#include <boost/unordered/unordered_flat_map.hpp>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "shop/stock/goods.h"

namespace shop {

// First pass: which goods may stand in the file twice. A Bloom filter of up to 32 MB: it misses
// none, and of 2,000,000 rows that differ it suspects about one.
class SuspectedGoods {
 public:
  // `file_bytes`: the filter has as much room as the rows of such a file can need. No more than
  // `suspects_max` are kept.
  SuspectedGoods(std::int64_t file_bytes, std::size_t suspects_max);

  void add(GoodsKey key);
  bool empty() const { return lines_.empty(); }

  // Second pass, over the same rows: the line before that has the same goods.
  std::optional<std::int64_t> repeated(GoodsKey key, std::int64_t line);

 private:
  bool was_seen(GoodsKey key);

  std::vector<std::uint64_t> bits_;
  std::size_t suspects_max_;
  boost::unordered_flat_map<GoodsKey, std::int64_t> lines_;  // 0: not met in the second pass
};

}  // namespace shop
