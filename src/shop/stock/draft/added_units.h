// What all ways of adding units to an offer share. Used inside shop/ only.
#pragma once

#include <cstdint>

#include "base/clock.h"
#include "db/core/tx.h"
#include "shop/core/acts/permit.h"
#include "shop/stock/catalog.h"

namespace shop {

struct AddedCount {
  std::int64_t units = 0;
  std::int64_t repeats = 0;  // of goods that the shop had before
};

// Writes into the audit log that units like `product` were added.
void record_added(db::Tx& tx, const Product& product, const AddedCount& count,
                  const Permit<Act::create_product>& permit, base::Timestamp now);

// note_unread_units (goods.h) until there are no more.
void note_all_unread_units(db::Tx& tx);

}  // namespace shop
