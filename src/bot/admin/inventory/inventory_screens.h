// The staff's screens of the stock: places, offers, an offer.
#pragma once

#include "bot/admin/inventory/callbacks.h"
#include "bot/places/place_screens.h"
#include "bot/updates/request.h"
#include "bot/view/screen.h"
#include "bot/view/wording.h"
#include "shop/stock/catalog.h"
#include "shop/stock/inventory.h"

namespace bot::admin {

inline constexpr int kSoldOutPerPage = 8;

struct InventorySteps {
  using Cities = InventoryCities;
  using Districts = InventoryDistricts;
  using Categories = InventoryCategories;
  using Offers = InventoryOffers;
  using Chosen = ShowStockOffer;
  static constexpr PlaceWords words{.no_cities = "stock.empty"_msg,
                                    .nothing_here = "stock.nothing_here"_msg,
                                    .pick_city = "stock.pick_city"_msg,
                                    .pick_district = "stock.pick_district"_msg,
                                    .pick_category = "stock.pick_category"_msg,
                                    .pick_offer = "stock.pick_offer"_msg};
  static Button way_out(const Texts& texts);
};

Button inventory_button(const Texts& texts);

// The offer that the unit belongs to, with what the person may do with it.
Screen stock_offer_screen(const Request& request, const shop::Product& unit,
                          const shop::OfferStock& stock, int low_stock_line);
// Loads what it shows.
Screen load_stock_offer(db::Tx& tx, const Request& request, const shop::Product& unit);
Screen stock_gone_screen(const Texts& texts);
Screen sold_out_screen(const Texts& texts, const shop::Slice<shop::Entry>& offers, int offset);

}  // namespace bot::admin
