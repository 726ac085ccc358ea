#include "bot/testing/qr_reader.h"

#include <gtest/gtest.h>
#include <png.h>
#include <zbar.h>

namespace bot {

Pixels decode_png(const std::string& bytes) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  EXPECT_NE(png_image_begin_read_from_memory(&image, bytes.data(), bytes.size()), 0);
  EXPECT_EQ(image.width, image.height);
  image.format = PNG_FORMAT_GRAY;
  Pixels pixels{.side = image.width, .grey = std::vector<std::uint8_t>(PNG_IMAGE_SIZE(image))};
  EXPECT_NE(png_image_finish_read(&image, nullptr, pixels.grey.data(), 0, nullptr), 0);
  return pixels;
}

std::string read_qr(const std::string& png) {
  const Pixels pixels = decode_png(png);
  zbar::ImageScanner scanner;
  scanner.set_config(zbar::ZBAR_QRCODE, zbar::ZBAR_CFG_ENABLE, 1);
  zbar::Image image(pixels.side, pixels.side, "Y800", pixels.grey.data(), pixels.grey.size());
  scanner.scan(image);
  return image.symbol_begin() == image.symbol_end() ? "" : image.symbol_begin()->get_data();
}

}  // namespace bot
