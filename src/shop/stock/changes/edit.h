// Changes of what is in stock: the texts, price and place of an offer, and what a unit delivers.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <variant>

#include "base/clock.h"
#include "base/money.h"
#include "db/core/tx.h"
#include "shop/core/acts/permit.h"
#include "shop/stock/catalog.h"
#include "shop/stock/changes/offer_patch.h"
#include "shop/stock/draft/draft.h"
#include "shop/stock/product.h"

namespace shop {

enum class EditProblem {
  unknown_product,
  sold,          // every unit, or the one
  does_not_fit,  // check_field, or a price below 0.01
  already_had,   // the shop has, or has sold, goods with this delivery text
};

struct OfferEdited {
  Product product;           // a unit, as it is now
  std::int64_t updated = 0;  // units
};

// Changes a field of every unsold unit of the unit's offer, held ones too (their customers get
// `price_changed` when they confirm). Writes the audit log.
std::expected<OfferEdited, EditProblem> edit_offer(
    db::Tx& tx, std::int64_t product_id, OfferField field,
    const std::variant<std::string, base::Money>& value, const Permit<Act::edit_product>& permit,
    base::Timestamp now);

// Changes several fields in one step, so that units of an offer that is alike in between are left
// alone. REQUIRES: at least one, and each field once.
std::expected<OfferEdited, EditProblem> edit_offer(db::Tx& tx, std::int64_t product_id,
                                                   std::span<const OfferEdit> edits,
                                                   const Permit<Act::edit_product>& permit,
                                                   base::Timestamp now);

// What a unit that is not sold delivers, in stock or withdrawn.
std::optional<DraftUnit> find_delivery(db::Tx& tx, std::int64_t id);

// Replaces what an unsold unit in stock delivers. Writes the audit log, without the delivery.
std::expected<void, EditProblem> edit_delivery(db::Tx& tx, std::int64_t id,
                                               const DraftUnit& delivery,
                                               const Permit<Act::edit_product>& permit,
                                               base::Timestamp now);

}  // namespace shop
