// Changes of many units at once: prices, discounts, texts, withdrawals. Each is accepted as a whole
// and done piece by piece in short transactions, so that no sale waits for it, in the order in
// which they were asked for (docs/decisions/0016).
#pragma once

#include <boost/describe.hpp>
#include <chrono>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/money.h"
#include "db/core/tx.h"
#include "shop/core/acts/permit.h"
#include "shop/core/list.h"
#include "shop/stock/bulk/unit_filter.h"
#include "shop/stock/changes/offer_patch.h"

namespace shop {

// Units that one transaction changes at most.
inline constexpr std::int64_t kChangedAtOnce = 2'000;

// For so long after it was asked for, a change may be undone.
inline constexpr std::chrono::hours kUndoTime{1};

enum class BulkKind { set_discount, end_discount, edit, withdraw, put_back, undo };
BOOST_DESCRIBE_ENUM(BulkKind, set_discount, end_discount, edit, withdraw, put_back, undo)

// A row of `bulk_changes`.
struct BulkChange {
  std::int64_t id = 0;
  BulkKind kind = BulkKind::set_discount;
  std::optional<base::Percent> discount_percent;
  std::optional<base::Timestamp> ends_at;
  std::optional<std::string> edits;       // an OfferPatch, as JSON
  std::optional<std::string> reason;      // of a withdrawal
  std::optional<std::int64_t> undoes_id;  // the change that an undo sets back
  std::string actor;
  std::int64_t updated = 0;  // units so far
  base::Timestamp created_at;
  std::optional<base::Timestamp> finished_at;
  std::optional<base::Timestamp> undo_until;  // none: it cannot be undone (any more)
};
BOOST_DESCRIBE_STRUCT(BulkChange, (),
                      (id, kind, discount_percent, ends_at, edits, reason, undoes_id, actor,
                       updated, created_at, finished_at, undo_until))

// The patch of an edit; that of others is empty.
OfferPatch patch_of(const BulkChange& change);

// The ids that stopped a change.
struct BulkRefusal {
  std::vector<std::int64_t> unknown;  // or, for a return, not withdrawn
  std::vector<std::int64_t> sold;
  std::vector<std::int64_t> held;  // for a withdrawal: by a customer
};

// Of how many units a change of that kind would be now. With ids: of all of them, or it is refused.
std::expected<std::int64_t, BulkRefusal> count_units(db::Tx& tx, BulkKind kind,
                                                     const UnitFilter& filter);

// These accept a change of every unit that the filter finds now; or, with ids, of exactly these, or
// of none when it does not fit one. Few units are done at once, unless earlier changes are
// unfinished; the rest is left to continue_bulk_change. Of more ids than kChangedAtOnce, one that
// is sold before its piece is left alone. Each writes the audit log.

// Fields of unsold units, held ones too (their customers get `price_changed` when they confirm).
// REQUIRES: check_patch(patch) finds nothing; the patch has a field.
std::expected<BulkChange, BulkRefusal> edit_in_bulk(db::Tx& tx, const UnitFilter& filter,
                                                    const OfferPatch& patch,
                                                    const Permit<Act::edit_product>& permit,
                                                    base::Timestamp now);

// Takes unsold units out of the shop; with a filter, those that nobody holds.
std::expected<BulkChange, BulkRefusal> withdraw_in_bulk(db::Tx& tx, const UnitFilter& filter,
                                                        std::string_view reason,
                                                        const Permit<Act::withdraw_product>& permit,
                                                        base::Timestamp now);

// Puts withdrawn units on sale again, as they were. The filter is of withdrawn units.
std::expected<BulkChange, BulkRefusal> put_back_in_bulk(db::Tx& tx, const UnitFilter& filter,
                                                        const Permit<Act::return_product>& permit,
                                                        base::Timestamp now);

enum class UndoRefusal { unknown, too_late, forbidden };

// Sets back what a change has set, for the units that still have it and are not sold (nor, to be
// withdrawn again, held): once, until its `undo_until`. What the change has not done yet is not
// done any more. Writes the audit log, as the act that sets it back.
std::expected<BulkChange, UndoRefusal> undo_bulk_change(db::Tx& tx, std::int64_t id,
                                                        const Actor& actor, base::Timestamp now);

std::optional<BulkChange> find_bulk_change(db::Tx& tx, std::int64_t id);

enum class BulkChangeSort { id };
BOOST_DESCRIBE_ENUM(BulkChangeSort, id)

// All of them in parts (list.h). Empty: `part.after` is unknown.
std::optional<ListRows<BulkChange>> bulk_change_rows(db::Tx& tx,
                                                     const ListOrder<BulkChangeSort>& order,
                                                     const ListPart& part);

// Whether somebody has to call continue_bulk_change.
bool has_unfinished_changes(db::Tx& tx);

// Does the next piece of the oldest that is unfinished; whoever asked for a discount in the bot is
// told when it is done (notice `discount_done`). Several callers wait for each other.
void continue_bulk_change(db::Tx& tx, base::Timestamp now);

// Forgets what one change, whose time to be undone is over, has changed. Returns whether there was
// one.
bool forget_undo(db::Tx& tx, base::Timestamp now);

}  // namespace shop
