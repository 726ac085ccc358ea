#include "chain/backends/request_budget.h"

#include <gtest/gtest.h>

namespace {

using chain::Purpose;
using chain::RequestBudget;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

const base::Timestamp kNow = base::parse_timestamp("2026-11-24T07:21:50Z").value();

int takes(RequestBudget& budget, Purpose purpose, base::Timestamp now) {
  int count = 0;
  while (count < 10'000 && !budget.take(purpose, now)) {
    ++count;
  }
  return count;
}

TEST(RequestBudget, HoldsAMinuteAndKeepsAQuarterForTheChain) {
  RequestBudget budget(120);
  EXPECT_EQ(budget.left_for_mempool(kNow), 90U);
  EXPECT_EQ(takes(budget, Purpose::mempool, kNow), 90);
  EXPECT_EQ(budget.left_for_mempool(kNow), 0U);
  EXPECT_EQ(takes(budget, Purpose::chain, kNow), 30);
  EXPECT_EQ(budget.take(Purpose::chain, kNow), std::chrono::milliseconds(500));
  EXPECT_EQ(takes(budget, Purpose::mempool, kNow + seconds(10)), 0);
  EXPECT_EQ(takes(budget, Purpose::chain, kNow + seconds(10)), 20);
  EXPECT_EQ(budget.left_for_mempool(kNow + minutes(5)), 90U);
}

TEST(RequestBudget, DoesNotLockUpWhenTheClockIsSetBack) {
  RequestBudget budget(120);
  takes(budget, Purpose::chain, kNow);
  EXPECT_LE(budget.take(Purpose::chain, kNow - hours(4)), seconds(1));
  budget.note_limit(kNow, minutes(30));
  EXPECT_TRUE(budget.closed_until(kNow));
  EXPECT_FALSE(budget.closed_until(kNow - hours(4)));
}

TEST(RequestBudget, IsUnboundedUntilTheBackendLimitsIt) {
  RequestBudget budget(std::nullopt);
  EXPECT_EQ(takes(budget, Purpose::mempool, kNow), 10'000);
  EXPECT_EQ(budget.left_for_mempool(kNow), std::nullopt);
  budget.note_limit(kNow, seconds(5));
  EXPECT_EQ(takes(budget, Purpose::chain, kNow + seconds(5)), 300);
  EXPECT_EQ(takes(budget, Purpose::chain, kNow + hours(2)), 10'000);
}

TEST(RequestBudget, IsHalvedForAnHourByEachLimit) {
  RequestBudget budget(600);
  budget.note_limit(kNow, seconds(1));
  budget.note_limit(kNow, seconds(1));  // of another request that was under way
  EXPECT_EQ(takes(budget, Purpose::chain, kNow + minutes(1)), 300);
  for (int i = 2; i < 20; ++i) {
    budget.note_limit(kNow + minutes(i), seconds(1));
  }
  EXPECT_EQ(takes(budget, Purpose::chain, kNow + minutes(30)), 20);
  EXPECT_EQ(takes(budget, Purpose::chain, kNow + minutes(90)), 600);
}

TEST(RequestBudget, PausesLongerEachTimeThatNoTimeIsNamed) {
  RequestBudget budget(std::nullopt);
  auto now = kNow;
  std::vector<std::chrono::microseconds> pauses;
  for (int i = 0; i < 12; ++i) {
    budget.note_limit(now, std::nullopt);
    const auto until = budget.closed_until(now).value();
    pauses.push_back(until - now);
    now = until;
  }
  EXPECT_EQ(pauses[0], seconds(2));
  EXPECT_EQ(pauses[1], seconds(4));
  EXPECT_EQ(pauses[11], minutes(10));
  budget.note_answer();
  budget.note_limit(now, std::nullopt);
  EXPECT_EQ(budget.closed_until(now), now + seconds(2));
}

}  // namespace
