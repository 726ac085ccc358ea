#include "telegram/send_schedule.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>
#include <tuple>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

namespace telegram {
namespace {

using std::chrono::milliseconds;
using Ticket = SendSchedule::Ticket;

constexpr SendTime kStart{std::chrono::hours(1)};

SendTime at_ms(std::int64_t ms) { return kStart + milliseconds(ms); }

Target message_to(std::int64_t chat) {
  return {.chat_id = chat, .is_counted = true, .method = "sendMessage"};
}
Target edit_in(std::int64_t chat) {
  return {.chat_id = chat, .is_edit = true, .method = "editMessageText"};
}
Target deletion_in(std::int64_t chat) { return {.chat_id = chat, .method = "deleteMessage"}; }

ScheduleLimits small_limits() {
  return {.all = {.count = 5, .period = milliseconds(1000)},
          .chat = {.count = 2, .period = milliseconds(2000)}};
}

TEST(SendSchedule, StartsTheOldestOfTheHighestPriority) {
  SendSchedule schedule(small_limits());
  const auto broadcast = schedule.push(message_to(1), Priority::broadcast, kStart);
  const auto notification = schedule.push(message_to(2), Priority::notification, kStart);
  const auto first = schedule.push(message_to(3), Priority::interactive, kStart);
  const auto second = schedule.push(message_to(4), Priority::interactive, kStart);
  EXPECT_EQ(schedule.pop(kStart), first);
  EXPECT_EQ(schedule.pop(kStart), second);
  EXPECT_EQ(schedule.pop(kStart), notification);
  EXPECT_EQ(schedule.pop(kStart), broadcast);
  EXPECT_EQ(schedule.pop(kStart), std::nullopt);
}

TEST(SendSchedule, OneCallOfAChatIsUnderWayAtATime) {
  SendSchedule schedule(small_limits());
  const auto first = schedule.push(message_to(1), Priority::interactive, kStart);
  const auto second = schedule.push(edit_in(1), Priority::interactive, kStart);
  EXPECT_EQ(schedule.pop(kStart), first);
  EXPECT_EQ(schedule.pop(kStart), std::nullopt);
  EXPECT_EQ(schedule.next_at(kStart), std::nullopt);
  schedule.done(*first, kStart);
  EXPECT_EQ(schedule.next_at(kStart), kStart);
  EXPECT_EQ(schedule.pop(kStart), second);
}

TEST(SendSchedule, AChatWaitsForItsRateWhileOthersGoOn) {
  SendSchedule schedule(small_limits());
  for (int i = 0; i < 3; ++i) {
    schedule.push(message_to(1), Priority::interactive, kStart);
  }
  for (int i = 0; i < 2; ++i) {
    schedule.done(*schedule.pop(kStart), kStart);
  }
  EXPECT_EQ(schedule.pop(kStart), std::nullopt);
  EXPECT_EQ(schedule.next_at(kStart), at_ms(2000));
  const auto other = schedule.push(message_to(2), Priority::broadcast, kStart);
  EXPECT_EQ(schedule.pop(kStart), other);
  EXPECT_EQ(schedule.pop(at_ms(1999)), std::nullopt);
  EXPECT_TRUE(schedule.pop(at_ms(2000)).has_value());
}

TEST(SendSchedule, EditsCountInTheirChatAlone) {
  SendSchedule schedule(small_limits());
  for (std::int64_t chat = 1; chat <= 20; ++chat) {
    for (int i = 0; i < 3; ++i) {
      schedule.push(edit_in(chat), Priority::interactive, kStart);
    }
  }
  int started = 0;
  while (const auto ticket = schedule.pop(kStart)) {
    schedule.done(*ticket, kStart);
    ++started;
  }
  EXPECT_EQ(started, 40) << "two of each chat, without a limit over all";
  schedule.push(message_to(1), Priority::interactive, kStart);
  EXPECT_EQ(schedule.pop(at_ms(1999)), std::nullopt) << "messages and edits share the chat's rate";
  EXPECT_TRUE(schedule.pop(at_ms(2000)).has_value());
}

TEST(SendSchedule, DeletionsDoNotCount) {
  SendSchedule schedule(small_limits());
  for (int i = 0; i < 50; ++i) {
    schedule.push(deletion_in(1), Priority::interactive, kStart);
    const auto ticket = schedule.pop(kStart);
    ASSERT_TRUE(ticket.has_value());
    schedule.done(*ticket, kStart);
  }
}

TEST(SendSchedule, KnowsWhatCounts) {
  EXPECT_EQ(target_of(SendMessage{.chat_id = 7}), message_to(7));
  EXPECT_EQ(target_of(SendInvoice{.chat_id = 7}),
            (Target{.chat_id = 7, .is_counted = true, .method = "sendInvoice"}));
  EXPECT_EQ(target_of(EditMessageText{.chat_id = 7}), edit_in(7));
  EXPECT_EQ(target_of(EditMessageMedia{.chat_id = 7}),
            (Target{.chat_id = 7, .is_edit = true, .method = "editMessageMedia"}));
  EXPECT_EQ(target_of(DeleteMessage{.chat_id = 7}), deletion_in(7));
  EXPECT_EQ(target_of(AnswerCallbackQuery{}), Target{});
  EXPECT_EQ(target_of(SetMyDescription{}), Target{});
}

TEST(SendSchedule, ADelayedCallStartsNoSooner) {
  SendSchedule schedule(small_limits());
  const auto delayed = schedule.push({}, Priority::interactive, kStart);
  const auto other = schedule.push({}, Priority::interactive, kStart);
  schedule.delay(*delayed, at_ms(500), kStart);
  EXPECT_EQ(schedule.pop(kStart), other);
  EXPECT_EQ(schedule.pop(at_ms(499)), std::nullopt);
  EXPECT_EQ(schedule.next_at(kStart), at_ms(500));
  EXPECT_EQ(schedule.pop(at_ms(500)), delayed);
}

TEST(SendSchedule, CallsWithoutAChatRunSideBySideAndStopOnlyInAPause) {
  SendSchedule schedule(small_limits());
  for (int i = 0; i < 20; ++i) {
    schedule.push({}, Priority::interactive, kStart);
  }
  for (int i = 0; i < 10; ++i) {
    EXPECT_TRUE(schedule.pop(kStart).has_value());
  }
  schedule.pause_all(at_ms(700));
  schedule.pause_all(at_ms(500));
  EXPECT_EQ(schedule.pop(at_ms(600)), std::nullopt);
  EXPECT_EQ(schedule.next_at(at_ms(600)), at_ms(700));
  EXPECT_TRUE(schedule.pop(at_ms(700)).has_value());
}

TEST(SendSchedule, ARetriedCallKeepsItsPlaceAndHoldsItsChat) {
  SendSchedule schedule(small_limits());
  const auto first = schedule.push(message_to(1), Priority::notification, kStart);
  const auto second = schedule.push(message_to(1), Priority::notification, kStart);
  ASSERT_EQ(schedule.pop(kStart), first);
  schedule.retry(*first, at_ms(3000), kStart);
  EXPECT_EQ(schedule.pop(kStart), std::nullopt);
  const auto other = schedule.push(message_to(2), Priority::notification, kStart);
  EXPECT_EQ(schedule.pop(kStart), other);
  EXPECT_EQ(schedule.next_at(kStart), at_ms(3000));
  EXPECT_EQ(schedule.pop(at_ms(3000)), first);
  schedule.done(*first, at_ms(3000));
  EXPECT_EQ(schedule.pop(at_ms(3000)), second);
}

// A delivery does not wait for an edit that Telegram puts off, whatever their order and priority.
TEST(SendSchedule, OtherMethodsOvertakeOneThatMustWait) {
  SendSchedule schedule(small_limits());
  const auto edit = schedule.push(edit_in(1), Priority::interactive, kStart);
  const auto later_edit = schedule.push(edit_in(1), Priority::interactive, kStart);
  const auto deletion = schedule.push(deletion_in(1), Priority::interactive, kStart);
  const auto delivery = schedule.push(message_to(1), Priority::notification, kStart);
  ASSERT_EQ(schedule.pop(kStart), edit);
  schedule.retry_method(*edit, at_ms(60'000), kStart);
  EXPECT_EQ(schedule.held_until(edit_in(1)), at_ms(60'000));
  EXPECT_LE(schedule.held_until(message_to(1)), kStart);
  EXPECT_LE(schedule.held_until(edit_in(2)), kStart);

  EXPECT_EQ(schedule.pop(kStart), deletion);
  schedule.done(*deletion, kStart);
  EXPECT_EQ(schedule.pop(kStart), delivery);
  schedule.done(*delivery, kStart);
  EXPECT_EQ(schedule.pop(kStart), std::nullopt);
  EXPECT_EQ(schedule.next_at(kStart), at_ms(60'000));
  EXPECT_EQ(schedule.pop(at_ms(59'999)), std::nullopt);
  EXPECT_EQ(schedule.pop(at_ms(60'000)), edit);
  schedule.done(*edit, at_ms(60'000));
  EXPECT_EQ(schedule.pop(at_ms(60'000)), later_edit);
}

TEST(SendSchedule, AMethodThatHasWaitedComesBeforeWhatWaitsForTheRate) {
  SendSchedule schedule(small_limits());
  const auto deletion = schedule.push(deletion_in(1), Priority::interactive, kStart);
  ASSERT_EQ(schedule.pop(kStart), deletion);
  schedule.retry_method(*deletion, at_ms(500), kStart);
  for (int i = 0; i < 3; ++i) {
    schedule.push(message_to(1), Priority::interactive, kStart);
  }
  for (int i = 0; i < 2; ++i) {
    schedule.done(*schedule.pop(kStart), kStart);
  }
  EXPECT_EQ(schedule.next_at(kStart), at_ms(500)) << "the third message may start at 2 s";
  EXPECT_EQ(schedule.pop(at_ms(500)), deletion);
}

TEST(SendSchedule, RemembersWhichMethodMustWaitWithoutCalls) {
  SendSchedule schedule(small_limits());
  const auto edit = schedule.push(edit_in(1), Priority::interactive, kStart);
  ASSERT_EQ(schedule.pop(kStart), edit);
  schedule.retry_method(*edit, at_ms(5000), kStart);
  schedule.withdraw(*edit, kStart);
  const auto second = schedule.push(edit_in(1), Priority::interactive, at_ms(4000));
  EXPECT_EQ(schedule.pop(at_ms(4999)), std::nullopt);
  EXPECT_EQ(schedule.pop(at_ms(5000)), second);
  schedule.done(*second, at_ms(5000));
  EXPECT_EQ(schedule.pop(at_ms(7000)), std::nullopt);
  EXPECT_EQ(schedule.lane_count(), 0U);
}

TEST(SendSchedule, AWithdrawnCallIsNeverStarted) {
  SendSchedule schedule(small_limits());
  const auto first = schedule.push(message_to(1), Priority::interactive, kStart);
  const auto second = schedule.push(message_to(1), Priority::interactive, kStart);
  schedule.withdraw(*first, kStart);
  EXPECT_EQ(schedule.pop(kStart), second);
  schedule.done(*second, kStart);
  EXPECT_EQ(schedule.pop(kStart), std::nullopt);
}

TEST(SendSchedule, RefusesWhatIsOverItsBounds) {
  ScheduleLimits limits = small_limits();
  limits.waiting_max = 3;
  limits.chat_waiting_max = 2;
  SendSchedule schedule(limits);
  EXPECT_TRUE(schedule.push(message_to(1), Priority::interactive, kStart).has_value());
  EXPECT_TRUE(schedule.push(message_to(1), Priority::interactive, kStart).has_value());
  EXPECT_FALSE(schedule.push(message_to(1), Priority::interactive, kStart).has_value());
  EXPECT_TRUE(schedule.push(message_to(2), Priority::interactive, kStart).has_value());
  EXPECT_FALSE(schedule.push(message_to(3), Priority::interactive, kStart).has_value());
  EXPECT_TRUE(schedule.push(message_to(3), Priority::broadcast, kStart).has_value());
  EXPECT_EQ(schedule.lane_count(), 3U);
}

TEST(SendSchedule, BoundsWhatIsUnderWay) {
  ScheduleLimits limits = small_limits();
  limits.under_way_max = 1;
  SendSchedule schedule(limits);
  const auto first = schedule.push({}, Priority::interactive, kStart);
  const auto second = schedule.push({}, Priority::interactive, kStart);
  EXPECT_EQ(schedule.pop(kStart), first);
  EXPECT_EQ(schedule.pop(kStart), std::nullopt);
  schedule.done(*first, kStart);
  EXPECT_EQ(schedule.pop(kStart), second);
}

TEST(SendSchedule, DeliveriesGoOnWhileEditsFillTheWire) {
  auto limits = small_limits();
  limits.under_way_max = 1;
  SendSchedule schedule(limits);
  const auto delivery = schedule.push(message_to(1), Priority::notification, kStart);
  schedule.push(edit_in(2), Priority::interactive, kStart);
  for (std::size_t starts = 0; starts <= limits.notification_turn; ++starts) {
    schedule.push(edit_in(2 + static_cast<std::int64_t>(starts)), Priority::interactive, kStart);
    const auto ticket = schedule.pop(kStart);
    if (ticket == delivery) {
      return;
    }
    schedule.done(*ticket, kStart);
  }
  FAIL() << "the delivery starved";
}

TEST(SendSchedule, ForgetsIdleChats) {
  SendSchedule schedule(small_limits());
  for (std::int64_t chat = 1; chat <= 5; ++chat) {
    schedule.push(message_to(chat), Priority::interactive, kStart);
    schedule.done(*schedule.pop(kStart), kStart);
  }
  EXPECT_EQ(schedule.lane_count(), 5U);  // their rates still count
  EXPECT_EQ(schedule.pop(at_ms(2000)), std::nullopt);
  EXPECT_EQ(schedule.lane_count(), 0U);
}

TEST(SendSchedule, ABroadcastToABusyChatGetsItsTurn) {
  SendSchedule schedule(small_limits());
  const auto broadcast = schedule.push(deletion_in(1), Priority::broadcast, kStart);
  for (int started = 0; started < 30; ++started) {
    schedule.push(deletion_in(1), Priority::interactive, kStart);
    const auto ticket = schedule.pop(kStart);
    ASSERT_TRUE(ticket.has_value());
    if (ticket == broadcast) {
      EXPECT_EQ(started, 9);
      return;
    }
    schedule.done(*ticket, kStart);
  }
  FAIL() << "the broadcast starved";
}

// A random run: calls come and end at random, some are told to come back later.
struct Started {
  Ticket ticket;
  SendTime at;
};

struct Wait {
  Target target;
  SendTime from;
  SendTime until;
};

struct Run {
  std::map<Ticket, std::pair<Target, Priority>> pushed;
  std::vector<Started> starts;  // attempts, in order
  std::vector<Wait> waits;      // of methods
};

struct World {
  SendSchedule& schedule;
  bool methods_wait;  // else only chats
  Run run;
  std::vector<Ticket> under_way;

  void push() {
    const auto chat = *rc::gen::inRange<std::int64_t>(1, 5);
    const Target target = *rc::gen::weightedElement<Target>(
        {{3, message_to(chat)}, {2, edit_in(chat)}, {1, deletion_in(chat)}});
    const auto priority = static_cast<Priority>(*rc::gen::inRange(0, 3));
    const auto ticket = schedule.push(target, priority, now);
    RC_ASSERT(ticket.has_value());
    run.pushed.emplace(*ticket, std::pair(target, priority));
  }
  void pop_all() {
    while (const auto ticket = schedule.pop(now)) {
      run.starts.push_back({*ticket, now});
      under_way.push_back(*ticket);
    }
  }
  void end_one(bool may_retry) {
    if (under_way.empty()) {
      return;
    }
    const auto index = *rc::gen::inRange<std::size_t>(0, under_way.size());
    const Ticket ticket = under_way[index];
    under_way.erase(under_way.begin() + static_cast<std::ptrdiff_t>(index));
    if (!may_retry || *rc::gen::inRange(0, 4) > 0) {
      schedule.done(ticket, now);
      return;
    }
    const SendTime until = now + milliseconds(*rc::gen::inRange(0, 3000));
    if (methods_wait && *rc::gen::inRange(0, 2) == 0) {
      schedule.retry_method(ticket, until, now);
      run.waits.push_back({run.pushed.at(ticket).first, now, until});
    } else {
      schedule.retry(ticket, until, now);
    }
  }
  void drain() {
    for (int step = 0; step < 100'000; ++step) {
      pop_all();
      if (!under_way.empty()) {
        end_one(/*may_retry=*/false);
      } else if (const auto next = schedule.next_at(now)) {
        now = std::max(now, *next);
      } else {
        return;
      }
    }
    RC_FAIL("does not come to an end");
  }

  SendTime now = kStart;
};

Run random_run(const ScheduleLimits& limits, bool methods_wait) {
  SendSchedule schedule(limits);
  World world{.schedule = schedule, .methods_wait = methods_wait, .run = {}, .under_way = {}};
  const int steps = *rc::gen::inRange(0, 150);
  for (int step = 0; step < steps; ++step) {
    switch (*rc::gen::inRange(0, 4)) {
      case 0:
      case 1:
        world.push();
        break;
      case 2:
        world.end_one(/*may_retry=*/true);
        break;
      default:
        world.now += milliseconds(*rc::gen::inRange(0, 400));
        break;
    }
    world.pop_all();
  }
  world.drain();
  return std::move(world.run);
}

void check_rate(const std::vector<SendTime>& times, const SendRate& rate) {
  for (std::size_t i = rate.count; i < times.size(); ++i) {
    RC_ASSERT(times[i] - times[i - rate.count] >= rate.period);
  }
}

RC_GTEST_PROP(SendScheduleProperties, NeverStartsMoreThanTheRatesAllow, ()) {
  const ScheduleLimits limits = small_limits();
  const Run run = random_run(limits, /*methods_wait=*/true);
  std::vector<SendTime> all;
  std::map<std::int64_t, std::vector<SendTime>> chats;
  for (const Started& start : run.starts) {
    const Target& target = run.pushed.at(start.ticket).first;
    if (target.is_counted) {
      all.push_back(start.at);
    }
    if (target.is_counted || target.is_edit) {
      chats[*target.chat_id].push_back(start.at);
    }
  }
  check_rate(all, limits.all);
  for (const auto& [chat, times] : chats) {
    check_rate(times, limits.chat);
  }
}

// Every call starts; those whose `queue_of` is the same in the order of push().
template <class QueueOf>
void check_order(const Run& run, QueueOf queue_of) {
  std::map<decltype(queue_of(Target(), Priority())), Ticket> last;
  std::set<Ticket> started;
  for (const Started& start : run.starts) {
    const auto& [target, priority] = run.pushed.at(start.ticket);
    Ticket& previous = last[queue_of(target, priority)];
    RC_ASSERT(start.ticket >= previous);  // equal: a retry
    previous = start.ticket;
    started.insert(start.ticket);
  }
  RC_ASSERT(started.size() == run.pushed.size());
}

RC_GTEST_PROP(SendScheduleProperties, StartsEveryCallInTheOrderOfItsChatAndPriority, ()) {
  check_order(
      random_run(small_limits(), /*methods_wait=*/false),
      [](const Target& target, Priority priority) { return std::pair(*target.chat_id, priority); });
}

RC_GTEST_PROP(SendScheduleProperties, KeepsTheOrderOfAMethodThatMustWait, ()) {
  const Run run = random_run(small_limits(), /*methods_wait=*/true);
  check_order(run, [](const Target& target, Priority priority) {
    return std::tuple(*target.chat_id, priority, target.method);
  });
  for (const Wait& wait : run.waits) {
    for (const Started& start : run.starts) {
      const bool is_within = start.at > wait.from && start.at < wait.until;
      RC_ASSERT(!is_within || run.pushed.at(start.ticket).first != wait.target);
    }
  }
}

RC_GTEST_PROP(SendScheduleProperties, NoPriorityStarves, ()) {
  ScheduleLimits limits = small_limits();
  limits.chat = {.count = 100, .period = milliseconds(1)};
  SendSchedule schedule(limits);
  SendTime now = kStart;
  std::array<int, kPriorities> starts{};
  std::map<Ticket, std::size_t> priorities;
  // Every priority always has calls to chats of its own; ten starts must serve them all.
  for (int i = 0; i < 100; ++i) {
    for (std::size_t priority = 0; priority < kPriorities; ++priority) {
      const auto chat = *rc::gen::inRange<std::int64_t>(1, 50);
      const auto ticket = schedule.push(message_to(chat), static_cast<Priority>(priority), now);
      if (ticket) {
        priorities[*ticket] = priority;
      }
    }
    while (schedule.next_at(now).value_or(now) > now) {
      now = *schedule.next_at(now);
    }
    const auto ticket = schedule.pop(now);
    RC_ASSERT(ticket.has_value());
    ++starts[priorities.at(*ticket)];
    schedule.done(*ticket, now);
  }
  RC_ASSERT(starts[0] >= 60);
  RC_ASSERT(starts[1] >= 10);
  RC_ASSERT(starts[2] >= 9);
}

}  // namespace
}  // namespace telegram
