#include "shop/customers/achievement.h"

#include <utility>

namespace shop {

Activity activity_of(db::Tx& tx, std::int64_t user_id) {
  return tx.one<Activity>(
      "SELECT COUNT(*) AS orders,"
      " COALESCE(SUM(CASE WHEN discount_applied > 0 THEN 1 ELSE 0 END), 0) AS discounted_orders,"
      " (SELECT COUNT(*) FROM users WHERE referrer_id = $1) AS referees"
      " FROM orders WHERE user_id = $1",
      user_id);
}

bool has_earned(Achievement achievement, const Activity& activity) {
  switch (achievement) {
    case Achievement::first_purchase:
      return activity.orders >= 1;
    case Achievement::regular:
      return activity.orders >= 5;
    case Achievement::collector:
      return activity.orders >= 25;
    case Achievement::bargain:
      return activity.discounted_orders >= 1;
    case Achievement::first_referral:
      return activity.referees >= 1;
    case Achievement::ambassador:
      return activity.referees >= 10;
  }
  std::unreachable();
}

}  // namespace shop
