// A shop's database from before a release, brought up to date.
#include <algorithm>
#include <optional>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "db/core/failure.h"
#include "db/migrations/migrations.h"
#include "support/migrate.h"
#include "support/on_both_engines.h"
#include "support/postgres_server.h"
#include "support/temporary_directory.h"

namespace {

using db::Tx;
using testing::ElementsAre;

// Addresses were unique by coin and index until 0018.
constexpr int kBeforeKeys = 17;
// A shop notes its currency since 0019, and a rate has its own since 0023.
constexpr int kBeforeRateCurrency = 21;

constexpr const char* kCustomers =
    "INSERT INTO users (id, first_name, referral_code, created_at) VALUES "
    "(1001, 'Ann', 'a', '2026-11-01T00:00:00.000000Z'), "
    "(1002, 'Bob', 'b', '2026-11-01T00:00:00.000000Z');"
    "UPDATE users SET referrer_id = 1001 WHERE id = 1002;";

constexpr const char* kAddresses =
    "INSERT INTO crypto_addresses "
    "(user_id, currency, address, derivation_index, is_active, created_at, given_height) VALUES "
    "(1001, 'btc', 'btc-0', 0, false, '2026-11-02T00:00:00.000000Z', NULL), "
    "(1002, 'btc', 'btc-1', 1, false, '2026-11-03T00:00:00.000000Z', 100), "
    "(1002, 'btc', 'btc-7', 7, true, '2026-11-04T00:00:00.000000Z', 120), "
    "(1002, 'ltc', 'ltc-0', 0, true, '2026-11-05T00:00:00.000000Z', 900);";

constexpr const char* kDeposits =
    "INSERT INTO deposits (user_id, method, amount, status, tx_hash, output_index, amount_sat, "
    "address_id, created_at) VALUES "
    "(1001, 'btc', 0, 'pending', 'aa', 0, 5000, 1, '2026-11-06T00:00:00.000000Z'), "
    "(1002, 'btc', 0, 'replaced', 'bb', 1, 6000, 2, '2026-11-07T00:00:00.000000Z'), "
    "(1002, 'ltc', 0, 'pending', 'cc', 0, 7000, 4, '2026-11-08T00:00:00.000000Z');"
    "INSERT INTO deposit_messages (deposit_id, user_id, message_id) VALUES (1, 1001, 55);"
    "INSERT INTO chain_blocks (currency, height, hash) VALUES ('btc', 120, 'hash');";

constexpr const char* kRates =
    "INSERT INTO exchange_rates (currency, read_at, price, source) VALUES "
    "('btc', '2026-11-08T00:00:00.000000Z', 20000000, 'median'), "
    "('ltc', '2026-11-08T00:00:00.000000Z', 40000, 'median');"
    "INSERT INTO coin_quotes (address_id, amount_sat, price, source, read_at, valid_until) VALUES "
    "(3, 50000, 20000000, 'median', '2026-11-08T00:00:00.000000Z', "
    "'2026-11-08T01:00:00.000000Z');";

// What must be the same before and after, a row each.
constexpr const char* kFacts =
    "SELECT id || ' ' || first_name || ' ' || COALESCE(referrer_id, 0) FROM users "
    "UNION ALL SELECT id || ' ' || user_id || ' ' || currency || ' ' || address || ' ' || "
    "derivation_index || CASE WHEN is_active THEN ' open ' ELSE ' closed ' END || created_at || "
    "' ' || COALESCE(given_height, -1) FROM crypto_addresses "
    "UNION ALL SELECT id || ' ' || user_id || ' ' || method || ' ' || status || ' ' || tx_hash || "
    "' ' || output_index || ' ' || amount_sat || ' ' || address_id FROM deposits "
    "UNION ALL SELECT deposit_id || ' ' || message_id FROM deposit_messages "
    "UNION ALL SELECT currency || ' ' || height || ' ' || hash FROM chain_blocks ORDER BY 1";

// Both engines, each test with a database of its own that has no schema yet.
class FilledDatabase : public testing::TestWithParam<db::Engine> {
 protected:
  void SetUp() override {
    const bool is_postgres = GetParam() == db::Engine::postgres;
    auto& server = support::PostgresServer::shared();
    database_ = support::open(
        is_postgres ? server.url(server.create_database())
                    : fmt::format("sqlite:{}", (directory_.path() / "old.db").native()),
        /*connections=*/2);
  }

