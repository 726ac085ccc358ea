#include "shop/access/repeated_call.h"

#include "base/check.h"

namespace shop {
namespace {

struct StoredCall {
  std::string request;
  std::optional<std::string> answer;
};
BOOST_DESCRIBE_STRUCT(StoredCall, (), (request, answer))

}  // namespace

std::expected<std::optional<std::string>, CallConflict> begin_call(db::Tx& tx,
                                                                   const RepeatableCall& call,
                                                                   base::Timestamp now) {
  const auto claimed = tx.execute(
      "INSERT INTO api_answers (caller, key, request, created_at) VALUES ($1, $2, $3, $4) "
      "ON CONFLICT DO NOTHING",
      call.caller, call.key, call.request, now);
  if (claimed > 0) {
    return std::nullopt;
  }
  const auto stored =
      tx.one<StoredCall>("SELECT request, answer FROM api_answers WHERE caller = $1 AND key = $2",
                         call.caller, call.key);
  if (stored.request != call.request || !stored.answer) {
    return std::unexpected(CallConflict());
  }
  return stored.answer;
}

void end_call(db::Tx& tx, const RepeatableCall& call, std::string answer) {
  tx.execute("UPDATE api_answers SET answer = $3 WHERE caller = $1 AND key = $2", call.caller,
             call.key, answer);
}

std::int64_t forget_old_calls(db::Tx& tx, base::Timestamp now) {
  return tx.execute("DELETE FROM api_answers WHERE created_at < $1", now - kCallMemory);
}

}  // namespace shop
