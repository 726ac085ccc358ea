#include "shop/customers/ban.h"

#include <algorithm>
#include <boost/describe.hpp>
#include <optional>

#include <fmt/format.h>

#include "base/text.h"
#include "json/json.h"
#include "shop/core/acts/audit_log.h"
#include "shop/customers/notices.h"
#include "shop/customers/staff.h"

namespace shop {
namespace {

// What the audit log says of it.
struct BanDetails {
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(BanDetails, (), (reason))

std::optional<BanRefusal> check_reason(std::string_view reason) {
  if (base::trim(reason).empty()) {
    return BanRefusal::no_reason;
  }
  return base::utf16_length(reason) > kMaxBanReason ? std::optional(BanRefusal::long_reason)
                                                    : std::nullopt;
}

// Locks the customer, so that a role is not given at the same time.
std::optional<bool> lock_is_banned(db::Tx& tx, std::int64_t user_id) {
  return tx.first<bool>(fmt::format("SELECT is_banned FROM users WHERE id = $1{}", tx.for_update()),
                        user_id);
}

std::optional<BanRefusal> check_change(db::Tx& tx, const BanDecision& decision, bool banned) {
  if (const auto refusal = check_reason(decision.reason)) {
    return refusal;
  }
  const auto is_banned = lock_is_banned(tx, decision.user_id);
  if (!is_banned) {
    return BanRefusal::unknown_customer;
  }
  return *is_banned == banned ? std::optional(BanRefusal::repeated) : std::nullopt;
}

template <Act act>
void save(db::Tx& tx, const BanDecision& decision, bool banned, const Permit<act>& permit,
          base::Timestamp now) {
  tx.execute("UPDATE users SET is_banned = $2, ban_reason = $3 WHERE id = $1", decision.user_id,
             banned, banned ? decision.reason : "");
  enqueue(tx, banned ? kBanned : kUnbanned, decision.user_id, {decision.reason}, now);
  record(tx, permit,
         {.subject = fmt::format("user:{}", decision.user_id),
          .details = json::to_text(BanDetails{decision.reason})},
         now);
}

}  // namespace

std::expected<void, BanRefusal> ban(db::Tx& tx, const BanDecision& decision,
                                    std::span<const std::int64_t> owner_ids,
                                    const Permit<Act::ban_customer>& permit, base::Timestamp now) {
  if (const auto refusal = check_change(tx, decision, /*banned=*/true)) {
    return std::unexpected(*refusal);
  }
  if (std::ranges::find(owner_ids, decision.user_id) != owner_ids.end() ||
      find_role(tx, decision.user_id)) {
    return std::unexpected(BanRefusal::of_staff);
  }
  save(tx, decision, /*banned=*/true, permit, now);
  return {};
}

std::expected<void, BanRefusal> unban(db::Tx& tx, const BanDecision& decision,
                                      const Permit<Act::unban_customer>& permit,
                                      base::Timestamp now) {
  if (const auto refusal = check_change(tx, decision, /*banned=*/false)) {
    return std::unexpected(*refusal);
  }
  save(tx, decision, /*banned=*/false, permit, now);
  return {};
}

}  // namespace shop
