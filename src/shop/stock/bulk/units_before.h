// What units were before a change of many of them, kept so that it can be undone. Used inside shop/
// only.
#pragma once

#include <boost/describe.hpp>
#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/money.h"
#include "db/core/tx.h"
#include "shop/stock/changes/offer_patch.h"

namespace shop {

// Columns of `products`; only those that the change touches.
struct UnitColumns : OfferPatch {
  std::optional<base::Percent> discount_percent;
  std::optional<base::Percent> discount_before;
  std::optional<base::Timestamp> discount_ends_at;

  auto operator<=>(const UnitColumns&) const = default;
};
BOOST_DESCRIBE_STRUCT(UnitColumns, (OfferPatch),
                      (discount_percent, discount_before, discount_ends_at))

// Units that were alike in that.
struct AlikeUnits {
  UnitColumns were;
  std::vector<std::int64_t> ids;
};
BOOST_DESCRIBE_STRUCT(AlikeUnits, (), (were, ids))

using UnitsBefore = std::vector<AlikeUnits>;

struct UnitRow : UnitColumns {
  std::int64_t id = 0;
};
BOOST_DESCRIBE_STRUCT(UnitRow, (UnitColumns), (id))

UnitsBefore group(const std::vector<UnitRow>& rows);

// One piece of a change, whose last unit is `last_id`.
void keep_before(db::Tx& tx, std::int64_t change_id, std::int64_t last_id,
                 const UnitsBefore& before);

struct KeptPiece {
  std::int64_t last_id = 0;
  UnitsBefore before;
};

// Takes out the first piece that was kept of a change.
std::optional<KeptPiece> take_piece(db::Tx& tx, std::int64_t change_id);

}  // namespace shop
