#include "telegram/testing/scripted_api.h"

#include <boost/asio/buffer.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/json/parse.hpp>
#include <charconv>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>

#include "net/core/headers.h"

namespace telegram::test {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

std::size_t content_length(std::string_view headers) {
  constexpr std::string_view kName = "content-length: ";
  for (std::size_t at = 0; at < headers.size(); ++at) {
    if (!net::equals_ignoring_case(headers.substr(at, kName.size()), kName)) {
      continue;
    }
    std::size_t length = 0;
    const char* const digits = headers.data() + at + kName.size();
    std::from_chars(digits, headers.data() + headers.size(), length);
    return length;
  }
  return 0;
}

Seen parse_head(std::string_view head) {
  const std::string_view target = head.substr(head.find(' ') + 1);
  const std::string_view path = target.substr(0, target.find(' '));
  return {.method = std::string(path.substr(path.rfind('/') + 1)),
          .path = std::string(path),
          .headers = std::string(head),
          .body = {}};
}

asio::awaitable<Seen> read_request(tcp::socket& socket, std::string& buffer) {
  const std::size_t head_size = co_await asio::async_read_until(
      socket, asio::dynamic_buffer(buffer), "\r\n\r\n", asio::use_awaitable);
  Seen request = parse_head(std::string_view(buffer).substr(0, head_size));
  buffer.erase(0, head_size);
  const std::size_t body_size = content_length(request.headers);
  if (buffer.size() < body_size) {
    co_await asio::async_read(socket, asio::dynamic_buffer(buffer),
                              asio::transfer_exactly(body_size - buffer.size()),
                              asio::use_awaitable);
  }
  request.body = buffer.substr(0, body_size);
  buffer.erase(0, body_size);
  co_return request;
}

}  // namespace

struct ScriptedApi::State {
  explicit State(asio::io_context& context)
      : acceptor(context, tcp::endpoint(asio::ip::address_v4::loopback(), 0)) {}

  tcp::acceptor acceptor;
  Script script = [](const Seen&) { return ok("true"); };
  std::vector<Seen> seen;
  int connections = 0;

  static asio::awaitable<void> accept(std::shared_ptr<State> state);
  static asio::awaitable<void> serve(std::shared_ptr<State> state, tcp::socket socket);
};

asio::awaitable<void> ScriptedApi::State::accept(std::shared_ptr<State> state) {
  for (;;) {
    tcp::socket socket = co_await state->acceptor.async_accept(asio::use_awaitable);
    ++state->connections;
    asio::co_spawn(state->acceptor.get_executor(), serve(state, std::move(socket)), asio::detached);
  }
}

asio::awaitable<void> ScriptedApi::State::serve(std::shared_ptr<State> state, tcp::socket socket) {
  std::string buffer;
  for (;;) {
    state->seen.push_back(co_await read_request(socket, buffer));
    const Reply reply = state->script(state->seen.back());
    if (reply.kind == Reply::Kind::drop) {
      co_return;
    }
    if (reply.kind == Reply::Kind::hold) {
      co_await asio::async_read(socket, asio::dynamic_buffer(buffer), asio::use_awaitable);
      co_return;
    }
    const std::string text = fmt::format(
        "HTTP/1.1 {} Status\r\nContent-Type: application/json\r\n"
        "Content-Length: {}\r\n\r\n{}",
        reply.status, reply.body.size(), reply.body);
    co_await asio::async_write(socket, asio::buffer(text), asio::use_awaitable);
  }
}

boost::json::value Seen::json() const {
  boost::system::error_code is_none;
  const boost::json::value value = boost::json::parse(body, is_none);
  return is_none ? boost::json::value() : value;
}

Reply ok(std::string_view result) {
  return {.body = fmt::format(R"({{"ok":true,"result":{}}})", result)};
}

Reply refused(int code, std::string_view description) {
  return {.status = code,
          .body = fmt::format(R"({{"ok":false,"error_code":{},"description":"{}"}})", code,
                              description)};
}

Reply too_many_requests(int retry_after_s) {
  return {.status = 429,
          .body = fmt::format(R"({{"ok":false,"error_code":429,"description":"Too Many Requests: )"
                              R"(retry after {0}","parameters":{{"retry_after":{0}}}}})",
                              retry_after_s)};
}

Reply sent_message(std::int64_t message_id) {
  return ok(fmt::format(R"({{"message_id":{},"date":1,"chat":{{"id":7,"type":"private"}}}})",
                        message_id));
}

ScriptedApi::ScriptedApi(asio::io_context& context) : state_(std::make_shared<State>(context)) {
  asio::co_spawn(context, State::accept(state_), asio::detached);
}

ScriptedApi::~ScriptedApi() { state_->acceptor.close(); }

std::string ScriptedApi::url() const {
  return fmt::format("http://127.0.0.1:{}", state_->acceptor.local_endpoint().port());
}

void ScriptedApi::answer_with(Script script) { state_->script = std::move(script); }

void ScriptedApi::answer_with(std::vector<Reply> replies) {
  state_->script = [replies = std::move(replies), next = std::size_t{0}](const Seen&) mutable {
    const std::size_t index = std::min(next++, replies.size() - 1);
    return replies[index];
  };
}

const std::vector<Seen>& ScriptedApi::seen() const { return state_->seen; }
int ScriptedApi::connections() const { return state_->connections; }

void ApiTest::run_until(const std::function<bool()>& is_true) {
  const auto deadline = std::chrono::steady_clock::now() + kPatience;
  while (!is_true()) {
    if (std::chrono::steady_clock::now() > deadline) {
      throw std::runtime_error("nothing happens");
    }
    context_.restart();
    context_.run_one_until(deadline);
  }
}

}  // namespace telegram::test
