#include "db/core/job_queue.h"

#include <latch>
#include <thread>

#include <gtest/gtest.h>

namespace {

using db::Access;
using db::JobQueue;

struct NoJob final : db::Job {
  db::Verdict run(db::Tx&) override { return db::Verdict::commit; }
  void done(std::exception_ptr) noexcept override {}
};

void push(JobQueue& queue, Access access) { queue.push(access, std::make_unique<NoJob>()); }

TEST(JobQueue, LetsReadsPassWritesThatMayNotStart) {
  JobQueue queue(/*max_writers=*/1);
  JobQueue::Sleeper writer;
  JobQueue::Sleeper other;
  push(queue, Access::write);
  EXPECT_EQ(queue.take(writer)->access, Access::write);
  push(queue, Access::write);
  push(queue, Access::read);
  EXPECT_EQ(queue.take(other)->access, Access::read);
  EXPECT_EQ(queue.take(writer)->access, Access::write) << "the writer ended the first";
}

TEST(JobQueue, StartsAnotherWriterWhenTheFirstIsStuck) {
  JobQueue queue(/*max_writers=*/1);
  JobQueue::Sleeper stuck;
  JobQueue::Sleeper other;
  push(queue, Access::write);
  push(queue, Access::write);
  queue.take(stuck);
  EXPECT_EQ(queue.take(other)->access, Access::write);
}

TEST(JobQueue, TakesTurnsBetweenReadsAndWrites) {
  JobQueue queue(/*max_writers=*/4);
  JobQueue::Sleeper worker;
  for (int i = 0; i < 2; ++i) {
    push(queue, Access::write);
    push(queue, Access::read);
  }
  std::vector<Access> order;
  order.reserve(4);
  for (int i = 0; i < 4; ++i) {
    order.push_back(queue.take(worker)->access);
  }
  EXPECT_EQ(order, (std::vector{Access::read, Access::write, Access::read, Access::write}));
}

TEST(JobQueue, WakesASleeperForEachJob) {
  JobQueue queue(/*max_writers=*/4);
  std::latch everybody_has_one(3);
  std::vector<std::thread> workers;
  workers.reserve(3);
  for (int i = 0; i < 3; ++i) {
    workers.emplace_back([&] {
      JobQueue::Sleeper worker;
      while (queue.take(worker)) {
        everybody_has_one.arrive_and_wait();
      }
    });
  }
  push(queue, Access::write);
  push(queue, Access::read);
  push(queue, Access::write);
  everybody_has_one.wait();
  queue.close();
  for (auto& worker : workers) {
    worker.join();
  }
}

TEST(JobQueue, EndsSleepersAndReturnsWhatNobodyTook) {
  JobQueue queue(/*max_writers=*/1);
  std::thread sleeper([&] {
    JobQueue::Sleeper worker;
    while (queue.take(worker)) {
    }
  });
  queue.close();
  sleeper.join();
  EXPECT_NE(queue.push(Access::read, std::make_unique<NoJob>()), nullptr);

  JobQueue full(/*max_writers=*/1);
  push(full, Access::write);
  push(full, Access::read);
  EXPECT_EQ(full.close().size(), 2U);
}

}  // namespace
