#include "shop/stock/changes/withdrawal.h"

#include <vector>

#include <fmt/format.h>

#include "db/core/columns.h"
#include "json/json.h"
#include "shop/core/acts/audit_log.h"
#include "shop/core/sql.h"
#include "shop/stock/changes/unit_moves.h"

namespace shop {
namespace {

// Details in the audit log.
struct WithdrawnDetails {
  std::string name;
  std::string reason;
  std::int64_t units = 1;
  std::optional<std::int64_t> holder;
};
BOOST_DESCRIBE_STRUCT(WithdrawnDetails, (), (name, reason, units, holder))

template <Act act>
void record_units(db::Tx& tx, std::int64_t id, const WithdrawnDetails& details,
                  const Permit<act>& permit, base::Timestamp now) {
  record(tx, permit, {.subject = fmt::format("product:{}", id), .details = json::to_text(details)},
         now);
}

// Those of the unit's offer.
std::vector<std::int64_t> free_units(db::Tx& tx, const Product& unit) {
  return tx.all<std::int64_t>(
      fmt::format("SELECT f.id FROM products p JOIN products f ON {} "
                  "WHERE p.id = $1 AND f.is_reserved = false ORDER BY f.id LIMIT {}",
                  sql::kSameOffer, kMaxWithdrawnAtOnce),
      unit.id);
}

Withdrawal withdrawal_by(const Permit<Act::withdraw_product>& permit, std::string_view reason,
                         base::Timestamp now) {
  return {.at = now, .by = to_text(permit.actor()), .reason = std::string(reason)};
}

std::optional<std::int64_t> holder_of(const Product& unit, base::Timestamp now) {
  return unit.reserved_until > now ? unit.reserved_by : std::nullopt;
}

std::optional<WithdrawRefusal> obstacle_to(const std::optional<Product>& unit,
                                           std::optional<std::int64_t> named, base::Timestamp now) {
  using Kind = WithdrawRefusal::Kind;
  if (!unit) {
    return WithdrawRefusal{.kind = Kind::unknown_product};
  }
  if (unit->is_sold) {
    return WithdrawRefusal{.kind = Kind::sold};
  }
  const auto holder = holder_of(*unit, now);
  return holder && holder != named ? std::optional(WithdrawRefusal{Kind::held, holder})
                                   : std::nullopt;
}

}  // namespace

std::optional<Product> lock_unit(db::Tx& tx, std::int64_t id) {
  lock_checkouts(tx, std::span(&id, 1));
  return tx.first<Product>(fmt::format("SELECT {} FROM products p WHERE p.id = $1{}",
                                       db::columns<Product>("p"), tx.for_update()),
                           id);
}

std::expected<WithdrawnUnit, WithdrawRefusal> withdraw_unit(
    db::Tx& tx, std::int64_t id, std::optional<std::int64_t> holder, std::string_view reason,
    const Permit<Act::withdraw_product>& permit, base::Timestamp now) {
  const auto unit = lock_unit(tx, id);
  if (const auto obstacle = obstacle_to(unit, holder, now)) {
    return std::unexpected(*obstacle);
  }
  move_out(tx, std::span(&id, 1), withdrawal_by(permit, reason, now));
  if (unit->reserved_by) {
    enqueue(tx, kUnitWithdrawn, *unit->reserved_by, {id, unit->name}, now);
  }
  record_units(tx, id,
               {.name = unit->name, .reason = std::string(reason), .holder = unit->reserved_by},
               permit, now);
  return *find_withdrawn(tx, id);
}

std::int64_t withdraw_offer(db::Tx& tx, const Product& unit, std::string_view reason,
                            const Permit<Act::withdraw_product>& permit, base::Timestamp now) {
  const auto free = free_units(tx, unit);
  lock_checkouts(tx, free);
  const auto ids = lock_free(tx, free);
  if (ids.empty()) {
    return 0;
  }
  move_out(tx, ids, withdrawal_by(permit, reason, now));
  record_units(tx, ids.front(),
               {.name = unit.name, .reason = std::string(reason), .units = std::ssize(ids)}, permit,
               now);
  return std::ssize(ids);
}

bool return_unit(db::Tx& tx, std::int64_t id, const Permit<Act::return_product>& permit,
                 base::Timestamp now) {
  const auto name = tx.first<std::string>(
      fmt::format("SELECT name FROM withdrawn_products WHERE id = $1{}", tx.for_update()), id);
  if (!name) {
    return false;
  }
  move_back(tx, std::span(&id, 1));
  record_units(tx, id, {.name = *name}, permit, now);
  return true;
}

Slice<WithdrawnUnit> withdrawn_units(db::Tx& tx, Page page) {
  return slice_of(
      tx.all<WithdrawnUnit>(fmt::format("SELECT {} FROM withdrawn_products "
                                        "ORDER BY withdrawn_at DESC, id DESC LIMIT $1 OFFSET $2",
                                        db::columns<WithdrawnUnit>()),
                            rows_for(page), page.offset),
      page);
}

std::optional<ListRows<WithdrawnUnit>> withdrawn_rows(db::Tx& tx,
                                                      const ListOrder<WithdrawnSort>& order,
                                                      const ListPart& part) {
  static constexpr auto columns = db::columns<WithdrawnUnit>("w");
  return list_rows<WithdrawnUnit>(
      tx, {.columns = columns.text(), .from = "withdrawn_products w", .alias = "w"}, Conditions(tx),
      order, part);
}

std::optional<WithdrawnUnit> find_withdrawn(db::Tx& tx, std::int64_t id) {
  return tx.first<WithdrawnUnit>(
      fmt::format("SELECT {} FROM withdrawn_products WHERE id = $1", db::columns<WithdrawnUnit>()),
      id);
}

}  // namespace shop
