#include "shop/stock/changes/offer_patch.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/check.h"

namespace shop {
namespace {

constexpr std::array<std::string_view, 4> kOfferKey{"city", "district", "category", "name"};

}  // namespace

std::vector<OfferEdit> edits_of(const OfferPatch& patch) {
  using enum OfferField;
  std::vector<OfferEdit> edits;
  const auto add = [&](OfferField field, const auto& value) {
    if (value) {
      edits.push_back({field, *value});
    }
  };
  add(city, patch.city);
  add(district, patch.district);
  add(category, patch.category);
  add(name, patch.name);
  add(description, patch.description);
  add(base_price, patch.base_price);
  return edits;
}

std::optional<ProductProblem> check_edit(const OfferEdit& edit) {
  const bool is_price = edit.field == OfferField::base_price;
  const auto* const price = std::get_if<base::Money>(&edit.value);
  base::check(is_price == (price != nullptr), "the price is an amount, all else a text");
  if (!price) {
    return check_field(text_of(edit.field), std::get<std::string>(edit.value));
  }
  return *price > base::Money()
             ? std::nullopt
             : std::optional(ProductProblem{
                   .field = "base_price", .kind = FieldProblem::too_cheap, .limit = 1});
}

std::optional<ProductProblem> check_patch(const OfferPatch& patch) {
  for (const auto& edit : edits_of(patch)) {
    if (auto problem = check_edit(edit)) {
      return problem;
    }
  }
  return std::nullopt;
}

bool moves_offer(const OfferPatch& patch) {
  return patch.city || patch.district || patch.category || patch.name;
}

bool is_offer_key(std::string_view column) {
  return std::ranges::find(kOfferKey, column) != kOfferKey.end();
}

std::int64_t set_fields(db::Tx& tx, std::span<const OfferEdit> edits, std::string_view where,
                        db::Value value) {
  std::vector<db::Value> values{std::move(value)};
  std::vector<std::string> changes;
  for (const auto& edit : edits) {
    values.push_back(std::visit([](const auto& to) { return db::to_value(to); }, edit.value));
    changes.push_back(fmt::format("{} = ${}", text_of(edit.field), values.size()));
  }
  return tx
      .query_with(fmt::format("UPDATE products SET {} WHERE {}", fmt::join(changes, ", "), where),
                  values)
      .affected;
}

}  // namespace shop
