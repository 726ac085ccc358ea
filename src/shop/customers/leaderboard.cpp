#include "shop/customers/leaderboard.h"

namespace shop {

std::vector<Leader> leaderboard(db::Tx& tx, int limit) {
  return tx.all<Leader>(
      "SELECT u.id, u.username, u.first_name, u.referral_earnings, brought.referees"
      " FROM (SELECT referrer_id, COUNT(*) AS referees FROM users"
      "        WHERE referrer_id IS NOT NULL GROUP BY referrer_id) AS brought"
      " JOIN users AS u ON u.id = brought.referrer_id"
      " WHERE NOT u.is_banned"
      " ORDER BY u.referral_earnings DESC, brought.referees DESC, u.id LIMIT $1",
      limit);
}

}  // namespace shop
