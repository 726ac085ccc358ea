// Pauses that can be ended early, and work that can be cut short.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>
#include <chrono>
#include <memory>
#include <optional>
#include <utility>

namespace base {

// What something that works until it is told to stop waits by. All calls are made on the executor,
// which runs one thing at a time.
class Alarm {
 public:
  explicit Alarm(const boost::asio::any_io_executor& executor);

  // Until the time is over, or ring(); after stop() no longer than a moment.
  // REQUIRES: one pauses at a time; the alarm outlives the pause.
  boost::asio::awaitable<void> pause(std::chrono::milliseconds time);

  // Ends the pause under way, if there is one.
  void ring();

  // Ends the pause and cancels the work under way; later pauses end at once. Harmless when
  // repeated.
  void stop();

  bool is_stopped() const { return is_stopped_; }

  // What `work` results in; nothing when stop() has cut it short.
  // REQUIRES: one works at a time; the alarm outlives the work.
  template <class T>
  boost::asio::awaitable<std::optional<T>> run(boost::asio::awaitable<T> work) {
    try {
      co_return co_await boost::asio::co_spawn(timer_.get_executor(), std::move(work),
                                               until_stop());
    } catch (const boost::system::system_error&) {
      if (!is_stopped_) {
        throw;
      }
    }
    co_return std::nullopt;
  }
  boost::asio::awaitable<void> run(boost::asio::awaitable<void> work);

 private:
  using UntilStop = boost::asio::cancellation_slot_binder<boost::asio::use_awaitable_t<>,
                                                          boost::asio::cancellation_slot>;
  UntilStop until_stop() {
    return boost::asio::bind_cancellation_slot(signal_->slot(), boost::asio::use_awaitable);
  }

  boost::asio::steady_timer timer_;
  std::shared_ptr<boost::asio::cancellation_signal> signal_;
  bool is_stopped_ = false;
};

}  // namespace base
