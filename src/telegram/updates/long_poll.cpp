#include "telegram/updates/long_poll.h"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <set>
#include <utility>

namespace telegram {
namespace {

namespace asio = boost::asio;
using SteadyClock = std::chrono::steady_clock;

constexpr std::chrono::seconds kAnswerSlack{15};  // for the answer after Telegram's own time-out
constexpr std::chrono::seconds kFarewellTimeout{3};
constexpr int kThrowsMax = 3;
constexpr int kPutOffMax = 5;  // tries of one update before the owner is told

bool is_refusal(const ApiError& error) {
  return error.kind == ApiErrorKind::unauthorized || error.kind == ApiErrorKind::conflict;
}

Rival rival_of(const ApiError& conflict) {
  return conflict.description.contains("webhook") ? Rival::webhook : Rival::poller;
}

// What the operator must do about a refusal that lasts.
base::Error advice_on(const ApiError& refusal) {
  if (refusal.kind == ApiErrorKind::unauthorized) {
    return token_refused();
  }
  if (rival_of(refusal) == Rival::webhook) {
    return {base::ErrorKind::conflict,
            "A webhook is set for this bot, so Telegram gives no updates to long polling: set "
            "WEBHOOK_URL, or remove the webhook by opening "
            "https://api.telegram.org/bot<BOT_TOKEN>/deleteWebhook, and start again."};
  }
  return {base::ErrorKind::conflict,
          "Another process receives this bot's updates: only one may poll. Stop the "
          "other one, or give this one a bot of its own, and start again."};
}

// The error that a request was, with what the operator can do about it.
std::string trouble_of(const ApiError& error) {
  return is_refusal(error) ? to_text(error) + ". " + advice_on(error).message : to_text(error);
}

}  // namespace

LongPoll::LongPoll(Client& client, const asio::any_io_executor& executor, UpdateHandler handler,
                   const base::Clock& clock, base::Random& random, base::Logger& logger,
                   const Options& options)
    : client_(client),
      executor_(executor),
      intake_(std::make_shared<Intake>(std::move(handler), options.keeper, logger)),
      random_(random),
      logger_(logger),
      options_(options),
      alarm_(executor),
      finished_(executor, SteadyClock::time_point::max()),
      patience_(clock, options.patience),
      rivalry_(clock) {}

std::string LongPoll::trouble() const {
  if (trouble_.empty() && put_off_ >= kPutOffMax) {
    return "an update cannot be handled: it comes again until it can, and holds up others when "
           "they "
           "are many";
  }
  return trouble_;
}

void LongPoll::stop() {
  alarm_.stop();
  finished_.cancel();
}

asio::awaitable<base::Result<void>> LongPoll::run() {
  auto ended = co_await poll();
  co_await finish_in_hand();
  if (ended) {
    co_await confirm_the_last();
  }
  co_return ended;
}

asio::awaitable<base::Result<void>> LongPoll::poll() {
  while (!alarm_.is_stopped()) {
    const ApiResult<Updates> updates = co_await fetch();
    if (alarm_.is_stopped()) {
      break;
    }
    if (!updates) {
      if (auto fatal = co_await judge(updates.error())) {
        co_return std::unexpected(*std::move(fatal));
      }
      co_await pause(updates.error());
      continue;
    }
    patience_.renew();
    failures_ = 0;
    trouble_.clear();
    accept(*updates);
    co_await rest();
  }
  co_return base::Result<void>();
}

// While something is not settled, the answer holds it and so comes at once.
asio::awaitable<ApiResult<LongPoll::Updates>> LongPoll::fetch() {
  is_held_ = window_.is_settled();
  const auto timeout = is_held_ ? options_.timeout : std::chrono::seconds(0);
  asked_at_ = SteadyClock::now();
  confirmed_ = window_.offset();
  const GetUpdates method{.offset = confirmed_,
                          .limit = options_.batch,
                          .timeout = static_cast<int>(timeout.count()),
                          .allowed_updates = {kAllowedUpdates.begin(), kAllowedUpdates.end()}};
  const auto answer = co_await alarm_.run(client_.call(method, timeout + kAnswerSlack));
  if (!answer) {
    co_return std::unexpected(ApiError{.kind = ApiErrorKind::stopped});
  }
  if (!*answer) {
    co_return std::unexpected(answer->error());
  }
  const Updates* const updates = (*answer)->if_array();
  if (updates == nullptr) {
    co_return std::unexpected(
        ApiError{.kind = ApiErrorKind::unreadable, .description = "getUpdates gave no list"});
  }
  co_return *updates;
}

// Without it the last updates would come again at the next start, and what only reads has no other
// memory of it. What the answer holds is not looked at, and so comes again.
asio::awaitable<void> LongPoll::confirm_the_last() {
  const auto offset = window_.offset();
  if (confirmed_ == offset) {
    co_return;
  }
  const GetUpdates method{.offset = offset,
                          .limit = 1,
                          .timeout = 0,
                          .allowed_updates = {kAllowedUpdates.begin(), kAllowedUpdates.end()}};
  const auto answer = co_await client_.call(method, kFarewellTimeout);
  if (!answer) {
    logger_.warn("The last updates are not confirmed: {}", to_text(answer.error()));
  }
}

// Starts what is new. Updates without a usable id cannot be confirmed, only passed over.
void LongPoll::accept(const Updates& updates) {
  const auto taken = window_.take(ids_of(updates), SteadyClock::now());
  std::set<std::int64_t> to_start(taken.begin(), taken.end());
  for (const boost::json::value& json : updates) {
    const auto id = update_id_of(json);
    if (id && to_start.erase(*id) > 0) {
      start(*id, json);
    }
  }
  brought_news_ = !taken.empty();
  goes_in_circles_ = !brought_news_ && !updates.empty() && window_.is_settled();
  fruitless_ = brought_news_ ? 0 : fruitless_ + 1;
}

std::vector<std::int64_t> LongPoll::ids_of(const Updates& updates) {
  std::vector<std::int64_t> ids;
  for (const boost::json::value& json : updates) {
    if (const auto id = update_id_of(json)) {
      ids.push_back(*id);
    } else {
      take_unconfirmable(json);
    }
  }
  if (ids.size() < updates.size()) {
    logger_.error("{} updates without a usable update_id are left out.",
                  updates.size() - ids.size());
  }
  return ids;
}

// It comes again until a later one is confirmed; to keep it again changes nothing.
void LongPoll::take_unconfirmable(const boost::json::value& json) {
  if (tells_of_money(json)) {
    intake_->start(executor_, json, /*hold=*/intake_);
  }
}

void LongPoll::start(std::int64_t id, const boost::json::value& json) {
  auto run = intake_->start(executor_, json);
  if (!run) {
    window_.settle(id);
    return;
  }
  asio::co_spawn(executor_, follow(id, std::move(run)), asio::detached);
}

asio::awaitable<void> LongPoll::follow(std::int64_t id, std::shared_ptr<UpdateRun> run) {
  finish(id, co_await run->wait());
}

// An update that makes the handler throw again and again is a defect, and must not hold up the shop
// for ever. (Where it tells of money, the intake does not throw.)
void LongPoll::finish(std::int64_t id, UpdateRun::Outcome outcome) {
  const bool has_thrown = outcome == UpdateRun::Outcome::threw;
  const bool is_given_up = has_thrown && ++throws_[id] >= kThrowsMax;
  if (is_given_up) {
    logger_.error("Update {} is given up.", id);
  }
  if (outcome == UpdateRun::Outcome::later || (has_thrown && !is_given_up)) {
    come_again(id);
  } else {
    throws_.erase(id);
    window_.settle(id);
  }
  if (window_.is_settled()) {
    put_off_ = 0;
  }
  if (!window_.has_in_hand()) {
    finished_.cancel();
  }
}

// All that are put off come again at the same time, and so in their order.
void LongPoll::come_again(std::int64_t id) {
  const auto now = SteadyClock::now();
  auto due = window_.due();
  if (!due || *due <= now) {
    due = now + backoff_pause(options_.backoff, ++put_off_, random_);
  }
  window_.put_off(id, *due);
}

// At once when everything is settled, unless Telegram should have held the last request.
SteadyClock::time_point LongPoll::rest_end() const {
  const auto now = SteadyClock::now();
  if (window_.has_in_hand()) {
    constexpr int kDoublingsMax = 4;
    const auto pause = options_.linger * (1 << std::min(fruitless_, kDoublingsMax));
    return now + std::min(pause, std::max(options_.linger, options_.pace));
  }
  if (const auto due = window_.due()) {
    return std::min(*due, now + options_.pace);
  }
  const bool goes_back = confirmed_ && window_.offset() < confirmed_;
  return goes_back || (is_held_ && !brought_news_) ? asked_at_ + options_.pace : now;
}

// Until the next request: while updates are in hand, no longer than until they are done.
asio::awaitable<void> LongPoll::rest() {
  if (goes_in_circles_) {
    trouble_ = "Telegram sends the same updates again and again";
    logger_.warn("{}.", trouble_);
    co_return co_await alarm_.pause(backoff_pause(options_.backoff, fruitless_, random_));
  }
  if (window_.has_in_hand() && !alarm_.is_stopped()) {
    finished_.expires_at(rest_end());
    co_await finished_.async_wait(asio::as_tuple(asio::use_awaitable));
  }
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(
      window_.has_in_hand() ? SteadyClock::duration(0) : rest_end() - SteadyClock::now());
  if (left > std::chrono::milliseconds(0)) {
    co_await alarm_.pause(left);
  }
}

asio::awaitable<void> LongPoll::finish_in_hand() {
  while (window_.has_in_hand()) {
    finished_.expires_at(SteadyClock::time_point::max());
    co_await finished_.async_wait(asio::as_tuple(asio::use_awaitable));
  }
}

// The error that ends long polling, or none when asking again may help.
asio::awaitable<std::optional<base::Error>> LongPoll::judge(const ApiError& error) {
  const bool is_mended = error.kind == ApiErrorKind::unauthorized && co_await is_token_taken();
  if (!is_refusal(error) || is_mended) {
    patience_.renew();
    co_return std::nullopt;
  }
  if (trouble_.empty()) {
    logger_.error("{}", trouble_of(error));
  }
  co_await note_rival(error);
  co_return patience_.is_over_with(error.kind) ? std::optional(advice_on(error)) : std::nullopt;
}

asio::awaitable<bool> LongPoll::is_token_taken() {
  const auto me = co_await alarm_.run(client_.call(GetMe{}));
  co_return me && me->has_value();
}

asio::awaitable<void> LongPoll::note_rival(const ApiError& refusal) {
  if (refusal.kind == ApiErrorKind::conflict && rivalry_.note() && options_.on_rival) {
    co_await options_.on_rival(rival_of(refusal));
  }
}

asio::awaitable<void> LongPoll::pause(const ApiError& error) {
  ++failures_;
  trouble_ = trouble_of(error);
  logger_.warn("Updates cannot be fetched: {}", to_text(error));
  co_await alarm_.pause(retry_pause(error, options_.backoff, failures_, random_));
}

}  // namespace telegram
