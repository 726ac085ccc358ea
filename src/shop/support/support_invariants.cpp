#include "shop/support/support_invariants.h"

namespace shop {

Invariants support_invariants() {
  return {{"Ticket {0} is about another customer's order.",
           "SELECT t.id, NULL AS value, NULL AS proper FROM tickets t "
           "JOIN orders o ON o.id = t.order_id WHERE o.user_id <> t.user_id"},
          {"Nothing was written in ticket {0}.",
           "SELECT t.id, NULL AS value, NULL AS proper FROM tickets t "
           "LEFT JOIN ticket_messages m ON m.ticket_id = t.id WHERE m.id IS NULL"},
          {"Ticket {0} does not say rightly whether its customer waits for an answer.",
           "SELECT t.id, NULL AS value, NULL AS proper FROM tickets t "
           "JOIN ticket_messages m ON m.id = "
           "(SELECT max(l.id) FROM ticket_messages l WHERE l.ticket_id = t.id) "
           "WHERE (t.state = 'waiting' AND m.author <> 'customer') "
           "OR (t.state = 'answered' AND m.author = 'customer')"},
          {"Ticket {0} is open beside another one about the same.",
           "SELECT max(id) AS id, NULL AS value, NULL AS proper FROM tickets "
           "WHERE state <> 'closed' GROUP BY user_id, COALESCE(order_id, 0) "
           "HAVING count(*) > 1"}};
}

}  // namespace shop
