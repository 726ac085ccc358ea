#include "shop/settings/first_steps.h"

namespace shop {

FirstSteps first_steps(db::Tx& tx, std::int64_t owner_id) {
  return tx.one<FirstSteps>(
      "SELECT EXISTS (SELECT 1 FROM products) AS has_goods, "
      "EXISTS (SELECT 1 FROM orders) AS has_sold, "
      "EXISTS (SELECT 1 FROM first_steps_hidden WHERE user_id = $1) AS is_hidden",
      owner_id);
}

void hide_first_steps(db::Tx& tx, std::int64_t owner_id,
                      const Permit<Act::change_settings>& /*permit*/, base::Timestamp now) {
  tx.execute(
      "INSERT INTO first_steps_hidden (user_id, hidden_at) VALUES ($1, $2) ON CONFLICT DO NOTHING",
      owner_id, now);
}

}  // namespace shop
