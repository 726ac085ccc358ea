#include "shop/customers/leaderboard.h"

namespace shop {
namespace {

std::vector<Leader> leaders_of(db::Tx& tx, Page page) {
  return tx.all<Leader>(
      "SELECT u.id, u.username, u.first_name, u.referral_earnings, brought.referees"
      " FROM (SELECT referrer_id, COUNT(*) AS referees FROM users"
      "        WHERE referrer_id IS NOT NULL GROUP BY referrer_id) AS brought"
      " JOIN users AS u ON u.id = brought.referrer_id"
      " WHERE NOT u.is_banned"
      " ORDER BY u.referral_earnings DESC, brought.referees DESC, u.id LIMIT $1 OFFSET $2",
      page.limit, page.offset);
}

}  // namespace

std::vector<Leader> leaderboard(db::Tx& tx, int limit) {
  return leaders_of(tx, {.offset = 0, .limit = limit});
}

Listing<Leader> leaders(db::Tx& tx, Page page) {
  return {.items = leaders_of(tx, page),
          .total = tx.one<std::int64_t>(
              "SELECT count(*) FROM users u WHERE NOT u.is_banned"
              " AND EXISTS (SELECT 1 FROM users r WHERE r.referrer_id = u.id)")};
}

}  // namespace shop
