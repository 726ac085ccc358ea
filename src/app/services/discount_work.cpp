#include "app/services/discount_work.h"

#include <chrono>
#include <cstdint>
#include <exception>

#include "shop/stock/discounts/bulk_discount.h"

namespace app {

namespace asio = boost::asio;

namespace {

constexpr std::chrono::seconds kLookPeriod{2};
// Between two pieces. SQLite has one writer at a time: others get their turn.
constexpr std::chrono::milliseconds kPieceRest{5};

}  // namespace

asio::awaitable<void> DiscountWork::run() {
  while (!alarm_.is_stopped()) {
    try {
      co_await end_due();
      co_await continue_unfinished();
      co_await forget_undo();
    } catch (const std::exception& failure) {
      context_.logger.warn("Discounts wait for the database: {}", failure.what());
    }
    co_await alarm_.pause(kLookPeriod);
  }
}

asio::awaitable<void> DiscountWork::end_due() {
  std::int64_t total = 0;
  for (std::int64_t ended = shop::kChangedAtOnce;
       ended == shop::kChangedAtOnce && !alarm_.is_stopped();) {
    ended = co_await context_.database.transact(
        [now = context_.clock.now()](db::Tx& tx) { return shop::end_due_discounts(tx, now); });
    total += ended;
    co_await alarm_.pause(kPieceRest);
  }
  if (total > 0) {
    context_.logger.info("Discounts of {} units have ended", total);
  }
}

asio::awaitable<void> DiscountWork::continue_unfinished() {
  while (!alarm_.is_stopped() && co_await context_.database.read(
                                     [](db::Tx& tx) { return shop::has_unfinished_changes(tx); })) {
    co_await context_.database.transact([now = context_.clock.now()](db::Tx& tx) {
      shop::continue_bulk_change(tx, now);
      return true;
    });
    co_await alarm_.pause(kPieceRest);
  }
}

asio::awaitable<void> DiscountWork::forget_undo() {
  while (!alarm_.is_stopped() &&
         co_await context_.database.transact(
             [now = context_.clock.now()](db::Tx& tx) { return shop::forget_undo(tx, now); })) {
    co_await alarm_.pause(kPieceRest);
  }
}

}  // namespace app
