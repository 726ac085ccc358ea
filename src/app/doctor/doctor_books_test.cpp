#include <gtest/gtest.h>

#include "app/doctor/doctor.h"
#include "base/random.h"
#include "chain/watcher/account_key.h"
#include "db/migrations/migrations.h"
#include "db/open.h"
#include "shop/core/kept_update.h"
#include "shop/customers/customer.h"
#include "shop/deposits/coins/chain_clock.h"
#include "shop/deposits/coins/chain_memory.h"
#include "shop/deposits/coins/crypto_address.h"
#include "shop/reports/shop_currency.h"
#include "shop/settings/stored_settings.h"
#include "support/temporary_directory.h"

namespace app {
namespace {

constexpr base::Timestamp kBooksNow{std::chrono::sys_days(std::chrono::November / 24 / 2026)};

class Books : public testing::Test {
 protected:
  Books() { db::migrate(*database_, base::SystemClock()).value(); }

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

 protected:
  shop::AccountKey key() const {
    return chain::account_key(*settings_.coins.at(base::Coin::btc).account);
  }

 private:
  support::TemporaryDirectory directory_;
  std::string url_ = "sqlite:" + (directory_.path() / "shop.db").native();
  base::Logger logger_;
  std::unique_ptr<db::Database> database_ =
      db::open({.url = url_, .connections = 1}, logger_).value();

 protected:
  Settings settings_ =
      read_settings(
          {{"DATABASE_URL", url_},
           {"BTC_BACKEND", "rpc+http://u:p@127.0.0.1:8332"},
           {"BTC_XPUB",
            "zpub6rFR7y4Q2AijBEqTUquhVz398htDFrtymD9xYYfG1m4wAcvPhXNfE3EfH1r1ADqtfSdVCToUG868RvUUk"
            "gDKf31mGDtKsAYz2oz2AGutZYs"}})
          .value();
};

TEST_F(Books, HoldTheWaysToPayThatWereSetInTheChat) {
  settings_.coins.clear();
  ASSERT_EQ(examine_ways_to_pay(with_settings_of_chat(settings_)).size(), 1U);
  const shop::SettingKey blik{shop::SettingName::instructions, "blik"};
  const auto set = [&](std::string_view text) {
    write([&](db::Tx& tx) {
      const auto permit = shop::permit<shop::Act::change_settings>(shop::Actor::cli()).value();
      ASSERT_TRUE(shop::set_setting(tx, blik, text, {.values = settings_, .locked = {}}, permit,
                                    kBooksNow));
    });
  };
  set("To 600 100 200");
  EXPECT_EQ(examine_ways_to_pay(with_settings_of_chat(settings_)).size(), 0U);
  set("");
  EXPECT_EQ(examine_ways_to_pay(with_settings_of_chat(settings_)).size(), 1U) << "off again";
}

TEST_F(Books, SayWhichKeysAreWatchedAndHowFarAWalletMustLook) {
  base::SeededRandom random(7);
  write([&](db::Tx& tx) {
    for (std::int64_t id = 1; id <= 25; ++id) {
      shop::register_customer(tx, {.id = id, .first_name = "A"}, random, kBooksNow);
      shop::open_address(tx, id, base::Coin::btc,
                         {"earlier", [](auto index) { return std::to_string(index); }}, kBooksNow);
    }
    shop::open_address(tx, 1, base::Coin::btc, key(), kBooksNow);
  });
  const auto said = lines();
  ASSERT_EQ(said.size(), 4U);
  EXPECT_TRUE(said[2].starts_with("✓ BTC: the key that is set: 1 addresses given")) << said[2];
  EXPECT_TRUE(said[2].contains("gap limit 20")) << said[2];
  EXPECT_TRUE(said[3].starts_with("⚠ BTC: an earlier key, whose addresses are watched too: 25"))
      << said[3];
  EXPECT_TRUE(said[3].contains("gap limit 26")) << said[3];
}

TEST_F(Books, SayThatTheClockIsWrong) {
  write([](db::Tx& tx) {
    shop::compare_clocks(tx, base::Coin::btc, kBooksNow + std::chrono::hours(3), kBooksNow);
  });
  ASSERT_EQ(lines().size(), 3U);
  EXPECT_TRUE(lines()[2].starts_with("✗ clock: this machine's clock is 180 minutes behind"))
      << lines()[2];
}

TEST_F(Books, SayThatTheCurrencyIsAnother) {
  write([](db::Tx& tx) { shop::take_currency(tx, "EUR"); });
  ASSERT_EQ(lines().size(), 3U);
  EXPECT_TRUE(lines()[2].starts_with("✗ currency: CURRENCY is PLN, but this shop was last in EUR"))
      << lines()[2];
}

TEST_F(Books, AreNotSpokenOfWhileAllIsWell) { EXPECT_EQ(lines().size(), 2U); }

TEST_F(Books, SayThatAChainStandsStill) {
  write([](db::Tx& tx) { shop::set_stalled_since(tx, base::Coin::btc, kBooksNow); });
  ASSERT_EQ(lines().size(), 3U);
  EXPECT_TRUE(
      lines()[2].starts_with("✗ BTC: the Bitcoin chain has stood still since 2026-11-24 00:00 UTC"))
      << lines()[2];
  write([](db::Tx& tx) { shop::set_stalled_since(tx, base::Coin::btc, std::nullopt); });
  write([](db::Tx& tx) { shop::set_stalled_since(tx, base::Coin::ltc, kBooksNow); });
  EXPECT_EQ(lines().size(), 2U) << "a coin that is off";
}

TEST_F(Books, SayThatMoneyCouldNotBeBooked) {
  write([](db::Tx& tx) {
    shop::keep_update(tx, R"({"update_id":1})", kBooksNow);
    shop::put_off_update(tx, shop::due_updates(tx, kBooksNow, 1).at(0), kBooksNow);
  });
  ASSERT_EQ(lines().size(), 3U);
  EXPECT_TRUE(lines()[2].starts_with("✗ payments: 1 payments or refunds")) << lines()[2];
}

}  // namespace
}  // namespace app
