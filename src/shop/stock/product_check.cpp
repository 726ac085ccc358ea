#include <algorithm>
#include <array>

#include "base/check.h"
#include "base/text.h"
#include "shop/stock/product.h"

namespace shop {
namespace {

constexpr std::size_t kMaxName = 100;
constexpr std::size_t kMaxDescription = 700;  // with name and price it fits into a photo's caption
constexpr std::size_t kMaxDelivery = 4000;    // with its heading it fits into a message
constexpr std::size_t kMaxPhoto = 2000;
constexpr std::int64_t kMinPriceHundredths = 1;

enum class Lines { one, many };

struct TextRule {
  std::string_view field;
  std::size_t min_length;
  std::size_t max_length;
  Lines lines;
};

constexpr std::array kTextRules{
    TextRule{"city", 1, kMaxName, Lines::one},
    TextRule{"district", 1, kMaxName, Lines::one},
    TextRule{"category", 1, kMaxName, Lines::one},
    TextRule{"name", 1, kMaxName, Lines::one},
    TextRule{"description", 0, kMaxDescription, Lines::many},
    TextRule{"delivery_photo", 1, kMaxPhoto, Lines::one},
    TextRule{"delivery_text", 1, kMaxDelivery, Lines::many},
};

bool is_control(char c, Lines lines) {
  const auto code = static_cast<unsigned char>(c);
  const bool is_layout = c == '\n' || c == '\r' || c == '\t';
  return (code < 0x20 || code == 0x7f) && (!is_layout || lines != Lines::many);
}

std::optional<ProductProblem> check_text(const TextRule& rule, std::string_view text) {
  if (!base::is_utf8(text)) {
    return ProductProblem{rule.field, FieldProblem::not_utf8};
  }
  if (std::ranges::any_of(text, [&](char c) { return is_control(c, rule.lines); })) {
    return ProductProblem{rule.field, FieldProblem::control_character};
  }
  if (rule.min_length > 0 && base::trim(text).empty()) {
    return ProductProblem{rule.field, FieldProblem::missing};
  }
  if (base::utf16_length(text) > rule.max_length) {
    return ProductProblem{rule.field, FieldProblem::too_long,
                          static_cast<std::int64_t>(rule.max_length)};
  }
  return std::nullopt;
}

std::optional<ProductProblem> check_range(std::string_view field,
                                          const std::optional<base::Coordinate>& coordinate,
                                          int degrees) {
  return coordinate && std::abs(coordinate->microdegrees()) > degrees * 1'000'000
             ? std::optional(ProductProblem{field, FieldProblem::out_of_range, degrees})
             : std::nullopt;
}

std::optional<ProductProblem> check_location(const NewProduct& product) {
  const auto& latitude = product.delivery_latitude;
  const auto& longitude = product.delivery_longitude;
  if (latitude.has_value() != longitude.has_value()) {
    return ProductProblem{latitude ? "delivery_longitude" : "delivery_latitude",
                          FieldProblem::incomplete_location};
  }
  if (auto problem = check_range("delivery_latitude", latitude, 90)) {
    return problem;
  }
  return check_range("delivery_longitude", longitude, 180);
}

}  // namespace

std::optional<ProductProblem> check_field(std::string_view field, std::string_view text) {
  const auto rule = std::ranges::find(kTextRules, field, &TextRule::field);
  base::check(rule != kTextRules.end(), "the field is a text");
  return check_text(*rule, text);
}

std::optional<ProductProblem> check_product(const NewProduct& product) {
  const std::string_view photo =
      product.delivery_photo ? std::string_view(*product.delivery_photo) : "-";
  const std::array<std::string_view, kTextRules.size()> texts{
      product.city, product.district,     product.category, product.name, product.description,
      photo,        product.delivery_text};
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (auto problem = check_text(kTextRules.at(i), texts.at(i))) {
      return problem;
    }
  }
  if (product.base_price < base::Money::hundredths(kMinPriceHundredths)) {
    return ProductProblem{"base_price", FieldProblem::too_cheap, kMinPriceHundredths};
  }
  return check_location(product);
}

}  // namespace shop
