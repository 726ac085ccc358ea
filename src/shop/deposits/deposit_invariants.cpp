#include "shop/deposits/deposit_invariants.h"

namespace shop {
namespace {

// One row for each deposit: what its transfers brought to its customer and to referrers, and how
// many of them gave and took.
constexpr std::string_view kMoved =
    "(SELECT x.deposit_id, "
    "sum(CASE WHEN t.kind IN ('deposit', 'deposit_reversal', 'star_refund') "
    "AND l.user_id = d.user_id THEN l.amount ELSE 0 END) AS credited, "
    "sum(CASE WHEN t.kind IN ('commission', 'commission_reversal') "
    "THEN l.amount ELSE 0 END) AS commission, "
    "sum(CASE WHEN t.kind = 'deposit' THEN 1 ELSE 0 END) AS gave, "
    "sum(CASE WHEN t.kind IN ('deposit_reversal', 'star_refund') THEN 1 ELSE 0 END) AS took, "
    "sum(CASE WHEN t.kind = 'commission' THEN 1 ELSE 0 END) AS commissions_given, "
    "sum(CASE WHEN t.kind = 'commission_reversal' THEN 1 ELSE 0 END) AS commissions_taken "
    "FROM deposit_transfers x JOIN deposits d ON d.id = x.deposit_id "
    "JOIN transfers t ON t.id = x.transfer_id "
    "JOIN ledger_lines l ON l.transfer_id = t.id AND l.user_id IS NOT NULL "
    "GROUP BY x.deposit_id) AS m";

std::string over_moved(std::string_view columns, std::string_view condition) {
  std::string query = "SELECT d.id, ";
  query += columns;
  query += " FROM deposits d LEFT JOIN ";
  query += kMoved;
  query += " ON m.deposit_id = d.id WHERE ";
  query += condition;
  return query;
}

Invariants credit_invariants() {
  return {{"Deposit {0} has brought its customer {1} instead of {2}.",
           over_moved("COALESCE(m.credited, 0) AS value, "
                      "CASE WHEN d.status = 'completed' THEN d.amount ELSE 0 END AS proper",
                      "COALESCE(m.credited, 0) <> "
                      "CASE WHEN d.status = 'completed' THEN d.amount ELSE 0 END")},
          {"Deposit {0} is not completed, but its commissions sum to {1}.",
           over_moved("m.commission AS value, NULL AS proper",
                      "d.status <> 'completed' AND m.commission <> 0")},
          {"Deposit {0} was credited or taken back another number of times than it says.",
           over_moved("NULL AS value, NULL AS proper",
                      "COALESCE(m.gave, 0) <> d.credits OR COALESCE(m.took, 0) <> "
                      "d.credits - CASE WHEN d.status = 'completed' THEN 1 ELSE 0 END")},
          {"Deposit {0} has paid more than one commission at once.",
           over_moved("NULL AS value, NULL AS proper",
                      "m.commissions_given - m.commissions_taken NOT IN (0, 1) "
                      "OR m.commissions_given > d.credits")},
          {"Transfer {0} moves the money of a deposit, but no deposit has it.",
           "SELECT t.id, NULL AS value, NULL AS proper FROM transfers t "
           "LEFT JOIN deposit_transfers x ON x.transfer_id = t.id "
           "WHERE t.kind IN ('deposit', 'deposit_reversal', 'star_refund', 'commission', "
           "'commission_reversal') AND x.transfer_id IS NULL"}};
}

Invariants address_invariants() {
  return {{"Address {0} was paid, but is shown as a new one.",
           "SELECT a.id, NULL AS value, NULL AS proper FROM crypto_addresses a "
           "WHERE a.is_active = true "
           "AND EXISTS (SELECT 1 FROM deposits d WHERE d.address_id = a.id)"},
          {"Deposit {0} belongs to another customer than its address.",
           "SELECT d.id, NULL AS value, NULL AS proper FROM deposits d "
           "JOIN crypto_addresses a ON a.id = d.address_id WHERE a.user_id <> d.user_id"},
          {"Address {0} has an index that may be given again.",
           "SELECT a.id, NULL AS value, NULL AS proper FROM crypto_addresses a "
           "JOIN coin_keys k ON k.id = a.key_id "
           "WHERE a.derivation_index >= k.next_index"}};
}

}  // namespace

Invariants deposit_invariants() {
  return concatenated({credit_invariants(), address_invariants()});
}

}  // namespace shop
