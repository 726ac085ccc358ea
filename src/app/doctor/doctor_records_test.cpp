#include <gtest/gtest.h>

#include "app/doctor/doctor.h"
#include "db/migrations/migrations.h"
#include "db/open.h"
#include "shop/core/kept_update.h"
#include "shop/deposits/coins/chain_memory.h"
#include "support/temporary_directory.h"

namespace app {
namespace {

constexpr base::Timestamp kNow{std::chrono::sys_days(std::chrono::November / 24 / 2026)};

class Records : public testing::Test {
 protected:
  Records() { db::migrate(*database_, base::SystemClock()).value(); }

  template <class Work>
  void write(Work work) {
    database_->transact_blocking([&](db::Tx& tx) {
      work(tx);
      return true;
    });
  }

  std::vector<std::string> lines() {
    std::vector<std::string> lines;
    for (const auto& finding : examine_database(settings_)) {
      lines.push_back(to_line(finding));
    }
    return lines;
  }

 private:
  support::TemporaryDirectory directory_;
  std::string url_ = "sqlite:" + (directory_.path() / "shop.db").native();
  base::Logger logger_;
  std::unique_ptr<db::Database> database_ =
      db::open({.url = url_, .connections = 1}, logger_).value();
  Settings settings_ =
      read_settings(
          {{"DATABASE_URL", url_},
           {"BTC_BACKEND", "rpc+http://u:p@127.0.0.1:8332"},
           {"BTC_XPUB",
            "zpub6rFR7y4Q2AijBEqTUquhVz398htDFrtymD9xYYfG1m4wAcvPhXNfE3EfH1r1ADqtfSdVCToUG868RvUUk"
            "gDKf31mGDtKsAYz2oz2AGutZYs"}})
          .value();
};

TEST_F(Records, AreNotSpokenOfWhileAllIsWell) { EXPECT_EQ(lines().size(), 2U); }

TEST_F(Records, SayThatAChainStandsStill) {
  write([](db::Tx& tx) { shop::set_stalled_since(tx, base::Coin::btc, kNow); });
  ASSERT_EQ(lines().size(), 3U);
  EXPECT_TRUE(
      lines()[2].starts_with("✗ BTC: the Bitcoin chain has stood still since 2026-11-24 00:00 UTC"))
      << lines()[2];
  write([](db::Tx& tx) { shop::set_stalled_since(tx, base::Coin::btc, std::nullopt); });
  write([](db::Tx& tx) { shop::set_stalled_since(tx, base::Coin::ltc, kNow); });
  EXPECT_EQ(lines().size(), 2U) << "a coin that is off";
}

TEST_F(Records, SayThatMoneyCouldNotBeBooked) {
  write([](db::Tx& tx) {
    shop::keep_update(tx, R"({"update_id":1})", kNow);
    shop::put_off_update(tx, shop::due_updates(tx, kNow, 1).at(0), kNow);
  });
  ASSERT_EQ(lines().size(), 3U);
  EXPECT_TRUE(lines()[2].starts_with("✗ payments: 1 payments or refunds")) << lines()[2];
}

}  // namespace
}  // namespace app
