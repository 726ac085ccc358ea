// Pages of long lists.
#pragma once

#include <cstdint>
#include <vector>

namespace shop {

// REQUIRES: offset >= 0, limit >= 1.
struct Page {
  int offset = 0;
  int limit = 10;
};

// A page of a list whose length is not counted.
template <class T>
struct Slice {
  std::vector<T> items;
  bool has_more = false;
};

// A page of a list together with the list's length.
template <class T>
struct Listing {
  std::vector<T> items;
  std::int64_t total = 0;
};

// The page's length and one look-ahead row, by which `slice_of` tells whether more follow.
inline int rows_for(Page page) { return page.limit + 1; }

// Drops the look-ahead row.
template <class T>
Slice<T> slice_of(std::vector<T> rows, Page page) {
  const bool has_more = rows.size() > static_cast<std::size_t>(page.limit);
  if (has_more) {
    rows.resize(static_cast<std::size_t>(page.limit));
  }
  return {std::move(rows), has_more};
}

}  // namespace shop
