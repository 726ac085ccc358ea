#include "app/services/jobs.h"

#include <tuple>
#include <utility>

#include "db/core/failure.h"
#include "shop/access/repeated_call.h"
#include "shop/core/outbox.h"
#include "shop/core/update_log.h"
#include "shop/deposits/coins/exchange_rate.h"
#include "shop/deposits/manual/pending_manual.h"
#include "shop/reports/daily_summary.h"
#include "shop/reports/sale_sums.h"
#include "shop/sales/reservation.h"
#include "shop/webhooks/delivery.h"

namespace app {
namespace {

namespace asio = boost::asio;

constexpr std::chrono::seconds kLease{90};  // longer than the period, so that work stays here
constexpr std::chrono::hours kForgetPeriod{1};
constexpr std::int64_t kImportedAtOnce = 10'000;
// Longer than a process sleeps that waits for SQLite's lock.
constexpr std::chrono::milliseconds kImportRest{110};
constexpr std::chrono::days kSentNoticeMemory{30};
constexpr std::chrono::days kRateMemory{90};

}  // namespace

Jobs::Jobs(const asio::any_io_executor& executor, const Context& context, const Options& options)
    : context_(context),
      options_(options),
      lease_("jobs", context_.database, context_.clock),
      alarm_(executor) {}

asio::awaitable<void> Jobs::run() {
  while (!alarm_.is_stopped()) {
    try {
      co_await work();
    } catch (const db::Failure& failure) {
      context_.logger.warn("Scheduled work waits for the database: {}", failure.what());
    }
    co_await alarm_.pause(options_.period);
  }
}

asio::awaitable<void> Jobs::work() {
  if (!co_await lease_.hold(kLease)) {
    co_return;
  }
  co_await release_expired();
  co_await remind_and_expire_deposits();
  co_await finish_imports();
  co_await sum_days();
  co_await send_daily_summary();
  if (context_.clock.now() - forgot_at_ >= kForgetPeriod) {
    co_await forget();
    forgot_at_ = context_.clock.now();
  }
}

asio::awaitable<void> Jobs::release_expired() {
  const int released = co_await context_.database.transact(
      [now = context_.clock.now()](db::Tx& tx) { return shop::release_expired(tx, now); });
  if (released > 0) {
    context_.logger.info("[CLEANUP] Released {} expired reservations", released);
  }
}

asio::awaitable<void> Jobs::remind_and_expire_deposits() {
  const auto [reminded, expired] = co_await context_.database.transact(
      [now = context_.clock.now(), owner_ids = options_.owner_ids](db::Tx& tx) {
        return std::pair(shop::remind_of_pending(tx, owner_ids, now),
                         shop::expire_pending(tx, now));
      });
  if (reminded + expired > 0) {
    context_.logger.info("Deposits without a decision: reminded of {}, {} expired", reminded,
                         expired);
  }
}

asio::awaitable<void> Jobs::finish_imports() {
  while (!alarm_.is_stopped() &&
         co_await context_.database.transact([now = context_.clock.now()](db::Tx& tx) {
           return shop::remove_given_up(tx, kImportedAtOnce, now);
         })) {
    co_await alarm_.pause(kImportRest);
  }
  const auto stopped = co_await context_.database.read(
      [now = context_.clock.now()](db::Tx& tx) { return shop::stopped_imports(tx, now); });
  for (const auto& import : stopped) {
    co_await finish(import);
  }
}

asio::awaitable<void> Jobs::finish(const shop::StagedImport& import) {
  for (std::int64_t left = 1; left > 0;) {
    if (alarm_.is_stopped()) {
      co_return;
    }
    left = co_await context_.database.transact(
        [id = import.id, now = context_.clock.now()](db::Tx& tx) {
          return shop::move_units(tx, id, kImportedAtOnce, now);
        });
    co_await alarm_.pause(kImportRest);
  }
  context_.logger.info("Finished an import that had been stopped: {} units", import.units);
}

// Each day in a transaction of its own: a shop that is new to this program may have many.
asio::awaitable<void> Jobs::sum_days() {
  while (!alarm_.is_stopped() &&
         co_await context_.database.transact(
             [zone = options_.zone, now = context_.clock.now()](db::Tx& tx) {
               return shop::sum_next_sales(tx, zone, now);
             })) {
  }
}

asio::awaitable<void> Jobs::send_daily_summary() {
  const int told = co_await context_.database.transact(
      [&options = options_, now = context_.clock.now()](db::Tx& tx) {
        return shop::send_daily_summary(tx, options.owner_ids, options.zone, now);
      });
  if (told > 0) {
    context_.logger.info("The summary of yesterday goes to {} people", told);
  }
}

asio::awaitable<void> Jobs::forget() {
  const auto [updates, notices, rates, deliveries, calls] =
      co_await context_.database.transact([now = context_.clock.now()](db::Tx& tx) {
        return std::tuple(shop::forget_old_updates(tx, now),
                          shop::prune_outbox(tx, now - kSentNoticeMemory),
                          shop::prune_rates(tx, now - kRateMemory),
                          shop::prune_webhook_deliveries(tx, now), shop::forget_old_calls(tx, now));
      });
  context_.logger.debug(
      "[CLEANUP] Forgot {} updates, {} sent notices, {} rates, {} deliveries to webhooks and {} "
      "calls of programs",
      updates, notices, rates, deliveries, calls);
}

}  // namespace app
