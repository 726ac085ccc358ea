#include "shop/reports/statistics.h"

namespace shop {

Counters count_everything(db::Tx& tx, base::Timestamp now) {
  return tx.one<Counters>(
      "SELECT (SELECT count(*) FROM users) AS customers, "
      "(SELECT count(*) FROM products WHERE is_sold = false) AS units_unsold, "
      "(SELECT count(*) FROM products WHERE is_reserved = true AND reserved_until > $1) "
      "AS units_held, "
      "(SELECT count(*) FROM orders) AS orders, "
      "(SELECT COALESCE(sum(final_price), 0) FROM orders) AS revenue, "
      "(SELECT count(*) FROM outbox WHERE status = 'waiting') AS outbox_waiting, "
      "(SELECT count(*) FROM outbox WHERE status = 'given_up') AS outbox_given_up",
      now);
}

}  // namespace shop
