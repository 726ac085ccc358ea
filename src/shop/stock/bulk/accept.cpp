#include "shop/stock/bulk/accept.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "db/core/columns.h"
#include "shop/core/sql.h"
#include "shop/stock/bulk/work.h"
#include "shop/stock/changes/unit_moves.h"
#include "shop/stock/goods.h"

namespace shop {
namespace {

struct UnitState {
  std::int64_t id = 0;
  bool is_sold = false;
  bool is_reserved = false;
};
BOOST_DESCRIBE_STRUCT(UnitState, (), (id, is_sold, is_reserved))

// REQUIRES: `found` is sorted by id.
BulkRefusal obstacles(BulkKind kind, std::span<const std::int64_t> ids,
                      std::span<const UnitState> found) {
  BulkRefusal refusal;
  for (const auto id : ids) {
    const auto unit = std::ranges::lower_bound(found, id, {}, &UnitState::id);
    if (unit == found.end() || unit->id != id) {
      refusal.unknown.push_back(id);
    } else if (unit->is_sold) {
      refusal.sold.push_back(id);
    } else if (unit->is_reserved && kind == BulkKind::withdraw) {
      refusal.held.push_back(id);
    }
  }
  return refusal;
}

std::vector<std::int64_t> without_repeats(std::span<const std::int64_t> ids) {
  std::vector<std::int64_t> sorted(ids.begin(), ids.end());
  std::ranges::sort(sorted);
  const auto repeats = std::ranges::unique(sorted);
  sorted.erase(repeats.begin(), repeats.end());
  return sorted;
}

std::vector<UnitState> states_of(db::Tx& tx, BulkKind kind, std::span<const std::int64_t> ids,
                                 std::string_view lock) {
  const auto text = sql::ids_text(tx, ids);
  if (kind == BulkKind::put_back) {
    return tx.all<UnitState>(
        fmt::format("SELECT id, false AS is_sold, false AS is_reserved FROM withdrawn_products "
                    "WHERE id {} ORDER BY id{}",
                    sql::in_ids(tx), lock),
        text);
  }
  return tx.all<UnitState>(fmt::format("SELECT {} FROM products WHERE id {} ORDER BY id{}",
                                       db::columns<UnitState>(), sql::in_ids(tx), lock),
                           text);
}

// Up to which the change is.
std::int64_t newest_of(db::Tx& tx, BulkKind kind) {
  return kind == BulkKind::put_back
             ? tx.one<std::int64_t>("SELECT COALESCE(max(id), 0) FROM withdrawn_products")
             : newest_unit(tx);
}

}  // namespace

std::int64_t write_wish(db::Tx& tx, const BulkWish& wish, const UnitFilter& filter,
                        const Actor& actor, base::Timestamp now) {
  const auto undo_until =
      wish.kind == BulkKind::undo ? std::nullopt : std::optional(now + kUndoTime);
  return tx.one<std::int64_t>(
      "INSERT INTO bulk_changes (kind, filter, discount_percent, ends_at, edits, reason, "
      "undoes_id, actor, after_id, up_to_id, updated, created_at, undo_until) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, $9, 0, $10, $11) RETURNING id",
      wish.kind, json::to_text(filter), wish.discount_percent, wish.ends_at,
      wish.edits.transform([](const auto& edits) { return json::to_text(edits); }), wish.reason,
      wish.undoes_id, actor, newest_of(tx, wish.kind), now, undo_until);
}

BulkChange start_change(db::Tx& tx, std::int64_t id, base::Timestamp now) {
  const bool must_wait =
      tx.first<std::int64_t>(
            "SELECT id FROM bulk_changes WHERE finished_at IS NULL AND id < $1 LIMIT 1", id)
          .has_value();
  if (!must_wait) {
    do_piece(tx, find_work(tx, id).value(), now);
  }
  return find_bulk_change(tx, id).value();
}

std::string subject_of(const UnitFilter& filter) {
  return filter.ids ? fmt::format("products:{}", filter.ids->size()) : "products";
}

std::expected<std::vector<std::int64_t>, BulkRefusal> find_units(db::Tx& tx, BulkKind kind,
                                                                 std::span<const std::int64_t> ids,
                                                                 bool with_lock) {
  auto wanted = without_repeats(ids);
  const bool is_one_piece = std::cmp_less_equal(wanted.size(), kChangedAtOnce);
  const bool locks = with_lock && is_one_piece;
  if (locks && kind == BulkKind::withdraw) {
    lock_checkouts(tx, wanted);
  }
  const auto found = states_of(tx, kind, wanted, locks ? tx.for_update() : "");
  auto refusal = obstacles(kind, wanted, found);
  if (!refusal.unknown.empty() || !refusal.sold.empty() || !refusal.held.empty()) {
    return std::unexpected(std::move(refusal));
  }
  return wanted;
}

std::expected<UnitFilter, BulkRefusal> judge(db::Tx& tx, BulkKind kind, const UnitFilter& filter) {
  if (!filter.ids) {
    return filter;
  }
  auto ids = find_units(tx, kind, *filter.ids, /*with_lock=*/true);
  if (!ids) {
    return std::unexpected(std::move(ids.error()));
  }
  auto judged = filter;
  judged.ids = *std::move(ids);
  return judged;
}

}  // namespace shop
