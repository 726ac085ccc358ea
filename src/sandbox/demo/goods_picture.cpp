#include "sandbox/demo/goods_picture.h"

#include <array>
#include <cstddef>
#include <cstdint>

#include "sandbox/demo/canvas.h"

namespace sandbox {
namespace {

constexpr int kWide = 1'600;
constexpr int kHigh = 1'200;
constexpr Colour kPaper{255, 252, 245};
constexpr Colour kInk{44, 50, 64};
constexpr Colour kCard{206, 166, 112};
constexpr Colour kCardEdge{178, 138, 88};
constexpr Colour kCardTape{236, 212, 170};

struct Palette {
  Colour top;
  Colour bottom;
  Colour accent;
};
constexpr std::array<Palette, 7> kPalettes{{
    {{92, 107, 240}, {58, 188, 226}, {255, 201, 60}},
    {{239, 106, 122}, {250, 170, 108}, {84, 60, 150}},
    {{28, 150, 136}, {150, 206, 110}, {255, 236, 120}},
    {{124, 77, 210}, {222, 110, 190}, {120, 232, 220}},
    {{30, 92, 168}, {90, 170, 226}, {255, 140, 90}},
    {{222, 120, 48}, {250, 200, 90}, {46, 84, 120}},
    {{60, 120, 90}, {134, 190, 150}, {244, 118, 96}},
}};

const Palette& palette_of(std::string_view name) {
  std::uint32_t sum = 7;
  for (const char c : name) {
    sum = sum * 31 + static_cast<unsigned char>(c);
  }
  return kPalettes.at(sum % kPalettes.size());
}

// A ticket with notches and a stub, and stripes in place of the print.
void draw_ticket(Canvas& canvas, const Palette& palette) {
  constexpr Rectangle kTicket{250, 350, 1'100, 500};
  constexpr int kStub = 980;
  constexpr int kNotch = 48;
  constexpr int kStripe = 44;
  canvas.round({kTicket.left + 14, kTicket.top + 26, kTicket.width, kTicket.height}, 48,
               palette.top);
  canvas.round(kTicket, 48, kPaper);
  canvas.disc(kStub, kTicket.top, kNotch, palette.top);
  canvas.disc(kStub, kTicket.top + kTicket.height, kNotch, palette.bottom);
  for (int y = kTicket.top + 80; y < kTicket.top + kTicket.height - 80; y += 48) {
    canvas.fill({kStub - 4, y, 8, 26}, palette.bottom);
  }
  canvas.disc(470, 600, 130, palette.accent);
  canvas.disc(470, 600, 82, kPaper);
  canvas.disc(470, 600, 42, palette.accent);
  for (const int width : {300, 240, 270}) {
    const int row = width == 300 ? 0 : width == 240 ? 1 : 2;
    canvas.round({650, 490 + row * 90, width, kStripe}, 22, row == 0 ? kInk : palette.bottom);
  }
  for (int bar = 0; bar < 9; ++bar) {
    canvas.fill({1'060 + bar * 26, 450, bar % 3 == 1 ? 8 : 16, 300}, kInk);
  }
}

void draw_key(Canvas& canvas, const Palette& palette) {
  constexpr int kShaft = 56;
  const auto key = [&](int dx, int dy, Colour colour) {
    canvas.disc(520 + dx, 600 + dy, 210, colour);
    canvas.round({640 + dx, 600 - kShaft + dy, 640, 2 * kShaft}, 40, colour);
    canvas.round({1'060 + dx, 600 + dy, 84, 190}, 20, colour);
    canvas.round({1'190 + dx, 600 + dy, 84, 150}, 20, colour);
  };
  key(14, 26, palette.top);
  key(0, 0, palette.accent);
  canvas.disc(520, 600, 96, kPaper);
  canvas.disc(520, 600, 70, palette.top);
}

void draw_parcel(Canvas& canvas, const Palette& palette) {
  canvas.round({374, 366, 880, 640}, 30, palette.top);
  canvas.round({360, 340, 880, 640}, 30, kCard);
  canvas.round({320, 300, 960, 170}, 26, kCardEdge);
  canvas.fill({730, 300, 140, 680}, kCardTape);
  canvas.fill({730, 300, 140, 170}, kPaper);
  canvas.round({440, 740, 230, 160}, 16, kPaper);
  canvas.fill({470, 780, 170, 18}, kInk);
  canvas.fill({470, 820, 120, 18}, kInk);
  canvas.disc(1'060, 780, 90, palette.accent);
  canvas.disc(1'060, 780, 54, kPaper);
}

}  // namespace

std::string goods_picture(std::string_view category, std::string_view name) {
  const Palette& palette = palette_of(name);
  Canvas canvas(kWide, kHigh);
  canvas.shade({0, 0, kWide, kHigh}, palette.top, palette.bottom);
  if (category == "Vouchers") {
    draw_ticket(canvas, palette);
  } else if (category == "Licence keys") {
    draw_key(canvas, palette);
  } else {
    draw_parcel(canvas, palette);
  }
  return canvas.png();
}

}  // namespace sandbox
