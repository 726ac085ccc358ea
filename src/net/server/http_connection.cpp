#include "net/server/http_connection.h"

#include <algorithm>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <exception>
#include <optional>
#include <utility>

#include "base/text.h"
#include "net/core/problem.h"

namespace net {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using boost::system::error_code;
using Parser = http::request_parser<http::string_body>;
using Message = http::response<http::string_body>;

// How long and how much a refused peer may go on sending before it is cut off.
constexpr std::chrono::milliseconds kLingerTimeout{1'000};
constexpr std::size_t kLingerBytesMax = 1'000'000;
constexpr std::size_t kReadSize = 4'096;

// The status for a request that could not be read, or 0 when the peer is gone.
int status_for(const error_code& error) {
  if (error == http::error::header_limit || error == http::error::buffer_overflow) {
    return 431;
  }
  if (error == http::error::body_limit) {
    return 413;
  }
  if (error == http::error::end_of_stream || error == http::error::partial_message) {
    return 0;
  }
  const bool is_syntax = error.category() == make_error_code(http::error::bad_method).category();
  return is_syntax ? 400 : 0;
}

std::string_view detail_for(int status) {
  if (status == 431) {
    return "The header of the request is too large.";
  }
  if (status == 413) {
    return "The body of the request is too large.";
  }
  return "The request does not follow HTTP.";
}

// The path and query of an origin-form or absolute-form target (RFC 9112, 3.2).
std::string_view without_authority(std::string_view target) {
  const auto scheme_end = target.find("://");
  if (target.starts_with('/') || scheme_end == target.npos) {
    return target;
  }
  const auto slash = target.find('/', scheme_end + 3);
  return slash == target.npos ? "/" : target.substr(slash);
}

bool is_forwarded(const Headers& headers) {
  return headers.find("Forwarded") || headers.find("X-Forwarded-For") || headers.find("X-Real-IP");
}

base::Result<ServerRequest> to_request(Parser::value_type&& message, bool peer_is_loopback) {
  const std::string_view target = without_authority(message.target());
  const auto question = std::min(target.find('?'), target.size());
  auto query = Query::parse(target.substr(std::min(question + 1, target.size())));
  if (!query) {
    return std::unexpected(query.error());
  }

  ServerRequest request;
  request.method = message.method_string();
  request.path = target.substr(0, question);
  request.query = std::move(*query);
  for (const auto& field : message) {
    request.headers.add(std::string(field.name_string()), std::string(field.value()));
  }
  request.body = std::move(message.body());
  request.peer_is_loopback = peer_is_loopback && !is_forwarded(request.headers);
  return request;
}

Message to_message(ServerResponse response, unsigned version, bool keep_alive) {
  Message message(static_cast<http::status>(response.status), version);
  message.reason(reason_phrase(response.status));
  for (const auto& [name, value] : response.headers) {
    message.insert(name, value);
  }
  message.keep_alive(keep_alive);
  const bool has_no_body = response.status == 204 || response.status == 304;
  if (has_no_body) {
    return message;
  }
  message.content_length(response.body.size());
  message.body() = std::move(response.body);
  return message;
}

class Connection final : public HttpConnection, public std::enable_shared_from_this<Connection> {
 public:
  Connection(asio::ip::tcp::socket socket, const ConnectionContext& context)
      : context_(context), stream_(std::move(socket)), half_closed_timer_(stream_.get_executor()) {
    error_code ignored;
    stream_.socket().set_option(asio::ip::tcp::no_delay(true), ignored);
    stream_.socket().non_blocking(true, ignored);
    peer_is_loopback_ = stream_.socket().remote_endpoint(ignored).address().is_loopback();
  }

  asio::awaitable<void> serve() override;
  void finish_soon() override;
  void cut() override;
  asio::cancellation_slot cancellation_slot() override { return cancellation_.slot(); }

 private:
  asio::awaitable<bool> wait_for_first_bytes();
  asio::awaitable<int> read(Parser& parser);
  asio::awaitable<void> confirm_expectation(const Parser& parser);
  asio::awaitable<std::optional<ServerResponse>> answer(Parser::value_type&& message);
  asio::awaitable<std::optional<ServerResponse>> call_handler(const ServerRequest& request);
  asio::awaitable<bool> write(Message message, bool is_head);
  asio::awaitable<void> refuse(int status);
  void watch_peer();
  void check_peer();
  void cancel_handler();

  const ConnectionContext& context_;
  beast::tcp_stream stream_;
  beast::flat_buffer buffer_;
  bool peer_is_loopback_ = false;
  bool is_idle_ = false;
  bool is_last_ = false;

  // About the handler that runs now.
  bool is_handling_ = false;
  std::uint64_t request_number_ = 0;
  asio::cancellation_signal cancellation_;
  asio::steady_timer half_closed_timer_;
};

asio::awaitable<void> Connection::serve() {
  while (!is_last_ && co_await wait_for_first_bytes()) {
    Parser parser;
    const int failure = co_await read(parser);
    if (failure != 0) {
      co_await refuse(failure);
      break;
    }
    if (!parser.is_done()) {
      break;  // the peer went away in the middle
    }

    const bool is_head = parser.get().method() == http::verb::head;
    const unsigned version = parser.get().version();
    const bool may_stay = parser.get().keep_alive();
    auto response = co_await answer(parser.release());
    if (!response || response->is_cut) {
      break;
    }
    is_last_ = is_last_ || !may_stay;
    if (!co_await write(to_message(std::move(*response), version, !is_last_), is_head)) {
      break;
    }
  }
  error_code ignored;
  stream_.socket().shutdown(asio::ip::tcp::socket::shutdown_both, ignored);
  stream_.close();
}

void Connection::finish_soon() {
  is_last_ = true;
  if (is_idle_) {
    stream_.close();
  }
}

void Connection::cut() {
  is_last_ = true;
  stream_.close();
  cancel_handler();
}

// False when the peer closed or stayed silent.
asio::awaitable<bool> Connection::wait_for_first_bytes() {
  if (buffer_.size() > 0) {
    co_return true;  // a pipelined request
  }
  is_idle_ = true;
  error_code error;
  stream_.expires_after(context_.options.idle_timeout);
  const auto count = co_await stream_.async_read_some(
      buffer_.prepare(kReadSize), asio::redirect_error(asio::use_awaitable, error));
  buffer_.commit(count);
  is_idle_ = false;
  co_return !error;
}

// 0, or the status of the refusal; `parser` is not done when the peer is gone.
asio::awaitable<int> Connection::read(Parser& parser) {
  parser.header_limit(static_cast<std::uint32_t>(context_.options.header_limit_bytes));
  parser.body_limit(context_.options.body_limit_bytes);
  error_code error;
  stream_.expires_after(context_.options.header_timeout);
  co_await http::async_read_header(stream_, buffer_, parser,
                                   asio::redirect_error(asio::use_awaitable, error));
  if (error) {
    co_return status_for(error);
  }
  const auto& header = parser.get();
  const bool names_host = header.count(http::field::host) == 1 || header.version() < 11;
  if (!names_host || !without_authority(header.target()).starts_with('/')) {
    co_return 400;
  }
  if (parser.is_done()) {
    co_return 0;
  }

  co_await confirm_expectation(parser);
  stream_.expires_after(context_.options.body_timeout);
  co_await http::async_read(stream_, buffer_, parser,
                            asio::redirect_error(asio::use_awaitable, error));
  co_return error ? status_for(error) : 0;
}

// Tells a client that asked whether it may send its body to go on (RFC 9110, 10.1.1).
asio::awaitable<void> Connection::confirm_expectation(const Parser& parser) {
  if (!beast::iequals(parser.get()[http::field::expect], "100-continue")) {
    co_return;
  }
  const http::response<http::empty_body> message(http::status::continue_, parser.get().version());
  error_code ignored;  // a broken connection shows when the body is read
  stream_.expires_after(context_.options.write_timeout);
  co_await http::async_write(stream_, message, asio::redirect_error(asio::use_awaitable, ignored));
}

// Nothing when the peer went away meanwhile.
asio::awaitable<std::optional<ServerResponse>> Connection::answer(Parser::value_type&& message) {
  const auto request = to_request(std::move(message), peer_is_loopback_);
  if (!request) {
    co_return problem(request.error());
  }
  auto response = co_await call_handler(*request);
  if (response && !response->headers.are_well_formed()) {
    context_.logger.error("A handler set a response header that is not well-formed.");
    co_return problem(500, "The request failed inside.");
  }
  co_return response;
}

asio::awaitable<std::optional<ServerResponse>> Connection::call_handler(
    const ServerRequest& request) {
  ++request_number_;
  is_handling_ = true;
  watch_peer();
  std::optional<ServerResponse> response;
  try {
    response = co_await context_.handler(request);
  } catch (const std::exception& failure) {
    if (is_handling_) {
      context_.logger.error("A {} request failed: {}", request.method, failure.what());
      response = problem(500, "The request failed inside.");
    }
  }
  const bool peer_is_there = std::exchange(is_handling_, false) && stream_.socket().is_open();
  half_closed_timer_.cancel();
  if (!peer_is_there) {
    co_return std::nullopt;
  }
  error_code ignored;
  stream_.socket().cancel(ignored);
  co_return response;
}

asio::awaitable<bool> Connection::write(Message message, bool is_head) {
  error_code error;
  stream_.expires_after(context_.options.write_timeout);
  if (is_head) {
    http::response_serializer<http::string_body> serializer(message);
    co_await http::async_write_header(stream_, serializer,
                                      asio::redirect_error(asio::use_awaitable, error));
  } else {
    co_await http::async_write(stream_, message, asio::redirect_error(asio::use_awaitable, error));
  }
  co_return !error;
}

// Sends the reason, then reads on for a while: closing a socket with unread bytes resets the
// connection, and the peer might lose the answer.
asio::awaitable<void> Connection::refuse(int status) {
  const auto response = problem(status, detail_for(status));
  if (!co_await write(to_message(response, /*version=*/11, /*keep_alive=*/false), false)) {
    co_return;
  }
  error_code error;
  stream_.socket().shutdown(asio::ip::tcp::socket::shutdown_send, error);
  stream_.expires_after(kLingerTimeout);
  for (std::size_t total = 0; !error && total < kLingerBytesMax;) {
    buffer_.clear();
    total += co_await stream_.async_read_some(buffer_.prepare(kReadSize),
                                              asio::redirect_error(asio::use_awaitable, error));
  }
}

void Connection::watch_peer() {
  stream_.socket().async_wait(
      asio::ip::tcp::socket::wait_read,
      [self = shared_from_this(), number = request_number_](const error_code& error) {
        const bool is_current = self->is_handling_ && self->request_number_ == number;
        if (!error && is_current) {
          self->check_peer();
        }
      });
}

// Called when there is something to read while a handler runs. A byte that can be read is a
// pipelined request: it is left for later, and the watch ends.
void Connection::check_peer() {
  char byte = 0;
  error_code error;
  stream_.socket().receive(asio::buffer(&byte, 1), asio::ip::tcp::socket::message_peek, error);
  if (error == asio::error::would_block) {
    watch_peer();
  } else if (error == asio::error::eof) {
    half_closed_timer_.expires_after(context_.options.half_closed_timeout);
    half_closed_timer_.async_wait(
        [self = shared_from_this(), number = request_number_](const error_code& cancelled) {
          if (!cancelled && self->request_number_ == number) {
            self->cancel_handler();
          }
        });
  } else if (error) {
    cancel_handler();
  }
}

void Connection::cancel_handler() {
  if (std::exchange(is_handling_, false)) {
    cancellation_.emit(asio::cancellation_type::terminal);
  }
}

}  // namespace

std::shared_ptr<HttpConnection> HttpConnection::make(asio::ip::tcp::socket socket,
                                                     const ConnectionContext& context) {
  return std::make_shared<Connection>(std::move(socket), context);
}

}  // namespace net
