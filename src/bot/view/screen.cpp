#include "bot/view/screen.h"

#include "base/check.h"
#include "base/text.h"

namespace bot {
namespace {

constexpr std::size_t kMaxGridRowUnits = 36;  // what a phone shows of a row's labels together

}  // namespace

Screen& Screen::add(std::vector<Button> row) {
  if (!row.empty()) {
    rows.push_back(std::move(row));
  }
  return *this;
}

Screen& Screen::add(Button only) {
  rows.emplace_back().push_back(std::move(only));
  return *this;
}

Screen& add_grid(Screen& screen, std::vector<Button> buttons, std::size_t per_row) {
  base::check(per_row > 0, "a grid has columns");
  const auto room = kMaxGridRowUnits / per_row;
  std::vector<Button> row;
  for (auto& one : buttons) {
    const bool is_wide = base::utf16_length(one.label) > room;
    if (is_wide || row.size() == per_row) {
      screen.add(std::exchange(row, {}));
    }
    if (is_wide) {
      screen.add(std::move(one));
    } else {
      row.push_back(std::move(one));
    }
  }
  return screen.add(std::move(row));
}

}  // namespace bot
