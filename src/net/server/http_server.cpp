#include "net/server/http_server.h"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <charconv>
#include <exception>
#include <functional>
#include <unordered_map>
#include <utility>

#include "net/server/http_connection.h"

namespace net {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

// How long to wait when the process has run out of file descriptors.
constexpr std::chrono::milliseconds kAcceptPause{50};

// "127.0.0.1:8000", "[::1]:8000".
base::Result<tcp::endpoint> parse_endpoint(std::string_view text) {
  const auto colon = text.rfind(':');
  std::string_view host = text.substr(0, colon);
  const std::string_view port_text = colon == text.npos ? "" : text.substr(colon + 1);
  if (host.starts_with('[') && host.ends_with(']')) {
    host = host.substr(1, host.size() - 2);
  }
  std::uint16_t port = 0;
  const auto* end = port_text.data() + port_text.size();
  const auto [stop, number_error] = std::from_chars(port_text.data(), end, port);
  error_code error;
  const auto address = asio::ip::make_address(std::string(host), error);
  if (error || port_text.empty() || number_error != std::errc{} || stop != end) {
    return base::invalid(
        fmt::format("\"{}\" is not an address to listen on: write it like "
                    "127.0.0.1:8000 or [::1]:8000.",
                    text));
  }
  return tcp::endpoint(address, port);
}

}  // namespace

// The listening socket and the set of its connections; kept alive by them.
class HttpServer::Listener : public std::enable_shared_from_this<Listener> {
 public:
  Listener(const asio::any_io_executor& executor, Options options, Handler handler,
           base::Logger& logger)
      : context_{.bytes_in_hand = std::make_shared<BytesInHand>(options.bytes_in_hand_max),
                 .options = std::move(options),
                 .handler = std::move(handler),
                 .logger = logger},
        acceptor_(executor),
        drained_(executor) {}

  error_code listen(const tcp::endpoint& endpoint) {
    error_code error;
    acceptor_.open(endpoint.protocol(), error);
    if (!error) {
      acceptor_.set_option(tcp::acceptor::reuse_address(true), error);
    }
    if (!error) {
      acceptor_.bind(endpoint, error);
    }
    if (!error) {
      acceptor_.listen(asio::socket_base::max_listen_connections, error);
    }
    if (!error) {
      port_ = acceptor_.local_endpoint(error).port();
    }
    return error;
  }

  void run() {
    auto loop = [](std::shared_ptr<Listener> self) { return self->accept_forever(self); };
    asio::co_spawn(acceptor_.get_executor(), loop(shared_from_this()), log_failure());
  }

  std::uint16_t port() const { return port_; }

  asio::awaitable<void> stop() {
    const auto self = shared_from_this();
    close();
    for (const auto& [key, connection] : connections_) {
      connection->finish_soon();
    }
    if (!connections_.empty()) {
      drained_.expires_after(context_.options.stop_timeout);
      error_code ignored;
      co_await drained_.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    }
    if (!connections_.empty()) {
      context_.logger.warn("{} HTTP connections did not end in time and were cut.",
                           connections_.size());
    }
    cut_all();
  }

  void cut_all() {
    close();
    for (const auto& [key, connection] : connections_) {
      connection->cut();
    }
  }

 private:
  std::function<void(std::exception_ptr)> log_failure() {
    return [self = shared_from_this()](const std::exception_ptr& failure) {
      try {
        if (failure) {
          std::rethrow_exception(failure);
        }
      } catch (const std::exception& error) {
        self->context_.logger.error("The HTTP server lost a connection: {}", error.what());
      }
    };
  }

  void close() {
    error_code ignored;
    acceptor_.close(ignored);
  }

  static asio::awaitable<void> accept_forever(std::shared_ptr<Listener> self) {
    while (self->acceptor_.is_open()) {
      error_code error;
      auto socket =
          co_await self->acceptor_.async_accept(asio::redirect_error(asio::use_awaitable, error));
      if (!self->acceptor_.is_open()) {
        break;
      }
      if (error) {
        asio::steady_timer pause(self->acceptor_.get_executor(), kAcceptPause);
        co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, error));
      } else if (std::cmp_less(self->connections_.size(), self->context_.options.connections_max)) {
        self->adopt(std::move(socket));
      }
    }
  }

  void adopt(tcp::socket socket) {
    auto connection = HttpConnection::make(std::move(socket), context_);
    connections_.emplace(connection.get(), connection);
    asio::co_spawn(acceptor_.get_executor(), serve(shared_from_this(), connection),
                   asio::bind_cancellation_slot(connection->cancellation_slot(), log_failure()));
  }

  static asio::awaitable<void> serve(std::shared_ptr<Listener> self,
                                     std::shared_ptr<HttpConnection> connection) {
    const ConnectionRemoval removal{*self, connection.get()};
    co_await connection->serve();
  }

  // Removes the connection from the list however its coroutine ends.
  struct ConnectionRemoval {
    Listener& listener;
    HttpConnection* connection;
    ~ConnectionRemoval() {
      listener.connections_.erase(connection);
      if (listener.connections_.empty()) {
        listener.drained_.cancel();
      }
    }
  };

  ConnectionContext context_;
  tcp::acceptor acceptor_;
  asio::steady_timer drained_;
  std::uint16_t port_ = 0;
  std::unordered_map<HttpConnection*, std::shared_ptr<HttpConnection>> connections_;
};

base::Result<std::unique_ptr<HttpServer>> HttpServer::start(asio::any_io_executor executor,
                                                            Options options, Handler handler,
                                                            base::Logger& logger) {
  const auto endpoint = parse_endpoint(options.listen);
  if (!endpoint) {
    return std::unexpected(endpoint.error());
  }
  const std::string listen = options.listen;
  auto listener =
      std::make_shared<Listener>(executor, std::move(options), std::move(handler), logger);
  if (const auto error = listener->listen(*endpoint)) {
    return base::fail(base::ErrorKind::unavailable,
                      fmt::format("Cannot listen on {}: {}.", listen, error.message()));
  }
  listener->run();
  return std::unique_ptr<HttpServer>(new HttpServer(std::move(listener)));
}

HttpServer::HttpServer(std::shared_ptr<Listener> listener) : listener_(std::move(listener)) {}
HttpServer::~HttpServer() { listener_->cut_all(); }

std::uint16_t HttpServer::port() const { return listener_->port(); }
asio::awaitable<void> HttpServer::stop() { return listener_->stop(); }

}  // namespace net
