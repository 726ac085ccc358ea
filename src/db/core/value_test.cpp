// Values come out of a column as they went in, on both engines.
#include "db/core/value.h"

#include <limits>

#include <rapidcheck.h>

#include "support/on_both_engines.h"

namespace {

using base::Coordinate;
using base::Money;
using base::Timestamp;
using db::Engine;
using db::Failure;
using db::FailureKind;
using db::Tx;

struct Sample {
  std::int64_t id = 0;
  std::optional<bool> flag;
  std::optional<std::int64_t> number;
  std::optional<std::string> text;
  std::optional<Money> amount;
  std::optional<Timestamp> moment;
  std::optional<Coordinate> place;

  friend bool operator==(const Sample&, const Sample&) = default;
};
BOOST_DESCRIBE_STRUCT(Sample, (), (id, flag, number, text, amount, moment, place))

class ValueTest : public support::OnBothEngines {
 protected:
  void SetUp() override {
    OnBothEngines::SetUp();
    const bool is_postgres = GetParam() == Engine::postgres;
    transact([&](Tx& tx) {
      return tx.execute(is_postgres ? "CREATE TABLE samples (id BIGINT PRIMARY KEY, flag BOOLEAN, "
                                      "number BIGINT, text TEXT, amount NUMERIC(14,2), "
                                      "moment timestamptz, place NUMERIC(9,6))"
                                    : "CREATE TABLE samples (id INTEGER PRIMARY KEY, flag INTEGER, "
                                      "number INTEGER, text TEXT, amount INTEGER, moment TEXT, "
                                      "place INTEGER) STRICT");
    });
  }

  Sample store(const Sample& sample) {
    return transact([&](Tx& tx) {
      tx.execute("DELETE FROM samples");
      tx.execute("INSERT INTO samples VALUES ($1, $2, $3, $4, $5, $6, $7)", sample.id, sample.flag,
                 sample.number, sample.text, sample.amount, sample.moment, sample.place);
      return tx.one<Sample>("SELECT * FROM samples");
    });
  }
  std::string store(std::string text) { return *store(Sample{.text = std::move(text)}).text; }

  template <class T>
  T select(std::string sql) {
    return read([&](Tx& tx) { return tx.one<T>(sql); });
  }
};

INSTANTIATE_TEST_SUITE_P(, ValueTest, support::kBothEngines, support::engine_name);

Timestamp at(std::string_view text) { return base::parse_timestamp(text).value(); }

TEST_P(ValueTest, KeepsNull) { EXPECT_EQ(store(Sample{}), Sample{}); }

TEST_P(ValueTest, KeepsTheLimitsOfEveryType) {
  const auto limits = std::numeric_limits<std::int64_t>();
  for (const bool low : {true, false}) {
    const auto largest = Money::hundredths(Money::max_hundredths);
    const Sample sample{
        .id = low ? limits.min() : limits.max(),
        .flag = low,
        .number = low ? limits.min() : limits.max(),
        .text = std::string(low ? 0 : 1'000'000, 'x'),
        .amount = low ? -largest : largest,
        .moment = at(low ? "0001-01-01T00:00:00Z" : "9999-12-31T23:59:59.999999Z"),
        .place = Coordinate::microdegrees(low ? -180'000'000 : 180'000'000),
    };
    EXPECT_EQ(store(sample), sample);
  }
}

TEST_P(ValueTest, KeepsTextAsItIs) {
  for (const auto* text :
       {"'; DROP TABLE samples; --", "\"$1\" \\ %s \n\t\r", "👑🔥 zażółć gęślą", "\uFEFFbom", ""}) {
    EXPECT_EQ(store(std::string(text)), text);
  }
}

TEST_P(ValueTest, RefusesTextThatPostgresCannotStore) {
  for (const auto& text :
       {std::string("a\0b", 3), std::string("\xC3"), std::string("\xED\xA0\x80")}) {
    try {
      store(text);
      ADD_FAILURE() << "stored";
    } catch (const Failure& failure) {
      EXPECT_EQ(failure.kind(), FailureKind::defect);
    }
  }
}

TEST_P(ValueTest, KeepsAnyValue) {
  rc::check([&] {
    const Sample sample{
        .id = *rc::gen::arbitrary<std::int64_t>(),
        .flag = *rc::gen::arbitrary<bool>(),
        .amount = Money::hundredths(
            *rc::gen::inRange<std::int64_t>(-Money::max_hundredths, Money::max_hundredths)),
        .moment = Timestamp(
            std::chrono::microseconds(*rc::gen::inRange<std::int64_t>(0, 4'000'000'000'000'000))),
        .place = Coordinate::microdegrees(*rc::gen::inRange(-180'000'000, 180'000'001)),
    };
    RC_ASSERT(store(sample) == sample);
  });
}

TEST_P(ValueTest, SortsTimesByTime) {
  transact([](Tx& tx) {
    std::int64_t id = 0;
    for (const auto* text : {"2026-01-01T00:00:00.1Z", "2026-01-01T00:00:00Z",
                             "2026-01-01T00:00:00.000001Z", "2025-12-31T23:59:59.999999Z"}) {
      tx.execute("INSERT INTO samples (id, moment) VALUES ($1, $2)", ++id, at(text));
    }
    return 0;
  });
  const auto ids = read([](Tx& tx) {
    return tx.all<std::int64_t>("SELECT id FROM samples WHERE moment < $1 ORDER BY moment",
                                at("2026-01-01T00:00:00.1Z"));
  });
  EXPECT_EQ(ids, (std::vector<std::int64_t>{4, 2, 3}));
}

TEST_P(ValueTest, SumsMoney) {
  transact([](Tx& tx) {
    for (std::int64_t id = 1; id <= 3; ++id) {
      tx.execute("INSERT INTO samples (id, amount) VALUES ($1, $2)", id, Money::hundredths(10));
    }
    return 0;
  });
  EXPECT_EQ(select<Money>("SELECT sum(amount) FROM samples"), Money::hundredths(30));
  EXPECT_EQ(select<std::optional<Money>>("SELECT sum(amount) FROM samples WHERE id > 9"),
            std::nullopt);
}

TEST_P(ValueTest, RefusesAColumnOfAnotherType) {
  store(Sample{.id = 1, .number = 5'000'000'000, .text = "x"});
  EXPECT_THROW(select<std::int64_t>("SELECT text FROM samples"), Failure);
  EXPECT_THROW(select<int>("SELECT number FROM samples"), Failure);
  EXPECT_THROW(select<bool>("SELECT text FROM samples"), Failure);
  EXPECT_THROW(select<Money>("SELECT text FROM samples"), Failure);
  EXPECT_THROW(select<Timestamp>("SELECT text FROM samples"), Failure);
  EXPECT_THROW(select<std::string>("SELECT moment FROM samples"), Failure) << "NULL";
  EXPECT_THROW(select<Sample>("SELECT id FROM samples"), Failure) << "a column is missing";
}

TEST_P(ValueTest, TakesParametersInAnyOrderAndMoreThanOnce) {
  const auto text = read([](Tx& tx) {
    return tx.one<std::string>(
        "SELECT CAST($2 AS TEXT) || CAST($1 AS TEXT) || CAST($2 AS TEXT) || CAST($3 AS TEXT)", "a",
        "b", "c");
  });
  EXPECT_EQ(text, "babc");
}

}  // namespace
