// Units that the staff take out of the shop, and put back under the same id. A unit that is being
// bought at that moment is either sold or withdrawn. What it delivers stays noted (goods.h).
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "db/core/tx.h"
#include "shop/core/acts/permit.h"
#include "shop/core/list.h"
#include "shop/core/outbox.h"
#include "shop/core/page.h"
#include "shop/stock/catalog.h"

namespace shop {

// To a customer whose reservation ended because the unit was withdrawn.
struct UnitWithdrawnNotice {
  std::int64_t product_id = 0;
  std::string name;

  std::optional<std::int64_t> subject_id() const { return product_id; }
};
BOOST_DESCRIBE_STRUCT(UnitWithdrawnNotice, (), (product_id, name))

inline constexpr NoticeKind<UnitWithdrawnNotice> kUnitWithdrawn{"unit_withdrawn"};

struct WithdrawnUnit {
  std::int64_t id = 0;
  std::string city;
  std::string district;
  std::string category;
  std::string name;
  base::Money base_price;
  base::Percent discount_percent;
  base::Timestamp withdrawn_at;
  std::string withdrawn_by;  // an Actor's text
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(WithdrawnUnit, (),
                      (id, city, district, category, name, base_price, discount_percent,
                       withdrawn_at, withdrawn_by, reason))

inline Place place_of(const WithdrawnUnit& unit) {
  return {unit.city, unit.district, unit.category};
}

// Any unit, sold or not, with the purchase that waits for it: nobody else sells, changes or
// withdraws it until the transaction ends.
std::optional<Product> lock_unit(db::Tx& tx, std::int64_t id);

struct WithdrawRefusal {
  enum class Kind {
    unknown_product,  // or withdrawn already
    sold,
    held,  // by `holder`, whom the call did not name
  };

  Kind kind = Kind::unknown_product;
  std::optional<std::int64_t> holder = {};
};

// Withdraws an unsold unit. One that a customer holds only when `holder` names them: their
// reservation and the purchase that waits for it end, and they are told (unit_withdrawn). Writes
// the audit log.
std::expected<WithdrawnUnit, WithdrawRefusal> withdraw_unit(
    db::Tx& tx, std::int64_t id, std::optional<std::int64_t> holder, std::string_view reason,
    const Permit<Act::withdraw_product>& permit, base::Timestamp now);

// How many units of an offer are withdrawn at once.
inline constexpr int kMaxWithdrawnAtOnce = 10'000;

// Withdraws the free units of the unit's offer, at most kMaxWithdrawnAtOnce, and none that somebody
// holds or is just reserving. Returns how many. Writes the audit log.
std::int64_t withdraw_offer(db::Tx& tx, const Product& unit, std::string_view reason,
                            const Permit<Act::withdraw_product>& permit, base::Timestamp now);

// Puts a withdrawn unit on sale again, as it was; returns false when it is not withdrawn. Writes
// the audit log.
bool return_unit(db::Tx& tx, std::int64_t id, const Permit<Act::return_product>& permit,
                 base::Timestamp now);

// The latest first.
Slice<WithdrawnUnit> withdrawn_units(db::Tx& tx, Page page);

enum class WithdrawnSort { id, withdrawn_at };
BOOST_DESCRIBE_ENUM(WithdrawnSort, id, withdrawn_at)

// All of them in parts (list.h). Empty: `part.after` is unknown.
std::optional<ListRows<WithdrawnUnit>> withdrawn_rows(db::Tx& tx,
                                                      const ListOrder<WithdrawnSort>& order,
                                                      const ListPart& part);

std::optional<WithdrawnUnit> find_withdrawn(db::Tx& tx, std::int64_t id);

}  // namespace shop
