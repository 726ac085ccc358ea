// Pieces of changes of many units. Used inside shop/ only.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "db/core/tx.h"
#include "shop/core/conditions.h"
#include "shop/stock/bulk/bulk_change.h"

namespace shop {

// A change that is being worked on.
struct BulkWork : BulkChange {
  std::string filter;  // JSON
  std::int64_t after_id = 0;
  std::int64_t up_to_id = 0;
};
BOOST_DESCRIBE_STRUCT(BulkWork, (BulkChange), (filter, after_id, up_to_id))

// Both lock it.
std::optional<BulkWork> find_work(db::Tx& tx, std::int64_t id);
std::optional<BulkWork> find_oldest_work(db::Tx& tx);  // that is unfinished

// Does the next piece of it; returns whether it is finished. REQUIRES: it is locked.
bool do_piece(db::Tx& tx, const BulkWork& work, base::Timestamp now);

// Where the units of such a change are, and which of them it is for (a table named p).
std::string_view table_of(BulkKind kind);
Conditions conditions_for(const db::Tx& tx, BulkKind kind, const UnitFilter& filter);

}  // namespace shop
