#include "telegram/long_poll.h"

#include <algorithm>
#include <utility>

namespace telegram {
namespace {

constexpr std::chrono::seconds kAnswerSlack{15};  // for the answer after Telegram's own time-out
constexpr std::chrono::seconds kFarewellTimeout{3};
constexpr int kThrowsMax = 3;

// The error that ends long polling, or none when asking again can help.
std::optional<base::Error> fatal_error(const ApiError& error) {
  if (error.kind == ApiErrorKind::unauthorized) {
    return token_refused();
  }
  if (error.kind != ApiErrorKind::conflict) {
    return std::nullopt;
  }
  if (error.description.contains("webhook")) {
    return base::Error{
        base::ErrorKind::conflict,
        "A webhook is set for this bot, so Telegram gives no updates to long polling: set "
        "WEBHOOK_URL, or remove the webhook by opening "
        "https://api.telegram.org/bot<BOT_TOKEN>/deleteWebhook, and start again."};
  }
  return base::Error{base::ErrorKind::conflict,
                     "Another process receives this bot's updates: only one may poll. Stop the "
                     "other one, or give this one a bot of its own, and start again."};
}

}  // namespace

LongPoll::LongPoll(Client& client, const boost::asio::any_io_executor& executor,
                   UpdateHandler handler, base::Random& random, base::Logger& logger,
                   const Options& options)
    : client_(client),
      executor_(executor),
      handler_(std::move(handler)),
      random_(random),
      logger_(logger),
      options_(options),
      alarm_(executor) {}

boost::asio::awaitable<ApiResult<boost::json::value>> LongPoll::fetch() {
  confirmed_ = offset_;
  const GetUpdates method{.offset = offset_,
                          .limit = options_.batch,
                          .timeout = static_cast<int>(options_.timeout.count()),
                          .allowed_updates = {kAllowedUpdates.begin(), kAllowedUpdates.end()}};
  auto batch = co_await alarm_.run(client_.call(method, options_.timeout + kAnswerSlack));
  co_return std::move(batch).value_or(std::unexpected(ApiError{.kind = ApiErrorKind::stopped}));
}

// Without it the last batch would come again at the next start, and what only reads has no other
// memory of it. What the answer holds is not looked at, and so comes again.
boost::asio::awaitable<void> LongPoll::confirm_the_last() {
  if (confirmed_ == offset_) {
    co_return;
  }
  const GetUpdates method{.offset = offset_,
                          .limit = 1,
                          .timeout = 0,
                          .allowed_updates = {kAllowedUpdates.begin(), kAllowedUpdates.end()}};
  const auto answer = co_await client_.call(method, kFarewellTimeout);
  if (!answer) {
    logger_.warn("The last updates are not confirmed: {}", to_text(answer.error()));
  }
}

// What can be read of a batch. The others are logged, and never asked for again.
std::vector<Update> LongPoll::read_batch(const boost::json::array& batch) {
  std::vector<Update> updates;
  for (const boost::json::value& json : batch) {
    const std::optional<std::int64_t> id = update_id_of(json);
    if (id) {
      offset_ = std::max(offset_.value_or(*id + 1), *id + 1);
    }
    auto update = read_update(json);
    if (update) {
      updates.push_back(*std::move(update));
    } else {
      logger_.error("Update {} is left out: {}", id.value_or(0), update.error().message);
    }
  }
  return updates;
}

// Whether an update may be confirmed. One that makes the handler throw again and again is a defect,
// and must not hold up the shop for ever.
bool LongPoll::is_settled(std::int64_t update_id, UpdateRun::Outcome outcome) {
  if (outcome == UpdateRun::Outcome::later) {
    return false;
  }
  if (outcome == UpdateRun::Outcome::threw && ++throws_[update_id] < kThrowsMax) {
    return false;
  }
  if (outcome == UpdateRun::Outcome::threw) {
    logger_.error("Update {} is given up.", update_id);
  }
  throws_.erase(update_id);
  return true;
}

// False when some update must come again.
boost::asio::awaitable<bool> LongPoll::handle(const boost::json::value& batch) {
  std::vector<std::pair<std::int64_t, std::shared_ptr<UpdateRun>>> runs;
  for (Update& update : read_batch(batch.as_array())) {
    const std::int64_t id = update.update_id;
    runs.emplace_back(id, UpdateRun::start(executor_, handler_, std::move(update), logger_));
  }
  bool is_all_settled = true;
  for (const auto& [id, started] : runs) {
    if (is_settled(id, co_await started->wait())) {
      continue;
    }
    offset_ = std::min(offset_.value_or(id), id);
    is_all_settled = false;
  }
  co_return is_all_settled;
}

boost::asio::awaitable<void> LongPoll::pause(const ApiError& error) {
  ++failures_;
  trouble_ = to_text(error);
  logger_.warn("Updates cannot be fetched: {}", trouble_);
  const std::chrono::milliseconds time =
      error.kind == ApiErrorKind::too_many_requests
          ? std::chrono::milliseconds(std::chrono::seconds(error.retry_after_s))
          : backoff_pause(options_.backoff, failures_, random_);
  co_await alarm_.pause(time);
}

boost::asio::awaitable<base::Result<void>> LongPoll::run() {
  while (!alarm_.is_stopped()) {
    ApiResult<boost::json::value> batch = co_await fetch();
    if (alarm_.is_stopped()) {
      break;
    }
    if (batch && !batch->is_array()) {
      batch = std::unexpected(
          ApiError{.kind = ApiErrorKind::unreadable, .description = "getUpdates gave no list"});
    }
    if (!batch) {
      if (auto fatal = fatal_error(batch.error())) {
        co_return std::unexpected(*std::move(fatal));
      }
      co_await pause(batch.error());
      continue;
    }
    trouble_.clear();
    if (co_await handle(*batch)) {
      failures_ = 0;
    } else {
      co_await alarm_.pause(backoff_pause(options_.backoff, ++failures_, random_));
    }
  }
  co_await confirm_the_last();
  co_return base::Result<void>();
}

}  // namespace telegram
