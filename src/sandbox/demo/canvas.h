// A bitmap with rectangles, discs and short labels.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sandbox {

struct Colour {
  std::uint8_t red = 0;
  std::uint8_t green = 0;
  std::uint8_t blue = 0;
};

// In pixels; what lies outside the picture is not drawn.
struct Rectangle {
  int left = 0;
  int top = 0;
  int width = 0;
  int height = 0;
};

class Canvas {
 public:
  // REQUIRES: positive sizes.
  Canvas(int width, int height);

  int width() const { return width_; }
  int height() const { return height_; }

  void fill(Rectangle area, Colour colour);
  // Fills with a gradient from the top to the bottom.
  void shade(Rectangle area, Colour top, Colour bottom);
  void disc(int x, int y, int radius, Colour colour);
  // Fills it with corners of that radius.
  void round(Rectangle area, int radius, Colour colour);
  // Digits and the letters A to F; each dot of the 5 x 7 letters is `dot` pixels wide.
  void write(int left, int top, int dot, std::string_view text, Colour colour);

  // The picture as a PNG.
  std::string png() const;

 private:
  int width_;
  int height_;
  std::vector<Colour> pixels_;  // row by row
};

}  // namespace sandbox
