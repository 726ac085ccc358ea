// What a customer is told of a checkout that completed nothing.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>

#include "shop/core/outbox.h"

namespace shop {

struct CheckoutNotice {
  std::int64_t checkout_id = 0;

  std::optional<std::int64_t> subject_id() const { return checkout_id; }
};
BOOST_DESCRIBE_STRUCT(CheckoutNotice, (), (checkout_id))

// It was paid, but the price rose or no unit is left: its status says which.
inline constexpr NoticeKind<CheckoutNotice> kCheckoutEnded{"checkout_ended"};
// The reservation lives on while the payment is on the way.
inline constexpr NoticeKind<CheckoutNotice> kCheckoutHeld{"checkout_held"};

}  // namespace shop
