#include "shop/customers/customer_invariants.h"

namespace shop {

Invariants customer_invariants() {
  return {{"Customer {0} is banned, and one of the staff.",
           "SELECT u.id, NULL AS value, NULL AS proper FROM staff s "
           "JOIN users u ON u.id = s.user_id WHERE u.is_banned = true"},
          {"Customer {0} is not banned, but has a reason for it.",
           "SELECT id, NULL AS value, NULL AS proper FROM users "
           "WHERE is_banned = false AND ban_reason <> ''"}};
}

}  // namespace shop
