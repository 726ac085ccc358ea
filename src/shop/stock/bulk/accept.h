// Accepts changes of many units. Used inside shop/ only.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <utility>

#include "json/json.h"
#include "shop/core/acts/audit_log.h"
#include "shop/stock/bulk/bulk_change.h"

namespace shop {

// What is to be done.
struct BulkWish {
  BulkKind kind = BulkKind::set_discount;
  std::optional<base::Percent> discount_percent = {};
  std::optional<base::Timestamp> ends_at = {};
  std::optional<OfferPatch> edits = {};
  std::optional<std::string> reason = {};
  std::optional<std::int64_t> undoes_id = {};
};

// Writes the wish down; returns its id.
std::int64_t write_wish(db::Tx& tx, const BulkWish& wish, const UnitFilter& filter,
                        const Actor& actor, base::Timestamp now);

// Does the first piece, unless earlier changes are unfinished.
BulkChange start_change(db::Tx& tx, std::int64_t id, base::Timestamp now);

// Writes it down and into the audit log, and starts it. `details` are what the audit log says; they
// have a member `bulk_change_id`.
template <Act act, class Details>
BulkChange accept_change(db::Tx& tx, const BulkWish& wish, const UnitFilter& filter,
                         const Permit<act>& permit, std::string subject, Details details,
                         base::Timestamp now) {
  details.bulk_change_id = write_wish(tx, wish, filter, permit.actor(), now);
  record(tx, permit, {.subject = std::move(subject), .details = json::to_text(details)}, now);
  return start_change(tx, details.bulk_change_id, now);
}

// The ids, each once, when the change fits all of them. REQUIRES for `with_lock`: a transaction
// that writes.
std::expected<std::vector<std::int64_t>, BulkRefusal> find_units(db::Tx& tx, BulkKind kind,
                                                                 std::span<const std::int64_t> ids,
                                                                 bool with_lock);

// The filter with each id once, when the change fits all of them; as it is, when it has none. At
// most a piece of them is locked: more units are not kept from being sold until their turn comes.
std::expected<UnitFilter, BulkRefusal> judge(db::Tx& tx, BulkKind kind, const UnitFilter& filter);

// "products:5" for ids.
std::string subject_of(const UnitFilter& filter);

// Accepts it when it fits; `details` have a member `filter` too.
template <Act act, class Details>
std::expected<BulkChange, BulkRefusal> accept_judged(db::Tx& tx, const BulkWish& wish,
                                                     const UnitFilter& filter,
                                                     const Permit<act>& permit, Details details,
                                                     base::Timestamp now) {
  const auto judged = judge(tx, wish.kind, filter);
  if (!judged) {
    return std::unexpected(judged.error());
  }
  details.filter = *judged;
  return accept_change(tx, wish, *judged, permit, subject_of(*judged), std::move(details), now);
}

}  // namespace shop
