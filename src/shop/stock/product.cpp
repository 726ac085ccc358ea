#include "shop/stock/product.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "db/core/columns.h"
#include "shop/core/acts/audit_log.h"
#include "shop/core/enum_text.h"
#include "shop/stock/product_filter.h"

namespace shop {
namespace {

// The columns of NewProduct, and created_at.
constexpr std::size_t kColumns = db::kColumnNames<NewProduct>.size() + 1;
// Rows per INSERT: few round trips, and at most two statements to prepare.
constexpr std::size_t kBatch = 100;
constexpr std::int64_t kUnreadAtOnce = 1'000;

std::string insert_text(std::size_t rows) {
  std::vector<std::string> tuples;
  for (std::size_t row = 0; row < rows; ++row) {
    tuples.push_back(fmt::format("({}, ${})", db::parameters<NewProduct>(row * kColumns + 1),
                                 (row + 1) * kColumns));
  }
  return fmt::format("INSERT INTO products ({}, created_at) VALUES {}", db::columns<NewProduct>(),
                     fmt::join(tuples, ", "));
}

std::vector<db::Value> values_of(std::span<const NewProduct> products, base::Timestamp now) {
  std::vector<db::Value> values;
  values.reserve(products.size() * kColumns);
  for (const auto& product : products) {
    db::append_values(values, product);
    values.push_back(now);
  }
  return values;
}

// The ORDER BY clause; ids make the order total.

}  // namespace

std::int64_t insert_product(db::Tx& tx, const NewProduct& product, base::Timestamp now) {
  return tx
      .all_with<std::int64_t>(insert_text(1) + " RETURNING id",
                              values_of(std::span(&product, 1), now))
      .front();
}

void insert_products(db::Tx& tx, std::span<const NewProduct> products, base::Timestamp now) {
  static const std::string batch_text = insert_text(kBatch);
  static const std::string single_text = insert_text(1);
  while (products.size() >= kBatch) {
    tx.query_with(batch_text, values_of(products.first(kBatch), now));
    products = products.subspan(kBatch);
  }
  for (; !products.empty(); products = products.subspan(1)) {
    tx.query_with(single_text, values_of(products.first(1), now));
  }
}

std::expected<Product, ProductProblem> create_product(db::Tx& tx, const NewProduct& product,
                                                      Repeats repeats,
                                                      const Permit<Act::create_product>& permit,
                                                      base::Timestamp now) {
  if (const auto problem = check_product(product)) {
    return std::unexpected(*problem);
  }
  while (note_unread_units(tx, kUnreadAtOnce)) {
  }
  const auto key = goods_key(product.delivery_text);
  const bool is_new = note_goods(tx, std::span(&key, 1)).empty();
  if (!is_new && repeats == Repeats::refused) {
    return std::unexpected(
        ProductProblem{.field = "delivery_text", .kind = FieldProblem::already_had});
  }
  const auto id = insert_product(tx, product, now);
  record(tx, permit, {.subject = fmt::format("product:{}", id), .details = ""}, now);
  return *find_product(tx, id);
}

Listing<Product> list_products(db::Tx& tx, const ProductFilter& filter, ProductSort sort,
                               bool descending, Page page) {
  auto rows = product_rows(tx, filter, {.column = sort, .is_descending = descending},
                           {.offset = page.offset, .limit = page.limit});
  return {.items = std::move(rows->items), .total = *rows->total};
}

std::optional<ListRows<Product>> product_rows(db::Tx& tx, const ProductFilter& filter,
                                              const ListOrder<ProductSort>& order,
                                              const ListPart& part) {
  static constexpr auto columns = db::columns<Product>("p");
  return list_rows<Product>(tx, {.columns = columns.text(), .from = "products p", .alias = "p"},
                            conditions_of(tx, filter), order, part);
}

}  // namespace shop
