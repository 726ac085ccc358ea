// The dialog in which a product or more units of one are added.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/coordinate.h"
#include "base/money.h"
#include "bot/admin/inventory/callbacks.h"
#include "bot/updates/request.h"
#include "db/core/tx.h"

namespace bot::admin {

inline constexpr std::string_view kAddDialog = "add_product";

// A place that units are hidden at, while it is described: then each photo becomes a unit.
struct AddedPlace {
  std::optional<base::Coordinate> latitude = {};
  std::optional<base::Coordinate> longitude = {};
  std::vector<std::string> photos = {};  // file ids

  bool is_begun() const { return latitude.has_value() || !photos.empty(); }
};
BOOST_DESCRIBE_STRUCT(AddedPlace, (), (latitude, longitude, photos))

// What was entered so far.
struct AddData {
  std::int64_t draft = 0;  // another one for each dialog
  AddStep step = AddStep::city;
  std::string city;
  std::string district;
  std::string category;
  std::string name;
  base::Money price;
  std::string description;
  std::string picture;    // file id; "": none
  std::int64_t like = 0;  // more units of this unit's offer; 0: a new product
  AddedPlace place;
};
BOOST_DESCRIBE_STRUCT(AddData, (),
                      (draft, step, city, district, category, name, price, description, picture,
                       like, place))

// Empty when another dialog, or none, is going on.
std::optional<AddData> add_data_of(const Request& request);
void save_add_data(db::Tx& tx, const Request& request, const AddData& data);

}  // namespace bot::admin
