#include "sandbox/demo/locker_picture.h"

#include <array>
#include <string>

#include "base/text.h"
#include "sandbox/demo/canvas.h"

namespace sandbox {
namespace {

constexpr int kColumns = 6;
constexpr int kRows = 6;  // four rows of the real wall in one of the picture
constexpr int kWidth = 640;
constexpr int kHeight = 480;
constexpr Rectangle kWall{40, 50, 560, 370};
constexpr int kGap = 8;

constexpr Colour kSkyTop{206, 224, 240};
constexpr Colour kSkyBottom{240, 244, 248};
constexpr Colour kPavement{176, 182, 190};
constexpr Colour kFrame{58, 66, 82};
constexpr Colour kRoof{244, 180, 26};
constexpr Colour kDoorTop{108, 122, 146};
constexpr Colour kDoorBottom{90, 102, 124};
constexpr Colour kHandle{44, 50, 64};
constexpr Colour kLabel{228, 233, 240};
constexpr Colour kInside{32, 30, 28};
constexpr Colour kBox{196, 154, 98};
constexpr Colour kTape{226, 196, 150};
constexpr Colour kGlow{255, 214, 92};

Rectangle door_at(int column, int row) {
  const int width = (kWall.width - kGap * (kColumns + 1)) / kColumns;
  const int height = (kWall.height - kGap * (kRows + 1)) / kRows;
  return {kWall.left + kGap + column * (width + kGap), kWall.top + kGap + row * (height + kGap),
          width, height};
}

Rectangle grown(Rectangle area, int by) {
  return {area.left - by, area.top - by, area.width + 2 * by, area.height + 2 * by};
}

void draw_closed(Canvas& canvas, Rectangle door, std::string_view label) {
  canvas.shade(door, kDoorTop, kDoorBottom);
  canvas.fill({door.left + door.width - 12, door.top + door.height / 2 - 6, 5, 12}, kHandle);
  canvas.write(door.left + 8, door.top + 8, 2, label, kLabel);
}

// Draws the open door: a parcel inside, light around the frame, the number in large letters.
void draw_open(Canvas& canvas, Rectangle door, std::string_view label) {
  canvas.fill(grown(door, 6), kGlow);
  canvas.fill(door, kInside);
  const Rectangle box{door.left + 8, door.top + door.height - 30, door.width - 16, 26};
  canvas.fill(box, kBox);
  canvas.fill({box.left + box.width / 2 - 4, box.top, 8, box.height}, kTape);
  canvas.write(door.left + 8, door.top + 5, 2, label, kGlow);
}

std::string label_of(int column, int row) {
  const std::string number = std::to_string(row);
  return std::string(1, static_cast<char>('A' + column)) + (row < 10 ? "0" : "") + number;
}

}  // namespace

std::optional<std::string> locker_picture(std::string_view compartment) {
  if (compartment.size() != 3 || compartment[0] < 'A' || compartment[0] > 'F' ||
      !base::is_ascii_digit(compartment[1]) || !base::is_ascii_digit(compartment[2])) {
    return std::nullopt;
  }
  const int column = compartment[0] - 'A';
  const int number = (compartment[1] - '0') * 10 + (compartment[2] - '0');
  if (number < 1 || number > 24) {
    return std::nullopt;
  }
  const int first = number - (number - 1) % kRows;  // the rows of the wall that are in the picture
  Canvas canvas(kWidth, kHeight);
  canvas.shade({0, 0, kWidth, kHeight}, kSkyTop, kSkyBottom);
  canvas.fill({0, kHeight - 70, kWidth, 70}, kPavement);
  canvas.fill({kWall.left - 16, kWall.top - 26, kWall.width + 32, 26}, kRoof);
  canvas.fill(kWall, kFrame);
  for (int row = 0; row < kRows; ++row) {
    for (int at = 0; at < kColumns; ++at) {
      if (at != column || first + row != number) {
        draw_closed(canvas, door_at(at, row), label_of(at, first + row));
      }
    }
  }
  draw_open(canvas, door_at(column, number - first), compartment);
  canvas.write(kWall.left, kHeight - 48, 5, compartment, kFrame);
  return canvas.png();
}

}  // namespace sandbox
