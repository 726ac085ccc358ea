// Discounts of many units at once, and the end of those that have one. Both are done piece by
// piece, each in a short transaction, so that no sale waits for them.
#pragma once

#include <boost/describe.hpp>
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
#include "shop/core/outbox.h"
#include "shop/stock/bulk/bulk_change.h"
#include "shop/stock/discounts/discount_terms.h"

namespace shop {

// One of the changes of many units.
struct BulkDiscount {
  std::int64_t id = 0;
  std::optional<base::Percent> discount_percent;  // empty: discounts are ended
  std::optional<base::Timestamp> ends_at;
  std::int64_t updated = 0;  // units so far
  base::Timestamp created_at;
  std::optional<base::Timestamp> finished_at;
};
BOOST_DESCRIBE_STRUCT(BulkDiscount, (),
                      (id, discount_percent, ends_at, updated, created_at, finished_at))

// Accepts a discount of every unit that the filter finds now. Few units are done at once, unless
// earlier ones are unfinished; the rest is left to continue_bulk_change, and who asked for it in
// the bot is then told when it is done (notice `discount_done`). Writes the audit log.
BulkDiscount set_bulk_discount(db::Tx& tx, const UnitFilter& filter, const DiscountTerms& terms,
                               const Permit<Act::set_discount>& permit, base::Timestamp now,
                               std::string_view subject = "products");

// The same: ends discounts that have an end.
BulkDiscount end_bulk_discount(db::Tx& tx, const UnitFilter& filter,
                               const Permit<Act::set_discount>& permit, base::Timestamp now);

std::optional<BulkDiscount> find_bulk_discount(db::Tx& tx, std::int64_t id);

enum class BulkDiscountSort { id };
BOOST_DESCRIBE_ENUM(BulkDiscountSort, id)

// All of them in parts (list.h). Empty: `part.after` is unknown.
std::optional<ListRows<BulkDiscount>> bulk_discount_rows(db::Tx& tx,
                                                         const ListOrder<BulkDiscountSort>& order,
                                                         const ListPart& part);

// Returns the prices of units whose discount has ended, at most kChangedAtOnce; returns how
// many.
std::int64_t end_due_discounts(db::Tx& tx, base::Timestamp now);

// Units whose discount ends at the same moment.
struct EndingDiscount {
  base::Percent discount_percent;
  base::Timestamp discount_ends_at;
  std::int64_t units = 0;
};
BOOST_DESCRIBE_STRUCT(EndingDiscount, (), (discount_percent, discount_ends_at, units))

// The next to end first.
std::vector<EndingDiscount> ending_discounts(db::Tx& tx, int limit);

struct DiscountNotice {
  std::int64_t bulk_discount_id = 0;

  std::optional<std::int64_t> subject_id() const { return bulk_discount_id; }
};
BOOST_DESCRIBE_STRUCT(DiscountNotice, (), (bulk_discount_id))

inline constexpr NoticeKind<DiscountNotice> kDiscountDone{"discount_done"};

}  // namespace shop
