#include "telegram/long_poll.h"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "base/alarm.h"
#include "telegram/update_run.h"

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

struct LongPoll::State {
  State(Client& client, boost::asio::any_io_executor executor, UpdateHandler handler,
        base::Random& random, base::Logger& logger, const Options& options)
      : client(client),
        executor(std::move(executor)),
        handler(std::move(handler)),
        random(random),
        logger(logger),
        options(options),
        alarm(this->executor) {}

  boost::asio::awaitable<ApiResult<boost::json::value>> fetch();
  boost::asio::awaitable<void> confirm_the_last();
  boost::asio::awaitable<bool> handle(const boost::json::value& batch);
  boost::asio::awaitable<void> pause(const ApiError& error);
  std::vector<Update> read_batch(const boost::json::array& batch);
  bool is_settled(std::int64_t update_id, UpdateRun::Outcome outcome);

  Client& client;
  boost::asio::any_io_executor executor;
  UpdateHandler handler;
  base::Random& random;
  base::Logger& logger;
  Options options;
  base::Alarm alarm;
  std::optional<std::int64_t> offset;     // everything below is done
  std::optional<std::int64_t> confirmed;  // the offset that Telegram was last told
  int failures = 0;                       // in a row
  std::string trouble;                    // of the last request
  std::map<std::int64_t, int> throws;     // by update
};

boost::asio::awaitable<ApiResult<boost::json::value>> LongPoll::State::fetch() {
  confirmed = offset;
  const GetUpdates method{.offset = offset,
                          .limit = options.batch,
                          .timeout = static_cast<int>(options.timeout.count()),
                          .allowed_updates = {kAllowedUpdates.begin(), kAllowedUpdates.end()}};
  auto batch = co_await alarm.run(client.call(method, options.timeout + kAnswerSlack));
  co_return std::move(batch).value_or(std::unexpected(ApiError{.kind = ApiErrorKind::stopped}));
}

// Without it the last batch would come again at the next start, and what only reads has no other
// memory of it. What the answer holds is not looked at, and so comes again.
boost::asio::awaitable<void> LongPoll::State::confirm_the_last() {
  if (confirmed == offset) {
    co_return;
  }
  const GetUpdates method{.offset = offset,
                          .limit = 1,
                          .timeout = 0,
                          .allowed_updates = {kAllowedUpdates.begin(), kAllowedUpdates.end()}};
  const auto answer = co_await client.call(method, kFarewellTimeout);
  if (!answer) {
    logger.warn("The last updates are not confirmed: {}", to_text(answer.error()));
  }
}

// What can be read of a batch. The others are logged, and never asked for again.
std::vector<Update> LongPoll::State::read_batch(const boost::json::array& batch) {
  std::vector<Update> updates;
  for (const boost::json::value& json : batch) {
    const std::optional<std::int64_t> id = update_id_of(json);
    if (id) {
      offset = std::max(offset.value_or(*id + 1), *id + 1);
    }
    auto update = read_update(json);
    if (update) {
      updates.push_back(*std::move(update));
    } else {
      logger.error("Update {} is left out: {}", id.value_or(0), update.error().message);
    }
  }
  return updates;
}

// Whether an update may be confirmed. One that makes the handler throw again and again is a defect,
// and must not hold up the shop for ever.
bool LongPoll::State::is_settled(std::int64_t update_id, UpdateRun::Outcome outcome) {
  if (outcome == UpdateRun::Outcome::later) {
    return false;
  }
  if (outcome == UpdateRun::Outcome::threw && ++throws[update_id] < kThrowsMax) {
    return false;
  }
  if (outcome == UpdateRun::Outcome::threw) {
    logger.error("Update {} is given up.", update_id);
  }
  throws.erase(update_id);
  return true;
}

// False when some update must come again.
boost::asio::awaitable<bool> LongPoll::State::handle(const boost::json::value& batch) {
  std::vector<std::pair<std::int64_t, std::shared_ptr<UpdateRun>>> runs;
  for (Update& update : read_batch(batch.as_array())) {
    const std::int64_t id = update.update_id;
    runs.emplace_back(id, UpdateRun::start(executor, handler, std::move(update), logger));
  }
  bool is_all_settled = true;
  for (const auto& [id, started] : runs) {
    if (is_settled(id, co_await started->wait())) {
      continue;
    }
    offset = std::min(offset.value_or(id), id);
    is_all_settled = false;
  }
  co_return is_all_settled;
}

boost::asio::awaitable<void> LongPoll::State::pause(const ApiError& error) {
  ++failures;
  trouble = to_text(error);
  logger.warn("Updates cannot be fetched: {}", trouble);
  const std::chrono::milliseconds time =
      error.kind == ApiErrorKind::too_many_requests
          ? std::chrono::milliseconds(std::chrono::seconds(error.retry_after_s))
          : backoff_pause(options.backoff, failures, random);
  co_await alarm.pause(time);
}

boost::asio::awaitable<base::Result<void>> LongPoll::poll(std::shared_ptr<State> state) {
  while (!state->alarm.is_stopped()) {
    ApiResult<boost::json::value> batch = co_await state->fetch();
    if (state->alarm.is_stopped()) {
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
      co_await state->pause(batch.error());
      continue;
    }
    state->trouble.clear();
    if (co_await state->handle(*batch)) {
      state->failures = 0;
    } else {
      co_await state->alarm.pause(
          backoff_pause(state->options.backoff, ++state->failures, state->random));
    }
  }
  co_await state->confirm_the_last();
  co_return base::Result<void>();
}

LongPoll::LongPoll(Client& client, boost::asio::any_io_executor executor, UpdateHandler handler,
                   base::Random& random, base::Logger& logger, const Options& options)
    : state_(std::make_shared<State>(client, std::move(executor), std::move(handler), random,
                                     logger, options)) {}

LongPoll::~LongPoll() { stop(); }

boost::asio::awaitable<base::Result<void>> LongPoll::run() { return poll(state_); }

const std::string& LongPoll::trouble() const { return state_->trouble; }

void LongPoll::stop() { state_->alarm.stop(); }

}  // namespace telegram
