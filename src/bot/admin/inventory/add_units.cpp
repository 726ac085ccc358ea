#include "bot/admin/inventory/add_units.h"

#include <algorithm>

#include "base/text.h"
#include "bot/admin/inventory/inventory_screens.h"
#include "bot/admin/routes.h"
#include "shop/pictures/sent_picture.h"
#include "shop/stock/draft/draft.h"

namespace bot::admin {
namespace {

// Of one place.
constexpr std::size_t kMaxPlacePhotos = 50;

using AddPermit = shop::Permit<shop::Act::create_product>;

Reply take_codes(db::Tx& tx, const Request& request, const AddData& data, shop::ReadCodes read) {
  std::vector<shop::DraftUnit> units;
  for (auto& code : read.codes) {
    units.push_back({.delivery_text = std::move(code)});
  }
  const bool has_room = shop::add_to_draft(tx, request.sender.id, units, request.now);
  return show_draft(tx, request, data,
                    {.long_lines = std::move(read.long_lines),
                     .unreadable_lines = std::move(read.unreadable_lines),
                     .is_full = !has_room});
}

Reply take_file(db::Tx& tx, const Request& request, const AddData& data) {
  auto read = shop::read_code_file(request.file->contents.value_or(""));
  if (read.codes.empty()) {
    return show_draft(tx, request, data, {.is_unreadable_file = true});
  }
  return take_codes(tx, request, data, std::move(read));
}

// The text ends the description of a place: its photos become units.
Reply finish_place(db::Tx& tx, const Request& request, AddData data) {
  const std::string text(base::trim(request.text));
  if (shop::check_field("delivery_text", text)) {
    return show_draft(tx, request, data, {.long_lines = {1}});
  }
  const shop::DraftUnit without_photo{.delivery_latitude = data.place.latitude,
                                      .delivery_longitude = data.place.longitude,
                                      .delivery_text = text};
  std::vector<shop::DraftUnit> units(std::max<std::size_t>(data.place.photos.size(), 1),
                                     without_photo);
  for (std::size_t i = 0; i < data.place.photos.size(); ++i) {
    units[i].delivery_photo = data.place.photos[i];
  }
  const bool has_room = shop::add_to_draft(tx, request.sender.id, units, request.now);
  data.place = {};
  return show_draft(tx, request, data, {.is_full = !has_room});
}

// A location begins another place. A photo with a caption is described by it.
Reply take_place(db::Tx& tx, const Request& request, AddData data) {
  if (request.location) {
    data.place = {.latitude = request.location->latitude, .longitude = request.location->longitude};
  } else if (data.place.photos.size() < kMaxPlacePhotos) {
    data.place.photos.push_back(request.photo_file_id);
  }
  if (!base::trim(request.text).empty()) {
    return finish_place(tx, request, std::move(data));
  }
  save_add_data(tx, request, data);
  return show(place_draft_screen(request.texts, data));
}

// The product as it was entered, without its delivery.
shop::NewProduct product_of(const AddData& data) {
  return {.city = data.city,
          .district = data.district,
          .category = data.category,
          .name = data.name,
          .description = data.description,
          .base_price = data.price};
}

shop::DraftGoal goal_of(const AddData& data) {
  return data.like == 0 ? shop::DraftGoal(product_of(data)) : shop::DraftGoal(data.like);
}

Reply over(const Request& request) { return alert(request.texts.label("stock.dialog_over"_msg)); }

Reply add_units(db::Tx& tx, const Request& request, const AddUnits& callback,
                const AddPermit& permit) {
  const auto data = add_data_of(request);
  if (!data || data->draft != callback.draft) {
    return over(request);
  }
  const auto count = shop::count_draft(tx, request.sender.id);
  if (callback.units != (callback.with_repeats ? count.units : count.fresh())) {
    return show_draft(tx, request, *data)
        .with_toast(request.texts.label("stock.draft_changed"_msg));
  }
  const auto added = shop::add_draft(
      tx, request.sender.id, goal_of(*data),
      callback.with_repeats ? shop::Repeats::allowed : shop::Repeats::refused, permit, request.now);
  if (!added) {
    return show(added.error() == shop::DraftRefusal::nothing_new
                    ? nothing_added_screen(request.texts)
                    : stock_gone_screen(request.texts));
  }
  if (!data->picture.empty()) {
    shop::note_sent_picture(tx, request.sender.id, added->product.id, data->picture, request.now);
  }
  return show(units_added_screen(wording_of(request), *data, *added));
}

Reply empty_draft(db::Tx& tx, const Request& request, const EmptyDraft& callback) {
  auto data = add_data_of(request);
  if (!data || data->draft != callback.draft) {
    return over(request);
  }
  shop::clear_draft(tx, request.sender.id, request.now);
  data->place = {};
  return show_draft(tx, request, *data);
}

}  // namespace

Reply show_draft(db::Tx& tx, const Request& request, const AddData& data, const DraftNews& news) {
  save_add_data(tx, request, data);
  return show(
      draft_screen(wording_of(request), data, shop::count_draft(tx, request.sender.id), news));
}

Reply take_units(db::Tx& tx, const Request& request, AddData data) {
  if (request.file) {
    return take_file(tx, request, data);
  }
  if (request.location || !request.photo_file_id.empty()) {
    return take_place(tx, request, std::move(data));
  }
  if (base::trim(request.text).empty()) {
    return show_draft(tx, request, data, {.is_other_kind = true});
  }
  return data.place.is_begun() ? finish_place(tx, request, std::move(data))
                               : take_codes(tx, request, data, shop::read_codes(request.text));
}

void add_units_routes(Router& router) {
  using shop::Act;
  router.on_act<Act::create_product, AddUnits>(add_units);
  router.on_press<EmptyDraft>(Act::create_product, db::Access::write, empty_draft);
}

}  // namespace bot::admin
