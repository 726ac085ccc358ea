// Messages from the shop to one customer.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <string_view>

#include "base/clock.h"
#include "db/core/tx.h"
#include "shop/core/acts/permit.h"

namespace shop {

// The longest text in UTF-16 units.
inline constexpr std::size_t kMaxCustomerMessage = 3500;

enum class MessageRefusal {
  unknown_customer,
  has_blocked_bot,  // it would not arrive
  no_text,
  long_text,
};

// Sends the text to the customer as it is (notice `shop_message`) and writes the audit log.
std::expected<void, MessageRefusal> write_to_customer(db::Tx& tx, std::int64_t user_id,
                                                      std::string_view text,
                                                      const Permit<Act::write_to_customer>& permit,
                                                      base::Timestamp now);

}  // namespace shop
