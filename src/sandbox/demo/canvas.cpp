#include "sandbox/demo/canvas.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include <png.h>

#include "base/check.h"

namespace sandbox {
namespace {

// Seven rows of five dots, the leftmost in the highest bit; 0-9, then A-F.
using Glyph = std::array<std::uint8_t, 7>;
constexpr std::array<Glyph, 16> kGlyphs{{
    {0b01110, 0b10001, 0b10011, 0b10101, 0b11001, 0b10001, 0b01110},
    {0b00100, 0b01100, 0b00100, 0b00100, 0b00100, 0b00100, 0b01110},
    {0b01110, 0b10001, 0b00001, 0b00110, 0b01000, 0b10000, 0b11111},
    {0b11110, 0b00001, 0b00001, 0b01110, 0b00001, 0b00001, 0b11110},
    {0b00010, 0b00110, 0b01010, 0b10010, 0b11111, 0b00010, 0b00010},
    {0b11111, 0b10000, 0b11110, 0b00001, 0b00001, 0b10001, 0b01110},
    {0b00110, 0b01000, 0b10000, 0b11110, 0b10001, 0b10001, 0b01110},
    {0b11111, 0b00001, 0b00010, 0b00100, 0b01000, 0b01000, 0b01000},
    {0b01110, 0b10001, 0b10001, 0b01110, 0b10001, 0b10001, 0b01110},
    {0b01110, 0b10001, 0b10001, 0b01111, 0b00001, 0b00010, 0b01100},
    {0b01110, 0b10001, 0b10001, 0b11111, 0b10001, 0b10001, 0b10001},
    {0b11110, 0b10001, 0b10001, 0b11110, 0b10001, 0b10001, 0b11110},
    {0b01110, 0b10001, 0b10000, 0b10000, 0b10000, 0b10001, 0b01110},
    {0b11110, 0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b11110},
    {0b11111, 0b10000, 0b10000, 0b11110, 0b10000, 0b10000, 0b11111},
    {0b11111, 0b10000, 0b10000, 0b11110, 0b10000, 0b10000, 0b10000},
}};

const Glyph* glyph_of(char c) {
  if (c >= '0' && c <= '9') {
    return &kGlyphs.at(static_cast<std::size_t>(c - '0'));
  }
  return c >= 'A' && c <= 'F' ? &kGlyphs.at(static_cast<std::size_t>(c - 'A') + 10) : nullptr;
}

std::uint8_t between(std::uint8_t from, std::uint8_t to, int step, int steps) {
  return static_cast<std::uint8_t>(from + (to - from) * step / std::max(steps, 1));
}

}  // namespace

Canvas::Canvas(int width, int height)
    : width_(width),
      height_(height),
      pixels_(static_cast<std::size_t>(width) * static_cast<std::size_t>(height)) {}

void Canvas::fill(Rectangle area, Colour colour) { shade(area, colour, colour); }

void Canvas::shade(Rectangle area, Colour top, Colour bottom) {
  for (int y = std::max(area.top, 0); y < std::min(area.top + area.height, height_); ++y) {
    const int step = y - area.top;
    const Colour colour{between(top.red, bottom.red, step, area.height),
                        between(top.green, bottom.green, step, area.height),
                        between(top.blue, bottom.blue, step, area.height)};
    for (int x = std::max(area.left, 0); x < std::min(area.left + area.width, width_); ++x) {
      pixels_[static_cast<std::size_t>(y) * static_cast<std::size_t>(width_) +
              static_cast<std::size_t>(x)] = colour;
    }
  }
}

void Canvas::disc(int x, int y, int radius, Colour colour) {
  int half = radius;  // the half width of a row
  for (int row = 0; row <= radius; ++row) {
    while (half * half + row * row > radius * radius) {
      --half;
    }
    fill({x - half, y - row, 2 * half + 1, 1}, colour);
    fill({x - half, y + row, 2 * half + 1, 1}, colour);
  }
}

void Canvas::round(Rectangle area, int radius, Colour colour) {
  const int right = area.left + area.width - 1 - radius;
  const int bottom = area.top + area.height - 1 - radius;
  for (const int x : {area.left + radius, right}) {
    for (const int y : {area.top + radius, bottom}) {
      disc(x, y, radius, colour);
    }
  }
  fill({area.left + radius, area.top, area.width - 2 * radius, area.height}, colour);
  fill({area.left, area.top + radius, area.width, area.height - 2 * radius}, colour);
}

void Canvas::write(int left, int top, int dot, std::string_view text, Colour colour) {
  for (const char c : text) {
    const Glyph* glyph = glyph_of(c);
    for (int row = 0; glyph && row < 7; ++row) {
      for (int column = 0; column < 5; ++column) {
        if ((glyph->at(static_cast<std::size_t>(row)) >> (4 - column)) & 1) {
          fill({left + column * dot, top + row * dot, dot, dot}, colour);
        }
      }
    }
    left += 6 * dot;
  }
}

std::string Canvas::png() const {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  image.width = static_cast<png_uint_32>(width_);
  image.height = static_cast<png_uint_32>(height_);
  image.format = PNG_FORMAT_RGB;
  png_alloc_size_t size = 0;
  base::check(png_image_write_get_memory_size(image, size, 0, pixels_.data(), 0, nullptr) != 0,
              "libpng tells the size of a picture");
  std::string bytes(size, '\0');
  base::check(
      png_image_write_to_memory(&image, bytes.data(), &size, 0, pixels_.data(), 0, nullptr) != 0,
      "libpng writes a picture to memory");
  bytes.resize(size);
  return bytes;
}

}  // namespace sandbox
