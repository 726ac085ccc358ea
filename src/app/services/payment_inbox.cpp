#include "app/services/payment_inbox.h"

#include <exception>
#include <utility>

#include "db/core/failure.h"
#include "json/json.h"
#include "shop/deposits/alert.h"
#include "telegram/update_run.h"

namespace app {
namespace {

namespace asio = boost::asio;

constexpr std::chrono::seconds kInboxPeriod{5};
constexpr std::chrono::hours kToldWithin{24};
constexpr int kAtOnce = 20;

// Without a usable id of Telegram's the update gets one that Telegram never gives.
base::Result<telegram::Update> read_kept(const shop::KeptUpdate& kept) {
  const auto json = json::parse_value(kept.body);
  if (!json) {
    return std::unexpected(json.error());
  }
  auto update = telegram::read_update(*json);
  if (!update) {
    update = telegram::read_payment(*json);
  }
  if (update && update->update_id == 0) {
    update->update_id = -kept.id;
  }
  return update;
}

}  // namespace

PaymentInbox::PaymentInbox(const asio::any_io_executor& executor, const Context& context,
                           telegram::UpdateHandler handler, std::vector<std::int64_t> owner_ids)
    : context_(context),
      handler_(std::move(handler)),
      owner_ids_(std::move(owner_ids)),
      alarm_(executor) {}

asio::awaitable<bool> PaymentInbox::keep(std::string json) {
  try {
    co_await context_.database.transact(
        [json = std::move(json), now = context_.clock.now()](db::Tx& tx) {
          shop::keep_update(tx, json, now);
          return true;
        });
  } catch (const db::Failure& failure) {
    context_.logger.error("A payment is not kept: {}", failure.what());
    co_return false;
  }
  is_woken_ = true;
  alarm_.ring();
  co_return true;
}

asio::awaitable<void> PaymentInbox::run() {
  while (!alarm_.is_stopped()) {
    is_woken_ = false;
    try {
      co_await book_due();
    } catch (const db::Failure& failure) {
      context_.logger.warn("Kept payments wait: {}", failure.what());
    }
    if (!is_woken_) {
      co_await alarm_.pause(kInboxPeriod);
    }
  }
}

std::optional<std::string> PaymentInbox::note() const {
  return unbooked_ == 0 ? std::nullopt
                        : std::optional(
                              "payments by Telegram Stars that could not be booked and "
                              "are tried again: " +
                              std::to_string(unbooked_));
}

asio::awaitable<void> PaymentInbox::book_due() {
  const auto due = co_await context_.database.read(
      [now = context_.clock.now()](db::Tx& tx) { return shop::due_updates(tx, now, kAtOnce); });
  for (const auto& kept : due) {
    if (alarm_.is_stopped()) {
      co_return;
    }
    const bool is_booked = co_await book(kept);
    co_await settle(kept, is_booked);
  }
  unbooked_ = co_await context_.database.read(shop::count_unbooked_updates);
}

asio::awaitable<bool> PaymentInbox::book(const shop::KeptUpdate& kept) {
  auto update = read_kept(kept);
  if (!update) {
    context_.logger.error("Kept update {} cannot be read: {}", kept.id, update.error().message);
    co_return false;
  }
  try {
    const auto handled = co_await handler_(*std::move(update));
    co_return handled.outcome == telegram::Handled::Outcome::done;
  } catch (const std::exception& defect) {
    context_.logger.error("Kept update {} failed: {}", kept.id, defect.what());
  }
  co_return false;
}

asio::awaitable<void> PaymentInbox::settle(shop::KeptUpdate kept, bool is_booked) {
  co_await context_.database.transact([kept = std::move(kept), is_booked, owners = owner_ids_,
                                       now = context_.clock.now()](db::Tx& tx) {
    if (is_booked) {
      shop::forget_kept_update(tx, kept.id);
      return true;
    }
    shop::put_off_update(tx, kept, now);
    if (kept.attempts == 0) {
      shop::raise_alert_once(tx, owners, {.alert = shop::AlertKind::payment_kept, .index = kept.id},
                             kToldWithin, now);
    }
    return true;
  });
  if (is_booked) {
    context_.logger.info("Kept update {} is booked.", kept.id);
  }
}

}  // namespace app
