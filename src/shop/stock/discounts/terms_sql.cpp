#include "shop/stock/discounts/terms_sql.h"

#include <vector>

#include <fmt/format.h>

namespace shop {
namespace {

std::int64_t update(db::Tx& tx, std::string_view assignments, std::string_view where,
                    const std::vector<db::Value>& values) {
  return tx.query_with(fmt::format("UPDATE products SET {} WHERE {}", assignments, where), values)
      .affected;
}

}  // namespace

std::int64_t set_terms(db::Tx& tx, const DiscountTerms& terms, std::string_view where,
                       const db::Value& value) {
  std::vector values{value, db::to_value(terms.percent)};
  if (!terms.ends_at) {
    return update(tx, "discount_percent = $2, discount_before = NULL, discount_ends_at = NULL",
                  where, values);
  }
  values.push_back(db::to_value(*terms.ends_at));
  return update(tx,
                "discount_before = COALESCE(discount_before, discount_percent), "
                "discount_percent = $2, discount_ends_at = $3",
                where, values);
}

std::int64_t end_terms(db::Tx& tx, std::string_view where, const db::Value& value) {
  return update(tx,
                "discount_percent = discount_before, discount_before = NULL, "
                "discount_ends_at = NULL",
                where, {value});
}

}  // namespace shop
