#include "base/alarm.h"

#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>

namespace base {

namespace asio = boost::asio;

Alarm::Alarm(const asio::any_io_executor& executor)
    : timer_(executor), signal_(std::make_shared<asio::cancellation_signal>()) {}

asio::awaitable<void> Alarm::pause(std::chrono::milliseconds time) {
  if (is_stopped_) {
    co_return;
  }
  timer_.expires_after(time);
  boost::system::error_code ignored;  // ring() ends the pause
  co_await timer_.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
}

void Alarm::ring() { timer_.cancel(); }

// The signal reaches the work by way of the executor and has to be there when it does, even when
// the alarm is destroyed meanwhile.
void Alarm::stop() {
  if (std::exchange(is_stopped_, true)) {
    return;
  }
  ring();
  signal_->emit(asio::cancellation_type::terminal);
  asio::post(timer_.get_executor(), [signal = signal_] {});
}

asio::awaitable<void> Alarm::run(asio::awaitable<void> work) {
  try {
    co_await asio::co_spawn(timer_.get_executor(), std::move(work), until_stop());
  } catch (const boost::system::system_error&) {
    if (!is_stopped_) {
      throw;
    }
  }
}

}  // namespace base
