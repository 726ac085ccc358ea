#include "net/server/http_connection.h"

#include <algorithm>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <exception>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "net/core/body_file.h"
#include "net/core/problem.h"
#include "net/server/growing_body.h"
#include "net/server/header_scan.h"
#include "net/server/request_head.h"

namespace net {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using boost::system::error_code;
using Message = http::response<http::string_body>;

using Parser = http::request_parser<GrowingBody>;

// How much of a body is gathered before it goes to its file.
constexpr std::size_t kFilePartBytes = 65'536;
// How long and how much a refused peer may go on sending before it is cut off.
constexpr std::chrono::milliseconds kLingerTimeout{1'000};
constexpr std::size_t kLingerBytesMax = 64'000'000;
constexpr std::size_t kReadSize = 4'096;
// Of all chunks of a body together; no client is known to send any.
constexpr std::size_t kChunkExtensionBytesMax = 4'096;

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

Headers headers_of(const Parser::value_type& header) {
  Headers headers;
  for (const auto& field : header) {
    headers.add(std::string(field.name_string()), std::string(field.value()));
  }
  return headers;
}

Message to_message(ServerResponse response, unsigned version, bool keep_alive) {
  Message message(static_cast<http::status>(response.status), version);
  message.reason(reason_phrase(response.status));
  for (const auto& [name, value] : response.headers) {
    message.insert(name, value);
  }
  for (const auto& [name, value] :
       {std::pair("X-Content-Type-Options", "nosniff"), std::pair("Cache-Control", "no-store")}) {
    if (!response.headers.find(name)) {
      message.insert(name, value);
    }
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

// A request that is to be answered with `response`, unread, before the connection is closed; or
// nothing when the peer is gone.
using Refusal = std::optional<ServerResponse>;
using Step = std::expected<void, Refusal>;

class Connection final : public HttpConnection, public std::enable_shared_from_this<Connection> {
 public:
  Connection(asio::ip::tcp::socket socket, const ConnectionContext& context)
      : context_(context),
        stream_(std::move(socket)),
        buffer_(std::max(kReadSize, context.options.header_limit_bytes) + kReadSize),
        share_(context.bytes_in_hand),
        half_closed_timer_(stream_.get_executor()) {
    error_code ignored;
    stream_.socket().set_option(asio::ip::tcp::no_delay(true), ignored);
    stream_.socket().non_blocking(true, ignored);
    const auto peer = stream_.socket().remote_endpoint(ignored).address();
    peer_ = base::IpAddress::parse(peer.to_string().substr(0, peer.to_string().find('%')));
  }

  asio::awaitable<void> serve() override;
  void finish_soon() override;
  void cut() override;
  asio::cancellation_slot cancellation_slot() override { return cancellation_.slot(); }

 private:
  asio::awaitable<bool> wait_for_first_bytes();
  asio::awaitable<bool> serve_one();
  asio::awaitable<std::expected<ServerRequest, Refusal>> read(Parser& parser);
  asio::awaitable<Step> read_header(Parser& parser);
  asio::awaitable<Step> read_body(Parser& parser, ServerRequest& head);
  asio::awaitable<Step> receive_body(Parser& parser, std::size_t bytes_max, BodyFile* file);
  asio::awaitable<Step> pass_on(Parser& parser, BodyFile& file);
  Refusal refusal_of_file(const std::error_code& error);
  asio::awaitable<bool> receive();
  asio::awaitable<void> confirm_expectation(const Parser& parser);
  asio::awaitable<std::optional<Admission>> ask_gate(const ServerRequest& head);
  asio::awaitable<std::optional<ServerResponse>> answer(const ServerRequest& request);
  template <class Outcome, class Work>
  asio::awaitable<std::optional<Outcome>> watch(Work work, Outcome if_it_throws);
  asio::awaitable<bool> write(Message message, bool is_head);
  asio::awaitable<void> refuse(ServerResponse response, bool is_head);
  bool hold(std::size_t body_size) { return share_.set(buffer_.size() + body_size); }
  void watch_peer_soon();
  void watch_peer();
  void check_peer();
  void cancel_handler();

  const ConnectionContext& context_;
  beast::tcp_stream stream_;
  beast::flat_buffer buffer_;
  BytesInHand::Share share_;
  std::optional<base::IpAddress> peer_;
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
    if (!co_await serve_one()) {
      break;
    }
  }
  error_code ignored;
  stream_.socket().shutdown(asio::ip::tcp::socket::shutdown_both, ignored);
  stream_.close();
}

// False when the connection is over.
asio::awaitable<bool> Connection::serve_one() {
  Parser parser;
  auto request = co_await read(parser);
  const bool is_head = parser.get().method() == http::verb::head;
  if (!request) {
    if (auto& response = request.error()) {
      co_await refuse(*std::move(response), is_head);
    }
    co_return false;
  }
  const unsigned version = parser.get().version();
  const bool may_stay = parser.get().keep_alive();
  auto response = co_await answer(*request);
  if (!response || response->is_cut) {
    co_return false;
  }
  is_last_ = is_last_ || !may_stay;
  request->body = {};
  hold(0);
  co_return co_await write(to_message(*std::move(response), version, !is_last_), is_head);
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

asio::awaitable<std::expected<ServerRequest, Refusal>> Connection::read(Parser& parser) {
  auto header = co_await read_header(parser);
  if (!header) {
    co_return std::unexpected(std::move(header.error()));
  }
  const auto& fields = parser.get();
  auto head =
      make_request(std::string(fields.method_string()), fields.target(), headers_of(fields), peer_);
  if (!head) {
    co_return std::unexpected(problem(head.error()));
  }
  if (const int status = status_of_framing(head->headers, fields.version())) {
    co_return std::unexpected(refusal_of(status));
  }
  if (!parser.is_done()) {
    if (auto body = co_await read_body(parser, *head); !body) {
      co_return std::unexpected(std::move(body.error()));
    }
  }
  co_return *std::move(head);
}

asio::awaitable<Step> Connection::read_header(Parser& parser) {
  const auto& options = context_.options;
  HeaderScan scan(options.header_limit_bytes, options.header_lines_max);
  stream_.expires_after(options.header_timeout);
  for (auto state = HeaderScan::State::incomplete; state != HeaderScan::State::complete;) {
    const auto bytes = buffer_.cdata();
    state = scan.read({static_cast<const char*>(bytes.data()), bytes.size()});
    if (state == HeaderScan::State::malformed || state == HeaderScan::State::too_large) {
      co_return std::unexpected(refusal_of(state == HeaderScan::State::malformed ? 400 : 431));
    }
    if (!hold(0)) {
      co_return std::unexpected(refusal_of(503));
    }
    if (state == HeaderScan::State::incomplete && !co_await receive()) {
      co_return std::unexpected(std::nullopt);
    }
  }
  parser.header_limit(static_cast<std::uint32_t>(options.header_limit_bytes));
  parser.body_limit(boost::none);  // the gate says it
  error_code error;
  buffer_.consume(parser.put(buffer_.cdata(), error));
  const auto& header = parser.get();
  const bool names_host = header.count(http::field::host) == 1 || header.version() < 11;
  if (error || !names_host || !without_authority(header.target()).starts_with('/')) {
    co_return std::unexpected(refusal_of(400));
  }
  co_return Step();
}

// Adds to the buffer; false when the peer closed or is too slow. REQUIRES: the buffer has room.
asio::awaitable<bool> Connection::receive() {
  error_code error;
  const auto room = std::min(kReadSize, buffer_.max_size() - buffer_.size());
  const auto count = co_await stream_.async_read_some(
      buffer_.prepare(room), asio::redirect_error(asio::use_awaitable, error));
  buffer_.commit(count);
  co_return !error;
}

asio::awaitable<Step> Connection::read_body(Parser& parser, ServerRequest& head) {
  auto admission = co_await ask_gate(head);
  if (!admission) {
    co_return std::unexpected(std::nullopt);
  }
  if (!*admission) {
    co_return std::unexpected(std::move(admission->error()));
  }
  auto& room = **admission;
  const auto bytes_max =
      room.file ? room.bytes : std::min(room.bytes, context_.options.body_limit_bytes);
  if (parser.content_length().value_or(0) > bytes_max) {
    co_return std::unexpected(refusal_of(413));
  }
  co_await confirm_expectation(parser);
  auto received = co_await receive_body(parser, bytes_max, room.file.get());
  if (!received) {
    co_return std::unexpected(std::move(received.error()));
  }
  head.body = std::move(parser.get().body());
  head.file = std::move(room.file);
  co_return Step();
}

// What goes to a file may take as long as it needs, as long as something comes.
asio::awaitable<Step> Connection::receive_body(Parser& parser, std::size_t bytes_max,
                                               BodyFile* file) {
  std::size_t extension_bytes = 0;
  auto count_extensions = [&](std::uint64_t, std::string_view extensions, error_code& error) {
    extension_bytes += extensions.size();
    if (extension_bytes > kChunkExtensionBytesMax) {
      error = http::error::header_limit;
    }
  };
  parser.on_chunk_header(count_extensions);
  parser.body_limit(bytes_max);
  stream_.expires_after(context_.options.body_timeout);
  while (!parser.is_done()) {
    error_code error;
    co_await http::async_read_some(stream_, buffer_, parser,
                                   asio::redirect_error(asio::use_awaitable, error));
    if (error) {
      const int status = status_for(error);
      co_return std::unexpected(status == 0 ? Refusal() : refusal_of(status));
    }
    if (!hold(parser.get().body().size())) {
      co_return std::unexpected(refusal_of(503));
    }
    if (file) {
      if (auto passed = co_await pass_on(parser, *file); !passed) {
        co_return std::unexpected(std::move(passed.error()));
      }
    }
  }
  co_return Step();
}

asio::awaitable<Step> Connection::pass_on(Parser& parser, BodyFile& file) {
  auto& part = parser.get().body();
  std::error_code error;
  if (parser.is_done() || part.size() >= kFilePartBytes) {
    error = co_await file.append(std::exchange(part, {}));
  }
  if (!error && parser.is_done()) {
    error = co_await file.finish();
  }
  stream_.expires_after(context_.options.body_timeout);
  co_return error ? Step(std::unexpected(refusal_of_file(error))) : Step();
}

Refusal Connection::refusal_of_file(const std::error_code& error) {
  context_.logger.error("The body of a request could not be kept: {}", error.message());
  return is_full(error) ? refusal_of(507) : failed_inside();
}

// Tells a client that asked whether it may send its body to go on (RFC 9110, 10.1.1).
asio::awaitable<void> Connection::confirm_expectation(const Parser& parser) {
  const auto& header = parser.get();
  const bool asks = beast::iequals(header[http::field::expect], "100-continue");
  if (!asks || header.version() < 11) {
    co_return;
  }
  const http::response<http::empty_body> message(http::status::continue_, header.version());
  error_code ignored;  // a broken connection shows when the body is read
  stream_.expires_after(context_.options.write_timeout);
  co_await http::async_write(stream_, message, asio::redirect_error(asio::use_awaitable, ignored));
}

// Nothing when the peer went away meanwhile.
asio::awaitable<std::optional<Admission>> Connection::ask_gate(const ServerRequest& head) {
  if (!context_.options.gate) {
    co_return Admission(context_.options.body_limit_bytes);
  }
  co_return co_await watch([&] { return context_.options.gate(head); },
                           Admission(std::unexpected(failed_inside())));
}

// Nothing when the peer went away meanwhile.
asio::awaitable<std::optional<ServerResponse>> Connection::answer(const ServerRequest& request) {
  auto response = co_await watch([&] { return context_.handler(request); }, failed_inside());
  if (response && !response->headers.are_well_formed()) {
    context_.logger.error("A handler set a response header that is not well-formed.");
    co_return failed_inside();
  }
  co_return response;
}

// What `work` comes to; nothing when the peer went away meanwhile.
template <class Outcome, class Work>
asio::awaitable<std::optional<Outcome>> Connection::watch(Work work, Outcome if_it_throws) {
  ++request_number_;
  is_handling_ = true;
  watch_peer_soon();
  std::optional<Outcome> outcome;
  try {
    outcome = co_await work();
  } catch (const std::exception& failure) {
    if (is_handling_) {
      context_.logger.error("A request failed: {}", failure.what());
      outcome = std::move(if_it_throws);
    }
  }
  const bool peer_is_there = std::exchange(is_handling_, false) && stream_.socket().is_open();
  half_closed_timer_.cancel();
  if (!peer_is_there) {
    co_return std::nullopt;
  }
  error_code ignored;
  stream_.socket().cancel(ignored);
  co_return outcome;
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
asio::awaitable<void> Connection::refuse(ServerResponse response, bool is_head) {
  auto message = to_message(std::move(response), /*version=*/11, /*keep_alive=*/false);
  if (!co_await write(std::move(message), is_head)) {
    co_return;
  }
  error_code error;
  stream_.socket().shutdown(asio::ip::tcp::socket::shutdown_send, error);
  buffer_.clear();
  buffer_.shrink_to_fit();
  hold(0);
  stream_.expires_after(kLingerTimeout);
  for (std::size_t total = 0; !error && total < kLingerBytesMax;) {
    buffer_.clear();
    total += co_await stream_.async_read_some(buffer_.prepare(kReadSize),
                                              asio::redirect_error(asio::use_awaitable, error));
  }
}

// Not before the work waits for something: work that is done at once, as most gates are, saves the
// system calls.
void Connection::watch_peer_soon() {
  asio::post(stream_.get_executor(), [self = shared_from_this(), number = request_number_] {
    if (self->is_handling_ && self->request_number_ == number) {
      self->watch_peer();
    }
  });
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
