#include "bot/view/screen.h"

#include "base/check.h"

namespace bot {

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
  std::vector<Button> row;
  for (auto& one : buttons) {
    row.push_back(std::move(one));
    if (row.size() == per_row) {
      screen.add(std::exchange(row, {}));
    }
  }
  return screen.add(std::move(row));
}

}  // namespace bot
