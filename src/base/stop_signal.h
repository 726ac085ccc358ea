// Cuts work short that runs on an executor.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/post.hpp>
#include <memory>
#include <utility>

namespace base {

// A cancellation signal for work that co_spawn has started. Such a signal reaches the work by way
// of the executor and has to be there when it does; this one is, even when it is destroyed right
// after emit(). All calls are made on the executor, which runs one thing at a time.
class StopSignal {
 public:
  explicit StopSignal(boost::asio::any_io_executor executor)
      : executor_(std::move(executor)),
        signal_(std::make_shared<boost::asio::cancellation_signal>()) {}

  boost::asio::cancellation_slot slot() { return signal_->slot(); }

  // Ends the work that is bound to the slot, soon.
  void emit() {
    signal_->emit(boost::asio::cancellation_type::terminal);
    boost::asio::post(executor_, [signal = signal_] {});
  }

 private:
  boost::asio::any_io_executor executor_;
  std::shared_ptr<boost::asio::cancellation_signal> signal_;
};

}  // namespace base
