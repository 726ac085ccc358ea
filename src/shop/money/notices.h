// Notices to customers about their money.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>

#include "shop/core/outbox.h"

namespace shop {

struct TransferNotice {
  std::int64_t transfer_id = 0;

  std::optional<std::int64_t> subject_id() const { return transfer_id; }
};
BOOST_DESCRIBE_STRUCT(TransferNotice, (), (transfer_id))

inline constexpr NoticeKind<TransferNotice> kAdjusted{"adjustment"};

}  // namespace shop
