#include "bot/admin/discounts/scope_screens.h"

#include <array>
#include <chrono>
#include <utility>

#include "base/text.h"
#include "bot/admin/discounts/discount_screens.h"
#include "bot/admin/panel_screens.h"

namespace bot::admin {
namespace {

constexpr std::array kUsualEnds{std::chrono::days(1), std::chrono::days(3), std::chrono::days(7)};

MessageId scope_id(shop::DiscountScope scope) {
  switch (scope) {
    case shop::DiscountScope::unit:
      return "discount.scope_unit"_msg;
    case shop::DiscountScope::offer:
      return "discount.scope_offer"_msg;
    case shop::DiscountScope::category:
      return "discount.scope_category"_msg;
    case shop::DiscountScope::district:
      return "discount.scope_district"_msg;
    case shop::DiscountScope::city:
      return "discount.scope_city"_msg;
  }
  return "discount.scope_unit"_msg;
}

// "until 31.12.2026 18:00", or that it stays.
std::string end_text(const Wording& wording, std::optional<base::Timestamp> ends_at) {
  return ends_at ? wording.texts.text("discount.until"_msg, {{"time", wording.date(*ends_at)}})
                 : wording.texts.text("discount.stays"_msg);
}

std::string range(const Wording& wording, base::Money lowest, base::Money highest) {
  return lowest == highest ? wording.money(lowest)
                           : wording.money(lowest) + " – " + wording.money(highest);
}

std::string prices(const Wording& wording, const shop::UnitFigures& figures,
                   base::Percent percent) {
  const auto lowest = figures.lowest_price.value_or(base::Money());
  const auto highest = figures.highest_price.value_or(base::Money());
  return wording.texts.text("discount.prices"_msg,
                            {{"before", range(wording, lowest, highest)},
                             {"after", range(wording, base::discounted(lowest, percent),
                                             base::discounted(highest, percent))}});
}

void add_ends(Screen& screen, const Texts& texts, const PreviewDiscount& asked,
              base::Timestamp now) {
  std::vector<Button> ends;
  for (const auto days : kUsualEnds) {
    auto choice = asked;
    choice.ends_min = minutes_of(now + days);
    ends.push_back(button(texts.plural_label("discount.for_days"_msg, days.count()), choice));
  }
  screen.add(std::move(ends));
  auto endless = asked;
  endless.ends_min = 0;
  screen.add({button(texts.label("discount.no_end"_msg), endless),
              button(texts.label("discount.other_end"_msg),
                     AskDiscountEnd{asked.scope, asked.product_id, asked.percent})});
}

}  // namespace

std::uint32_t minutes_of(std::optional<base::Timestamp> time) {
  return time ? static_cast<std::uint32_t>(
                    std::chrono::floor<std::chrono::minutes>(time->time_since_epoch()).count())
              : 0;
}

std::optional<base::Timestamp> time_of(std::uint32_t minutes) {
  return minutes == 0 ? std::nullopt
                      : std::optional(base::Timestamp(std::chrono::minutes(minutes)));
}

std::string scope_label(const Wording& wording, shop::DiscountScope scope,
                        const shop::Product& unit) {
  return wording.texts.label(scope_id(scope), {{"city", short_name(unit.city)},
                                               {"district", short_name(unit.district)},
                                               {"category", short_name(unit.category)},
                                               {"name", short_name(unit.name)},
                                               {"id", unit.id}});
}

Screen ask_scope_screen(const Wording& wording, shop::DiscountScope scope,
                        const shop::Product& unit) {
  const Texts& texts = wording.texts;
  Screen screen{.text = texts.text("discount.ask_scope_percent"_msg,
                                   {{"scope", scope_label(wording, scope, unit)}})};
  add_percents(screen, texts,
               [&](base::Percent percent) { return PreviewDiscount{scope, unit.id, percent, 0}; });
  return screen.add({back_button(texts, DiscountOffers{unit.id, 0}), panel_button(texts)});
}

Screen preview_screen(const Wording& wording, const DiscountPreview& preview, base::Timestamp now) {
  const Texts& texts = wording.texts;
  const auto& asked = preview.asked;
  const AskScopeDiscount again{asked.scope, asked.product_id};
  if (preview.figures.units == 0) {
    Screen screen{.text = texts.text("discount.nothing_here"_msg)};
    return screen.add({back_button(texts, again), panel_button(texts)});
  }
  Screen screen{.text = texts.text(
                    "discount.preview"_msg,
                    {{"scope", scope_label(wording, asked.scope, preview.unit)},
                     {"percent", asked.percent.value()},
                     {"units", texts.plural_label("discount.units"_msg, preview.figures.units)},
                     {"prices", Html{prices(wording, preview.figures, asked.percent)}},
                     {"end", Html{end_text(wording, time_of(asked.ends_min))}}})};
  screen.add(
      styled(button(texts.plural_label("discount.apply"_msg, preview.figures.units),
                    ApplyDiscount{asked.scope, asked.product_id, asked.percent, asked.ends_min}),
             ButtonStyle::success));
  add_ends(screen, texts, asked, now);
  return screen.add({back_button(texts, again), panel_button(texts)});
}

Screen ask_end_screen(const Wording& wording, const AskDiscountEnd& asked) {
  const Texts& texts = wording.texts;
  Screen screen{.text = texts.text("discount.ask_end"_msg)};
  return screen.add(
      {back_button(texts, PreviewDiscount{asked.scope, asked.product_id, asked.percent, 0}),
       panel_button(texts)});
}

Screen bad_end_screen(const Texts& texts, std::string_view typed) {
  return {.text = texts.text("discount.bad_end"_msg,
                             {{"input", base::shorten(typed, kMaxTypedUnits)}})};
}

Screen bulk_screen(const Wording& wording, const shop::BulkDiscount& discount) {
  const Texts& texts = wording.texts;
  const bool is_done = discount.finished_at.has_value();
  const auto what = discount.discount_percent
                        ? texts.text("discount.percent_set"_msg,
                                     {{"percent", discount.discount_percent->value()},
                                      {"end", Html{end_text(wording, discount.ends_at)}}})
                        : texts.text("discount.ended"_msg);
  Screen screen{.text = texts.text(
                    is_done ? "discount.bulk_done"_msg : "discount.bulk_running"_msg,
                    {{"what", Html{what}},
                     {"updated", texts.plural_label("discount.updated"_msg, discount.updated)}})};
  if (!is_done) {
    screen.add(button(texts.label("discount.refresh"_msg), ShowBulkDiscount{discount.id}));
  }
  return screen.add(
      {button(texts.label("discount.another"_msg), DiscountCities{}), panel_button(texts)});
}

Screen ending_screen(const Wording& wording, const std::vector<shop::EndingDiscount>& ending) {
  const Texts& texts = wording.texts;
  Screen screen{.text =
                    texts.text(ending.empty() ? "discount.none_ends"_msg : "discount.ending"_msg)};
  for (const auto& group : ending) {
    screen.text += (&group == ending.data() ? "\n\n" : "\n") +
                   texts.text("discount.ending_line"_msg,
                              {{"percent", group.discount_percent.value()},
                               {"time", wording.date(group.discount_ends_at)},
                               {"units", texts.plural_label("discount.units"_msg, group.units)}});
    screen.add(
        button(texts.label("discount.end_now"_msg, {{"percent", group.discount_percent.value()},
                                                    {"day", wording.day(group.discount_ends_at)}}),
               EndDiscount{group.discount_percent, minutes_of(group.discount_ends_at)}));
  }
  return screen.add({back_button(texts, DiscountCities{}), panel_button(texts)});
}

}  // namespace bot::admin
