#include "bench/webhook.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <charconv>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>

#include "bench/http_text.h"

namespace bench {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

constexpr std::size_t kReadSize = 4'096;

// Returns 200 for "HTTP/1.1 200 OK".
int status_of(std::string_view status_line) {
  int status = 0;
  const auto digits = status_line.substr(status_line.find(' ') + 1);
  std::from_chars(digits.data(), digits.data() + digits.size(), status);
  return status;
}

}  // namespace

WebhookConnection::WebhookConnection(const asio::any_io_executor& executor,
                                     const WebhookAddress& address)
    : socket_(executor),
      port_(address.port),
      head_(fmt::format("POST {} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                        "X-Telegram-Bot-Api-Secret-Token: {}\r\nContent-Length: ",
                        address.path, address.secret)) {}

asio::awaitable<void> WebhookConnection::connect() {
  co_await socket_.async_connect({asio::ip::address_v4::loopback(), port_}, asio::use_awaitable);
  socket_.set_option(tcp::no_delay(true));
}

asio::awaitable<void> WebhookConnection::post(std::string_view update) {
  co_await exchange(update);
}

asio::awaitable<void> WebhookConnection::press(std::string_view update) {
  const auto body = co_await exchange(update);
  if (!body.contains(R"("method":"answerCallbackQuery")")) {
    throw std::runtime_error("A press was not answered.");
  }
}

// Posts an update; the body returned is valid until the next exchange.
asio::awaitable<std::string_view> WebhookConnection::exchange(std::string_view update) {
  output_ = fmt::format("{}{}\r\n\r\n{}", head_, update.size(), update);
  co_await asio::async_write(socket_, asio::buffer(output_), asio::use_awaitable);
  input_.clear();
  while (true) {
    const auto size = input_.size();
    input_.resize(size + kReadSize);
    const auto count = co_await socket_.async_read_some(
        asio::buffer(input_.data() + size, kReadSize), asio::use_awaitable);
    input_.resize(size + count);
    const auto response = first_message(input_);
    if (!response) {
      continue;
    }
    if (const int status = status_of(response->start_line); status != 200) {
      throw std::runtime_error(fmt::format("The webhook answered {}.", status));
    }
    co_return response->body;
  }
}

}  // namespace bench
