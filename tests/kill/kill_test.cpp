#include <chrono>
#include <iostream>
#include <set>
#include <string>

#include <gtest/gtest.h>

#include "base/random.h"
#include "kill/running_sale.h"
#include "support/on_both_engines.h"

namespace killed {
namespace {

using std::chrono::microseconds;

constexpr int kKills = 100;
constexpr std::uint64_t kSeed = 20'261'124;

class Killed : public support::OnBothEngines {
 protected:
  // Returns up to a quarter of a second, short times more often: a sale takes a few milliseconds,
  // its delivery some tens.
  microseconds some_time() {
    const auto max_us = std::uint64_t{1'000} << random_.below(9);
    return microseconds(random_.below(max_us));
  }

  // Runs the process and kills it while it starts and reserves, or while it sells.
  void live(RunningSale& sale) {
    sale.start();
    sale.press_buy();
    if (random_.below(5) > 0) {
      sale.press_confirm();
    }
    sale.kill_after(some_time());
  }

  base::SeededRandom random_{kSeed};
};
INSTANTIATE_TEST_SUITE_P(, Killed, support::kBothEngines, support::engine_name);

TEST_P(Killed, AHundredTimesLosesNothingPaidAndSellsNothingTwice) {
  RunningSale sale(database(), url());
  sale.start();
  sale.show_cards();
  ASSERT_EQ(sale.stop(), 0);

  RunningSale::Stages seen;
  for (int kill = 0; kill < kKills; ++kill) {
    live(sale);
    const auto stages = sale.stages();
    seen.held += stages.held > 0;
    seen.unsent += stages.unsent > 0;
    seen.sending += stages.sending > 0;
  }
  sale.start();
  sale.finish();
  EXPECT_EQ(sale.stop(), 0);

  std::set<std::string> all;
  std::size_t paid = 0;
  for (int customer = 0; customer < RunningSale::kCustomers; ++customer) {
    const auto codes = sale.paid_codes(customer);
    EXPECT_EQ(sale.delivered_codes(customer), codes);
    all.insert(codes.begin(), codes.end());
    paid += codes.size();
  }
  EXPECT_EQ(all.size(), paid) << "a code was sold twice";
  std::string report;
  EXPECT_EQ(sale.audit(report), 0) << report;

  std::cout << "kills with a reservation " << seen.held << ", an unsent delivery " << seen.unsent
            << ", one being sent " << seen.sending << "; orders " << paid << '\n';
  EXPECT_GT(seen.held, 0);
  EXPECT_GT(seen.unsent, 0);
  EXPECT_GT(seen.sending, 0);
  EXPECT_GT(paid, std::size_t{kKills});
}

}  // namespace
}  // namespace killed
