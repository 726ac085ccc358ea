#include "db/database.h"

#include "support/on_both_engines.h"

namespace {

using base::Money;
using db::Failure;
using db::FailureKind;
using db::Tx;

class DatabaseTest : public support::OnBothEngines {
 protected:
  void SetUp() override {
    OnBothEngines::SetUp();
    transact([](Tx& tx) {
      return tx.execute("CREATE TABLE notes (id BIGINT PRIMARY KEY, text TEXT NOT NULL)");
    });
  }
  std::int64_t count() {
    return read([](Tx& tx) { return tx.one<std::int64_t>("SELECT count(*) FROM notes"); });
  }
};

INSTANTIATE_TEST_SUITE_P(, DatabaseTest, support::kBothEngines, support::engine_name);

std::int64_t insert(Tx& tx, std::int64_t id) {
  return tx.execute("INSERT INTO notes (id, text) VALUES ($1, $2)", id, "x");
}

TEST_P(DatabaseTest, KeepsWhatItCommits) {
  EXPECT_EQ(transact([](Tx& tx) { return insert(tx, 1); }), 1);
  EXPECT_EQ(count(), 1);
}

TEST_P(DatabaseTest, RollsBackWhenTheBodyReturnsAnError) {
  const auto result = transact([](Tx& tx) -> std::expected<int, std::string> {
    insert(tx, 1);
    return std::unexpected("no");
  });
  EXPECT_EQ(result, std::unexpected<std::string>("no"));
  EXPECT_EQ(count(), 0);
}

TEST_P(DatabaseTest, RollsBackAndPassesOnWhatTheBodyThrows) {
  EXPECT_THROW(transact([](Tx& tx) -> int {
                 insert(tx, 1);
                 throw std::logic_error("no");
               }),
               std::logic_error);
  EXPECT_EQ(count(), 0);
}

}  // namespace
