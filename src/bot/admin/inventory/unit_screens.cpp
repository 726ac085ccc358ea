#include "bot/admin/inventory/unit_screens.h"

#include "bot/admin/inventory/inventory_screens.h"
#include "bot/admin/panel_screens.h"

namespace bot::admin {
namespace {

std::string person_of(const shop::UnitEntry& entry) {
  return person(entry.first_name.value_or(""), entry.username.value_or(""), *entry.person_id);
}

std::string entry_label(const Texts& texts, const shop::UnitEntry& entry) {
  return entry.person_id
             ? fitted_label(person_of(entry),
                            [&](std::string_view name) {
                              return texts.label("stock.unit_button_of"_msg,
                                                 {{"id", entry.id}, {"person", std::string(name)}});
                            })
             : texts.label("stock.unit_button"_msg, {{"id", entry.id}});
}

std::string state_line(const Wording& wording, const shop::Product& unit,
                       const shop::UnitEntry& entry) {
  const Texts& texts = wording.texts;
  if (unit.is_sold) {
    return texts.text("stock.unit_sold"_msg, {{"person", entry.person_id ? person_of(entry) : "–"},
                                              {"time", entry.at ? wording.date(*entry.at) : "–"},
                                              {"order", entry.order_id.value_or(0)}});
  }
  return entry.person_id && entry.at
             ? texts.text("stock.unit_held"_msg,
                          {{"person", person_of(entry)}, {"time", wording.date(*entry.at)}})
             : texts.text("stock.unit_free"_msg);
}

void add_unit_actions(const Request& request, Screen& screen, std::int64_t id) {
  const Texts& texts = request.texts;
  std::vector<Button> row;
  if (request.may(shop::Act::see_deliveries)) {
    row.push_back(button(texts.label("stock.show_delivery"_msg), ShowUnitDelivery{id}));
  }
  if (request.may(shop::Act::edit_product)) {
    row.push_back(button(texts.label("stock.edit_delivery"_msg), AskUnitDelivery{id}));
  }
  screen.add(std::move(row));
  if (request.may(shop::Act::withdraw_product)) {
    screen.add(styled(button(texts.label("stock.withdraw"_msg), WithdrawUnit{id, 0}),
                      ButtonStyle::danger));
  }
}

MessageId field_question(shop::OfferField field) {
  switch (field) {
    case shop::OfferField::base_price:
      return "stock.edit_price"_msg;
    case shop::OfferField::name:
      return "stock.edit_name"_msg;
    case shop::OfferField::description:
      return "stock.edit_description"_msg;
    case shop::OfferField::city:
      return "stock.edit_city"_msg;
    case shop::OfferField::district:
      return "stock.edit_district"_msg;
    case shop::OfferField::category:
      return "stock.edit_category"_msg;
  }
  return "stock.edit_name"_msg;
}

MessageId field_label(shop::OfferField field) {
  switch (field) {
    case shop::OfferField::base_price:
      return "stock.field_price"_msg;
    case shop::OfferField::name:
      return "stock.field_name"_msg;
    case shop::OfferField::description:
      return "stock.field_description"_msg;
    case shop::OfferField::city:
      return "stock.field_city"_msg;
    case shop::OfferField::district:
      return "stock.field_district"_msg;
    case shop::OfferField::category:
      return "stock.field_category"_msg;
  }
  return "stock.field_name"_msg;
}

}  // namespace

Screen units_screen(const Wording& wording, const shop::Product& of, shop::UnitList which,
                    const shop::Slice<shop::UnitEntry>& units, int offset) {
  const Texts& texts = wording.texts;
  const bool is_sold = which == shop::UnitList::sold;
  const auto title = units.items.empty() ? "stock.no_units"_msg
                     : is_sold           ? "stock.list_sold"_msg
                                         : "stock.list_in_stock"_msg;
  Screen screen{.text = texts.text(title, {{"name", short_name(of.name)},
                                           {"place", wording.place(shop::place_of(of))}})};
  std::vector<Button> buttons;
  for (const auto& unit : units.items) {
    buttons.push_back(button(entry_label(texts, unit), ShowUnit{unit.id}));
  }
  add_grid(screen, std::move(buttons), 1);
  add_page_row(screen, texts, {offset, kUnitsPerPage, units.has_more},
               [&](int at) { return ListUnits{which, of.id, static_cast<Offset>(at)}; });
  return screen.add({back_button(texts, ShowStockOffer{of.id}), panel_button(texts)});
}

Screen withdrawn_screen(const Texts& texts, const shop::Slice<shop::WithdrawnUnit>& units,
                        int offset) {
  Screen screen{.text = texts.text(units.items.empty() ? "stock.none_withdrawn"_msg
                                                       : "stock.list_withdrawn"_msg)};
  for (const auto& unit : units.items) {
    screen.add(button(fitted_label(unit.name,
                                   [&](std::string_view name) {
                                     return texts.label(
                                         "stock.unit_button_of"_msg,
                                         {{"id", unit.id}, {"person", std::string(name)}});
                                   }),
                      ShowUnit{unit.id}));
  }
  add_page_row(screen, texts, {offset, kUnitsPerPage, units.has_more},
               [](int at) { return ListWithdrawn{static_cast<Offset>(at)}; });
  return screen.add({back_button(texts, InventoryCities{}), panel_button(texts)});
}

Screen unit_screen(const Request& request, const shop::Product& unit,
                   const shop::UnitEntry& entry) {
  const Texts& texts = request.texts;
  const auto wording = wording_of(request);
  Screen screen{.text =
                    texts.text("stock.unit"_msg,
                               {{"id", unit.id},
                                {"name", short_name(unit.name)},
                                {"place", wording.place(shop::place_of(unit))},
                                {"price", wording.price(unit.base_price, unit.discount_percent)},
                                {"added", wording.date(unit.created_at)},
                                {"state", Html{state_line(wording, unit, entry)}}})};
  if (!unit.is_sold) {
    add_unit_actions(request, screen, unit.id);
  }
  const auto list = unit.is_sold ? shop::UnitList::sold : shop::UnitList::in_stock;
  return screen.add({back_button(texts, ListUnits{list, unit.id, 0}), panel_button(texts)});
}

Screen withdrawn_unit_screen(const Request& request, const shop::WithdrawnUnit& unit,
                             const std::string& by) {
  const Texts& texts = request.texts;
  const auto wording = wording_of(request);
  Screen screen{.text =
                    texts.text("stock.unit_withdrawn"_msg,
                               {{"id", unit.id},
                                {"name", short_name(unit.name)},
                                {"place", wording.place(shop::place_of(unit))},
                                {"price", wording.price(unit.base_price, unit.discount_percent)},
                                {"time", wording.date(unit.withdrawn_at)},
                                {"by", by}})};
  if (request.may(shop::Act::see_deliveries)) {
    screen.add(button(texts.label("stock.show_delivery"_msg), ShowUnitDelivery{unit.id}));
  }
  if (request.may(shop::Act::return_product)) {
    screen.add(
        styled(button(texts.label("stock.return"_msg), ReturnUnit{unit.id}), ButtonStyle::success));
  }
  return screen.add({back_button(texts, ListWithdrawn{}), panel_button(texts)});
}

Screen unit_delivery_screen(const Texts& texts, std::int64_t id, const shop::DraftUnit& delivery) {
  std::string text =
      "<code>" + base::escape_html(base::shorten(delivery.delivery_text, 3500)) + "</code>";
  if (delivery.delivery_latitude && delivery.delivery_longitude) {
    text += "\n📍 " + delivery.delivery_latitude->decimal() + ", " +
            delivery.delivery_longitude->decimal();
  }
  Screen screen{.text = texts.text("stock.delivery"_msg, {{"id", id}}) + "\n\n" + text};
  return screen.add({back_button(texts, ShowUnit{id}), panel_button(texts)});
}

Screen ask_unit_delivery_screen(const Texts& texts, std::int64_t id) {
  Screen screen{.text = texts.text("stock.ask_delivery"_msg, {{"id", id}})};
  return screen.add(button(texts.label("button.cancel"_msg), ShowUnit{id}));
}

Screen held_unit_screen(const Wording& wording, const shop::Product& unit,
                        const shop::UnitEntry& entry) {
  const Texts& texts = wording.texts;
  const auto name = entry.person_id ? person_of(entry) : "–";
  Screen screen{
      .text = texts.text("stock.held"_msg, {{"id", unit.id},
                                            {"name", short_name(unit.name)},
                                            {"person", name},
                                            {"time", entry.at ? wording.date(*entry.at) : "–"}})};
  screen.add(styled(button(fitted_label(name,
                                        [&](std::string_view shortened) {
                                          return texts.label("stock.withdraw_from"_msg,
                                                             {{"person", std::string(shortened)}});
                                        }),
                           WithdrawUnit{unit.id, entry.person_id.value_or(0)}),
                    ButtonStyle::danger));
  return screen.add({back_button(texts, ShowUnit{unit.id}), panel_button(texts)});
}

Screen ask_withdraw_offer_screen(const Wording& wording, const shop::Product& unit,
                                 const shop::OfferStock& stock) {
  const Texts& texts = wording.texts;
  Screen screen{.text = texts.text("stock.ask_withdraw_all"_msg,
                                   {{"name", short_name(unit.name)},
                                    {"place", wording.place(shop::place_of(unit))},
                                    {"free", stock.free},
                                    {"held", stock.held}})};
  screen.add(styled(
      button(texts.plural_label("stock.withdraw_units"_msg, stock.free), WithdrawOffer{unit.id}),
      ButtonStyle::danger));
  return screen.add({back_button(texts, ShowStockOffer{unit.id}), panel_button(texts)});
}

Screen offer_withdrawn_screen(const Texts& texts, const shop::Product& unit, std::int64_t units) {
  Screen screen{.text = texts.plural_text("stock.units_withdrawn"_msg, units,
                                          {{"name", short_name(unit.name)}})};
  screen.add(button(texts.label("stock.withdrawn_button"_msg), ListWithdrawn{}));
  return screen.add({inventory_button(texts), panel_button(texts)});
}

Screen offer_edit_screen(const Wording& wording, const shop::Product& unit) {
  const Texts& texts = wording.texts;
  using shop::OfferField;
  Screen screen{.text =
                    texts.text("stock.edit_what"_msg,
                               {{"name", short_name(unit.name)},
                                {"place", wording.place(shop::place_of(unit))},
                                {"price", wording.price(unit.base_price, unit.discount_percent)}})};
  std::vector<Button> fields;
  for (const auto field : {OfferField::base_price, OfferField::name, OfferField::description,
                           OfferField::city, OfferField::district, OfferField::category}) {
    fields.push_back(button(texts.label(field_label(field)), AskOfferField{field, unit.id}));
  }
  add_grid(screen, std::move(fields), 3);
  return screen.add({back_button(texts, ShowStockOffer{unit.id}), panel_button(texts)});
}

Screen ask_offer_field_screen(const Wording& wording, const shop::Product& unit,
                              shop::OfferField field) {
  const Texts& texts = wording.texts;
  Screen screen{
      .text = texts.text(field_question(field), {{"name", short_name(unit.name)},
                                                 {"place", wording.place(shop::place_of(unit))},
                                                 {"price", wording.money(unit.base_price)}})};
  return screen.add({back_button(texts, ShowOfferEdit{unit.id}), panel_button(texts)});
}

Screen bad_field_screen(const Texts& texts, std::int64_t id, shop::OfferField field) {
  const auto text = field == shop::OfferField::base_price    ? "stock.bad_new_price"_msg
                    : field == shop::OfferField::description ? "stock.long_description"_msg
                                                             : "stock.bad_name"_msg;
  Screen screen{.text = texts.text(text)};
  return screen.add({back_button(texts, ShowOfferEdit{id}), panel_button(texts)});
}

Screen low_stock_line_screen(const Wording& wording, const shop::Product& unit, int line) {
  const Texts& texts = wording.texts;
  Screen screen{
      .text = texts.text("stock.ask_low_line"_msg, {{"name", short_name(unit.name)},
                                                    {"place", wording.place(shop::place_of(unit))},
                                                    {"line", line}})};
  std::vector<Button> lines;
  for (const int choice : {0, 1, 3, 5, 10, 20, 50, 100}) {
    lines.push_back(button(std::to_string(choice),
                           SetLowStockLine{unit.id, static_cast<std::int16_t>(choice)}));
  }
  add_grid(screen, std::move(lines), 4);
  return screen.add({back_button(texts, ShowStockOffer{unit.id}), panel_button(texts)});
}

std::string edit_problem_label(const Texts& texts, shop::EditProblem problem) {
  switch (problem) {
    case shop::EditProblem::unknown_product:
      return texts.label("stock.gone"_msg);
    case shop::EditProblem::sold:
      return texts.label("stock.sold_meanwhile"_msg);
    case shop::EditProblem::does_not_fit:
      return texts.label("stock.bad_delivery"_msg);
    case shop::EditProblem::already_had:
      return texts.label("stock.already_had"_msg);
  }
  return {};
}

}  // namespace bot::admin
