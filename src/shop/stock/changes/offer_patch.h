// Changes of fields that all units of an offer share.
#pragma once

#include <boost/describe.hpp>
#include <compare>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/money.h"
#include "db/core/tx.h"
#include "shop/core/enum_text.h"
#include "shop/stock/product.h"

namespace shop {

// Columns of products.
enum class OfferField { base_price, name, description, city, district, category };
BOOST_DESCRIBE_ENUM(OfferField, base_price, name, description, city, district, category)

// A field and its new value: Money for base_price, else a text.
struct OfferEdit {
  OfferField field = OfferField::name;
  std::variant<std::string, base::Money> value;
};

// What is empty stays as it is.
struct OfferPatch {
  std::optional<std::string> city;
  std::optional<std::string> district;
  std::optional<std::string> category;
  std::optional<std::string> name;
  std::optional<std::string> description;
  std::optional<base::Money> base_price;

  auto operator<=>(const OfferPatch&) const = default;
};
BOOST_DESCRIBE_STRUCT(OfferPatch, (), (city, district, category, name, description, base_price))

std::vector<OfferEdit> edits_of(const OfferPatch& patch);

// What is wrong with the new value: as check_field, or a price below 0.01.
std::optional<ProductProblem> check_edit(const OfferEdit& edit);
std::optional<ProductProblem> check_patch(const OfferPatch& patch);  // the first

// Whether units come to another place or name, which is what pictures and low stock belong to.
bool moves_offer(const OfferPatch& patch);
bool is_offer_key(std::string_view column);

// Sets the fields of the rows of `products` that `where` finds, whose parameter $1 is `value`;
// returns how many. Used inside shop/ only.
std::int64_t set_fields(db::Tx& tx, std::span<const OfferEdit> edits, std::string_view where,
                        db::Value value);

}  // namespace shop
