// The referrers who earned most.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/money.h"
#include "db/core/tx.h"
#include "shop/core/page.h"

namespace shop {

struct Leader {
  std::int64_t id = 0;
  std::optional<std::string> username;
  std::string first_name;
  base::Money referral_earnings;
  std::int64_t referees = 0;
};
BOOST_DESCRIBE_STRUCT(Leader, (), (id, username, first_name, referral_earnings, referees))

// Customers with at least one referee who are not banned, by earnings, then by number of referees.
std::vector<Leader> leaderboard(db::Tx& tx, int limit);
Listing<Leader> leaders(db::Tx& tx, Page page);

}  // namespace shop
