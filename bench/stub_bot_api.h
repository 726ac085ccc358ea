// A Bot API server that accepts every call, as fast as one thread can.
#pragma once

#include <atomic>
#include <boost/asio/ip/tcp.hpp>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "bench/event_thread.h"

namespace bench {

// Listens on loopback, keeps connections open, and answers each call at once as Telegram would,
// without checks: the sandbox is for those.
class StubBotApi {
 public:
  struct Counts {
    std::int64_t messages = 0;  // send…
    std::int64_t edits = 0;     // edit…
  };
  // Called on the stub's thread when the edit of a message has arrived.
  using EditSeen = std::function<void(std::int64_t chat_id)>;

  explicit StubBotApi(EditSeen edit_seen = nullptr);
  ~StubBotApi();
  StubBotApi(const StubBotApi&) = delete;
  StubBotApi& operator=(const StubBotApi&) = delete;

  // The value for TELEGRAM_API_URL.
  std::string url() const;
  Counts counts() const;
  // Counts a call and returns the answer. Runs on the stub's thread.
  std::string_view answer(std::string_view start_line, std::string_view body);

 private:
  void accept();

  EditSeen edit_seen_;
  std::atomic<std::int64_t> messages_ = 0;
  std::atomic<std::int64_t> edits_ = 0;
  std::uint16_t port_ = 0;
  EventThread thread_;
  boost::asio::ip::tcp::acceptor acceptor_;
};

}  // namespace bench
