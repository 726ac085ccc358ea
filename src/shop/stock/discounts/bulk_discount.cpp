#include "shop/stock/discounts/bulk_discount.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/check.h"
#include "db/core/columns.h"
#include "json/json.h"
#include "shop/core/acts/audit_log.h"
#include "shop/core/sql.h"
#include "shop/stock/discounts/terms_sql.h"
#include "shop/stock/goods.h"

namespace shop {
namespace {

// Empty terms end discounts.
using MaybeTerms = std::optional<DiscountTerms>;

// Details in the audit log.
struct BulkDetails {
  UnitFilter filter;
  std::optional<base::Percent> discount_percent;
  std::optional<base::Timestamp> ends_at;
  std::int64_t bulk_discount_id = 0;
};
BOOST_DESCRIBE_STRUCT(BulkDetails, (), (filter, discount_percent, ends_at, bulk_discount_id))

// One that is being worked on.
struct Work : BulkDiscount {
  std::string filter;
  std::string actor;
  std::int64_t after_id = 0;
  std::int64_t up_to_id = 0;
};
BOOST_DESCRIBE_STRUCT(Work, (BulkDiscount), (filter, actor, after_id, up_to_id))

// The next units that it is for, locked in the order of their ids.
std::vector<std::int64_t> lock_next(db::Tx& tx, const Work& work) {
  const auto filter = json::parse<UnitFilter>(work.filter, json::Strictness::lenient);
  base::check(filter.has_value(), "a filter is read as it was written");
  auto conditions = conditions_of(tx, *filter);
  conditions.require("p.id > " + conditions.parameter(db::to_value(work.after_id)));
  conditions.require("p.id <= " + conditions.parameter(db::to_value(work.up_to_id)));
  const auto limit = conditions.parameter(db::to_value(kDiscountedAtOnce));
  return tx.all_with<std::int64_t>(
      fmt::format("SELECT p.id FROM products p{} ORDER BY p.id LIMIT {}{}", conditions.where(),
                  limit, tx.for_update()),
      conditions.values());
}

// `is_sold` is asked again: a unit may have been sold while its lock was waited for.
std::int64_t change(db::Tx& tx, const Work& work, std::span<const std::int64_t> ids) {
  const auto where = fmt::format("id {} AND is_sold = false", sql::in_ids(tx));
  const auto value = db::to_value(sql::ids_text(tx, ids));
  return work.discount_percent ? set_terms(tx, {*work.discount_percent, work.ends_at}, where, value)
                               : end_terms(tx, where + " AND discount_ends_at IS NOT NULL", value);
}

void finish(db::Tx& tx, const Work& work, base::Timestamp now) {
  tx.execute("UPDATE bulk_discounts SET finished_at = $2 WHERE id = $1", work.id, now);
}

// Returns whether it is finished.
bool do_piece(db::Tx& tx, const Work& work, base::Timestamp now) {
  const auto ids = lock_next(tx, work);
  if (!ids.empty()) {
    tx.execute("UPDATE bulk_discounts SET after_id = $2, updated = updated + $3 WHERE id = $1",
               work.id, ids.back(), change(tx, work, ids));
  }
  const bool is_last = std::cmp_less(ids.size(), kDiscountedAtOnce);
  if (is_last) {
    finish(tx, work, now);
  }
  return is_last;
}

std::optional<Work> find_work(db::Tx& tx, std::string_view which, std::int64_t id) {
  return tx.first<Work>(fmt::format("SELECT {} FROM bulk_discounts WHERE {}{}", db::columns<Work>(),
                                    which, tx.for_update()),
                        id);
}

BulkDiscount accept(db::Tx& tx, std::string_view subject, const UnitFilter& filter,
                    const MaybeTerms& terms, const Permit<Act::set_discount>& permit,
                    base::Timestamp now) {
  const bool must_wait = has_unfinished_discounts(tx);
  const auto percent = terms.transform([](const auto& some) { return some.percent; });
  const auto ends_at = terms ? terms->ends_at : std::nullopt;
  const auto id = tx.one<std::int64_t>(
      "INSERT INTO bulk_discounts (filter, discount_percent, ends_at, actor, after_id, up_to_id, "
      "updated, created_at) VALUES ($1, $2, $3, $4, 0, $5, 0, $6) RETURNING id",
      json::to_text(filter), percent, ends_at, permit.actor(), newest_unit(tx), now);
  record(tx, permit,
         {.subject = std::string(subject),
          .details = json::to_text(BulkDetails{.filter = filter,
                                               .discount_percent = percent,
                                               .ends_at = ends_at,
                                               .bulk_discount_id = id})},
         now);
  if (!must_wait) {
    do_piece(tx, find_work(tx, "id = $1", id).value(), now);
  }
  return find_bulk_discount(tx, id).value();
}

void tell_who_asked(db::Tx& tx, const Work& work, base::Timestamp now) {
  const auto actor = parse_actor(work.actor);
  const auto staff_id = actor ? staff_id_of(*actor) : std::nullopt;
  if (staff_id) {
    enqueue(tx, kDiscountDone, *staff_id, {work.id}, now);
  }
}

}  // namespace

BulkDiscount set_bulk_discount(db::Tx& tx, const UnitFilter& filter, const DiscountTerms& terms,
                               const Permit<Act::set_discount>& permit, base::Timestamp now,
                               std::string_view subject) {
  return accept(tx, subject, filter, terms, permit, now);
}

BulkDiscount end_bulk_discount(db::Tx& tx, const UnitFilter& filter,
                               const Permit<Act::set_discount>& permit, base::Timestamp now) {
  return accept(tx, "products", filter, std::nullopt, permit, now);
}

std::optional<BulkDiscount> find_bulk_discount(db::Tx& tx, std::int64_t id) {
  return tx.first<BulkDiscount>(
      fmt::format("SELECT {} FROM bulk_discounts WHERE id = $1", db::columns<BulkDiscount>()), id);
}

std::optional<ListRows<BulkDiscount>> bulk_discount_rows(db::Tx& tx,
                                                         const ListOrder<BulkDiscountSort>& order,
                                                         const ListPart& part) {
  static constexpr auto columns = db::columns<BulkDiscount>("b");
  return list_rows<BulkDiscount>(
      tx, {.columns = columns.text(), .from = "bulk_discounts b", .alias = "b"}, Conditions(tx),
      order, part);
}

bool has_unfinished_discounts(db::Tx& tx) {
  return tx.first<std::int64_t>("SELECT id FROM bulk_discounts WHERE finished_at IS NULL LIMIT 1")
      .has_value();
}

void continue_bulk_discount(db::Tx& tx, base::Timestamp now) {
  const auto work = find_work(tx,
                              "finished_at IS NULL AND id = (SELECT min(id) FROM bulk_discounts "
                              "WHERE finished_at IS NULL AND id > $1)",
                              0);
  if (work && do_piece(tx, *work, now)) {
    tell_who_asked(tx, *work, now);
  }
}

std::int64_t end_due_discounts(db::Tx& tx, base::Timestamp now) {
  const auto ids = tx.all<std::int64_t>(
      fmt::format("SELECT id FROM products WHERE discount_ends_at <= $1 AND is_sold = false "
                  "ORDER BY id LIMIT $2{}",
                  tx.for_update()),
      now, kDiscountedAtOnce);
  if (ids.empty()) {
    return 0;
  }
  return end_terms(
      tx,
      fmt::format("id {} AND is_sold = false AND discount_ends_at IS NOT NULL", sql::in_ids(tx)),
      db::to_value(sql::ids_text(tx, ids)));
}

std::vector<EndingDiscount> ending_discounts(db::Tx& tx, int limit) {
  return tx.all<EndingDiscount>(
      "SELECT discount_percent, discount_ends_at, count(*) AS units FROM products "
      "WHERE discount_ends_at IS NOT NULL AND is_sold = false "
      "GROUP BY discount_ends_at, discount_percent ORDER BY discount_ends_at, discount_percent "
      "LIMIT $1",
      limit);
}

}  // namespace shop
