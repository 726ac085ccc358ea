// Bans: who is banned can look around, see their orders and write to the shop, but neither reserve
// nor buy nor pay in.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <span>
#include <string>

#include "base/clock.h"
#include "db/core/tx.h"
#include "shop/core/acts/permit.h"

namespace shop {

// The longest reason in UTF-16 units.
inline constexpr std::size_t kMaxBanReason = 500;

struct BanDecision {
  std::int64_t user_id = 0;
  std::string reason;  // why they are banned, or not any more; the customer reads it
};

enum class BanRefusal {
  unknown_customer,
  of_staff,  // owners and the staff: the role is taken first
  no_reason,
  long_reason,
  repeated,  // they are banned already, or were not
};

// Each tells the customer (notices `banned`, `unbanned`) and writes the audit log. A refusal has
// changed nothing. `owner_ids`: as ADMIN_IDS names them.
std::expected<void, BanRefusal> ban(db::Tx& tx, const BanDecision& decision,
                                    std::span<const std::int64_t> owner_ids,
                                    const Permit<Act::ban_customer>& permit, base::Timestamp now);
std::expected<void, BanRefusal> unban(db::Tx& tx, const BanDecision& decision,
                                      const Permit<Act::unban_customer>& permit,
                                      base::Timestamp now);

}  // namespace shop
