#include "bot/notices/outbox_pump.h"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <exception>
#include <iterator>
#include <memory>
#include <utility>

#include "bot/notices/renderers.h"
#include "json/json.h"
#include "shop/customers/customer.h"
#include "shop/deposits/alert.h"
#include "shop/sales/notices.h"

namespace bot {

namespace asio = boost::asio;
using std::chrono::milliseconds;
using telegram::ApiError;
using telegram::ApiErrorKind;
using telegram::ApiResult;

namespace {

// The lease has three parts: a notice starts within the first, each of its calls within the first
// two; the third is left for the call and for recording it.
constexpr int kLeaseParts = 3;

constexpr milliseconds kDatabasePause{1'000};

// The parts of a delivery fail together.
constexpr std::chrono::hours kAlertQuiet{1};

// How long the notices of a chat wait for an edit for which a message may stand in.
constexpr std::chrono::seconds kEditPatience{10};

bool is_done_already(const ApiError& error) {
  return telegram::is_not_modified(error) || telegram::is_refunded_already(error) ||
         error.kind == ApiErrorKind::superseded;
}

// Owners and staff hear once of an order whose delivery, or a part of it, cannot be sent.
NoticeEffect undelivered_alert(const shop::ClaimedNotice& notice,
                               std::vector<std::int64_t> owner_ids) {
  const auto named = json::parse<shop::OrderNotice>(notice.payload, json::Strictness::lenient);
  const shop::Alert alert{.alert = shop::AlertKind::delivery_not_sent,
                          .order_id = named ? std::optional(named->order_id) : std::nullopt};
  return [alert, owner_ids = std::move(owner_ids)](db::Tx& tx, base::Timestamp now) {
    shop::raise_alert_once(tx, owner_ids, alert, kAlertQuiet, now);
  };
}

bool may_pass(ApiErrorKind kind) {
  return telegram::is_transient(kind) || kind == ApiErrorKind::stopped ||
         kind == ApiErrorKind::overloaded;
}

}  // namespace

OutboxPump::OutboxPump(asio::any_io_executor executor, const Context& context,
                       db::Database& database, telegram::Sender& sender, base::Logger& logger,
                       const Options& options)
    : executor_(std::move(executor)),
      context_(context),
      renderers_(std::make_shared<const NoticeRenderers>(notice_renderers())),
      database_(database),
      sender_(sender),
      logger_(logger),
      options_(options),
      alarm_(executor_),
      self_(std::make_shared<OutboxPump*>(this)),
      enqueued_(database_.listen([executor = executor_, self = std::weak_ptr(self_)] {
        asio::post(executor, [self] {
          if (const auto pump = self.lock()) {
            (*pump)->wake();
          }
        });
      })) {}

void OutboxPump::wake() {
  is_woken_ = true;
  alarm_.cancel();
}

void OutboxPump::stop() {
  is_stopping_ = true;
  wake();
}

asio::awaitable<void> OutboxPump::run() {
  co_await round();
  while (!is_done()) {
    co_await rest();
    co_await round();
  }
}

bool OutboxPump::is_done() const {
  return is_stopping_ && chats_under_way_.empty() && outcomes_.empty();
}

// Waits until the next round is due: woken or polled, and no sooner than Options::gather allows.
asio::awaitable<void> OutboxPump::rest() {
  const auto apart = is_database_away_ ? kDatabasePause : options_.gather;
  const auto earliest = round_began_ + apart;
  const auto latest = round_began_ + std::max(apart, options_.poll);
  while (true) {
    const auto end = is_woken_ ? earliest : latest;
    if (std::chrono::steady_clock::now() >= end) {
      break;
    }
    alarm_.expires_at(end);
    co_await alarm_.async_wait(asio::as_tuple(asio::use_awaitable));
  }
  is_idle_ = !std::exchange(is_woken_, false);
}

asio::awaitable<void> OutboxPump::round() {
  round_began_ = std::chrono::steady_clock::now();
  const auto noted = std::make_shared<const Outcomes>(std::exchange(outcomes_, {}));
  const int room =
      is_stopping_ ? 0 : options_.chats_at_once - static_cast<int>(chats_under_way_.size());
  if (noted->empty() && room <= 0) {
    co_return;
  }
  try {
    auto chats = co_await database_.transact([noted, room, is_idle = is_idle_, context = context_,
                                              renderers = renderers_,
                                              options = options_](db::Tx& tx) {
      note(tx, context, *noted);
      if (is_idle) {
        release_ended(tx, context, options);
      }
      return room > 0 ? claim(tx, context, *renderers, room, options.claimer) : std::vector<Chat>{};
    });
    is_database_away_ = false;
    std::ranges::for_each(chats, [this](Chat& chat) { start(std::move(chat)); });
  } catch (const std::exception& failure) {
    outcomes_.insert(outcomes_.begin(), noted->begin(), noted->end());
    is_database_away_ = true;
    is_woken_ = true;
    logger_.error("The outbox waits: {}", failure.what());
  }
}

void OutboxPump::note(db::Tx& tx, const Context& context, const Outcomes& outcomes) {
  const auto now = context.clock.now();
  std::vector<std::int64_t> sent;
  for (const auto& outcome : outcomes) {
    switch (outcome.kind) {
      case Outcome::Kind::sent:
        sent.push_back(outcome.id);
        break;
      case Outcome::Kind::put_off:
        shop::retry_later(tx, outcome.id, outcome.due, outcome.error);
        break;
      case Outcome::Kind::given_up:
        shop::give_up(tx, outcome.id, outcome.error, now);
        break;
    }
    if (outcome.has_blocked_bot) {
      shop::mark_blocked(tx, outcome.user_id);
    }
    for (const auto& effect : outcome.effects) {
      effect(tx, now);
    }
  }
  if (!sent.empty()) {
    shop::mark_sent(tx, sent, now);
  }
}

void OutboxPump::release_ended(db::Tx& tx, const Context& context, const Options& options) {
  for (const auto& claimer : shop::claimers(tx)) {
    if (options.has_ended(claimer)) {
      shop::release_claims(tx, claimer, context.clock.now());
    }
  }
}

std::vector<OutboxPump::Chat> OutboxPump::claim(db::Tx& tx, const Context& context,
                                                const NoticeRenderers& renderers, int chats,
                                                const shop::Claimer& claimer) {
  const auto now = context.clock.now();
  auto notices = shop::claim(tx, now, chats, claimer);
  NoticeSources sources(tx);
  for (const auto& notice : notices) {
    renderers.expect(sources, notice);
  }
  std::vector<Chat> claimed;
  for (auto& notice : notices) {
    auto chat = std::ranges::find(claimed, notice.user_id, &Chat::user_id);
    if (chat == claimed.end()) {
      chat = claimed.insert(chat, {.user_id = notice.user_id, .claimed_at = now, .items = {}});
    }
    auto sending = renderers.render(tx, context, sources, notice);
    chat->items.push_back({.notice = std::move(notice), .sending = std::move(sending)});
  }
  return claimed;
}

void OutboxPump::start(Chat chat) {
  const auto user_id = chat.user_id;
  if (!chats_under_way_.insert(user_id).second) {
    logger_.warn("The lease on notices to {} ran out while they were being sent.", user_id);
    return;
  }
  asio::co_spawn(executor_, deliver(std::move(chat)),
                 [this, user_id](const std::exception_ptr& failure) {
                   if (failure) {
                     logger_.error("Notices to {} were left because of a defect.", user_id);
                   }
                   chats_under_way_.erase(user_id);
                   wake();
                 });
}

asio::awaitable<void> OutboxPump::deliver(Chat chat) {
  bool is_closed = false;
  for (const auto& item : chat.items) {
    const bool is_in_vain = is_closed && item.sending && item.sending->needs_chat;
    auto outcome = is_in_vain ? Outcome{.kind = Outcome::Kind::given_up,
                                        .id = item.notice.id,
                                        .user_id = chat.user_id,
                                        .error = "the customer blocked the bot"}
                              : co_await send(item, chat.claimed_at);
    is_closed = is_closed || outcome.has_blocked_bot;
    if (outcome.kind == Outcome::Kind::given_up && shop::is_delivery(item.notice.kind)) {
      outcome.effects.push_back(undelivered_alert(item.notice, context_.settings.now()->owner_ids));
    }
    const bool goes_on = outcome.kind != Outcome::Kind::put_off;
    outcomes_.push_back(std::move(outcome));
    wake();
    if (!goes_on) {
      co_return;
    }
  }
}

asio::awaitable<OutboxPump::Outcome> OutboxPump::send(const Item& item,
                                                      base::Timestamp claimed_at) {
  const auto& [notice, sending] = item;
  const auto part = options_.claimer.lease / kLeaseParts;
  const auto now = context_.clock.now();
  if (now >= claimed_at + part) {
    co_return put_off(notice, "there was no time left", now);
  }
  if (!sending) {
    logger_.error("Notice {} is of a kind that this program does not know: {}", notice.id,
                  notice.kind);
    co_return put_off(notice, "an unknown kind", now + pause_after(notice.attempts));
  }
  if (sending->file) {
    co_return co_await read_file(notice, *sending->file);
  }
  const auto priority = shop::is_delivery(notice.kind) ? telegram::Priority::interactive
                                                       : telegram::Priority::notification;
  co_return co_await make_calls(notice, *sending,
                                {.deadline = claimed_at + 2 * part, .priority = priority});
}

asio::awaitable<OutboxPump::Outcome> OutboxPump::make_calls(const shop::ClaimedNotice& notice,
                                                            const Sending& sending,
                                                            const Turn& turn) {
  Outcome outcome{.id = notice.id, .user_id = notice.user_id};
  for (const auto& call : sending.calls) {
    const auto sent = co_await perform(call, turn);
    if (sent && *sent) {
      outcome.effects.push_back(**sent);
    }
    if (!sent && !call.may_fail && sent.error().kind != ApiErrorKind::unreadable) {
      outcome = outcome_of(notice, sent.error());
      if (outcome.kind == Outcome::Kind::given_up && sending.on_refused) {
        outcome.effects.push_back(sending.on_refused);
      }
      co_return outcome;
    }
  }
  co_return outcome;
}

// Fetches and reads the notice's file.
asio::awaitable<OutboxPump::Outcome> OutboxPump::read_file(const shop::ClaimedNotice& notice,
                                                           const NoticeFile& file) {
  const auto bytes =
      co_await sender_.download(file.file_id, file.max_bytes, telegram::Priority::notification);
  if (!bytes) {
    const auto& error = bytes.error();
    if (error.kind == ApiErrorKind::stopped ||
        (may_pass(error.kind) && notice.attempts < file.max_attempts)) {
      co_return put_off(notice, telegram::to_text(error), context_.clock.now());
    }
    logger_.warn("The file of notice {} was not looked at: {}", notice.id,
                 telegram::to_text(error));
  }
  const auto shared = std::make_shared<const std::optional<std::string>>(
      bytes ? std::optional(*bytes) : std::nullopt);
  auto effect =
      co_await asio::co_spawn(readers_, read_bytes(file.on_read, shared), asio::use_awaitable);
  co_return Outcome{.id = notice.id, .user_id = notice.user_id, .effects = {std::move(effect)}};
}

asio::awaitable<NoticeEffect> OutboxPump::read_bytes(
    std::function<NoticeEffect(const std::optional<std::string>&)> on_read,
    std::shared_ptr<const std::optional<std::string>> bytes) {
  co_return on_read(*bytes);
}

asio::awaitable<ApiResult<std::optional<telegram::Message>>> OutboxPump::send_by(
    const telegram::AnyMethod& method, const Turn& turn) {
  return sender_.send(method, turn.priority,
                      std::chrono::ceil<milliseconds>(turn.deadline - context_.clock.now()));
}

// What is to be recorded of a message that was sent or edited.
std::optional<NoticeEffect> OutboxPump::effect_of(const NoticeCall& call,
                                                  const telegram::Message& message) {
  const auto file_id = message.photo.empty() ? "" : message.photo.back().file_id;
  const bool is_photo = call.on_uploaded && !file_id.empty();
  if (!call.on_sent && !is_photo) {
    return std::nullopt;
  }
  return
      [on_sent = call.on_sent, id = message.message_id,
       on_uploaded = is_photo ? call.on_uploaded : nullptr, file_id](db::Tx& tx, base::Timestamp) {
        if (on_sent) {
          on_sent(tx, id);
        }
        if (on_uploaded) {
          on_uploaded(tx, file_id);
        }
      };
}

// Makes the call, or its fallback, and returns what is to be recorded.
asio::awaitable<ApiResult<std::optional<NoticeEffect>>> OutboxPump::perform(const NoticeCall& call,
                                                                            const Turn& turn) {
  const bool is_edit = std::holds_alternative<telegram::EditMessageText>(call.call);
  const bool may_be_replaced = is_edit && call.if_refused;
  auto soon = turn;
  soon.deadline = std::min(turn.deadline, context_.clock.now() + kEditPatience);
  auto sent = co_await send_by(call.call, may_be_replaced ? soon : turn);
  if (!sent && is_done_already(sent.error())) {
    co_return std::nullopt;
  }
  const bool is_refused = !sent && sent.error().kind == ApiErrorKind::bad_request &&
                          !telegram::is_chat_closed(sent.error());
  const bool must_wait = !sent && sent.error().kind == ApiErrorKind::too_many_requests;
  if ((is_refused && call.if_refused) || (must_wait && may_be_replaced)) {
    logger_.warn("Telegram refuses part of a notice, another is sent instead: {}",
                 telegram::to_text(sent.error()));
    sent = co_await send_by(*call.if_refused, turn);
  }
  if (!sent) {
    co_return std::unexpected(sent.error());
  }
  co_return *sent ? effect_of(call, **sent) : std::nullopt;
}

OutboxPump::Outcome OutboxPump::put_off(const shop::ClaimedNotice& notice, std::string error,
                                        base::Timestamp due) const {
  return {.kind = Outcome::Kind::put_off,
          .id = notice.id,
          .user_id = notice.user_id,
          .error = std::move(error),
          .due = due};
}

OutboxPump::Outcome OutboxPump::outcome_of(const shop::ClaimedNotice& notice,
                                           const ApiError& error) const {
  auto outcome = put_off(notice, telegram::to_text(error), context_.clock.now());
  if (telegram::is_chat_closed(error) || error.kind == ApiErrorKind::bad_request) {
    outcome.kind = Outcome::Kind::given_up;
    outcome.has_blocked_bot = telegram::is_chat_closed(error);
    logger_.warn("Notice {} to {} is given up: {}", notice.id, notice.user_id, outcome.error);
  } else if (error.kind != ApiErrorKind::stopped) {
    outcome.due += pause_after(notice.attempts);
  }
  return outcome;
}

milliseconds OutboxPump::pause_after(int attempts) const {
  auto pause = options_.first_retry_after;
  for (int i = 1; i < attempts && pause < options_.longest_retry_after; ++i) {
    pause *= 2;
  }
  return std::min(pause, options_.longest_retry_after);
}

}  // namespace bot
