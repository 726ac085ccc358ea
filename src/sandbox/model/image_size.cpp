#include "sandbox/model/image_size.h"

#include <cstddef>

namespace sandbox {
namespace {

int byte_at(std::string_view bytes, std::size_t at) {
  return at < bytes.size() ? static_cast<unsigned char>(bytes[at]) : 0;
}

int short_at(std::string_view bytes, std::size_t at) {
  return byte_at(bytes, at) * 256 + byte_at(bytes, at + 1);
}

// PNG specification, 5.2 and 11.2.2: the signature, then IHDR with width and height.
std::optional<ImageSize> png_size(std::string_view bytes) {
  constexpr std::string_view kSignature = "\x89PNG\r\n\x1a\n";
  constexpr std::size_t kHeaderBytes = 33;
  if (bytes.size() < kHeaderBytes || !bytes.starts_with(kSignature) ||
      bytes.substr(12, 4) != "IHDR" || short_at(bytes, 16) != 0 || short_at(bytes, 20) != 0) {
    return std::nullopt;
  }
  return ImageSize{short_at(bytes, 18), short_at(bytes, 22), "image/png"};
}

// ITU-T T.81, B.2.2: the first start-of-frame segment holds height and width.
std::optional<ImageSize> jpeg_size(std::string_view bytes) {
  if (!bytes.starts_with("\xff\xd8")) {
    return std::nullopt;
  }
  for (std::size_t at = 2; byte_at(bytes, at) == 0xFF;) {
    const int marker = byte_at(bytes, at + 1);
    const bool is_frame =
        marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    if (is_frame && at + 9 <= bytes.size()) {
      return ImageSize{short_at(bytes, at + 7), short_at(bytes, at + 5), "image/jpeg"};
    }
    at += 2 + static_cast<std::size_t>(short_at(bytes, at + 2));
  }
  return std::nullopt;
}

}  // namespace

std::optional<ImageSize> image_size(std::string_view bytes) {
  const std::optional<ImageSize> png = png_size(bytes);
  return png ? png : jpeg_size(bytes);
}

}  // namespace sandbox
