#include "bot/updates/chat_turns.h"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <deque>
#include <unordered_map>

namespace bot {

namespace asio = boost::asio;

struct ChatTurns::Lines {
  using Line = std::deque<Ticket*>;

  Limits limits;
  std::unordered_map<std::int64_t, Line> by_chat = {};
  std::size_t size = 0;
};

// A place in a chat's queue; the first has the turn. Leaves the queue when it is destroyed, even
// while it waits (shutdown).
class ChatTurns::Ticket {
 public:
  Ticket(std::shared_ptr<Lines> lines, std::int64_t chat_id, asio::any_io_executor executor)
      : lines_(std::move(lines)),
        chat_id_(chat_id),
        called_(executor, asio::steady_timer::time_point::max()) {
    lines_->by_chat[chat_id_].push_back(this);
    ++lines_->size;
  }
  Ticket(const Ticket&) = delete;
  Ticket& operator=(const Ticket&) = delete;

  ~Ticket() {
    --lines_->size;
    auto& line = lines_->by_chat[chat_id_];
    const bool was_first = is_first();
    std::erase(line, this);
    if (line.empty()) {
      lines_->by_chat.erase(chat_id_);
    } else if (was_first) {
      line.front()->called_.cancel();
    }
  }

  bool is_first() const { return lines_->by_chat[chat_id_].front() == this; }

  asio::awaitable<void> called() {
    while (!is_first()) {
      co_await called_.async_wait(asio::as_tuple(asio::use_awaitable));
    }
  }

 private:
  std::shared_ptr<Lines> lines_;
  std::int64_t chat_id_;
  asio::steady_timer called_;
};

ChatTurns::Turn::Turn(std::unique_ptr<Ticket> ticket) : ticket_(std::move(ticket)) {}
ChatTurns::Turn::Turn(Turn&&) noexcept = default;
ChatTurns::Turn& ChatTurns::Turn::operator=(Turn&&) noexcept = default;
ChatTurns::Turn::~Turn() = default;

ChatTurns::ChatTurns(Limits limits) : lines_(std::make_shared<Lines>(Lines{.limits = limits})) {}

std::size_t ChatTurns::size() const { return lines_->size; }

asio::awaitable<std::optional<ChatTurns::Turn>> ChatTurns::take(std::int64_t chat_id) {
  const auto line = lines_->by_chat.find(chat_id);
  const std::size_t waiting = line == lines_->by_chat.end() ? 0 : line->second.size();
  if (lines_->size >= lines_->limits.turns || waiting >= lines_->limits.turns_per_chat) {
    co_return std::nullopt;
  }
  auto ticket = std::make_unique<Ticket>(lines_, chat_id, co_await asio::this_coro::executor);
  co_await ticket->called();
  co_return Turn(std::move(ticket));
}

}  // namespace bot
