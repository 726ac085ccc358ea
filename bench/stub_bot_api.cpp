#include "bench/stub_bot_api.h"

#include <array>
#include <boost/asio/write.hpp>
#include <charconv>
#include <memory>
#include <utility>

#include <fmt/format.h>

#include "bench/http_text.h"

namespace bench {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

std::string response(std::string_view result) {
  const auto body = fmt::format(R"({{"ok":true,"result":{}}})", result);
  return fmt::format(
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{}",
      body.size(), body);
}

const std::string& message_response() {
  static const auto text =
      response(R"({"message_id":7,"date":1767225600,"chat":{"id":7,"type":"private"},"text":"."})");
  return text;
}

const std::string& true_response() {
  static const auto text = response("true");
  return text;
}

const std::string& me_response() {
  static const auto text =
      response(R"({"id":1,"is_bot":true,"first_name":"Bench","username":"bench_bot"})");
  return text;
}

// Serves as both descriptions, and as the state of a webhook.
const std::string& nothing_response() {
  static const auto text = response(R"({"description":"","short_description":"","url":""})");
  return text;
}

std::int64_t chat_of(std::string_view body) {
  constexpr std::string_view kKey = R"("chat_id":)";
  const auto at = body.find(kKey);
  std::int64_t chat = 0;
  if (at != body.npos) {
    std::from_chars(body.data() + at + kKey.size(), body.data() + body.size(), chat);
  }
  return chat;
}

// Returns "sendMessage" for "POST /bot1:x/sendMessage HTTP/1.1".
std::string_view method_of(std::string_view start_line) {
  const auto path = start_line.substr(0, start_line.rfind(' '));
  return path.substr(path.rfind('/') + 1);
}

// One connection of the shop; lives as long as an operation on it is pending.
class Session : public std::enable_shared_from_this<Session> {
 public:
  Session(tcp::socket socket, StubBotApi& api) : socket_(std::move(socket)), api_(api) {
    socket_.set_option(tcp::no_delay(true));
  }

  void read() {
    socket_.async_read_some(asio::buffer(space_),
                            [self = shared_from_this()](error_code error, std::size_t count) {
                              if (error) {
                                return;
                              }
                              self->received_.append(self->space_.data(), count);
                              self->answer();
                            });
  }

 private:
  void answer() {
    output_.clear();
    while (const auto request = first_message(received_)) {
      output_ += api_.answer(request->start_line, request->body);
      received_.erase(0, request->size);
    }
    if (output_.empty()) {
      return read();
    }
    asio::async_write(socket_, asio::buffer(output_),
                      [self = shared_from_this()](error_code error, std::size_t) {
                        if (!error) {
                          self->read();
                        }
                      });
  }

  tcp::socket socket_;
  StubBotApi& api_;
  std::array<char, 16'384> space_{};
  std::string received_;
  std::string output_;
};

}  // namespace

StubBotApi::StubBotApi(EditSeen edit_seen)
    : edit_seen_(std::move(edit_seen)),
      acceptor_(thread_.io(), tcp::endpoint(asio::ip::address_v4::loopback(), 0)) {
  port_ = acceptor_.local_endpoint().port();
  asio::post(thread_.io(), [this] { accept(); });
}

StubBotApi::~StubBotApi() = default;

std::string StubBotApi::url() const { return fmt::format("http://127.0.0.1:{}", port_); }

StubBotApi::Counts StubBotApi::counts() const { return {.messages = messages_, .edits = edits_}; }

std::string_view StubBotApi::answer(std::string_view start_line, std::string_view body) {
  const auto method = method_of(start_line);
  if (method == "getMe") {
    return me_response();
  }
  if (method.starts_with("get")) {
    return nothing_response();
  }
  if (method.starts_with("send")) {
    ++messages_;
    return message_response();
  }
  if (method.starts_with("edit")) {
    ++edits_;
    if (edit_seen_) {
      edit_seen_(chat_of(body));
    }
    return message_response();
  }
  return true_response();
}

void StubBotApi::accept() {
  acceptor_.async_accept([this](error_code error, tcp::socket socket) {
    if (error) {
      return;
    }
    std::make_shared<Session>(std::move(socket), *this)->read();
    accept();
  });
}

}  // namespace bench
