#include "shop/deposits/manual/review_message.h"

#include <fmt/format.h>

#include "db/core/columns.h"

namespace shop {

void remember_deposit_message(db::Tx& tx, std::int64_t deposit_id, std::int64_t user_id,
                              std::int64_t message_id) {
  tx.execute(
      "INSERT INTO deposit_messages (deposit_id, user_id, message_id) VALUES ($1, $2, $3) "
      "ON CONFLICT (deposit_id, user_id) DO UPDATE SET message_id = $3",
      deposit_id, user_id, message_id);
}

void forget_deposit_message(db::Tx& tx, std::int64_t user_id, std::int64_t message_id,
                            std::optional<std::int64_t> but) {
  tx.execute_later(
      "UPDATE deposit_messages SET message_id = NULL "
      "WHERE user_id = $1 AND message_id = $2 AND deposit_id <> $3",
      user_id, message_id, but.value_or(0));
}

std::optional<std::int64_t> find_deposit_message(db::Tx& tx, std::int64_t deposit_id,
                                                 std::int64_t user_id) {
  return tx.first<std::int64_t>(
      "SELECT message_id FROM deposit_messages "
      "WHERE deposit_id = $1 AND user_id = $2 AND message_id IS NOT NULL",
      deposit_id, user_id);
}

std::vector<DepositMessage> deposit_messages(db::Tx& tx, std::int64_t deposit_id) {
  return tx.all<DepositMessage>(
      fmt::format("SELECT {} FROM deposit_messages WHERE deposit_id = $1 ORDER BY user_id",
                  db::columns<DepositMessage>()),
      deposit_id);
}

}  // namespace shop
