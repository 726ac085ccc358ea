// The stock as the staff see it: how much of an offer there is, and what became of each unit.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>

#include "base/clock.h"
#include "db/core/tx.h"
#include "shop/core/page.h"
#include "shop/stock/catalog.h"

namespace shop {

// Units of an offer. Sold and withdrawn ones count whatever their price was.
struct OfferStock {
  std::int64_t free = 0;
  std::int64_t held = 0;
  std::int64_t sold = 0;
  std::int64_t withdrawn = 0;
};
BOOST_DESCRIBE_STRUCT(OfferStock, (), (free, held, sold, withdrawn))

// REQUIRES: `unit` is one of the offer.
OfferStock count_offer(db::Tx& tx, const Product& unit, base::Timestamp now);

enum class UnitList { in_stock, sold };
BOOST_DESCRIBE_ENUM(UnitList, in_stock, sold)

// A unit and whose it is.
struct UnitEntry {
  std::int64_t id = 0;
  std::optional<std::int64_t> person_id;  // who holds it, has bought it
  std::optional<std::string> first_name;
  std::optional<std::string> username;
  std::optional<base::Timestamp> at;  // until when it is held; when it was sold
  std::optional<std::int64_t> order_id;
};
BOOST_DESCRIBE_STRUCT(UnitEntry, (), (id, person_id, first_name, username, at, order_id))

// The unsold units of the offer, held ones first; or the sold ones, whatever their price was, the
// latest first.
Slice<UnitEntry> list_units(db::Tx& tx, const Product& of, UnitList which, Page page,
                            base::Timestamp now);

// Who holds the unit or has bought it. REQUIRES: there is such a unit.
UnitEntry find_unit_entry(db::Tx& tx, std::int64_t id, base::Timestamp now);

// Of how many of the last orders the offers count as sold lately.
inline constexpr int kRecentOrders = 1'000;

// Offers that were sold out lately, the latest first: one unit of each.
Slice<Entry> sold_out_offers(db::Tx& tx, Page page);

}  // namespace shop
