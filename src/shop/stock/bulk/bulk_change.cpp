#include "shop/stock/bulk/bulk_change.h"

#include <utility>

#include <fmt/format.h>

#include "base/check.h"
#include "db/core/columns.h"
#include "json/json.h"
#include "shop/core/acts/audit_log.h"
#include "shop/stock/bulk/accept.h"
#include "shop/stock/bulk/work.h"
#include "shop/stock/discounts/bulk_discount.h"

namespace shop {
namespace {

// Details in the audit log.
struct BulkEditDetails : OfferPatch {
  UnitFilter filter = {};
  std::int64_t bulk_change_id = 0;
};
BOOST_DESCRIBE_STRUCT(BulkEditDetails, (OfferPatch), (filter, bulk_change_id))

struct BulkMoveDetails {
  UnitFilter filter;
  std::string reason;
  std::int64_t bulk_change_id = 0;
};
BOOST_DESCRIBE_STRUCT(BulkMoveDetails, (), (filter, reason, bulk_change_id))

struct UndoDetails {
  std::int64_t undoes_id = 0;
  std::int64_t bulk_change_id = 0;
};
BOOST_DESCRIBE_STRUCT(UndoDetails, (), (undoes_id, bulk_change_id))

void tell_who_asked(db::Tx& tx, const BulkWork& work, base::Timestamp now) {
  const auto actor = parse_actor(work.actor);
  const auto staff_id = actor ? staff_id_of(*actor) : std::nullopt;
  const bool is_discount =
      work.kind == BulkKind::set_discount || work.kind == BulkKind::end_discount;
  if (staff_id && is_discount) {
    enqueue(tx, kDiscountDone, *staff_id, {work.id}, now);
  }
}

// What it has not done yet is left.
void stop(db::Tx& tx, const BulkChange& change, base::Timestamp now) {
  tx.execute(
      "UPDATE bulk_changes SET undo_until = NULL, finished_at = COALESCE(finished_at, $2) "
      "WHERE id = $1",
      change.id, now);
}

template <Act act>
std::expected<BulkChange, UndoRefusal> undo_as(db::Tx& tx, const BulkChange& change,
                                               const Actor& actor, base::Timestamp now) {
  const auto permit = shop::permit<act>(actor);
  if (!permit) {
    return std::unexpected(UndoRefusal::forbidden);
  }
  stop(tx, change, now);
  return accept_change(tx, {.kind = BulkKind::undo, .undoes_id = change.id}, {}, *permit,
                       "products", UndoDetails{.undoes_id = change.id}, now);
}

}  // namespace

OfferPatch patch_of(const BulkChange& change) {
  if (!change.edits) {
    return {};
  }
  const auto patch = json::parse<OfferPatch>(*change.edits, json::Strictness::lenient);
  base::check(patch.has_value(), "edits are read as they were written");
  return *patch;
}

std::expected<std::int64_t, BulkRefusal> count_units(db::Tx& tx, BulkKind kind,
                                                     const UnitFilter& filter) {
  if (filter.ids) {
    const auto ids = find_units(tx, kind, *filter.ids, /*with_lock=*/false);
    return ids ? std::expected<std::int64_t, BulkRefusal>(std::ssize(*ids))
               : std::unexpected(ids.error());
  }
  const auto conditions = conditions_for(tx, kind, filter);
  return tx
      .all_with<std::int64_t>(
          fmt::format("SELECT count(*) FROM {} p{}", table_of(kind), conditions.where()),
          conditions.values())
      .front();
}

std::expected<BulkChange, BulkRefusal> edit_in_bulk(db::Tx& tx, const UnitFilter& filter,
                                                    const OfferPatch& patch,
                                                    const Permit<Act::edit_product>& permit,
                                                    base::Timestamp now) {
  base::check(!edits_of(patch).empty() && !check_patch(patch), "the patch fits");
  return accept_judged(tx, {.kind = BulkKind::edit, .edits = patch}, filter, permit,
                       BulkEditDetails{patch}, now);
}

std::expected<BulkChange, BulkRefusal> withdraw_in_bulk(db::Tx& tx, const UnitFilter& filter,
                                                        std::string_view reason,
                                                        const Permit<Act::withdraw_product>& permit,
                                                        base::Timestamp now) {
  return accept_judged(tx, {.kind = BulkKind::withdraw, .reason = std::string(reason)}, filter,
                       permit, BulkMoveDetails{.reason = std::string(reason)}, now);
}

std::expected<BulkChange, BulkRefusal> put_back_in_bulk(db::Tx& tx, const UnitFilter& filter,
                                                        const Permit<Act::return_product>& permit,
                                                        base::Timestamp now) {
  return accept_judged(tx, {.kind = BulkKind::put_back}, filter, permit, BulkMoveDetails{}, now);
}

std::expected<BulkChange, UndoRefusal> undo_bulk_change(db::Tx& tx, std::int64_t id,
                                                        const Actor& actor, base::Timestamp now) {
  const auto change = find_work(tx, id);
  if (!change) {
    return std::unexpected(UndoRefusal::unknown);
  }
  if (!change->undo_until || *change->undo_until <= now) {
    return std::unexpected(UndoRefusal::too_late);
  }
  switch (change->kind) {
    case BulkKind::set_discount:
    case BulkKind::end_discount:
      return undo_as<Act::set_discount>(tx, *change, actor, now);
    case BulkKind::edit:
      return undo_as<Act::edit_product>(tx, *change, actor, now);
    case BulkKind::withdraw:
      return undo_as<Act::return_product>(tx, *change, actor, now);
    case BulkKind::put_back:
      return undo_as<Act::withdraw_product>(tx, *change, actor, now);
    case BulkKind::undo:
      break;
  }
  return std::unexpected(UndoRefusal::too_late);
}

std::optional<BulkChange> find_bulk_change(db::Tx& tx, std::int64_t id) {
  return tx.first<BulkChange>(
      fmt::format("SELECT {} FROM bulk_changes WHERE id = $1", db::columns<BulkChange>()), id);
}

std::optional<ListRows<BulkChange>> bulk_change_rows(db::Tx& tx,
                                                     const ListOrder<BulkChangeSort>& order,
                                                     const ListPart& part) {
  static constexpr auto columns = db::columns<BulkChange>("b");
  return list_rows<BulkChange>(tx,
                               {.columns = columns.text(), .from = "bulk_changes b", .alias = "b"},
                               Conditions(tx), order, part);
}

bool has_unfinished_changes(db::Tx& tx) {
  return tx.first<std::int64_t>("SELECT id FROM bulk_changes WHERE finished_at IS NULL LIMIT 1")
      .has_value();
}

void continue_bulk_change(db::Tx& tx, base::Timestamp now) {
  const auto work = find_oldest_work(tx);
  if (work && do_piece(tx, *work, now)) {
    tell_who_asked(tx, *work, now);
  }
}

bool forget_undo(db::Tx& tx, base::Timestamp now) {
  const auto id = tx.first<std::int64_t>(
      fmt::format("SELECT id FROM bulk_changes WHERE undo_until <= $1 AND finished_at IS NOT NULL "
                  "ORDER BY undo_until LIMIT 1{}",
                  tx.for_update()),
      now);
  if (id) {
    tx.execute("DELETE FROM bulk_change_pieces WHERE change_id = $1", *id);
    tx.execute("UPDATE bulk_changes SET undo_until = NULL WHERE id = $1", *id);
  }
  return id.has_value();
}

}  // namespace shop
