#include "bot/view/qr_picture.h"

#include <cstdint>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <png.h>
#include <qrcodegen.h>

#include "base/check.h"

namespace bot {
namespace {

constexpr int kQuietModules = 4;
constexpr int kModulePixels = 10;
constexpr std::uint8_t kLight = 255;
constexpr std::uint8_t kDark = 0;

struct Picture {
  int side = 0;                      // in pixels
  std::vector<std::uint8_t> pixels;  // one byte each, row by row
};

Picture paint(const std::vector<std::uint8_t>& code) {
  const int modules = qrcodegen_getSize(code.data()) + 2 * kQuietModules;
  Picture picture{.side = modules * kModulePixels, .pixels = {}};
  for (int y = 0; y < picture.side; ++y) {
    for (int x = 0; x < picture.side; ++x) {
      const bool is_dark = qrcodegen_getModule(code.data(), x / kModulePixels - kQuietModules,
                                               y / kModulePixels - kQuietModules);
      picture.pixels.push_back(is_dark ? kDark : kLight);
    }
  }
  return picture;
}

std::string to_png(const Picture& picture) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  image.width = static_cast<png_uint_32>(picture.side);
  image.height = static_cast<png_uint_32>(picture.side);
  image.format = PNG_FORMAT_GRAY;
  png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(image);
  std::string bytes(size, '\0');
  const int written = png_image_write_to_memory(&image, bytes.data(), &size, /*convert=*/0,
                                                picture.pixels.data(), /*stride=*/0,
                                                /*colormap=*/nullptr);
  base::check(written != 0, "a picture in memory becomes a PNG");
  bytes.resize(size);
  return bytes;
}

bool is_unreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '.' || c == '_' || c == '~';
}

std::string percent_encoded(std::string_view text) {
  std::string encoded;
  for (const char c : text) {
    encoded += is_unreserved(c) ? std::string(1, c)
                                : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return encoded;
}

}  // namespace

std::string qr_picture(std::string_view text) {
  std::vector<std::uint8_t> scratch(qrcodegen_BUFFER_LEN_MAX);
  std::vector<std::uint8_t> code(qrcodegen_BUFFER_LEN_MAX);
  const bool fits = qrcodegen_encodeText(
      std::string(text).c_str(), scratch.data(), code.data(), qrcodegen_Ecc_MEDIUM,
      qrcodegen_VERSION_MIN, qrcodegen_VERSION_MAX, qrcodegen_Mask_AUTO, /*boostEcl=*/true);
  base::check(fits, "the text fits into a QR code");
  return to_png(paint(code));
}

std::string payment_uri(const PaymentRequest& request) {
  std::string uri = fmt::format("{}:{}", request.scheme, request.address);
  char separator = '?';
  for (const auto& [name, value] :
       {std::pair("amount", request.amount), std::pair("label", request.label)}) {
    if (!value.empty()) {
      uri += fmt::format("{}{}={}", std::exchange(separator, '&'), name, percent_encoded(value));
    }
  }
  return uri;
}

}  // namespace bot
