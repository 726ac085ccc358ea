#include <utility>

#include "base/text.h"
#include "base/typed_amount.h"
#include "bot/admin/inventory/add_screens.h"
#include "bot/admin/inventory/add_steps.h"
#include "bot/admin/inventory/add_units.h"
#include "bot/admin/inventory/inventory_screens.h"
#include "bot/admin/pictures/sent_picture.h"
#include "bot/admin/routes.h"
#include "shop/core/enum_text.h"
#include "shop/stock/draft/draft.h"

namespace bot::admin {
namespace {

// Of how many places the spelling of a typed name is looked up.
constexpr shop::Page kKnownPlaces{0, 500};

std::string& name_at(AddData& data, AddStep step) {
  switch (step) {
    case AddStep::city:
      return data.city;
    case AddStep::district:
      return data.district;
    case AddStep::category:
      return data.category;
    case AddStep::description:
      return data.description;
    case AddStep::name:
    case AddStep::price:
    case AddStep::picture:
    case AddStep::units:
      return data.name;
  }
  return data.name;
}

const std::string& name_of(const shop::Product& unit, AddStep step) {
  switch (step) {
    case AddStep::city:
      return unit.city;
    case AddStep::district:
      return unit.district;
    case AddStep::category:
    case AddStep::name:
    case AddStep::price:
    case AddStep::description:
    case AddStep::picture:
    case AddStep::units:
      return unit.category;
  }
  return unit.category;
}

shop::Slice<shop::Entry> known_places(db::Tx& tx, const AddData& data, shop::Page page) {
  if (data.step == AddStep::city) {
    return shop::cities(tx, page);
  }
  return data.step == AddStep::district ? shop::districts(tx, data.city, page)
                                        : shop::categories(tx, data.city, data.district, page);
}

// Saves the dialog and asks for its step.
Reply ask_step(db::Tx& tx, const Request& request, const AddData& data, int offset = 0) {
  if (data.step == AddStep::units) {
    return show_draft(tx, request, data);
  }
  save_add_data(tx, request, data);
  return show(is_place(data.step)
                  ? ask_place_screen(request.texts, data,
                                     known_places(tx, data, {offset, kPlacesPerPage}), offset)
                  : ask_text_screen(wording_of(request), data));
}

// As the shop writes it already: "WARSAW" is Warsaw.
std::string as_known(db::Tx& tx, const AddData& data, std::string typed) {
  for (const auto& known : known_places(tx, data, kKnownPlaces).items) {
    if (base::fold(known.name) == base::fold(typed)) {
      return known.name;
    }
  }
  return typed;
}

Reply end_of_dialog(const Request& request) {
  return show(stock_gone_screen(request.texts))
      .with_toast(request.texts.label("stock.dialog_over"_msg));
}

Reply begin(db::Tx& tx, const Request& request, AddData data) {
  data.draft = request.update_id;
  shop::clear_draft(tx, request.sender.id, request.now);
  return ask_step(tx, request, data);
}

AddData data_like(const shop::Product& unit) {
  return {.city = unit.city,
          .district = unit.district,
          .category = unit.category,
          .name = unit.name,
          .price = unit.base_price,
          .description = unit.description};
}

Reply begin_add(db::Tx& tx, const Request& request, const BeginAdd& callback) {
  const auto unit = shop::find_product(tx, callback.product_id);
  AddData data{.step = unit ? earlier_of(callback.step, AddStep::name) : AddStep::city};
  for (AddStep step = AddStep::city; unit && is_before(step, data.step); step = step_after(step)) {
    name_at(data, step) = name_of(*unit, step);
  }
  return begin(tx, request, data);
}

Reply begin_restock(db::Tx& tx, const Request& request, const BeginRestock& callback) {
  const auto card = shop::find_card(tx, callback.product_id, request.now);
  if (!card) {
    return show(stock_gone_screen(request.texts));
  }
  auto data = data_like(card->product);
  data.like = card->product.id;
  data.step = AddStep::units;
  return begin(tx, request, data);
}

Reply pick_place(db::Tx& tx, const Request& request, const PickPlace& callback) {
  auto data = add_data_of(request);
  const auto unit = shop::find_product(tx, callback.product_id);
  if (!data || !unit || !is_place(callback.step) || is_before(data->step, callback.step)) {
    return end_of_dialog(request);
  }
  name_at(*data, callback.step) = name_of(*unit, callback.step);
  data->step = step_after(callback.step);
  return ask_step(tx, request, *data);
}

Reply page_places(db::Tx& tx, const Request& request, const AddPlaces& callback) {
  auto data = add_data_of(request);
  if (!data || !is_place(callback.step)) {
    return end_of_dialog(request);
  }
  data->step = earlier_of(data->step, callback.step);
  return ask_step(tx, request, *data, callback.offset);
}

Reply skip_step(db::Tx& tx, const Request& request, const SkipStep& callback) {
  auto data = add_data_of(request);
  if (!data || data->like != 0 || !is_optional(callback.step) ||
      is_before(data->step, callback.step)) {
    return end_of_dialog(request);
  }
  (callback.step == AddStep::picture ? data->picture : data->description).clear();
  data->step = step_after(callback.step);
  return ask_step(tx, request, *data);
}

// One step up; out of the dialog at its first one.
Reply step_back(db::Tx& tx, const Request& request, const AddBack& callback) {
  auto data = add_data_of(request);
  if (!data) {
    return end_of_dialog(request);
  }
  if (data->like != 0) {
    const auto unit = shop::find_product(tx, data->like);
    return show(unit ? load_stock_offer(tx, request, *unit) : stock_gone_screen(request.texts));
  }
  data->step = step_before(earlier_of(data->step, callback.step));
  data->place = {};
  return ask_step(tx, request, *data);
}

Reply take_name(db::Tx& tx, const Request& request, AddData data) {
  auto name = base::squeeze(request.text);
  if (shop::check_field(shop::text_of(data.step), name)) {
    return show(bad_name_screen(request.texts, data.step));
  }
  name_at(data, data.step) = is_place(data.step) ? as_known(tx, data, std::move(name)) : name;
  data.step = step_after(data.step);
  return ask_step(tx, request, data);
}

Reply take_description(db::Tx& tx, const Request& request, AddData data) {
  const auto description = base::trim(request.text);
  if (description.empty() || shop::check_field("description", description)) {
    return show(bad_name_screen(request.texts, data.step));
  }
  data.description = description;
  data.step = step_after(data.step);
  return ask_step(tx, request, data);
}

Reply take_offer_picture(db::Tx& tx, const Request& request, AddData data) {
  auto picture = picture_in(request);
  if (!picture) {
    return show(bad_picture_screen(request.texts, picture.error()));
  }
  data.picture = *std::move(picture);
  data.step = step_after(data.step);
  return ask_step(tx, request, data);
}

Reply take_price(db::Tx& tx, const Request& request, AddData data) {
  const auto price = base::read_amount(request.text, request.settings.currency);
  if (!price && price.error().readings) {
    const auto& readings = *price.error().readings;
    return show(unclear_price_screen(wording_of(request), readings.grouped, readings.decimal));
  }
  if (!price || *price <= base::Money()) {
    return show(bad_price_screen(request.texts, request.text));
  }
  data.price = *price;
  data.step = step_after(data.step);
  return ask_step(tx, request, data);
}

Reply take_message(db::Tx& tx, const Request& request,
                   const shop::Permit<shop::Act::create_product>& /*permit*/) {
  auto data = add_data_of(request);
  if (!data) {
    return end_of_dialog(request);
  }
  switch (data->step) {
    case AddStep::city:
    case AddStep::district:
    case AddStep::category:
    case AddStep::name:
      return take_name(tx, request, *std::move(data));
    case AddStep::price:
      return take_price(tx, request, *std::move(data));
    case AddStep::description:
      return take_description(tx, request, *std::move(data));
    case AddStep::picture:
      return take_offer_picture(tx, request, *std::move(data));
    case AddStep::units:
      return take_units(tx, request, *std::move(data));
  }
  return end_of_dialog(request);
}

}  // namespace

void add_product_routes(Router& router) {
  using shop::Act;
  const auto on = [&]<class T>(Reply (*handle)(db::Tx&, const Request&, const T&)) {
    router.on_press<T>(Act::create_product, db::Access::write, handle);
  };
  on(begin_add);
  on(begin_restock);
  on(pick_place);
  on(page_places);
  on(skip_step);
  on(step_back);
  router.on_act_dialog<Act::create_product>(std::string(kAddDialog), take_message);
  router.reads_files(kAddDialog);
}

}  // namespace bot::admin
