#include "net/core/bell.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>

namespace net {
namespace {

namespace asio = boost::asio;

// Removes the timer however the wait ends.
class Place {
 public:
  Place(std::set<asio::steady_timer*>& all, asio::steady_timer& mine) : all_(all), mine_(mine) {
    all_.insert(&mine_);
  }
  ~Place() { all_.erase(&mine_); }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;

 private:
  std::set<asio::steady_timer*>& all_;
  asio::steady_timer& mine_;
};

}  // namespace

void Bell::ring() {
  for (asio::steady_timer* timer : waiting_) {
    timer->cancel();
  }
}

asio::awaitable<void> Bell::wait_until(std::chrono::steady_clock::time_point deadline) {
  asio::steady_timer timer(co_await asio::this_coro::executor, deadline);
  const Place place(waiting_, timer);
  co_await timer.async_wait(asio::as_tuple(asio::use_awaitable));
  const asio::cancellation_state cancellation = co_await asio::this_coro::cancellation_state;
  if (cancellation.cancelled() != asio::cancellation_type::none) {
    throw boost::system::system_error(asio::error::operation_aborted);
  }
}

}  // namespace net
