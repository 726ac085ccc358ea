#include "web/api/stock/product_filter.h"

namespace web {

void drop_empty_texts(FilterBody& filter) {
  for (auto* text : {&filter.city, &filter.district, &filter.category, &filter.q}) {
    if (*text && (*text)->empty()) {
      text->reset();
    }
  }
}

bool is_empty(const FilterBody& filter) {
  return !filter.city && !filter.district && !filter.category && !filter.sold &&
         !filter.discounted && !filter.q;
}

}  // namespace web
