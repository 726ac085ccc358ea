// Posts updates to the shop's webhook as Telegram does.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <cstdint>
#include <string>
#include <string_view>

namespace bench {

struct WebhookAddress {
  std::uint16_t port = 0;
  std::string path;
  std::string secret;
};

// One keep-alive connection; one update at a time. Throws boost::system::system_error when the
// connection breaks, and std::runtime_error when an answer is not 200.
class WebhookConnection {
 public:
  WebhookConnection(const boost::asio::any_io_executor& executor, const WebhookAddress& address);

  boost::asio::awaitable<void> connect();
  // Posts an update.
  boost::asio::awaitable<void> post(std::string_view update);
  // Posts a press; throws std::runtime_error unless the response answers it.
  boost::asio::awaitable<void> press(std::string_view update);

 private:
  boost::asio::awaitable<std::string_view> exchange(std::string_view update);

  boost::asio::ip::tcp::socket socket_;
  std::uint16_t port_;
  std::string head_;  // of a request, up to the value of Content-Length
  std::string output_;
  std::string input_;
};

}  // namespace bench
