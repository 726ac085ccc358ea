// Sends the outbox's notices to Telegram.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "base/log.h"
#include "bot/notices/notices.h"
#include "bot/updates/context.h"
#include "db/core/database.h"
#include "shop/core/outbox.h"
#include "telegram/sender.h"

namespace bot {

// Works in rounds: one transaction records what was sent since the last one, claims more notices
// and renders them; then each chat's notices are sent in order, different chats in parallel. A
// round starts after a commit of this process that enqueued something, after a notice was sent, or
// when the poll interval is over.
//
// After a crash, notices whose sending was not recorded are sent again: at once when the next
// process can tell that the claimer has ended, else when the lease is over. A transient error puts
// a notice, and those behind it, off with exponential backoff. A photo or place that Telegram
// refuses is sent as text. A customer who blocked the bot is marked and their notices are given up;
// their orders stay in their profile. While the database is unavailable, rounds are repeated.
//
// Used on `executor`, which runs on one thread; what it refers to outlives it. Any number of
// processes may pump one database.
class OutboxPump {
 public:
  struct Options {
    std::chrono::milliseconds poll{5'000};  // for what other processes enqueue and what was put off
    std::chrono::milliseconds gather{20};   // between the starts of two rounds, to batch notices
    shop::Claimer claimer{.name = "pump", .lease = std::chrono::seconds(90)};
    // Whether a claimer sends no more. Called by threads of the database.
    std::function<bool(std::string_view)> has_ended = [](std::string_view) { return false; };
    int chats_at_once = 500;  // in hand; fewer would make the queue to the database the limit
    std::chrono::milliseconds first_retry_after{5'000};      // then twice as long each time …
    std::chrono::milliseconds longest_retry_after{900'000};  // … up to this
  };

  OutboxPump(boost::asio::any_io_executor executor, const Context& context, db::Database& database,
             telegram::Sender& sender, base::Logger& logger, const Options& options);

  // Runs until stop(), and then until all that is in hand is recorded. REQUIRES: called once; the
  // pump is destroyed only after its end, or when the executor runs no more.
  boost::asio::awaitable<void> run();

  // Claims no more. Stop the Sender too, to put off at once what it has not sent yet.
  void stop();

 private:
  struct Item {
    shop::ClaimedNotice notice;
    std::optional<Sending> sending;  // empty: nothing here renders notices of that kind
  };
  struct Chat {
    std::int64_t user_id = 0;
    base::Timestamp claimed_at;  // the lease, within which all is recorded, begins here
    std::vector<Item> items;
  };
  struct Outcome {
    enum class Kind { sent, put_off, given_up };
    Kind kind = Kind::sent;
    std::int64_t id = 0;
    std::int64_t user_id = 0;
    std::string error = {};
    base::Timestamp due = {};      // put_off
    bool has_blocked_bot = false;  // given_up
    std::vector<NoticeEffect> effects = {};
  };
  using Outcomes = std::vector<Outcome>;
  // Until when a notice's calls may start, and before which others.
  struct Turn {
    base::Timestamp deadline;
    telegram::Priority priority = telegram::Priority::notification;
  };

  boost::asio::awaitable<void> round();
  boost::asio::awaitable<void> rest();
  bool is_done() const;
  static void note(db::Tx& tx, const Context& context, const Outcomes& outcomes);
  static void release_ended(db::Tx& tx, const Context& context, const Options& options);
  static std::vector<Chat> claim(db::Tx& tx, const Context& context,
                                 const NoticeRenderers& renderers, int chats,
                                 const shop::Claimer& claimer);
  void wake();
  void start(Chat chat);
  boost::asio::awaitable<void> deliver(Chat chat);
  boost::asio::awaitable<Outcome> send(const Item& item, base::Timestamp claimed_at);
  boost::asio::awaitable<telegram::ApiResult<std::optional<telegram::Message>>> send_by(
      const telegram::AnyMethod& method, const Turn& turn);
  boost::asio::awaitable<telegram::ApiResult<std::optional<NoticeEffect>>> perform(
      const NoticeCall& call, const Turn& turn);
  boost::asio::awaitable<Outcome> make_calls(const shop::ClaimedNotice& notice,
                                             const Sending& sending, const Turn& turn);
  boost::asio::awaitable<Outcome> read_file(const shop::ClaimedNotice& notice,
                                            const NoticeFile& file);
  static boost::asio::awaitable<NoticeEffect> read_bytes(
      std::function<NoticeEffect(const std::optional<std::string>&)> on_read,
      std::shared_ptr<const std::optional<std::string>> bytes);
  static std::optional<NoticeEffect> effect_of(const NoticeCall& call,
                                               const telegram::Message& message);
  Outcome put_off(const shop::ClaimedNotice& notice, std::string error, base::Timestamp due) const;
  Outcome outcome_of(const shop::ClaimedNotice& notice, const telegram::ApiError& error) const;
  std::chrono::milliseconds pause_after(int attempts) const;

  boost::asio::any_io_executor executor_;
  Context context_;
  std::shared_ptr<const NoticeRenderers> renderers_;  // shared with the database's threads
  db::Database& database_;
  telegram::Sender& sender_;
  base::Logger& logger_;
  Options options_;
  Outcomes outcomes_;
  std::unordered_set<std::int64_t> chats_under_way_;
  bool is_woken_ = false;
  bool is_idle_ = true;  // nothing woke it since the last round
  bool is_stopping_ = false;
  bool is_database_away_ = false;
  std::chrono::steady_clock::time_point round_began_;
  boost::asio::steady_timer alarm_;
  std::shared_ptr<OutboxPump*> self_;    // for what the listener posts: it may come after the end
  boost::asio::thread_pool readers_{1};  // of files, which may be large pictures
  db::Announcements::Subscription enqueued_;
};

}  // namespace bot
