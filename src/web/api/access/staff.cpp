// The staff and their roles.
#include "shop/customers/staff.h"

#include <algorithm>
#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "shop/customers/customer.h"
#include "web/api/operations.h"

namespace web {
namespace {

using shop::Act;

struct StaffView {
  std::int64_t user_id = 0;
  shop::Role role = shop::Role::support;
  std::optional<std::string> username;
  std::optional<std::string> first_name;    // empty: an owner who has never written to the bot
  std::optional<base::Timestamp> given_at;  // empty: an owner, named in ADMIN_IDS
};
BOOST_DESCRIBE_STRUCT(StaffView, (), (user_id, role, username, first_name, given_at))

struct StaffPath {
  std::int64_t user_id = 0;
};
BOOST_DESCRIBE_STRUCT(StaffPath, (), (user_id))

struct RoleBody {
  shop::Role role = shop::Role::support;
};
BOOST_DESCRIBE_STRUCT(RoleBody, (), (role))

constexpr ProblemKind kBanned{409, "banned", "The customer is banned."};
constexpr ProblemKind kOwnersAreSet{409, "owners_are_set",
                                    "Who is an owner says the setting ADMIN_IDS."};
constexpr ProblemKind kManyStaff{409, "too_many_staff",
                                 "The shop has as many staff as it may have."};

Problem role_problem(shop::RoleRefusal refusal) {
  switch (refusal) {
    case shop::RoleRefusal::unknown_customer:
      return kNotFound;
    case shop::RoleRefusal::banned:
      return kBanned;
    case shop::RoleRefusal::owners_are_set:
      return kOwnersAreSet;
    case shop::RoleRefusal::too_many:
      return kManyStaff;
  }
  std::unreachable();
}

bool is_owner(const Context& context, std::int64_t user_id) {
  return std::ranges::find(context.owner_ids, user_id) != context.owner_ids.end();
}

StaffView view_of_member(const shop::StaffMember& member) {
  return {.user_id = member.user_id,
          .role = member.role,
          .username = member.username,
          .first_name = member.first_name,
          .given_at = member.given_at};
}

std::optional<StaffView> find_member(db::Tx& tx, std::int64_t user_id) {
  for (const auto& member : shop::staff(tx)) {
    if (member.user_id == user_id) {
      return view_of_member(member);
    }
  }
  return std::nullopt;
}

Outcome<List<StaffView>> list_staff(db::Tx& tx, const Call<Act::set_role>& call) {
  List<StaffView> list;
  for (const auto id : call.context.owner_ids) {
    const auto owner = shop::find_customer(tx, id);
    list.items.push_back({.user_id = id,
                          .role = shop::Role::owner,
                          .username = owner ? owner->username : std::nullopt,
                          .first_name = owner ? std::optional(owner->first_name) : std::nullopt,
                          .given_at = std::nullopt});
  }
  for (const auto& member : shop::staff(tx)) {
    if (!is_owner(call.context, member.user_id)) {
      list.items.push_back(view_of_member(member));
    }
  }
  list.total = static_cast<std::int64_t>(list.items.size());
  return list;
}

Outcome<StaffView> give_role(db::Tx& tx, const Call<Act::set_role, StaffPath, RoleBody>& call) {
  const auto id = call.parameters.user_id;
  if (is_owner(call.context, id)) {
    return std::unexpected(Problem(kOwnersAreSet));
  }
  const auto before =
      shop::set_role(tx, id, call.body.role, call.permit, call.now, call.context.owner_ids);
  if (!before) {
    return std::unexpected(role_problem(before.error()));
  }
  return find_member(tx, id).value();
}

Outcome<Nothing> take_role(db::Tx& tx, const Call<Act::set_role, StaffPath>& call) {
  const auto id = call.parameters.user_id;
  if (is_owner(call.context, id)) {
    return std::unexpected(Problem(kOwnersAreSet));
  }
  const auto before =
      shop::set_role(tx, id, std::nullopt, call.permit, call.now, call.context.owner_ids);
  if (!before) {
    return std::unexpected(role_problem(before.error()));
  }
  return *before ? Outcome<Nothing>(Nothing()) : std::unexpected(Problem(kNotFound));
}

}  // namespace

void add_staff_operations(Api& api) {
  api.read({.method = "GET",
            .path = "/api/staff",
            .id = "listStaff",
            .subject = "Staff",
            .summary = "Lists the owners and those who help them.",
            .notes = {{"given_at", "When they got the role; owners are named in ADMIN_IDS."}}},
           &list_staff);
  api.write({.method = "PUT",
             .path = "/api/staff/{user_id}",
             .id = "giveRole",
             .subject = "Staff",
             .summary = "Gives a customer a role, or another one, and tells them.",
             .notes = {{"role", "`support` or `manager`."}},
             .problems = {kBanned, kOwnersAreSet, kManyStaff}},
            &give_role);
  api.write({.method = "DELETE",
             .path = "/api/staff/{user_id}",
             .id = "takeRole",
             .subject = "Staff",
             .summary = "Takes the role from one of the staff, and tells them.",
             .problems = {kOwnersAreSet}},
            &take_role);
}

}  // namespace web
