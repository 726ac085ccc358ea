// Who helps the owners, in which role. Owners themselves are named in ADMIN_IDS and have no row.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/clock.h"
#include "db/core/tx.h"
#include "shop/core/acts/permit.h"

namespace shop {

inline constexpr int kMaxStaff = 100;

struct StaffMember {
  std::int64_t user_id = 0;
  Role role = Role::support;
  std::optional<std::string> username;
  std::string first_name;
  base::Timestamp given_at;
};
BOOST_DESCRIBE_STRUCT(StaffMember, (), (user_id, role, username, first_name, given_at))

// Managers first, then by when they got the role.
std::vector<StaffMember> staff(db::Tx& tx);

std::optional<Role> find_role(db::Tx& tx, std::int64_t user_id);
// The same, and nobody sets it until the transaction ends: among the first statements of what
// changes something for one of the staff who does not write to the bot.
std::optional<Role> hold_role(db::Tx& tx, std::int64_t user_id);

enum class RoleRefusal {
  unknown_customer,  // who has never written to the bot
  banned,
  owners_are_set,  // ADMIN_IDS names the owners
  too_many,        // kMaxStaff
};

// Gives the customer a role, or another one; an empty one takes it from them. Returns the role that
// they had. When that differs, tells them (notice `role_changed`) and those of the owners who hear
// of the staff and did not do it themselves (`staff_changed`), and writes the audit log.
std::expected<std::optional<Role>, RoleRefusal> set_role(db::Tx& tx, std::int64_t user_id,
                                                         std::optional<Role> role,
                                                         const Permit<Act::set_role>& permit,
                                                         base::Timestamp now,
                                                         std::span<const std::int64_t> owner_ids);

// The owners and those of the staff whose role may do the act, once each.
std::vector<std::int64_t> who_may(db::Tx& tx, Act act, std::vector<std::int64_t> owner_ids);

}  // namespace shop