  // Applies the migrations up to that one.
  void migrate_to(int version) {
    auto migrations = db::embedded_migrations(GetParam());
    std::erase_if(migrations, [=](const auto& one) { return one.version > version; });
    ASSERT_TRUE(db::migrate(*database_, base::SystemClock(), migrations));
  }
  void migrate_to_newest() {
    const auto applied = db::migrate(*database_, base::SystemClock());
    ASSERT_TRUE(applied) << applied.error().message;
    ASSERT_GT(*applied, 0);
    EXPECT_EQ(broken_references(), 0);
  }
  void run(const std::string& script) {
    database_->transact_blocking([&](Tx& tx) {
      tx.run_script(script);
      return true;
    });
  }
  // Whether the database refuses it.
  bool is_refused(const std::string& script) {
    try {
      run(script);
    } catch (const db::Failure& failure) {
      return failure.kind() == db::FailureKind::constraint;
    }
    return false;
  }
  std::vector<std::string> rows(const std::string& sql) {
    return database_->read_blocking([&](Tx& tx) { return tx.all<std::string>(sql); });
  }
  std::int64_t count(const std::string& from) {
    return database_->read_blocking(
        [&](Tx& tx) { return tx.one<std::int64_t>("SELECT count(*) FROM " + from); });
  }
  std::int64_t broken_references() {
    return count(GetParam() == db::Engine::sqlite
                     ? "pragma_foreign_key_check"
                     : "pg_constraint WHERE contype = 'f' AND NOT convalidated");
  }

 private:
  support::TemporaryDirectory directory_;
  std::unique_ptr<db::Database> database_;
};
INSTANTIATE_TEST_SUITE_P(, FilledDatabase, support::kBothEngines, support::engine_name);

TEST_P(FilledDatabase, LosesNothingWhenAddressesGetTheirKeys) {
  migrate_to(kBeforeKeys);
  run(kCustomers);
  run(kAddresses);
  run(kDeposits);
  run("UPDATE coins SET next_index = 8 WHERE currency = 'btc';"
      "UPDATE coins SET next_index = 1 WHERE currency = 'ltc';");
  const auto before = rows(kFacts);
  ASSERT_EQ(before.size(), 11);
  migrate_to_newest();
  EXPECT_EQ(rows(kFacts), before);
  EXPECT_THAT(rows("SELECT a.address || ' ' || k.currency || ' ' || k.next_index "
                   "FROM crypto_addresses a JOIN coin_keys k ON k.id = a.key_id ORDER BY 1"),
              ElementsAre("btc-0 btc 8", "btc-1 btc 8", "btc-7 btc 8", "ltc-0 ltc 1"));
}

TEST_P(FilledDatabase, KeepsItsRulesWhenAddressesGetTheirKeys) {
  migrate_to(kBeforeKeys);
  run(kCustomers);
  run(kAddresses);
  run(kDeposits);
  run("UPDATE coins SET next_index = 8 WHERE currency = 'btc';");
  migrate_to_newest();
  EXPECT_TRUE(is_refused("DELETE FROM crypto_addresses WHERE id = 1")) << "a deposit is to it";
  EXPECT_TRUE(is_refused("UPDATE deposits SET address_id = 99 WHERE id = 1"));
  EXPECT_TRUE(is_refused("UPDATE crypto_addresses SET address = 'btc-0' WHERE id = 2"));
  EXPECT_TRUE(is_refused("UPDATE crypto_addresses SET derivation_index = 0 WHERE id = 2"));
  EXPECT_TRUE(is_refused("UPDATE crypto_addresses SET is_active = true WHERE id = 2"));
  EXPECT_TRUE(is_refused("UPDATE crypto_addresses SET user_id = 99 WHERE id = 2"));
  run("INSERT INTO crypto_addresses (user_id, currency, address, derivation_index, created_at) "
      "VALUES (1001, 'ltc', 'ltc-1', 1, '2026-11-09T00:00:00.000000Z')");
  EXPECT_THAT(rows("SELECT CAST(id AS TEXT) FROM crypto_addresses WHERE address = 'ltc-1'"),
              ElementsAre("5"));
}

TEST_P(FilledDatabase, GivesItsRatesTheCurrencyThatTheShopHas) {
  migrate_to(kBeforeRateCurrency);
  run(kCustomers);
  run(kAddresses);
  run(kRates);
  run("INSERT INTO shop_currency (id, currency) VALUES (1, 'EUR')");
  migrate_to_newest();
  EXPECT_THAT(rows("SELECT currency || ' ' || price_currency || ' ' || source "
                   "FROM exchange_rates ORDER BY 1"),
              ElementsAre("btc EUR median", "ltc EUR median"));
  EXPECT_THAT(rows("SELECT address_id || ' ' || price_currency || ' ' || amount_sat "
                   "FROM coin_quotes"),
              ElementsAre("3 EUR 50000"));
  EXPECT_TRUE(is_refused("DELETE FROM crypto_addresses WHERE id = 3")) << "a quote is for it";
}

TEST_P(FilledDatabase, ForgetsRatesWhoseCurrencyNobodyKnows) {
  migrate_to(kBeforeKeys);
  run(kCustomers);
  run(kAddresses);
  run(kRates);
  migrate_to_newest();
  EXPECT_EQ(count("exchange_rates"), 0);
  EXPECT_EQ(count("coin_quotes"), 0);
  EXPECT_EQ(count("crypto_addresses"), 4);
}

}  // namespace
