// Addresses as lists of programs show them.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>

#include "base/clock.h"
#include "db/core/tx.h"
#include "shop/core/list.h"
#include "shop/deposits/coins/coin.h"

namespace shop {

struct GivenAddress {
  std::int64_t id = 0;
  std::int64_t user_id = 0;
  Coin currency = Coin::btc;
  std::string address;
  std::int64_t derivation_index = 0;
  bool is_active = true;  // shown to the customer
  base::Timestamp created_at;
};
BOOST_DESCRIBE_STRUCT(GivenAddress, (),
                      (id, user_id, currency, address, derivation_index, is_active, created_at))

struct AddressFilter {
  std::optional<std::int64_t> user_id = {};
  std::optional<Coin> currency = {};
  std::optional<std::string> address = {};
  std::optional<bool> is_active = {};
};

enum class AddressSort { id };
BOOST_DESCRIBE_ENUM(AddressSort, id)

// In parts (list.h). Empty: `part.after` is unknown.
std::optional<ListRows<GivenAddress>> address_rows(db::Tx& tx, const AddressFilter& filter,
                                                   const ListOrder<AddressSort>& order,
                                                   const ListPart& part);

}  // namespace shop
