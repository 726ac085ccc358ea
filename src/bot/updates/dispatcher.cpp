#include "bot/updates/dispatcher.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <exception>
#include <utility>

#include "bot/updates/calls.h"
#include "shop/customers/customer.h"
#include "shop/deposits/star_deposit.h"

namespace bot {

namespace asio = boost::asio;
using telegram::Handled;

namespace {

// Completion token that ignores cancellation, so that the work is not cut short.
constexpr auto kUncancelled = [] {
  return asio::bind_cancellation_slot(asio::cancellation_slot(), asio::use_awaitable);
};

bool may_pass(const db::Failure& failure) {
  return failure.kind() == db::FailureKind::unavailable ||
         failure.kind() == db::FailureKind::contention;
}

}  // namespace

// An update in hand, until it is destroyed. Unless its work was done, the window forgets it.
struct Dispatcher::InHand {
  InHand(Dispatcher& of, std::int64_t id) : dispatcher(of), update_id(id) {}
  ~InHand() {
    if (!is_done) {
      dispatcher.window_.forget(update_id);
    }
    dispatcher.release(update_id);
  }
  InHand(const InHand&) = delete;
  InHand& operator=(const InHand&) = delete;

  Dispatcher& dispatcher;
  std::int64_t update_id;
  bool is_done = false;
};

Dispatcher::Dispatcher(asio::any_io_executor executor, const Context& context,
                       db::Database& database, telegram::Sender& sender, base::Logger& logger,
                       PressAnswers press_answers)
    : executor_(std::move(executor)),
      context_(context),
      database_(database),
      sender_(sender),
      logger_(logger),
      press_answers_(press_answers),
      replies_(executor_, sender, database, logger),
      throttle_(context.clock),
      none_in_hand_(executor_, asio::steady_timer::time_point::max()) {}

asio::awaitable<Handled> Dispatcher::handle(telegram::Update update) {
  if (const auto& change = update.my_chat_member; change && change->chat.is_private()) {
    co_return co_await asio::co_spawn(
        executor_, note_membership(change->from.id, change->has_blocked_bot()), kUncancelled());
  }
  if (update.pre_checkout_query) {
    co_await asio::co_spawn(executor_, answer_checkout(*update.pre_checkout_query), kUncancelled());
    co_return Handled();
  }
  // Up to the co_await nothing suspends, so an update takes its place in the queue of its chat in
  // the order in which updates are handed in.
  auto incoming = read_incoming(update);
  if (!incoming) {
    co_return telegram::tells_of_money(update) ? Handled::later() : Handled();
  }
  // The first one may still fail: to answer "done" to the repeat could lose the update.
  if (in_hand_.contains(incoming->update_id)) {
    co_return Handled::later();
  }
  if (!window_.add(incoming->update_id, context_.clock.now())) {
    co_return settle_repeat(*incoming);
  }
  if (const auto refusal = refuse(*incoming)) {
    co_return settle(*incoming, *refusal);
  }
  in_hand_.insert(incoming->update_id);
  co_return co_await asio::co_spawn(
      executor_, take_turn(std::make_shared<const Incoming>(std::move(*incoming))), kUncancelled());
}

// The reply to an update that the throttle drops; none when it is admitted.
std::optional<Reply> Dispatcher::refuse(const Incoming& incoming) {
  if (incoming.payment) {
    return std::nullopt;  // money that has moved is never dropped
  }
  const auto sender = incoming.sender.id;
  const auto admission = incoming.press     ? throttle_.admit_press(sender)
                         : is_staff(sender) ? throttle_.admit_message_of_staff(sender)
                                            : throttle_.admit_message(sender);
  switch (admission) {
    case Admission::admitted:
      return std::nullopt;
    case Admission::dropped:
      return Reply();
    case Admission::dropped_with_notice:
      return excuse(incoming, "throttle.notice"_msg);
  }
  return std::nullopt;
}

// In the language that Telegram names, since the customer's is in the database.
Reply Dispatcher::excuse(const Incoming& incoming, MessageId text) const {
  const auto language = context_.translations.match(incoming.sender.language_tag);
  return toast(context_.translations.in(language).label(text));
}

Handled Dispatcher::settle(const Incoming& incoming, const Reply& reply) {
  Handled handled;
  sender_.set_topic(incoming.chat_id(), incoming.topic_id);
  if (incoming.press) {
    auto answer = answer_with(incoming.press->id, reply.toast, reply.is_alert);
    if (press_answers_ == PressAnswers::returned) {
      handled.answer = std::move(answer);
    } else {
      replies_.answer(std::move(answer));
    }
  }
  if (reply.changes_settings) {
    context_.settings.renew();
  }
  replies_.send(incoming, reply);
  for (const auto& line : reply.log) {
    logger_.info("{}", line);
  }
  return handled;
}

Handled Dispatcher::settle_repeat(const Incoming& incoming) const {
  if (!incoming.press || press_answers_ == PressAnswers::sent) {
    return {};
  }
  return {.answer = answer_with(incoming.press->id, "", /*is_alert=*/false)};
}

// `in_hand` must be destroyed also when the work throws: else the window would take a repeat for
// done, and idle() would never complete.
asio::awaitable<Handled> Dispatcher::take_turn(std::shared_ptr<const Incoming> incoming) {
  InHand in_hand(*this, incoming->update_id);
  const auto turn = co_await turns_.take(incoming->chat_id());
  sender_.set_topic(incoming->chat_id(), incoming->topic_id);  // for notices, which may be sooner
  const auto reply = turn ? co_await work(incoming) : std::nullopt;
  if (!reply) {
    co_return Handled::later();
  }
  in_hand.is_done = true;
  co_return settle(*incoming, *reply);
}

// Returns none for money that has moved and is not booked: whatever the reason, to call it done
// would lose it.
asio::awaitable<std::optional<Reply>> Dispatcher::work(std::shared_ptr<const Incoming> incoming) {
  try {
    Visit visit = co_await transact(incoming);
    if (visit.outcome == Visit::Outcome::replied) {
      note_staff(incoming->sender.id, visit.is_of_staff);
    }
    co_return std::move(visit.reply);
  } catch (const db::Failure& failure) {
    logger_.error("Update {} failed in the database: {}", incoming->update_id, failure.what());
  } catch (const std::exception& defect) {
    logger_.error("Update {} failed: {}", incoming->update_id, defect.what());
  }
  if (incoming->payment) {
    logger_.error("Update {} is a payment, which comes again until it is booked.",
                  incoming->update_id);
    co_return std::nullopt;
  }
  co_return excuse(*incoming, "error.try_again"_msg);
}

// The body shares the update, so that a job which outlives the loop has what it reads.
asio::awaitable<Visit> Dispatcher::transact(std::shared_ptr<const Incoming> incoming) {
  const auto body = [context = context_](const auto& of, db::Access access) {
    return [of, context, access](db::Tx& tx) { return visit(tx, access, *of, context); };
  };
  // Most presses only read, and reads neither queue behind the writers nor wait for a flush. A read
  // that finds that it must write has changed nothing: the whole visit is repeated.
  if (access_for(*incoming, context_) == db::Access::read) {
    Visit visit = co_await database_.read(body(incoming, db::Access::read));
    if (visit.outcome == Visit::Outcome::needs_file) {
      incoming = co_await with_file(std::move(incoming));
    } else if (visit.outcome != Visit::Outcome::needs_write) {
      co_return visit;
    }
  }
  co_return co_await database_.transact(body(incoming, db::Access::write));
}

// REQUIRES: a file was sent. Whatever Telegram answers, the file counts as fetched.
asio::awaitable<std::shared_ptr<const Incoming>> Dispatcher::with_file(
    std::shared_ptr<const Incoming> incoming) {
  auto whole = std::make_shared<Incoming>(*incoming);
  auto contents = co_await sender_.download(whole->file->file_id, kMaxFileBytes,
                                            telegram::Priority::interactive);
  whole->file->is_fetched = true;
  if (contents) {
    whole->file->contents = *std::move(contents);
  } else {
    logger_.warn("A document was not fetched: {}", telegram::to_text(contents.error()));
  }
  co_return whole;
}

bool Dispatcher::is_staff(std::int64_t user_id) const {
  return context_.settings.now()->is_owner(user_id) || staff_.contains(user_id);
}

void Dispatcher::note_staff(std::int64_t user_id, bool is_of_staff) {
  if (is_of_staff) {
    staff_.insert(user_id);
  } else {
    staff_.erase(user_id);
  }
}

// Takes no turn, since Telegram gives up after ten seconds. Refuses when the database fails.
asio::awaitable<void> Dispatcher::answer_checkout(telegram::PreCheckoutQuery query) {
  const auto& texts =
      context_.translations.in(context_.translations.match(query.from.language_code.value_or("")));
  telegram::AnswerPreCheckoutQuery answer{.pre_checkout_query_id = query.id, .ok = false};
  try {
    const shop::StarPayment payment{.user_id = query.from.id,
                                    .currency = query.currency,
                                    .total_amount = query.total_amount,
                                    .payload = query.invoice_payload};
    const auto settings = context_.settings.now();
    const auto& deposits = settings->deposits;
    const shop::StarTerms terms{.stars_per_unit = deposits.stars_per_unit,
                                .min = deposits.min,
                                .now = context_.clock.now()};
    answer.ok = co_await database_.read([payment, terms](db::Tx& tx) {
      return shop::check_star_payment(tx, payment, terms).has_value();
    });
  } catch (const db::Failure& failure) {
    logger_.error("A pre-checkout was refused, since the database failed: {}", failure.what());
  }
  if (!answer.ok) {
    answer.error_message = texts.label("stars.refused"_msg);
  }
  const auto sent = co_await sender_.send(answer, telegram::Priority::interactive);
  if (!sent) {
    logger_.warn("A pre-checkout was not answered: {}", telegram::to_text(sent.error()));
  }
}

asio::awaitable<Handled> Dispatcher::note_membership(std::int64_t user_id, bool has_blocked_bot) {
  try {
    co_await database_.transact(
        [=](db::Tx& tx) { return shop::mark_blocked(tx, user_id, has_blocked_bot); });
  } catch (const db::Failure& failure) {
    logger_.error("A change of membership was not noted: {}", failure.what());
    co_return may_pass(failure) ? Handled::later() : Handled();
  }
  co_return Handled();
}

void Dispatcher::release(std::int64_t update_id) {
  in_hand_.erase(update_id);
  if (in_hand_.empty()) {
    none_in_hand_.cancel();
  }
}

// A loop, since another update may come before the end of the wait is noticed. Replies follow the
// updates that they belong to, so they are waited for last.
asio::awaitable<void> Dispatcher::idle() {
  while (!in_hand_.empty()) {
    co_await none_in_hand_.async_wait(asio::as_tuple(asio::use_awaitable));
  }
  co_await replies_.idle();
}

}  // namespace bot
