#include "bot/view/sales_chart.h"

#include <algorithm>
#include <memory>
#include <utility>

#include <cairo.h>

#include "base/check.h"

namespace bot {
namespace {

// In pixels.
constexpr int kWidth = 1200;
constexpr int kHeight = 900;
constexpr int kMargin = 48;
constexpr int kTitleSize = 40;
constexpr int kTextSize = 27;
constexpr int kGap = 16;
constexpr int kRevenueTop = 190;
constexpr int kRevenueBottom = 560;
constexpr int kOrdersTop = 670;
constexpr int kOrdersBottom = 810;

constexpr int kMostLabels = 8;
constexpr const char* kFont = "DejaVu Sans";

// Of 255.
struct Colour {
  int red;
  int green;
  int blue;
};
constexpr Colour kGround{255, 255, 255};
constexpr Colour kInk{31, 41, 55};
constexpr Colour kFaint{107, 114, 128};
constexpr Colour kGrid{229, 231, 235};
constexpr Colour kRevenue{37, 99, 235};
constexpr Colour kOrders{13, 148, 136};

enum class Align { left, centre, right };

struct SurfaceEnd {
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
struct PenEnd {
  void operator()(cairo_t* pen) const { cairo_destroy(pen); }
};

class Canvas {
 public:
  Canvas()
      : surface_(cairo_image_surface_create(CAIRO_FORMAT_RGB24, kWidth, kHeight)),
        pen_(cairo_create(surface_.get())) {
    colour(kGround);
    cairo_paint(pen_.get());
  }

  void box(int x, int y, int width, int height, Colour of) {
    colour(of);
    cairo_rectangle(pen_.get(), x, y, width, height);
    cairo_fill(pen_.get());
  }
  void text(int x, int baseline, const std::string& words, int size, Colour of,
            Align align = Align::left, bool is_bold = false) {
    font(size, is_bold);
    colour(of);
    const int shift = align == Align::left ? 0 : width_of(words) / (align == Align::right ? 1 : 2);
    cairo_move_to(pen_.get(), x - shift, baseline);
    cairo_show_text(pen_.get(), words.c_str());
  }
  int width(const std::string& words, int size) {
    font(size, /*is_bold=*/false);
    return width_of(words);
  }

  std::string png() {
    std::string bytes;
    const auto append = [](void* into, const unsigned char* data, unsigned int length) {
      static_cast<std::string*>(into)->append(reinterpret_cast<const char*>(data), length);
      return CAIRO_STATUS_SUCCESS;
    };
    const auto written = cairo_surface_write_to_png_stream(surface_.get(), append, &bytes);
    base::check(written == CAIRO_STATUS_SUCCESS, "a picture in memory becomes a PNG");
    return bytes;
  }

 private:
  void colour(Colour of) {
    constexpr int kParts = 255;
    cairo_set_source_rgb(pen_.get(), 1.0 * of.red / kParts, 1.0 * of.green / kParts,
                         1.0 * of.blue / kParts);
  }
  void font(int size, bool is_bold) {
    cairo_select_font_face(pen_.get(), kFont, CAIRO_FONT_SLANT_NORMAL,
                           is_bold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL);
    cairo_set_font_size(pen_.get(), size);
  }
  int width_of(const std::string& words) {
    cairo_text_extents_t extents{};
    cairo_text_extents(pen_.get(), words.c_str(), &extents);
    return static_cast<int>(extents.x_advance);
  }

  std::unique_ptr<cairo_surface_t, SurfaceEnd> surface_;
  std::unique_ptr<cairo_t, PenEnd> pen_;
};

// Bars above a line, with what they count in at the left.
struct Panel {
  int top;
  int bottom;
  Colour colour;
  std::vector<std::int64_t> values;
  std::vector<std::string> labels;  // of no step, one step, two steps …
  std::int64_t step = 1;
};

// The least of 1, 2, 5, 10, 20 … of which `most` steps reach `highest`.
std::int64_t step_for(std::int64_t highest, std::int64_t most, std::int64_t least) {
  std::int64_t step = least;
  for (int turn = 0; step * most < highest; turn = (turn + 1) % 3) {
    step = turn == 1 ? step / 2 * 5 : step * 2;
  }
  return step;
}

template <class LabelOf>
Panel panel_of(std::vector<std::int64_t> values, std::int64_t most_steps, std::int64_t least_step,
               LabelOf label_of) {
  const auto highest = std::max(*std::ranges::max_element(values), least_step);
  Panel panel{.top = 0, .bottom = 0, .colour = kInk, .values = std::move(values), .labels = {}};
  panel.step = step_for(highest, most_steps, least_step);
  for (std::int64_t at = 0; at - panel.step < highest; at += panel.step) {
    panel.labels.push_back(label_of(at));
  }
  return panel;
}

// Where the days stand.
struct Columns {
  int left = 0;
  int right = 0;
  int count = 1;

