#include "telegram/send_schedule.h"

#include <algorithm>
#include <array>
#include <map>
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

Target message_to(std::int64_t chat) { return {.chat_id = chat, .is_counted = true}; }
Target edit_in(std::int64_t chat) { return {.chat_id = chat, .is_edit = true}; }
Target deletion_in(std::int64_t chat) { return {.chat_id = chat}; }

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
  EXPECT_EQ(target_of(SendInvoice{.chat_id = 7}), message_to(7));
  EXPECT_EQ(target_of(EditMessageText{.chat_id = 7}), edit_in(7));
  EXPECT_EQ(target_of(EditMessageMedia{.chat_id = 7}), edit_in(7));
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

struct Run {
  std::map<Ticket, std::pair<Target, Priority>> pushed;
  std::vector<Started> starts;  // attempts, in order
};

struct World {
  SendSchedule& schedule;
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
    if (may_retry && *rc::gen::inRange(0, 4) == 0) {
      schedule.retry(ticket, now + milliseconds(*rc::gen::inRange(0, 3000)), now);
    } else {
      schedule.done(ticket, now);
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

Run random_run(const ScheduleLimits& limits) {
  SendSchedule schedule(limits);
  World world{.schedule = schedule, .run = {}, .under_way = {}};
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
  const Run run = random_run(limits);
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

RC_GTEST_PROP(SendScheduleProperties, StartsEveryCallInTheOrderOfItsChatAndPriority, ()) {
  const Run run = random_run(small_limits());
  std::map<std::pair<std::int64_t, Priority>, Ticket> last;
  std::map<Ticket, int> attempts;
  for (const Started& start : run.starts) {
    const auto& [target, priority] = run.pushed.at(start.ticket);
    Ticket& previous = last[{*target.chat_id, priority}];
    RC_ASSERT(start.ticket >= previous);  // equal: a retry
    previous = start.ticket;
    ++attempts[start.ticket];
  }
  RC_ASSERT(attempts.size() == run.pushed.size());
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
