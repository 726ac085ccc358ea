#include "shop/deposits/coins/address_list.h"

#include <utility>

#include "db/core/columns.h"
#include "shop/core/conditions.h"
#include "shop/core/enum_text.h"

namespace shop {

std::optional<ListRows<GivenAddress>> address_rows(db::Tx& tx, const AddressFilter& filter,
                                                   const ListOrder<AddressSort>& order,
                                                   const ListPart& part) {
  Conditions conditions(tx);
  conditions.require_equal("a.user_id", filter.user_id);
  conditions.require_equal("a.currency", filter.currency);
  conditions.require_equal("a.address", filter.address);
  conditions.require_equal("a.is_active", filter.is_active);
  const auto columns = db::columns<GivenAddress>("a");
  return list_rows<GivenAddress>(
      tx, {.columns = columns.text(), .from = "crypto_addresses a", .alias = "a"},
      std::move(conditions), order, part);
}

}  // namespace shop
