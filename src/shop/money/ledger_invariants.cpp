#include "shop/money/ledger_invariants.h"

namespace shop {

Invariants ledger_invariants() {
  return {
      {"Transfer {0} sums to {1} instead of zero.",
       "SELECT transfer_id AS id, sum(amount) AS value, NULL AS proper "
       "FROM ledger_lines GROUP BY transfer_id HAVING sum(amount) <> 0"},
      {"Transfer {0} has no lines.",
       "SELECT t.id, NULL AS value, NULL AS proper FROM transfers t "
       "LEFT JOIN ledger_lines l ON l.transfer_id = t.id WHERE l.line IS NULL"},
      {"Customer {0} has a balance of {1}, but their ledger lines sum to {2}.",
       "SELECT u.id, u.balance AS value, COALESCE(l.total, 0) AS proper FROM users u "
       "LEFT JOIN (SELECT user_id, sum(amount) AS total FROM ledger_lines "
       "WHERE user_id IS NOT NULL GROUP BY user_id) l ON l.user_id = u.id "
       "WHERE u.balance <> COALESCE(l.total, 0)"},
      {"Transfer {0} says that a customer had {1} afterwards, but their lines sum to {2}.",
       "SELECT id, value, proper FROM (SELECT transfer_id AS id, "
       "balance_after AS value, sum(amount) OVER (PARTITION BY user_id "
       "ORDER BY transfer_id) AS proper FROM ledger_lines WHERE user_id IS NOT NULL) "
       "AS lines WHERE value <> proper"},
      {"Customer {0} has referral earnings of {1}, but their commissions sum to {2}.",
       "SELECT u.id, u.referral_earnings AS value, COALESCE(c.total, 0) AS proper FROM users u "
       "LEFT JOIN (SELECT l.user_id, sum(l.amount) AS total FROM ledger_lines l "
       "JOIN transfers t ON t.id = l.transfer_id WHERE t.kind IN ('commission', "
       "'commission_reversal') AND l.user_id IS NOT NULL GROUP BY l.user_id) c ON c.user_id = u.id "
       "WHERE u.referral_earnings <> COALESCE(c.total, 0)"},
      {"Customer {0} may owe {1}, but they owe {2}.",
       "SELECT id, overdraft AS value, CASE WHEN balance < 0 THEN -balance ELSE 0 END "
       "AS proper FROM users "
       "WHERE overdraft <> CASE WHEN balance < 0 THEN -balance ELSE 0 END"}};
}

}  // namespace shop