  int start_of(int day) const { return left + (right - left) * day / count; }
  int width() const { return std::max((right - left) / count, 1); }
};

void draw_grid(Canvas& canvas, const Panel& panel, const Columns& columns) {
  const auto steps = static_cast<int>(panel.labels.size()) - 1;
  for (int i = 0; i <= steps; ++i) {
    const int y = panel.bottom - (panel.bottom - panel.top) * i / steps;
    canvas.box(columns.left, y, columns.right - columns.left, i == 0 ? 3 : 2,
               i == 0 ? kFaint : kGrid);
    canvas.text(columns.left - kGap, y + kTextSize / 3, panel.labels[static_cast<std::size_t>(i)],
                kTextSize, kFaint, Align::right);
  }
}

void draw_bars(Canvas& canvas, const Panel& panel, const Columns& columns) {
  const auto top_value = panel.step * (static_cast<std::int64_t>(panel.labels.size()) - 1);
  const int room = std::max(columns.width() / 5, 1);
  const int width = std::min(columns.width() - 2 * room, 90);
  for (int day = 0; day < columns.count; ++day) {
    const auto value = std::max<std::int64_t>(panel.values[static_cast<std::size_t>(day)], 0);
    const auto height = static_cast<int>(value * (panel.bottom - panel.top) / top_value);
    canvas.box(columns.start_of(day) + (columns.width() - width) / 2,
               panel.bottom - std::max(height, value > 0 ? 2 : 0), std::max(width, 1),
               std::max(height, value > 0 ? 2 : 0), panel.colour);
  }
}

void draw_days(Canvas& canvas, const SalesChart& chart, const Columns& columns) {
  const int every = (columns.count + kMostLabels - 1) / kMostLabels;
  for (int day = columns.count - 1; day >= 0; day -= every) {
    canvas.text(columns.start_of(day) + columns.width() / 2, kOrdersBottom + kTextSize + kGap,
                chart.days[static_cast<std::size_t>(day)].label, kTextSize, kFaint, Align::centre);
  }
}

Panel revenue_panel(const Wording& wording, const SalesChart& chart) {
  std::vector<std::int64_t> values;
  for (const auto& day : chart.days) {
    values.push_back(day.revenue.hundredths());
  }
  constexpr std::int64_t kLeast = 1'00;
  auto panel = panel_of(std::move(values), 4, kLeast, [&](std::int64_t hundredths) {
    return wording.money(base::Money::hundredths(hundredths));
  });
  panel.top = kRevenueTop;
  panel.bottom = kRevenueBottom;
  panel.colour = kRevenue;
  return panel;
}

Panel orders_panel(const SalesChart& chart) {
  std::vector<std::int64_t> values;
  for (const auto& day : chart.days) {
    values.push_back(day.orders);
  }
  auto panel =
      panel_of(std::move(values), 2, 1, [](std::int64_t orders) { return std::to_string(orders); });
  panel.top = kOrdersTop;
  panel.bottom = kOrdersBottom;
  panel.colour = kOrders;
  return panel;
}

std::string total_of(const Wording& wording, const SalesChart& chart) {
  base::Money revenue;
  for (const auto& day : chart.days) {
    revenue += day.revenue;
  }
  return wording.money(revenue);
}

}  // namespace

std::string sales_chart(const Wording& wording, const SalesChart& chart) {
  base::check(!chart.days.empty(), "a chart has days");
  Canvas canvas;
  const Texts& texts = wording.texts;
  const auto revenue = revenue_panel(wording, chart);
  const auto orders = orders_panel(chart);
  int label_width = 0;
  for (const auto& label : revenue.labels) {
    label_width = std::max(label_width, canvas.width(label, kTextSize));
  }
  const Columns columns{.left = kMargin + label_width + kGap,
                        .right = kWidth - kMargin,
                        .count = static_cast<int>(chart.days.size())};
  canvas.text(kMargin, kMargin + kTitleSize, chart.title, kTitleSize, kInk, Align::left,
              /*is_bold=*/true);
  canvas.text(columns.right, kMargin + kTitleSize, total_of(wording, chart), kTitleSize, kRevenue,
              Align::right, /*is_bold=*/true);
  canvas.text(kMargin, kRevenueTop - 2 * kGap, texts.label("stats.revenue"_msg), kTextSize,
              kRevenue, Align::left, /*is_bold=*/true);
  canvas.text(kMargin, kOrdersTop - 2 * kGap, texts.label("stats.orders"_msg), kTextSize, kOrders,
              Align::left, /*is_bold=*/true);
  for (const auto& panel : {revenue, orders}) {
    draw_grid(canvas, panel, columns);
    draw_bars(canvas, panel, columns);
  }
  draw_days(canvas, chart, columns);
  return canvas.png();
}

}  // namespace bot
