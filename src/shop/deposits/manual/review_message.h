// Which message of a chat shows a deposit, so that it can be edited when the deposit changes: the
// owners' reviews and the customer's progress of confirmations.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <vector>

#include "db/core/tx.h"

namespace shop {

struct DepositMessage {
  std::int64_t user_id = 0;                // whose private chat
  std::optional<std::int64_t> message_id;  // not before it is sent, nor once it shows another thing
};
BOOST_DESCRIBE_STRUCT(DepositMessage, (), (user_id, message_id))

// From now on that message shows the deposit in that chat.
void remember_deposit_message(db::Tx& tx, std::int64_t deposit_id, std::int64_t user_id,
                              std::int64_t message_id);

// That message shows another thing now: no deposit in that chat, or only `but`.
void forget_deposit_message(db::Tx& tx, std::int64_t user_id, std::int64_t message_id,
                            std::optional<std::int64_t> but);

// The message that shows it there; empty: none does.
std::optional<std::int64_t> find_deposit_message(db::Tx& tx, std::int64_t deposit_id,
                                                 std::int64_t user_id);

// Every chat that was told of the deposit and is kept up to date, by user id.
std::vector<DepositMessage> deposit_messages(db::Tx& tx, std::int64_t deposit_id);

}  // namespace shop
