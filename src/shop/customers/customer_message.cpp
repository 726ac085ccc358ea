#include "shop/customers/customer_message.h"

#include <boost/describe.hpp>
#include <optional>
#include <string>

#include <fmt/format.h>

#include "base/text.h"
#include "json/json.h"
#include "shop/core/acts/audit_log.h"
#include "shop/customers/customer.h"
#include "shop/customers/notices.h"

namespace shop {
namespace {

// What the audit log says of it.
struct MessageDetails {
  std::string text;
};
BOOST_DESCRIBE_STRUCT(MessageDetails, (), (text))

std::optional<MessageRefusal> check_message(db::Tx& tx, std::int64_t user_id,
                                            std::string_view text) {
  if (text.empty()) {
    return MessageRefusal::no_text;
  }
  if (base::utf16_length(text) > kMaxCustomerMessage) {
    return MessageRefusal::long_text;
  }
  const auto customer = find_customer(tx, user_id);
  if (!customer) {
    return MessageRefusal::unknown_customer;
  }
  return customer->has_blocked_bot ? std::optional(MessageRefusal::has_blocked_bot) : std::nullopt;
}

}  // namespace

std::expected<void, MessageRefusal> write_to_customer(db::Tx& tx, std::int64_t user_id,
                                                      std::string_view text,
                                                      const Permit<Act::write_to_customer>& permit,
                                                      base::Timestamp now) {
  const std::string message(base::trim(text));
  if (const auto refusal = check_message(tx, user_id, message)) {
    return std::unexpected(*refusal);
  }
  enqueue(tx, kShopMessage, user_id, {message}, now);
  record(tx, permit,
         {.subject = fmt::format("user:{}", user_id),
          .details = json::to_text(MessageDetails{message})},
         now);
  return {};
}

}  // namespace shop
