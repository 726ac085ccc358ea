// A raw TCP peer and a thread that runs an io_context, for the tests of this folder and of those
// above it.
#pragma once

#include <boost/asio/buffer.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <future>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include <sys/socket.h>
#include <sys/time.h>

namespace net::test {

// Runs an io_context on a thread of its own until it is destroyed.
class Loop {
 public:
  ~Loop() {
    guard_.reset();
    context_.stop();
    thread_.join();
  }

  boost::asio::io_context& context() { return context_; }

  // Calls `body` on the loop's thread and returns what it returned.
  template <class Body>
  auto run(Body body) {
    std::packaged_task<decltype(body())()> task(std::move(body));
    auto result = task.get_future();
    boost::asio::post(context_, [&task] { task(); });
    return result.get();
  }

 private:
  boost::asio::io_context context_{1};
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> guard_ =
      boost::asio::make_work_guard(context_);
  std::thread thread_{[this] { context_.run(); }};
};

// A blocking peer that writes and reads raw bytes; each read waits for at most ten seconds.
class Peer {
 public:
  explicit Peer(std::uint16_t port) {
    socket_.connect({boost::asio::ip::address_v4::loopback(), port});
    limit_waiting();
  }
  // The other side of a connection that `acceptor` takes.
  explicit Peer(boost::asio::ip::tcp::acceptor& acceptor) {
    acceptor.accept(socket_);
    limit_waiting();
  }

  // False when the other side has closed.
  bool send(std::string_view bytes) {
    boost::system::error_code error;
    boost::asio::write(socket_, boost::asio::buffer(bytes), error);
    return !error;
  }

  // All that comes until the other side closes; "(timed out)" at the end when it does not.
  std::string read_to_end() {
    while (read_some()) {
    }
    return std::exchange(received_, {});
  }

  // What comes, up to and including `end`.
  std::string read_until(std::string_view end) {
    std::size_t at = std::string::npos;
    while ((at = received_.find(end)) == std::string::npos && read_some()) {
    }
    std::string bytes = received_.substr(0, at == std::string::npos ? at : at + end.size());
    received_.erase(0, bytes.size());
    return bytes;
  }

  // The next response: its header and as many bytes as Content-Length says.
  std::string read_response() {
    std::size_t header_end = std::string::npos;
    while ((header_end = received_.find("\r\n\r\n")) == std::string::npos && read_some()) {
    }
    if (header_end == std::string::npos) {
      return std::exchange(received_, {});
    }
    const auto field = received_.find("Content-Length: ");
    const auto length = field < header_end ? std::stoul(received_.substr(field + 16)) : 0;
    const auto size = header_end + 4 + length;
    while (received_.size() < size && read_some()) {
    }
    std::string response = received_.substr(0, size);
    received_.erase(0, size);
    return response;
  }

  void end_sending() { socket_.shutdown(boost::asio::ip::tcp::socket::shutdown_send); }
  void reset() {
    socket_.set_option(boost::asio::socket_base::linger(true, 0));
    socket_.close();
  }
  void close() { socket_.close(); }

 private:
  void limit_waiting() {
    const timeval limit{.tv_sec = 10, .tv_usec = 0};
    ::setsockopt(socket_.native_handle(), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  }

  // Reads with recv(2), because Asio's blocking read has no time limit.
  bool read_some() {
    char buffer[4'096];
    const auto count = ::recv(socket_.native_handle(), buffer, sizeof buffer, 0);
    if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
      received_ += "(timed out)";
    }
    if (count <= 0) {
      return false;
    }
    received_.append(buffer, static_cast<std::size_t>(count));
    return true;
  }

  boost::asio::io_context context_{1};
  boost::asio::ip::tcp::socket socket_{context_};
  std::string received_;
};

}  // namespace net::test
