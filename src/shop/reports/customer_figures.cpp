#include "shop/reports/customer_figures.h"

namespace shop {

CustomerFigures figures_of(db::Tx& tx, std::int64_t user_id) {
  return tx.one<CustomerFigures>(
      "SELECT o.orders, o.spent, d.deposits, d.deposited, "
      "(SELECT count(*) FROM users WHERE referrer_id = $1) AS referees "
      "FROM (SELECT count(*) AS orders, COALESCE(sum(final_price), 0) AS spent "
      "FROM orders WHERE user_id = $1) o, "
      "(SELECT count(*) AS deposits, COALESCE(sum(amount), 0) AS deposited "
      "FROM deposits WHERE user_id = $1 AND status = 'completed') d",
      user_id);
}

}  // namespace shop
