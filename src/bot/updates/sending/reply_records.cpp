#include "bot/updates/sending/reply_records.h"

#include "shop/customers/customer.h"

namespace bot {

namespace asio = boost::asio;

asio::awaitable<void> ReplyRecords::write(std::function<void(db::Tx&)> write) {
  try {
    co_await database_.transact([write](db::Tx& tx) {
      write(tx);
      return true;
    });
  } catch (const db::Failure& failure) {
    logger_.warn("What was sent was not stored: {}", failure.what());
  }
}

asio::awaitable<std::optional<std::string>> ReplyRecords::read(
    std::function<std::optional<std::string>(db::Tx&)> read) {
  try {
    co_return co_await database_.read(read);
  } catch (const db::Failure& failure) {
    logger_.warn("A picture was not loaded: {}", failure.what());
  }
  co_return std::nullopt;
}

asio::awaitable<void> ReplyRecords::note(std::int64_t chat_id, telegram::ApiError error) {
  if (!telegram::is_chat_closed(error)) {
    logger_.warn("A reply to {} was not sent: {}", chat_id, telegram::to_text(error));
    co_return;
  }
  try {
    co_await database_.transact([chat_id](db::Tx& tx) { return shop::mark_blocked(tx, chat_id); });
  } catch (const db::Failure& failure) {
    logger_.warn("Customer {} blocked the bot and was not marked: {}", chat_id, failure.what());
  }
}

}  // namespace bot
