// Serializes work within a chat, in parallel across chats.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <cstdint>
#include <memory>
#include <optional>

namespace bot {

// Coroutines of the same chat take turns in the order in which they asked; those of other chats run
// in parallel. The number of turns is bounded. All calls on one thread, the event loop's.
class ChatTurns {
 public:
  struct Limits {
    std::size_t turns = 4'096;        // over all chats, waiting or running
    std::size_t turns_per_chat = 32;  // of one chat
  };

 private:
  struct Lines;
  class Ticket;

 public:
  // Holds the chat's turn for as long as it lives.
  class Turn {
   public:
    explicit Turn(std::unique_ptr<Ticket> ticket);
    Turn(Turn&&) noexcept;
    Turn& operator=(Turn&&) noexcept;
    ~Turn();

   private:
    std::unique_ptr<Ticket> ticket_;
  };

  explicit ChatTurns(Limits limits);
  ChatTurns() : ChatTurns(Limits{}) {}

  // Joins the queue when it is called, before anything is awaited. Nothing when the queue is full.
  boost::asio::awaitable<std::optional<Turn>> take(std::int64_t chat_id);

  // Turns that wait or run.
  std::size_t size() const;

 private:
  std::shared_ptr<Lines> lines_;
};

}  // namespace bot
