// Callbacks of the staff's buttons about the inventory.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <string_view>

#include "base/money.h"
#include "bot/view/callback.h"
#include "shop/stock/changes/edit.h"
#include "shop/stock/inventory.h"

namespace bot::admin {

struct InventoryCities {
  static constexpr std::string_view tag = "inventory";
  Offset offset = 0;
};
BOOST_DESCRIBE_STRUCT(InventoryCities, (), (offset))

// The districts of the city that the unit is in, and so on down (docs/decisions/0002).
struct InventoryDistricts {
  static constexpr std::string_view tag = "inventory_city";
  std::int64_t product_id = 0;
  Offset offset = 0;
};
BOOST_DESCRIBE_STRUCT(InventoryDistricts, (), (product_id, offset))

struct InventoryCategories {
  static constexpr std::string_view tag = "inventory_district";
  std::int64_t product_id = 0;
  Offset offset = 0;
};
BOOST_DESCRIBE_STRUCT(InventoryCategories, (), (product_id, offset))

struct InventoryOffers {
  static constexpr std::string_view tag = "inventory_category";
  std::int64_t product_id = 0;
  Offset offset = 0;
};
BOOST_DESCRIBE_STRUCT(InventoryOffers, (), (product_id, offset))

// The offer that the unit belongs to.
struct ShowStockOffer {
  static constexpr std::string_view tag = "stock_offer";
  std::int64_t product_id = 0;
};
BOOST_DESCRIBE_STRUCT(ShowStockOffer, (), (product_id))

struct ListSoldOut {
  static constexpr std::string_view tag = "stock_sold_out";
  Offset offset = 0;
};
BOOST_DESCRIBE_STRUCT(ListSoldOut, (), (offset))

// What a new product is asked for; add_steps.h has the order.
enum class AddStep { city, district, category, name, price, description, picture, units };
BOOST_DESCRIBE_ENUM(AddStep, city, district, category, name, price, description, picture, units)

// Begins with that step; what comes before it is as of the unit.
struct BeginAdd {
  static constexpr std::string_view tag = "stock_add";
  AddStep step = AddStep::city;
  std::int64_t product_id = 0;
};
BOOST_DESCRIBE_STRUCT(BeginAdd, (), (step, product_id))

struct BeginRestock {
  static constexpr std::string_view tag = "stock_restock";
  std::int64_t product_id = 0;
};
BOOST_DESCRIBE_STRUCT(BeginRestock, (), (product_id))

// Takes the city, district or category of the unit.
struct PickPlace {
  static constexpr std::string_view tag = "stock_add_pick";
  AddStep step = AddStep::city;
  std::int64_t product_id = 0;
};
BOOST_DESCRIBE_STRUCT(PickPlace, (), (step, product_id))

struct AddPlaces {
  static constexpr std::string_view tag = "stock_add_page";
  AddStep step = AddStep::city;
  Offset offset = 0;
};
BOOST_DESCRIBE_STRUCT(AddPlaces, (), (step, offset))

struct SkipStep {
  static constexpr std::string_view tag = "stock_add_skip";
  AddStep step = AddStep::description;
};
BOOST_DESCRIBE_STRUCT(SkipStep, (), (step))

// To the step before that one.
struct AddBack {
  static constexpr std::string_view tag = "stock_add_back";
  AddStep step = AddStep::city;
};
BOOST_DESCRIBE_STRUCT(AddBack, (), (step))

// Throws away the units that were sent.
struct EmptyDraft {
  static constexpr std::string_view tag = "stock_add_empty";
  std::int64_t draft = 0;
};
BOOST_DESCRIBE_STRUCT(EmptyDraft, (), (draft))

// Adds the units of that draft, as many as the button says.
struct AddUnits {
  static constexpr std::string_view tag = "stock_add_units";
  std::int64_t draft = 0;
  std::int32_t units = 0;
  bool with_repeats = false;
};
BOOST_DESCRIBE_STRUCT(AddUnits, (), (draft, units, with_repeats))

struct ListUnits {
  static constexpr std::string_view tag = "stock_units";
  shop::UnitList which = shop::UnitList::in_stock;
  std::int64_t product_id = 0;
  Offset offset = 0;
};
BOOST_DESCRIBE_STRUCT(ListUnits, (), (which, product_id, offset))

struct ListWithdrawn {
  static constexpr std::string_view tag = "stock_withdrawn";
  Offset offset = 0;
};
BOOST_DESCRIBE_STRUCT(ListWithdrawn, (), (offset))

// A unit in stock, sold or withdrawn.
struct ShowUnit {
  static constexpr std::string_view tag = "stock_unit";
  std::int64_t product_id = 0;
};
BOOST_DESCRIBE_STRUCT(ShowUnit, (), (product_id))

// What the unit would deliver.
struct ShowUnitDelivery {
  static constexpr std::string_view tag = "stock_delivery";
  std::int64_t product_id = 0;
};
BOOST_DESCRIBE_STRUCT(ShowUnitDelivery, (), (product_id))

// Asks for another delivery.
struct AskUnitDelivery {
  static constexpr std::string_view tag = "stock_delivery_edit";
  std::int64_t product_id = 0;
};
BOOST_DESCRIBE_STRUCT(AskUnitDelivery, (), (product_id))

// `holder`: whose reservation ends with it, as the button said; 0: nobody's.
struct WithdrawUnit {
  static constexpr std::string_view tag = "stock_withdraw";
  std::int64_t product_id = 0;
  std::int64_t holder = 0;
};
BOOST_DESCRIBE_STRUCT(WithdrawUnit, (), (product_id, holder))

struct ReturnUnit {
  static constexpr std::string_view tag = "stock_return";
  std::int64_t product_id = 0;
};
BOOST_DESCRIBE_STRUCT(ReturnUnit, (), (product_id))

struct AskWithdrawOffer {
  static constexpr std::string_view tag = "stock_withdraw_ask";
  std::int64_t product_id = 0;
};
BOOST_DESCRIBE_STRUCT(AskWithdrawOffer, (), (product_id))

struct WithdrawOffer {
  static constexpr std::string_view tag = "stock_withdraw_all";
  std::int64_t product_id = 0;
};
BOOST_DESCRIBE_STRUCT(WithdrawOffer, (), (product_id))

struct AskLowStockLine {
  static constexpr std::string_view tag = "stock_low_ask";
  std::int64_t product_id = 0;
};
BOOST_DESCRIBE_STRUCT(AskLowStockLine, (), (product_id))

struct SetLowStockLine {
  static constexpr std::string_view tag = "stock_low_set";
  std::int64_t product_id = 0;
  std::int16_t line = 0;
};
BOOST_DESCRIBE_STRUCT(SetLowStockLine, (), (product_id, line))

// The fields of an offer that can be changed.
struct ShowOfferEdit {
  static constexpr std::string_view tag = "stock_edit";
  std::int64_t product_id = 0;
};
BOOST_DESCRIBE_STRUCT(ShowOfferEdit, (), (product_id))

// Asks for the field's new value.
struct AskOfferField {
  static constexpr std::string_view tag = "stock_edit_ask";
  shop::OfferField field = shop::OfferField::name;
  std::int64_t product_id = 0;
};
BOOST_DESCRIBE_STRUCT(AskOfferField, (), (field, product_id))

}  // namespace bot::admin
