// Notices to customers about their referees.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>

#include "shop/core/outbox.h"

namespace shop {

struct ReferralNotice {
  std::int64_t user_id = 0;  // the newcomer

  std::optional<std::int64_t> subject_id() const { return user_id; }
};
BOOST_DESCRIBE_STRUCT(ReferralNotice, (), (user_id))

inline constexpr NoticeKind<ReferralNotice> kNewReferral{"new_referral"};

}  // namespace shop
