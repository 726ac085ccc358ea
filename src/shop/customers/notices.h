// Notices to customers about themselves and their referees.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>

#include "shop/core/acts/rights.h"
#include "shop/core/outbox.h"

namespace shop {

struct ReferralNotice {
  std::int64_t user_id = 0;  // the newcomer

  std::optional<std::int64_t> subject_id() const { return user_id; }
};
BOOST_DESCRIBE_STRUCT(ReferralNotice, (), (user_id))

inline constexpr NoticeKind<ReferralNotice> kNewReferral{"new_referral"};

struct BanNotice {
  std::string reason;

  static std::optional<std::int64_t> subject_id() { return std::nullopt; }
};
BOOST_DESCRIBE_STRUCT(BanNotice, (), (reason))

inline constexpr NoticeKind<BanNotice> kBanned{"banned"};
inline constexpr NoticeKind<BanNotice> kUnbanned{"unbanned"};

struct RoleNotice {
  std::optional<Role> role;  // the reader's from now on

  static std::optional<std::int64_t> subject_id() { return std::nullopt; }
};
BOOST_DESCRIBE_STRUCT(RoleNotice, (), (role))

inline constexpr NoticeKind<RoleNotice> kRoleChanged{"role_changed"};

// To the other owners.
struct StaffNotice {
  std::int64_t user_id = 0;  // whose role it is
  std::optional<Role> role;  // from now on
  std::string actor;         // who gave or took it, as parse_actor reads

  std::optional<std::int64_t> subject_id() const { return user_id; }
};
BOOST_DESCRIBE_STRUCT(StaffNotice, (), (user_id, role, actor))

inline constexpr NoticeKind<StaffNotice> kStaffChanged{"staff_changed"};

}  // namespace shop
