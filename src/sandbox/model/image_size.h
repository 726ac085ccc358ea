// The size of a picture, read from its header.
#pragma once

#include <optional>
#include <string_view>

namespace sandbox {

struct ImageSize {
  int width = 0;
  int height = 0;
  std::string_view content_type;  // "image/png" or "image/jpeg"
};

// Nothing when `bytes` is neither a PNG nor a JPEG.
std::optional<ImageSize> image_size(std::string_view bytes);

}  // namespace sandbox
