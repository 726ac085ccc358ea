// What a customer has brought to the shop.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>

#include "base/money.h"
#include "db/core/tx.h"

namespace shop {

struct CustomerFigures {
  std::int64_t orders = 0;
  base::Money spent;          // on all of them
  std::int64_t deposits = 0;  // credited, and not taken back
  base::Money deposited;
  std::int64_t referees = 0;
};
BOOST_DESCRIBE_STRUCT(CustomerFigures, (), (orders, spent, deposits, deposited, referees))

CustomerFigures figures_of(db::Tx& tx, std::int64_t user_id);

}  // namespace shop
