// 200 customers want one unit, or an offer of 50, again and again.
//
// KRAM_RACE_ROUNDS=N races that many times on each engine, as `make soak` does.
#include <algorithm>
#include <cstdlib>
#include <map>
#include <memory>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "base/log.h"
#include "db/postgres/postgres.h"
#include "db/url.h"
#include "race/round.h"
#include "shop/testing/shop_fixture.h"

namespace race {
namespace {

using base::Money;

constexpr std::size_t kCustomers = 200;
constexpr int kConnections = 20;
constexpr int kRoundsOnPostgres = 200;
constexpr int kRoundsOnSqlite = 50;
constexpr int kRoundsBetweenAudits = 100;

class RaceTest : public shop::ShopTest {
 protected:
  void SetUp() override {
    ShopTest::SetUp();
    databases_.push_back(&database());
    if (GetParam() == db::Engine::postgres) {
      open_with_a_writer_on_each_connection();
    }
    transact([this](db::Tx& tx) {
      for (std::size_t i = 1; i <= kCustomers; ++i) {
        const auto id = static_cast<std::int64_t>(i);
        shop::add_customer(tx, id, Money::units(1'000'000));
        customers_.push_back(id);
        balances_[id] = Money::units(1'000'000);
      }
      return true;
    });
  }

  void TearDown() override {
    spread_out_.reset();
    ShopTest::TearDown();
  }

  void race(int units, int rounds) {
    for (int round = 1; round <= rounds && !HasFailure(); ++round) {
      SCOPED_TRACE(fmt::format("round {}", round));
      run_round(units, round);
      check_money(round % kRoundsBetweenAudits == 0 || round == rounds);
    }
  }

  static int rounds() {
    if (const char* const text = std::getenv("KRAM_RACE_ROUNDS")) {
      return std::stoi(text);
    }
    return GetParam() == db::Engine::postgres ? kRoundsOnPostgres : kRoundsOnSqlite;
  }

 private:
  // Opens the pool as for a remote server and without shared commits, so that more transactions
  // run at once.
  void open_with_a_writer_on_each_connection() {
    const auto parsed = std::get<db::PostgresUrl>(db::parse_url(url()).value());
    spread_out_ = db::open_postgres(parsed, {.url = url(), .connections = kConnections},
                                    {.group_jobs = 1, .max_writers = kConnections}, logger_);
    databases_.push_back(spread_out_.get());
  }

  void run_round(int units, int number) {
    const auto variant = static_cast<std::size_t>(number);
    auto product = shop::voucher_named(fmt::format("Offer of {}, round {}", units, number));
    product.base_price = Money::units(50);
    const Offer offer{.units = stock(product, units), .price = product.base_price};
    std::ranges::rotate(customers_, customers_.begin() + 1);
    Round round(*databases_[variant % databases_.size()], offer);
    round.run(customers_, variant / 2 % 2 == 0 ? kCustomers : kConnections);
    for (const auto buyer : round.buyers()) {
      balances_[buyer] -= offer.price;
    }
    EXPECT_EQ(shop::refusal_of(reserve(customers_.front(), offer.units.front())),
              shop::ReserveRefusal::sold);
  }

  struct Balance {
    std::int64_t id = 0;
    Money balance;
  };
  BOOST_DESCRIBE_CLASS(Balance, (), (id, balance), (), ())

  void check_money(bool with_audit) {
    for (const auto& found :
         read([](db::Tx& tx) { return tx.all<Balance>("SELECT id, balance FROM users"); })) {
      EXPECT_EQ(found.balance, balances_.at(found.id)) << "customer " << found.id;
    }
    if (with_audit) {
      EXPECT_THAT(audit(), testing::IsEmpty());
    }
  }

  base::Logger logger_;
  std::unique_ptr<db::Database> spread_out_;
  std::vector<db::Database*> databases_;
  std::vector<std::int64_t> customers_;
  std::map<std::int64_t, Money> balances_;
};
INSTANTIATE_TEST_SUITE_P(, RaceTest, support::kBothEngines, support::engine_name);

TEST_P(RaceTest, OneUnitIsSoldToOneOf200Customers) { race(/*units=*/1, rounds()); }

TEST_P(RaceTest, FiftyUnitsAreSoldTo50Of200Customers) { race(/*units=*/50, rounds()); }

}  // namespace
}  // namespace race
