#include "bench/closed_loop.h"

#include <boost/asio/co_spawn.hpp>
#include <utility>

namespace bench {

namespace asio = boost::asio;

ClosedLoop::ClosedLoop(const WebhookAddress& address, int clients, Turn turn)
    : turn_(std::move(turn)), running_(clients) {
  for (int i = 0; i < clients; ++i) {
    asio::co_spawn(thread_.io(), run_client(address), [this](const std::exception_ptr& failure) {
      if (failure && !has_failed_) {
        failure_ = failure;
        has_failed_ = true;
      }
      running_.count_down();
    });
  }
}

ClosedLoop::~ClosedLoop() { stop(); }

std::int64_t ClosedLoop::turns() const {
  if (has_failed_) {
    std::rethrow_exception(failure_);
  }
  return turns_;
}

void ClosedLoop::stop() {
  is_stopping_ = true;
  running_.wait();
}

asio::awaitable<void> ClosedLoop::run_client(const WebhookAddress& address) {
  WebhookConnection connection(thread_.io().get_executor(), address);
  co_await connection.connect();
  while (!is_stopping_) {
    co_await turn_(connection);
    ++turns_;
  }
}

}  // namespace bench
