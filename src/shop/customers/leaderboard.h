// Who brought the shop the most.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/money.h"
#include "db/core/tx.h"

namespace shop {

struct Leader {
  std::int64_t id = 0;
  std::optional<std::string> username;
  std::string first_name;
  base::Money referral_earnings;
  std::int64_t referees = 0;
};
BOOST_DESCRIBE_STRUCT(Leader, (), (id, username, first_name, referral_earnings, referees))

// Customers who brought at least one other, by earnings, then by how many they brought; banned ones
// are left out.
std::vector<Leader> leaderboard(db::Tx& tx, int limit);

}  // namespace shop
