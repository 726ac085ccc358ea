// Payments among many waiting transactions, from explorers that fail in between.
#include <map>

#include <gmock/gmock.h>

#include "chain/testing/model_explorer.h"
#include "watcher/watched_shop.h"

namespace watching {
namespace {

using net::text_response;
using shop::DepositStatus;

class MempoolTest : public ModelChainShop {
 protected:
  void fill(std::uint32_t transactions) {
    for (std::uint32_t i = 0; i < transactions; ++i) {
      explorer_.add_waiting(
          chain::testing::make_transaction({{.script = {0x51}, .amount_sat = 1}}, 1'000'000 + i));
    }
  }
  // How often each waiting transaction was asked for with success.
  std::map<std::string, int> fetched() {
    std::map<std::string, int> times;
    for (const auto& request : explorer_.server().seen()) {
      if (request.path.starts_with("/tx/") && !failed_.contains(request.path)) {
        ++times[request.path];
      }
    }
    return times;
  }

  std::map<std::string, int> failed_;
};

INSTANTIATE_TEST_SUITE_P(, MempoolTest, support::kBothEngines, support::engine_name);

TEST_P(MempoolTest, IsFetchedOnceThoughRequestsFail) {
  fill(301);
  int requests = 0;
  explorer_.answer_instead([&](const std::string& path) {
    const bool fails = path.starts_with("/tx/") && ++requests % 50 == 0;
    failed_[fails ? path : ""] = 1;
    return fails ? std::optional(text_response(500, "")) : std::nullopt;
  });
  begin();
  await([&] { return fetched().size() + failed_.size() > 301; });
  mine();
  for (const auto& [path, times] : fetched()) {
    EXPECT_EQ(times, 1) << path;
  }
}

// Also when a process begins while they wait: new payments come first, the older ones in turn.
TEST_P(MempoolTest, ShowsPaymentsAmongMoreThanOneLookCanFetch) {
  fill(1'700);
  const auto payment = pay({open_address()}, kSat);
  explorer_.add_waiting(payment);
  begin();
  await_status(DepositStatus::pending);
  ASSERT_TRUE(stop());
  const auto another = pay({open_address(kReferrer)}, kSat);
  explorer_.add_waiting(another);
  begin();
  await_status(DepositStatus::pending, kReferrer);
  const auto third = pay({open_address(kReferrer)}, kSat);
  explorer_.add_waiting(third);
  await([&] { return deposits(kReferrer).size() == 2; });
}

TEST_P(MempoolTest, IsNoTroubleWhenItCannotBeHad) {
  explorer_.answer_instead([](const std::string& path) {
    return path.starts_with("/mempool") ? std::optional(text_response(403, "")) : std::nullopt;
  });
  begin();
  mine({pay({open_address()}, kSat)});
  EXPECT_EQ(status(), DepositStatus::completed);
  EXPECT_EQ(watcher_->status().trouble, "");
  EXPECT_TRUE(watcher_->status().backends.at(0).is_healthy);
  EXPECT_EQ(std::ranges::count(explorer_.server().seen(), std::string("/mempool/txids"),
                               &net::ServerRequest::path),
            1);
}

}  // namespace
}  // namespace watching
