#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/text.h"
#include "shop/stock/product.h"

namespace shop {
namespace {

constexpr std::size_t kMaxName = 100;
constexpr std::size_t kMaxDescription = 700;  // with name and price it fits into a photo's caption
constexpr std::size_t kMaxDelivery = 4000;    // with its heading it fits into a message
constexpr std::size_t kMaxPhoto = 2000;

enum class Lines { one, many };

struct TextRule {
  std::string_view field;
  std::string_view text;
  std::size_t min_length;
  std::size_t max_length;
  Lines lines;
};

bool is_control(char c, Lines lines) {
  const auto code = static_cast<unsigned char>(c);
  const bool is_layout = c == '\n' || c == '\r' || c == '\t';
  return (code < 0x20 || code == 0x7f) && (!is_layout || lines != Lines::many);
}

std::optional<FieldError> check_text(const TextRule& rule) {
  const auto error = [&](std::string message) {
    return FieldError{std::string(rule.field), std::move(message)};
  };
  if (!base::is_utf8(rule.text)) {
    return error("The text is not UTF-8.");
  }
  if (std::ranges::any_of(rule.text, [&](char c) { return is_control(c, rule.lines); })) {
    return error("Control characters are not allowed.");
  }
  if (rule.min_length > 0 && base::trim(rule.text).empty()) {
    return error("A text is required.");
  }
  if (const auto length = base::utf16_length(rule.text); length > rule.max_length) {
    return error(
        fmt::format("{} characters are too many; at most {} fit.", length, rule.max_length));
  }
  return std::nullopt;
}

std::optional<FieldError> check_location(const NewProduct& product) {
  const auto& latitude = product.delivery_latitude;
  const auto& longitude = product.delivery_longitude;
  if (latitude.has_value() != longitude.has_value()) {
    return FieldError{latitude ? "delivery_longitude" : "delivery_latitude",
                      "Latitude and longitude are given both or not at all."};
  }
  const auto beyond = [](const auto& coordinate, int degrees) {
    return coordinate && std::abs(coordinate->microdegrees()) > degrees * 1'000'000;
  };
  if (beyond(latitude, 90)) {
    return FieldError{"delivery_latitude", "A latitude is between -90 and 90."};
  }
  if (beyond(longitude, 180)) {
    return FieldError{"delivery_longitude", "A longitude is between -180 and 180."};
  }
  return std::nullopt;
}

}  // namespace

std::optional<FieldError> check_product(const NewProduct& product) {
  const std::string_view photo =
      product.delivery_photo ? std::string_view(*product.delivery_photo) : "-";
  const std::array rules{
      TextRule{"city", product.city, 1, kMaxName, Lines::one},
      TextRule{"district", product.district, 1, kMaxName, Lines::one},
      TextRule{"category", product.category, 1, kMaxName, Lines::one},
      TextRule{"name", product.name, 1, kMaxName, Lines::one},
      TextRule{"description", product.description, 0, kMaxDescription, Lines::many},
      TextRule{"delivery_photo", photo, 1, kMaxPhoto, Lines::one},
      TextRule{"delivery_text", product.delivery_text, 1, kMaxDelivery, Lines::many},
  };
  for (const auto& rule : rules) {
    if (auto error = check_text(rule)) {
      return error;
    }
  }
  if (product.base_price < base::Money::hundredths(1)) {
    return FieldError{"base_price", "A price is 0.01 or more."};
  }
  return check_location(product);
}

}  // namespace shop
