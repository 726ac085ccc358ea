#include "shop/access/repeated_call.h"

#include <future>
#include <vector>

#include <gtest/gtest.h>

#include "shop/testing/shop_fixture.h"

namespace shop {
namespace {

constexpr int kAtOnce = 8;

class RepeatedCallTest : public ShopTest {
 protected:
  // "done" when this call did it, "repeated" with the first answer, "conflict".
  std::string send(const RepeatableCall& call, const std::string& answer,
                   base::Timestamp now = kNow) {
    return transact([&](db::Tx& tx) -> std::string {
      const auto begun = begin_call(tx, call, now);
      if (!begun) {
        return "conflict";
      }
      if (*begun) {
        return "repeated " + **begun;
      }
      end_call(tx, call, answer);
      return "done";
    });
  }
};
INSTANTIATE_TEST_SUITE_P(, RepeatedCallTest, support::kBothEngines, support::engine_name);

TEST_P(RepeatedCallTest, IsAnsweredWithTheFirstAnswer) {
  const RepeatableCall call{.caller = "web:owner", .key = "k", .request = "a"};
  EXPECT_EQ(send(call, "first"), "done");
  EXPECT_EQ(send(call, "second"), "repeated first");
  EXPECT_EQ(send({.caller = "web:owner", .key = "k", .request = "b"}, "x"), "conflict");
  EXPECT_EQ(send({.caller = "web:other", .key = "k", .request = "b"}, "x"), "done")
      << "each caller has keys of their own";
}

TEST_P(RepeatedCallTest, OfManyAtOnceIsDoneOnce) {
  const RepeatableCall call{.caller = "web:owner", .key = "k", .request = "a"};
  std::vector<std::future<std::string>> sent;
  for (int i = 0; i < kAtOnce; ++i) {
    sent.push_back(std::async(std::launch::async, [&] { return send(call, "first"); }));
  }
  int done = 0;
  for (auto& one : sent) {
    const auto outcome = one.get();
    done += outcome == "done" ? 1 : 0;
    EXPECT_TRUE(outcome == "done" || outcome == "repeated first") << outcome;
  }
  EXPECT_EQ(done, 1);
}

TEST_P(RepeatedCallTest, TheKeyOfARefusedRequestIsFree) {
  const RepeatableCall call{.caller = "web:owner", .key = "k", .request = "a"};
  EXPECT_FALSE(transact([&](db::Tx& tx) -> std::expected<void, CallConflict> {
    EXPECT_TRUE(begin_call(tx, call, kNow));
    return std::unexpected(CallConflict());  // rolls back
  }));
  EXPECT_EQ(send({.caller = "web:owner", .key = "k", .request = "b"}, "x"), "done");
}

TEST_P(RepeatedCallTest, IsForgottenAfterAWeek) {
  const RepeatableCall call{.caller = "web:owner", .key = "k", .request = "a"};
  EXPECT_EQ(send(call, "first"), "done");
  const auto forget = [&](base::Timestamp now) {
    return transact([&](db::Tx& tx) { return forget_old_calls(tx, now); });
  };
  EXPECT_EQ(forget(kNow + kCallMemory), 0);
  EXPECT_EQ(forget(kNow + kCallMemory + std::chrono::milliseconds(1)), 1);
  EXPECT_EQ(send(call, "second"), "done");
}

}  // namespace
}  // namespace shop
