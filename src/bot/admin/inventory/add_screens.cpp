#include "bot/admin/inventory/add_screens.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/text.h"
#include "bot/admin/inventory/add_steps.h"
#include "bot/admin/inventory/inventory_screens.h"
#include "bot/admin/panel_screens.h"
#include "bot/admin/pictures/picture_screens.h"
#include "bot/places/place_screens.h"

namespace bot::admin {
namespace {

constexpr std::size_t kMaxLineNumbers = 20;

// The way out of the dialog stands below each of its screens.
Screen& add_dialog_row(Screen& screen, const Texts& texts, AddStep step) {
  return screen.add({back_button(texts, AddBack{step}),
                     button(texts.label("button.cancel"_msg), InventoryCities{})});
}

void add_skip(Screen& screen, const Texts& texts, AddStep step) {
  if (is_optional(step)) {
    screen.add(button(texts.label("stock.skip"_msg), SkipStep{step}));
  }
}

MessageId place_question(AddStep step) {
  switch (step) {
    case AddStep::city:
      return "stock.ask_city"_msg;
    case AddStep::district:
      return "stock.ask_district"_msg;
    case AddStep::category:
    case AddStep::name:
    case AddStep::price:
    case AddStep::description:
    case AddStep::picture:
    case AddStep::units:
      return "stock.ask_category"_msg;
  }
  return "stock.ask_category"_msg;
}

MessageId text_question(AddStep step) {
  switch (step) {
    case AddStep::price:
      return "stock.ask_price"_msg;
    case AddStep::description:
      return "stock.ask_description"_msg;
    case AddStep::picture:
      return "stock.ask_picture"_msg;
    case AddStep::city:
    case AddStep::district:
    case AddStep::category:
    case AddStep::name:
    case AddStep::units:
      return "stock.ask_name"_msg;
  }
  return "stock.ask_name"_msg;
}

shop::Place place_of(const AddData& data) {
  return {.city = data.city, .district = data.district, .category = data.category};
}

// "3, 17, 20…"
std::string numbers_of(const std::vector<std::size_t>& lines) {
  const auto shown = std::min(lines.size(), kMaxLineNumbers);
  return fmt::format("{}{}",
                     fmt::join(lines.begin(), lines.begin() + static_cast<int>(shown), ", "),
                     shown < lines.size() ? "…" : "");
}

std::string news_lines(const Texts& texts, const DraftNews& news) {
  std::string lines;
  const auto add = [&](const std::string& line) { lines += "\n⚠️ " + line; };
  if (!news.long_lines.empty()) {
    add(texts.text("stock.long_lines"_msg, {{"lines", numbers_of(news.long_lines)}}));
  }
  if (!news.unreadable_lines.empty()) {
    add(texts.text("stock.unreadable_lines"_msg, {{"lines", numbers_of(news.unreadable_lines)}}));
  }
  if (news.is_full) {
    add(texts.text("stock.draft_full"_msg, {{"max", shop::kMaxDraftUnits}}));
  }
  if (news.is_unreadable_file) {
    add(texts.text("stock.unreadable_file"_msg));
  }
  if (news.is_other_kind) {
    add(texts.text("stock.other_kind"_msg));
  }
  return lines;
}

std::string count_lines(const Texts& texts, const shop::DraftCount& count) {
  std::string lines = texts.plural_text("stock.draft_units"_msg, count.units);
  if (count.repeated > 0) {
    lines += "\n" + texts.plural_text("stock.draft_repeated"_msg, count.repeated);
  }
  if (count.had > 0) {
    lines += "\n" + texts.plural_text("stock.draft_had"_msg, count.had);
  }
  return lines;
}

void add_draft_buttons(Screen& screen, const Texts& texts, const AddData& data,
                       const shop::DraftCount& count) {
  const auto offer = [&](MessageId label, std::int64_t units, bool with_repeats,
                         ButtonStyle style) {
    screen.add(styled(button(texts.plural_label(label, units),
                             AddUnits{data.draft, static_cast<std::int32_t>(units), with_repeats}),
                      style));
  };
  if (count.fresh() > 0) {
    offer("stock.add_units"_msg, count.fresh(), /*with_repeats=*/false, ButtonStyle::success);
  }
  if (count.fresh() < count.units) {
    offer("stock.add_repeats"_msg, count.units, /*with_repeats=*/true, ButtonStyle::danger);
  }
  if (count.units > 0) {
    screen.add(button(texts.label("stock.empty_draft"_msg), EmptyDraft{data.draft}));
  }
}

}  // namespace

Screen ask_place_screen(const Texts& texts, const AddData& data,
                        const shop::Slice<shop::Entry>& known, int offset) {
  Screen screen{.text = texts.text(
                    place_question(data.step),
                    {{"city", short_name(data.city)}, {"district", short_name(data.district)}})};
  add_entries(screen, known, [&](std::int64_t unit) { return PickPlace{data.step, unit}; });
  add_page_row(screen, texts, {offset, kPlacesPerPage, known.has_more},
               [&](int at) { return AddPlaces{data.step, static_cast<Offset>(at)}; });
  return add_dialog_row(screen, texts, data.step);
}

Screen ask_text_screen(const Wording& wording, const AddData& data) {
  const Texts& texts = wording.texts;
  Screen screen{.text =
                    texts.text(text_question(data.step), {{"place", wording.place(place_of(data))},
                                                          {"name", short_name(data.name)},
                                                          {"currency", wording.currency}})};
  add_skip(screen, texts, data.step);
  return add_dialog_row(screen, texts, data.step);
}

Screen bad_name_screen(const Texts& texts, AddStep step) {
  Screen screen{.text = texts.text(step == AddStep::description ? "stock.bad_description"_msg
                                                                : "stock.bad_name"_msg)};
  add_skip(screen, texts, step);
  return add_dialog_row(screen, texts, step);
}

Screen bad_picture_screen(const Texts& texts, shop::PictureProblem problem) {
  Screen screen{.text = picture_problem_text(texts, problem)};
  add_skip(screen, texts, AddStep::picture);
  return add_dialog_row(screen, texts, AddStep::picture);
}

Screen bad_price_screen(const Texts& texts, std::string_view typed) {
  Screen screen{
      .text = texts.text("stock.bad_price"_msg, {{"input", base::shorten(typed, kMaxTypedUnits)}})};
  return add_dialog_row(screen, texts, AddStep::price);
}

Screen unclear_price_screen(const Wording& wording, base::Money grouped, base::Money decimal) {
  Screen screen{.text = wording.texts.text(
                    "stock.unclear_price"_msg,
                    {{"grouped", wording.money(grouped)}, {"decimal", wording.money(decimal)}})};
  return add_dialog_row(screen, wording.texts, AddStep::price);
}

Screen draft_screen(const Wording& wording, const AddData& data, const shop::DraftCount& count,
                    const DraftNews& news) {
  const Texts& texts = wording.texts;
  Screen screen{
      .text = texts.text("stock.draft"_msg, {{"name", short_name(data.name)},
                                             {"place", wording.place(place_of(data))},
                                             {"price", wording.money(data.price)}}) +
              (data.picture.empty() ? "" : "\n" + texts.text("stock.picture_noted"_msg)) + "\n\n" +
              (count.units == 0 ? texts.text("stock.ask_units"_msg) : count_lines(texts, count)) +
              news_lines(texts, news)};
  add_draft_buttons(screen, texts, data, count);
  return add_dialog_row(screen, texts, AddStep::units);
}

Screen place_draft_screen(const Texts& texts, const AddData& data) {
  Screen screen{
      .text = texts.text(data.place.latitude ? "stock.place_noted"_msg : "stock.photos_noted"_msg) +
              "\n" +
              texts.plural_text("stock.place_photos"_msg,
                                static_cast<std::int64_t>(data.place.photos.size()))};
  return add_dialog_row(screen, texts, AddStep::units);
}

Screen units_added_screen(const Wording& wording, const AddData& data,
                          const shop::DraftAdded& added) {
  const Texts& texts = wording.texts;
  const auto& product = added.product;
  Screen screen{.text = texts.plural_text(
                    "stock.added"_msg, added.units,
                    {{"name", short_name(product.name)},
                     {"place", wording.place(shop::place_of(product))},
                     {"price", wording.price(product.base_price, product.discount_percent)}})};
  if (!data.picture.empty()) {
    screen.text += "\n\n" + texts.text("picture.sent"_msg);
  }
  screen.add(button(texts.label("stock.show_offer"_msg), ShowStockOffer{product.id}));
  screen.add(button(texts.label("stock.add"_msg), BeginAdd{AddStep::city, 0}));
  return screen.add({inventory_button(texts), panel_button(texts)});
}

Screen nothing_added_screen(const Texts& texts) {
  Screen screen{.text = texts.text("stock.nothing_added"_msg)};
  return screen.add({inventory_button(texts), panel_button(texts)});
}

}  // namespace bot::admin
