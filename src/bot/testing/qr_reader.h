// Reads QR codes back with an independent reader (ZBar).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace bot {

// A square picture, a byte for each pixel.
struct Pixels {
  unsigned side = 0;
  std::vector<std::uint8_t> grey;

  std::uint8_t at(unsigned x, unsigned y) const { return grey[y * side + x]; }
};

// A PNG that is no square picture fails the test.
Pixels decode_png(const std::string& bytes);

// The text of the QR code in a PNG, "" without one.
std::string read_qr(const std::string& png);

}  // namespace bot
