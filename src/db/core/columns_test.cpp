#include "db/core/columns.h"

#include <gmock/gmock.h>

namespace db {
namespace {

struct Unit {
  std::int64_t id = 0;
  std::string city;
};
BOOST_DESCRIBE_STRUCT(Unit, (), (id, city))

struct SoldUnit : Unit {
  std::optional<std::int64_t> buyer;
  base::Money price;
};
BOOST_DESCRIBE_STRUCT(SoldUnit, (Unit), (buyer, price))

TEST(Columns, AreThoseOfTheBasesAndThenThoseOfTheStruct) {
  EXPECT_THAT(kColumnNames<SoldUnit>, testing::ElementsAre("id", "city", "buyer", "price"));
  EXPECT_EQ(columns<SoldUnit>().text(), "id, city, buyer, price");
}

TEST(Columns, StandInAStatementUnderTheNameOfTheirTable) {
  constexpr auto kUnit = columns<Unit>("p");
  EXPECT_EQ(fmt::format("SELECT {} FROM units p", kUnit), "SELECT p.id, p.city FROM units p");
  EXPECT_EQ(fmt::format("{}", columns<Unit>("a_table_of_16_ch")),
            "a_table_of_16_ch.id, a_table_of_16_ch.city");
}

TEST(Columns, ComeFromTwoTablesOfAJoin) {
  constexpr auto kSold = columns<SoldUnit>("o", "p", "city", "price");
  EXPECT_EQ(kSold.text(), "o.id, p.city, o.buyer, p.price");
}

TEST(Columns, HaveTheirParametersAndValuesInTheSameOrder) {
  EXPECT_EQ(parameters<Unit>(), "$1, $2");
  EXPECT_EQ(parameters<SoldUnit>(9), "$9, $10, $11, $12");
  std::vector<Value> values{true};
  append_values(values, SoldUnit{{7, "Warsaw"}, std::nullopt, base::Money::units(5)});
  EXPECT_THAT(values, testing::ElementsAre(Value(true), Value(std::int64_t{7}),
                                           Value(std::string("Warsaw")), Value(),
                                           Value(base::Money::units(5))));
}

}  // namespace
}  // namespace db
