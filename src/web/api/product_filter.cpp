#include "web/api/product_filter.h"

#include "web/api/list_query.h"

namespace web {

base::Result<shop::ProductFilter> read_product_filter(const net::Query& query) {
  const auto sold = read_flag(query, "sold");
  if (!sold) {
    return std::unexpected(sold.error());
  }
  const auto discounted = read_flag(query, "discounted");
  if (!discounted) {
    return std::unexpected(discounted.error());
  }
  return shop::ProductFilter{.city = read_text(query, "city"),
                             .district = read_text(query, "district"),
                             .category = read_text(query, "category"),
                             .sold = *sold,
                             .discounted = *discounted,
                             .q = read_text(query, "q")};
}

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
