// What backends with different mempools say of a payment.
#include <algorithm>

#include <gtest/gtest.h>

#include "watcher/watched_shop.h"

namespace watching {
namespace {

using shop::DepositStatus;

class SeveralMempools : public ModelChainShop {
 protected:
  void SetUp() override {
    ModelChainShop::SetUp();
    connect({explorer_.url(), other_.url()});
    begin();
  }

  static std::int64_t fetches(chain::testing::ModelExplorer& explorer) {
    return std::ranges::count_if(explorer.server().seen(), [](const auto& request) {
      return request.path.starts_with("/tx/");
    });
  }
  static std::int64_t looks(chain::testing::ModelExplorer& explorer) {
    return std::ranges::count_if(explorer.server().seen(), [](const auto& request) {
      return request.path == "/mempool/txids";
    });
  }
  void await_looks(chain::testing::ModelExplorer& explorer, std::int64_t more) {
    const auto until = looks(explorer) + more;
    await([&] { return looks(explorer) >= until; });
  }

  chain::testing::ModelExplorer other_{loop_, 150, kStartSeconds};
};
INSTANTIATE_TEST_SUITE_P(, SeveralMempools, support::kBothEngines, support::engine_name);

TEST_P(SeveralMempools, LoseNoPaymentThatOneOfThemHas) {
  const auto payment = pay({open_address()}, kSat);
  explorer_.add_waiting(payment);
  other_.add_waiting(payment);
  await_status(DepositStatus::pending);
  explorer_.drop_waiting(payment);
  await_looks(explorer_, 5);
  EXPECT_EQ(status(), DepositStatus::pending);
  other_.drop_waiting(payment);
  await_status(DepositStatus::replaced);
  explorer_.add_waiting(payment);
  await_status(DepositStatus::pending);
}

TEST_P(SeveralMempools, AreReadOnce) {
  constexpr std::int64_t kWaiting = 20;
  for (int i = 0; i < kWaiting; ++i) {
    explorer_.add_waiting(pay({chain::testing::kRegtestAddress}, kSat));
  }
  await([&] { return fetches(explorer_) == kWaiting; });
  explorer_.answer_instead([](const std::string& path) {
    const bool fails = path == "/mempool/txids";
    return fails ? std::optional(net::text_response(503, "")) : std::nullopt;
  });
  await_looks(other_, 2);
  explorer_.answer_instead({});
  clock_.advance(std::chrono::minutes(10));
  await_looks(explorer_, 3);
  EXPECT_EQ(fetches(explorer_), kWaiting);
}

}  // namespace
}  // namespace watching
