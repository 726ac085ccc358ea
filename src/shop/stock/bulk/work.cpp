#include "shop/stock/bulk/work.h"

#include <algorithm>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/check.h"
#include "db/core/columns.h"
#include "json/json.h"
#include "shop/core/sql.h"
#include "shop/stock/bulk/set_back.h"
#include "shop/stock/bulk/units_before.h"
#include "shop/stock/changes/unit_moves.h"
#include "shop/stock/discounts/terms_sql.h"

namespace shop {
namespace {

// What was done of a change.
struct Piece {
  std::int64_t last_id = 0;
  std::int64_t updated = 0;
  bool is_last = false;  // nothing is left
};

bool is_touched(BulkKind kind, const OfferPatch& patch, std::string_view column) {
  switch (kind) {
    case BulkKind::set_discount:
    case BulkKind::end_discount:
      return column.starts_with("discount_");
    case BulkKind::edit: {
      const auto edits = edits_of(patch);
      const auto touches = [&](std::string_view name) {
        return std::ranges::any_of(edits,
                                   [&](const auto& edit) { return text_of(edit.field) == name; });
      };
      return touches(column) || (moves_offer(patch) && is_offer_key(column));
    }
    case BulkKind::withdraw:
    case BulkKind::put_back:
    case BulkKind::undo:
      return false;
  }
  return false;
}

// The columns of a UnitRow; those that the change does not touch are empty.
std::string row_columns(BulkKind kind, const OfferPatch& patch) {
  std::string columns = "p.id";
  boost::mp11::mp_for_each<boost::describe::describe_members<
      UnitColumns, boost::describe::mod_public | boost::describe::mod_inherited>>([&](auto member) {
    columns += fmt::format(", {}{}", is_touched(kind, patch, member.name) ? "p." : "NULL AS ",
                           member.name);
  });
  return columns;
}

// The next units that it is for, in the order of their ids.
std::vector<UnitRow> next_units(db::Tx& tx, const BulkWork& work, const OfferPatch& patch,
                                std::string_view lock) {
  const auto filter = json::parse<UnitFilter>(work.filter, json::Strictness::lenient);
  base::check(filter.has_value(), "a filter is read as it was written");
  auto conditions = conditions_for(tx, work.kind, *filter);
  conditions.require("p.id > " + conditions.parameter(db::to_value(work.after_id)));
  conditions.require("p.id <= " + conditions.parameter(db::to_value(work.up_to_id)));
  const auto limit = conditions.parameter(db::to_value(kChangedAtOnce));
  return tx.all_with<UnitRow>(
      fmt::format("SELECT {} FROM {} p{} ORDER BY p.id LIMIT {}{}", row_columns(work.kind, patch),
                  table_of(work.kind), conditions.where(), limit, lock),
      conditions.values());
}

std::vector<std::int64_t> ids_of(const std::vector<UnitRow>& rows) {
  std::vector<std::int64_t> ids;
  ids.reserve(rows.size());
  for (const auto& row : rows) {
    ids.push_back(row.id);
  }
  return ids;
}

// `is_sold` is asked again: a unit may have been sold while its lock was waited for.
std::int64_t change(db::Tx& tx, const BulkWork& work, const OfferPatch& patch,
                    std::span<const std::int64_t> ids) {
  const auto where = fmt::format("id {} AND is_sold = false", sql::in_ids(tx));
  const auto value = db::to_value(sql::ids_text(tx, ids));
  if (work.kind == BulkKind::edit) {
    return set_fields(tx, edits_of(patch), where, value);
  }
  return work.discount_percent ? set_terms(tx, {*work.discount_percent, work.ends_at}, where, value)
                               : end_terms(tx, where + " AND discount_ends_at IS NOT NULL", value);
}

void keep_along(db::Tx& tx, const OfferPatch& patch, const UnitsBefore& before) {
  for (const auto& alike : before) {
    const auto& were = alike.were;
    copy_along(tx, {.place = {*were.city, *were.district, *were.category}, .name = *were.name},
               {.place = {patch.city.value_or(*were.city), patch.district.value_or(*were.district),
                          patch.category.value_or(*were.category)},
                .name = patch.name.value_or(*were.name)});
  }
}

Piece piece_of(std::span<const std::int64_t> ids, std::int64_t updated) {
  return {.last_id = ids.empty() ? 0 : ids.back(),
          .updated = updated,
          .is_last = std::cmp_less(ids.size(), kChangedAtOnce)};
}

Piece change_next(db::Tx& tx, const BulkWork& work) {
  const auto patch = patch_of(work);
  const auto rows = next_units(tx, work, patch, tx.for_update());
  if (rows.empty()) {
    return {.is_last = true};
  }
  const auto ids = ids_of(rows);
  const auto before = group(rows);
  if (moves_offer(patch)) {
    keep_along(tx, patch, before);
  }
  keep_before(tx, work.id, ids.back(), before);
  return piece_of(ids, change(tx, work, patch, ids));
}

Piece withdraw_next(db::Tx& tx, const BulkWork& work) {
  const auto ids = ids_of(next_units(tx, work, {}, ""));
  lock_checkouts(tx, ids);
  const auto free = lock_free(tx, ids);
  if (!free.empty()) {
    move_out(tx, free,
             {.at = work.created_at, .by = work.actor, .reason = work.reason.value_or("")});
    keep_before(tx, work.id, ids.back(), {{.were = {}, .ids = free}});
  }
  return piece_of(ids, std::ssize(free));
}

Piece put_back_next(db::Tx& tx, const BulkWork& work) {
  const auto ids = ids_of(next_units(tx, work, {}, tx.for_update()));
  if (!ids.empty()) {
    move_back(tx, ids);
    keep_before(tx, work.id, ids.back(), {{.were = {}, .ids = ids}});
  }
  return piece_of(ids, std::ssize(ids));
}

Piece undo_next(db::Tx& tx, const BulkWork& work) {
  const auto piece = take_piece(tx, *work.undoes_id);
  if (!piece) {
    return {.is_last = true};
  }
  const auto undone = find_bulk_change(tx, *work.undoes_id).value();
  return {.last_id = piece->last_id, .updated = set_back(tx, work, undone, piece->before)};
}

Piece do_next(db::Tx& tx, const BulkWork& work) {
  switch (work.kind) {
    case BulkKind::set_discount:
    case BulkKind::end_discount:
    case BulkKind::edit:
      return change_next(tx, work);
    case BulkKind::withdraw:
      return withdraw_next(tx, work);
    case BulkKind::put_back:
      return put_back_next(tx, work);
    case BulkKind::undo:
      return undo_next(tx, work);
  }
  return {.is_last = true};
}

std::optional<BulkWork> lock_work(db::Tx& tx, std::string_view which, std::int64_t id) {
  return tx.first<BulkWork>(fmt::format("SELECT {} FROM bulk_changes WHERE {}{}",
                                        db::columns<BulkWork>(), which, tx.for_update()),
                            id);
}

}  // namespace

std::optional<BulkWork> find_work(db::Tx& tx, std::int64_t id) {
  return lock_work(tx, "id = $1", id);
}

std::optional<BulkWork> find_oldest_work(db::Tx& tx) {
  return lock_work(tx,
                   "finished_at IS NULL AND id = (SELECT min(id) FROM bulk_changes "
                   "WHERE finished_at IS NULL AND id > $1)",
                   0);
}

bool do_piece(db::Tx& tx, const BulkWork& work, base::Timestamp now) {
  const auto piece = do_next(tx, work);
  if (piece.last_id != 0) {
    tx.execute("UPDATE bulk_changes SET after_id = $2, updated = updated + $3 WHERE id = $1",
               work.id, piece.last_id, piece.updated);
  }
  if (piece.is_last) {
    tx.execute("UPDATE bulk_changes SET finished_at = $2 WHERE id = $1", work.id, now);
  }
  return piece.is_last;
}

std::string_view table_of(BulkKind kind) {
  return kind == BulkKind::put_back ? "withdrawn_products" : "products";
}

Conditions conditions_for(const db::Tx& tx, BulkKind kind, const UnitFilter& filter) {
  auto conditions = conditions_of(
      tx, filter, kind == BulkKind::put_back ? UnitTable::withdrawn : UnitTable::unsold);
  if (kind == BulkKind::withdraw) {
    conditions.require("p.is_reserved = false");
  }
  return conditions;
}

}  // namespace shop
