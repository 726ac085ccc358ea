#include "shop/customers/staff.h"

#include <algorithm>

#include <fmt/format.h>

#include "json/json.h"
#include "shop/core/acts/audit_log.h"
#include "shop/customers/alert_topic.h"
#include "shop/customers/customer.h"
#include "shop/customers/notices.h"

namespace shop {
namespace {

// What the audit log says of a change.
struct RoleDetails {
  std::optional<Role> before;
  std::optional<Role> after;
};
BOOST_DESCRIBE_STRUCT(RoleDetails, (), (before, after))

std::optional<RoleRefusal> check_role(db::Tx& tx, std::int64_t user_id, Role role,
                                      std::optional<Role> before) {
  const auto customer = find_customer(tx, user_id);
  if (!customer) {
    return RoleRefusal::unknown_customer;
  }
  if (customer->is_banned) {
    return RoleRefusal::banned;
  }
  if (role == Role::owner) {
    return RoleRefusal::owners_are_set;
  }
  const bool is_full = !before && tx.one<int>("SELECT count(*) FROM staff") >= kMaxStaff;
  return is_full ? std::optional(RoleRefusal::too_many) : std::nullopt;
}

void save(db::Tx& tx, std::int64_t user_id, std::optional<Role> role, const Actor& actor,
          base::Timestamp now) {
  if (!role) {
    tx.execute("DELETE FROM staff WHERE user_id = $1", user_id);
    return;
  }
  tx.execute(
      "INSERT INTO staff (user_id, role, given_by, given_at) VALUES ($1, $2, $3, $4) "
      "ON CONFLICT (user_id) DO UPDATE SET role = excluded.role, given_by = excluded.given_by, "
      "given_at = excluded.given_at",
      user_id, *role, actor, now);
}

void tell_owners(db::Tx& tx, const StaffNotice& notice, std::span<const std::int64_t> owner_ids,
                 std::optional<std::int64_t> by, base::Timestamp now) {
  for (const auto owner : who_hears(tx, AlertTopic::staff, owner_ids)) {
    if (owner != by) {
      enqueue(tx, kStaffChanged, owner, notice, now);
    }
  }
}

}  // namespace

std::vector<StaffMember> staff(db::Tx& tx) {
  return tx.all<StaffMember>(
      "SELECT s.user_id, s.role, u.username, u.first_name, s.given_at "
      "FROM staff s JOIN users u ON u.id = s.user_id ORDER BY s.role, s.given_at, s.user_id");
}

std::optional<Role> find_role(db::Tx& tx, std::int64_t user_id) {
  return tx.first<Role>("SELECT role FROM staff WHERE user_id = $1", user_id);
}

std::optional<Role> hold_role(db::Tx& tx, std::int64_t user_id) {
  return tx.first<Role>(fmt::format("SELECT role FROM staff WHERE user_id = $1{}", tx.for_share()),
                        user_id);
}

std::expected<std::optional<Role>, RoleRefusal> set_role(db::Tx& tx, std::int64_t user_id,
                                                         std::optional<Role> role,
                                                         const Permit<Act::set_role>& permit,
                                                         base::Timestamp now,
                                                         std::span<const std::int64_t> owner_ids) {
  // Two who set the role of one wait for each other.
  tx.query(fmt::format("SELECT id FROM users WHERE id = $1{}", tx.for_update()), user_id);
  const auto before = find_role(tx, user_id);
  if (role) {
    if (const auto refusal = check_role(tx, user_id, *role, before)) {
      return std::unexpected(*refusal);
    }
  }
  if (role == before) {
    return before;
  }
  save(tx, user_id, role, permit.actor(), now);
  enqueue(tx, kRoleChanged, user_id, {role}, now);
  tell_owners(tx, {.user_id = user_id, .role = role, .actor = to_text(permit.actor())}, owner_ids,
              staff_id_of(permit.actor()), now);
  record(tx, permit,
         {.subject = fmt::format("user:{}", user_id),
          .details = json::to_text(RoleDetails{.before = before, .after = role})},
         now);
  return before;
}

std::vector<std::int64_t> who_may(db::Tx& tx, Act act, std::vector<std::int64_t> owner_ids) {
  for (const auto& member : staff(tx)) {
    if (may(member.role, act) && std::ranges::find(owner_ids, member.user_id) == owner_ids.end()) {
      owner_ids.push_back(member.user_id);
    }
  }
  return owner_ids;
}

}  // namespace shop
