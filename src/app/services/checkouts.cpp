#include "app/services/checkouts.h"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <exception>
#include <memory>
#include <utility>

#include "shop/checkout/settlement.h"

namespace app {

namespace asio = boost::asio;

namespace {

constexpr std::chrono::seconds kPeriod{5};
// Between two rounds: what many transactions announce is looked at together.
constexpr std::chrono::milliseconds kGather{20};
constexpr int kRestForEachLook = 9;  // times as long

}  // namespace

Checkouts::Checkouts(const asio::any_io_executor& executor, const Context& context,
                     const shop::HoldTimes& times)
    : context_(context),
      times_(times),
      alarm_(executor),
      self_(std::make_shared<Checkouts*>(this)),
      listening_(context.database.listen([executor, self = std::weak_ptr(self_)] {
        asio::post(executor, [self] {
          if (const auto held = self.lock()) {
            (*held)->wake();
          }
        });
      })) {}

void Checkouts::wake() {
  if (!std::exchange(is_woken_, true)) {
    alarm_.ring();
  }
}

asio::awaitable<void> Checkouts::run() {
  while (!alarm_.is_stopped()) {
    try {
      co_await settle();
    } catch (const std::exception& failure) {
      context_.logger.warn("Purchases that wait for payments: {}", failure.what());
    }
    co_await rest();
  }
}

asio::awaitable<void> Checkouts::rest() {
  if (!is_woken_) {
    co_await alarm_.pause(kPeriod);
  }
  is_woken_ = true;  // so that nobody shortens the next pause
  co_await alarm_.pause(
      std::clamp<std::chrono::milliseconds>(looked_for_ * kRestForEachLook, kGather, kPeriod));
  is_woken_ = false;
}

asio::awaitable<std::vector<std::int64_t>> Checkouts::look() {
  const auto began = std::chrono::steady_clock::now();
  auto due =
      co_await context_.database.read([times = times_, now = context_.clock.now()](db::Tx& tx) {
        return shop::due_checkouts(tx, times, now);
      });
  looked_for_ =
      std::chrono::round<std::chrono::milliseconds>(std::chrono::steady_clock::now() - began);
  co_return due;
}

asio::awaitable<void> Checkouts::settle() {
  for (const auto id : co_await look()) {
    if (!alarm_.is_stopped()) {
      co_await settle(id);
    }
  }
}

asio::awaitable<void> Checkouts::settle(std::int64_t id) {
  try {
    const auto step = co_await context_.database.transact(
        [id, times = times_, now = context_.clock.now()](db::Tx& tx) {
          return shop::settle_checkout(tx, id, times, now);
        });
    if (step == shop::CheckoutStep::buy) {
      context_.logger.info("Checkout {} was paid and is completed", id);
    }
  } catch (const std::exception& failure) {
    context_.logger.warn("Checkout {} waits: {}", id, failure.what());
  }
}

}  // namespace app
