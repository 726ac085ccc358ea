// Addresses of coins that were given to customers.
#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>

#include "shop/deposits/coins/address_list.h"
#include "web/api/operations.h"
#include "web/operation/list.h"

namespace web {
namespace {

struct AddressView {
  std::int64_t id = 0;
  std::int64_t user_id = 0;
  shop::Coin currency = shop::Coin::btc;
  std::string address;
  std::int64_t derivation_index = 0;
  bool is_active = true;
  base::Timestamp created_at;
};
BOOST_DESCRIBE_STRUCT(AddressView, (),
                      (id, user_id, currency, address, derivation_index, is_active, created_at))

struct AddressQuery : ListParameters {
  std::optional<Sort<shop::AddressSort>> sort;
  std::optional<Id> user_id;
  std::optional<shop::Coin> currency;
  std::optional<std::string> address;
  std::optional<bool> active;
};
BOOST_DESCRIBE_STRUCT(AddressQuery, (ListParameters), (sort, user_id, currency, address, active))

Outcome<List<AddressView>> list_addresses(db::Tx& tx,
                                          const Call<shop::Act::see_deposits, AddressQuery>& call) {
  const auto& asked = call.parameters;
  const auto part = part_of(asked);
  if (!part) {
    return std::unexpected(part.error());
  }
  return list_of<AddressView>(shop::address_rows(
      tx,
      {.user_id = number_of(asked.user_id),
       .currency = asked.currency,
       .address = asked.address,
       .is_active = asked.active},
      order_of(asked.sort, {.column = shop::AddressSort::id, .is_descending = true}), *part));
}

}  // namespace

void add_address_operations(Api& api) {
  api.read({.method = "GET",
            .path = "/api/addresses",
            .id = "listAddresses",
            .subject = "Money",
            .summary = "Lists the addresses of coins that were given to customers.",
            .notes = {{"is_active", "The one that the customer is shown."}}},
           &list_addresses);
}

}  // namespace web
