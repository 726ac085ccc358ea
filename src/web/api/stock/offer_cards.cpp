// What the shop has of an offer, and offers that run out.
#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "shop/settings/stored_settings.h"
#include "shop/stock/inventory.h"
#include "shop/stock/low_stock.h"
#include "web/api/operations.h"
#include "web/operation/list.h"

namespace web {
namespace {

using shop::Act;

struct OfferPath {
  std::int64_t product_id = 0;
};
BOOST_DESCRIBE_STRUCT(OfferPath, (), (product_id))

struct OfferCardView {
  std::int64_t product_id = 0;
  std::string city;
  std::string district;
  std::string category;
  std::string name;
  std::string description;
  base::Money base_price;
  base::Percent discount_percent;
  std::optional<base::Timestamp> discount_ends_at;
  std::int64_t free = 0;
  std::int64_t held = 0;
  std::int64_t sold = 0;
  std::int64_t withdrawn = 0;
  std::int64_t low_stock_line = 0;
};
BOOST_DESCRIBE_STRUCT(OfferCardView, (),
                      (product_id, city, district, category, name, description, base_price,
                       discount_percent, discount_ends_at, free, held, sold, withdrawn,
                       low_stock_line))

struct LineView {
  Whole<0, shop::kMaxLowStockLine> low_stock_line;
};
BOOST_DESCRIBE_STRUCT(LineView, (), (low_stock_line))

struct UnitEntryView {
  std::int64_t id = 0;
  std::optional<std::int64_t> user_id;
  std::optional<std::string> first_name;
  std::optional<std::string> username;
  std::optional<base::Timestamp> reserved_until;
  std::optional<base::Timestamp> sold_at;
  std::optional<std::int64_t> order_id;
};
BOOST_DESCRIBE_STRUCT(UnitEntryView, (),
                      (id, user_id, first_name, username, reserved_until, sold_at, order_id))

struct UnitQuery : PageQuery {
  std::int64_t product_id = 0;
  std::optional<bool> sold;
};
BOOST_DESCRIBE_STRUCT(UnitQuery, (PageQuery), (product_id, sold))

struct PlaceQuery : PageQuery {
  std::optional<std::string> city;
  std::optional<std::string> district;
};
BOOST_DESCRIBE_STRUCT(PlaceQuery, (PageQuery), (city, district))

// A place, or an offer without units: named, with the id of a unit there.
struct EntryView {
  std::string name;
  std::int64_t product_id = 0;
};
BOOST_DESCRIBE_STRUCT(EntryView, (), (name, product_id))

struct LowOfferView {
  std::int64_t product_id = 0;
  std::string name;
  std::int64_t units = 0;
};
BOOST_DESCRIBE_STRUCT(LowOfferView, (), (product_id, name, units))

int line_of_shop(db::Tx& tx, const Context& context) {
  const auto& base = context.settings;
  return shop::with_stored(base.values, shop::stored_settings(tx), base.locked).low_stock_line;
}

int line_of(db::Tx& tx, const Context& context, const shop::Product& unit) {
  return shop::low_stock_of(tx, shop::place_of(unit), unit.name, line_of_shop(tx, context)).line;
}

Outcome<OfferCardView> show_offer(db::Tx& tx, const Call<Act::see_stock, OfferPath>& call) {
  const auto card = shop::find_card(tx, call.parameters.product_id, call.now);
  if (!card) {
    return std::unexpected(Problem(kNotFound));
  }
  const auto& unit = card->product;
  const auto stock = shop::count_offer(tx, unit, call.now);
  return OfferCardView{.product_id = unit.id,
                       .city = unit.city,
                       .district = unit.district,
                       .category = unit.category,
                       .name = unit.name,
                       .description = unit.description,
                       .base_price = unit.base_price,
                       .discount_percent = unit.discount_percent,
                       .discount_ends_at = unit.discount_ends_at,
                       .free = stock.free,
                       .held = stock.held,
                       .sold = stock.sold,
                       .withdrawn = stock.withdrawn,
                       .low_stock_line = line_of(tx, call.context, unit)};
}

UnitEntryView view_of_unit(const shop::UnitEntry& unit, bool is_sold) {
  return {.id = unit.id,
          .user_id = unit.person_id,
          .first_name = unit.first_name,
          .username = unit.username,
          .reserved_until = is_sold ? std::nullopt : unit.at,
          .sold_at = is_sold ? unit.at : std::nullopt,
          .order_id = unit.order_id};
}

Outcome<List<UnitEntryView>> list_offer_units(db::Tx& tx,
                                              const Call<Act::see_stock, UnitQuery>& call) {
  const auto card = shop::find_card(tx, call.parameters.product_id, call.now);
  if (!card) {
    return std::unexpected(Problem(kNotFound));
  }
  const bool is_sold = call.parameters.sold.value_or(false);
  const auto stock = shop::count_offer(tx, card->product, call.now);
  List<UnitEntryView> list{.items = {}, .total = is_sold ? stock.sold : stock.free + stock.held};
  for (const auto& unit :
       shop::list_units(tx, card->product,
                        is_sold ? shop::UnitList::sold : shop::UnitList::in_stock,
                        page_of(call.parameters), call.now)
           .items) {
    list.items.push_back(view_of_unit(unit, is_sold));
  }
  return list;
}

std::optional<shop::Product> unit_of_offer(db::Tx& tx, std::int64_t id, base::Timestamp now) {
  auto card = shop::find_card(tx, id, now);
  return card ? std::optional(std::move(card->product)) : std::nullopt;
}

Outcome<LineView> show_line(db::Tx& tx, const Call<Act::see_stock, OfferPath>& call) {
  const auto unit = unit_of_offer(tx, call.parameters.product_id, call.now);
  return unit ? Outcome<LineView>(LineView{{line_of(tx, call.context, *unit)}})
              : std::unexpected(Problem(kNotFound));
}

using LineEdit = Call<Act::edit_product, OfferPath, LineView>;

std::optional<LineView> current_line(db::Tx& tx, const LineEdit& call) {
  const auto unit = unit_of_offer(tx, call.parameters.product_id, call.now);
  if (!unit) {
    return std::nullopt;
  }
  shop::lock_low_stock_line(tx, *unit);
  return LineView{{line_of(tx, call.context, *unit)}};
}

Outcome<LineView> set_line(db::Tx& tx, const LineEdit& call) {
  const auto unit = unit_of_offer(tx, call.parameters.product_id, call.now);
  if (!unit) {
    return std::unexpected(Problem(kNotFound));
  }
  shop::set_low_stock_line(tx, *unit, static_cast<int>(call.body.low_stock_line.value), call.permit,
                           call.now);
  return call.body;
}

Outcome<List<EntryView>> list_sold_out(db::Tx& tx, const Call<Act::see_stock, PageQuery>& call) {
  return page_of_all<EntryView>(shop::sold_out_offers(tx, {.limit = shop::kRecentOrders}).items,
                                call.parameters);
}

Outcome<List<LowOfferView>> list_low(db::Tx& tx, const Call<Act::see_stock, PageQuery>& call) {
  return page_of_all<LowOfferView>(
      shop::low_offers(tx, line_of_shop(tx, call.context), {.limit = shop::kRecentOrders}).items,
      call.parameters);
}

Outcome<List<EntryView>> list_places(db::Tx& tx, const Call<Act::see_stock, PlaceQuery>& call) {
  const auto& asked = call.parameters;
  if (asked.district && !asked.city) {
    return std::unexpected(invalid_parameter("district", "must be given together with `city`"));
  }
  const auto page = page_of(asked);
  const auto places = !asked.city       ? shop::cities(tx, page)
                      : !asked.district ? shop::districts(tx, *asked.city, page)
                                        : shop::categories(tx, *asked.city, *asked.district, page);
  List<EntryView> list;
  for (const auto& place : places.items) {
    list.items.push_back(copy_fields<EntryView>(place));
  }
  return list;
}

void add_lists(Api& api) {
  api.read({.method = "GET",
            .path = "/api/places",
            .id = "listPlaces",
            .subject = "Stock",
            .summary = "Lists the cities that have unsold units; the districts of a `city`; the "
                       "categories of a `city` and `district`.",
            .details = "A part with fewer items than `per_page` is the last one.",
            .notes = {{"product_id", "A unit there."}}},
           &list_places);
  api.read({.method = "GET",
            .path = "/api/offers/sold-out",
            .id = "listSoldOutOffers",
            .subject = "Stock",
            .summary = "Lists offers of the last 1,000 orders that have no unit left, the latest "
                       "first.",
            .notes = {{"product_id", "A sold unit of the offer, by which it can be restocked."}}},
           &list_sold_out);
  api.read({.method = "GET",
            .path = "/api/offers/low",
            .id = "listLowOffers",
            .subject = "Stock",
            .summary = "Lists offers of the last 1,000 orders that the staff were told run low and "
                       "that were not restocked since, those with the fewest units first.",
            .notes = {{"product_id", "A unit of the offer, by which it can be restocked."},
                      {"units", "Unsold."}}},
           &list_low);
}

void add_cards(Api& api) {
  api.read({.method = "GET",
            .path = "/api/offers/{product_id}",
            .id = "showOffer",
            .subject = "Stock",
            .summary = "Shows the offer of a unit: how many it has, had and lost.",
            .notes = {{"product_id", "Any unit of the offer, also a sold one."},
                      {"held", "Reserved by customers at this moment."},
                      {"sold", "Whatever their price was, as `withdrawn`."},
                      {"low_stock_line", "The staff are told when so many units are left."}}},
           &show_offer);
  api.read({.method = "GET",
            .path = "/api/offers/{product_id}/units",
            .id = "listOfferUnits",
            .subject = "Stock",
            .summary = "Lists the units of an offer: unsold ones, those that customers hold first; "
                       "or sold ones, the latest first.",
            .notes = {{"sold", "True for sold ones, whatever their price was."},
                      {"user_id", "Who holds the unit, or has bought it."}}},
           &list_offer_units);
  api.read({.method = "GET",
            .path = "/api/offers/{product_id}/low-stock-line",
            .id = "showLowStockLine",
            .subject = "Stock",
            .summary = "Shows from how many units left on the staff are told of an offer.",
            .notes = {{"low_stock_line", "That of the shop until the offer gets its own."}}},
           &show_line);
  api.edit({.method = "PUT",
            .path = "/api/offers/{product_id}/low-stock-line",
            .id = "setLowStockLine",
            .subject = "Stock",
            .summary = "Sets from how many units left on the staff are told of an offer.",
            .notes = {{"low_stock_line", "0: only when it is sold out."}}},
           &current_line, &set_line);
}

}  // namespace

void add_offer_card_operations(Api& api) {
  add_lists(api);  // before those of /api/offers/{product_id}
  add_cards(api);
}

}  // namespace web
