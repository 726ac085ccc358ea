#include "shop/export.h"

#include <boost/json/parse.hpp>
#include <sstream>

#include <gtest/gtest.h>

#include "shop/csv.h"

namespace shop {
namespace {

Order order() {
  return {.id = 5,
          .user_id = 123456,
          .product_id = 9,
          .city = "Warsaw, \"Center\"",
          .district = "Line one\nline two",
          .category = "=HYPERLINK(\"http://evil.example\")",
          .name = "Łódź & <b>",
          .original_price = base::Money::units(100),
          .discount_applied = *base::Percent::of(20),
          .final_price = base::Money::hundredths(79'50),
          .created_at = *base::parse_timestamp("2026-11-24T07:21:50.5Z")};
}

TEST(Export, QuotesAFieldWhereItMust) {
  EXPECT_EQ(csv_field(""), "");
  EXPECT_EQ(csv_field("plain text; 5"), "plain text; 5");
  EXPECT_EQ(csv_field("a,b"), "\"a,b\"");
  EXPECT_EQ(csv_field("say \"hi\""), "\"say \"\"hi\"\"\"");
  EXPECT_EQ(csv_field("two\nlines"), "\"two\nlines\"");
  EXPECT_EQ(csv_field("two\rlines"), "\"two\rlines\"");
}

TEST(Export, TakesTheTeethOutOfFormulas) {
  EXPECT_EQ(csv_field("=1+1"), "'=1+1");
  EXPECT_EQ(csv_field("+48 600"), "'+48 600");
  EXPECT_EQ(csv_field("-1"), "'-1");
  EXPECT_EQ(csv_field("@SUM(A1,A2)"), "\"'@SUM(A1,A2)\"");
  EXPECT_EQ(csv_field("\t=1"), "'\t=1");
  EXPECT_EQ(csv_field("1=1"), "1=1");
}

TEST(Export, WritesCsvThatReadsBack) {
  std::istringstream file(orders_csv_header() + csv_line(order()));
  CsvReader reader(file);
  const std::vector<std::string> names{
      "id",   "user_id",        "product_id",       "city",        "district",  "category",
      "name", "original_price", "discount_applied", "final_price", "created_at"};
  EXPECT_EQ((*reader.next())->fields, names);
  const std::vector<std::string> fields{"5",
                                        "123456",
                                        "9",
                                        "Warsaw, \"Center\"",
                                        "Line one\nline two",
                                        "'=HYPERLINK(\"http://evil.example\")",
                                        "Łódź & <b>",
                                        "100.00",
                                        "20",
                                        "79.50",
                                        "2026-11-24T07:21:50.500000Z"};
  EXPECT_EQ((*reader.next())->fields, fields);
  EXPECT_FALSE(reader.next());
}

TEST(Export, WritesJsonThatReadsBack) {
  const auto text = json_object(order());
  EXPECT_FALSE(text.contains('\n')) << "one order is one line";
  const auto object = boost::json::parse(text).as_object();
  EXPECT_EQ(object.at("id").as_int64(), 5);
  EXPECT_EQ(object.at("city").as_string(), "Warsaw, \"Center\"");
  EXPECT_EQ(object.at("district").as_string(), "Line one\nline two");
  EXPECT_EQ(object.at("name").as_string(), "Łódź & <b>");
  EXPECT_EQ(object.at("original_price").as_string(), "100.00") << "money is a decimal string";
  EXPECT_EQ(object.at("discount_applied").as_int64(), 20);
  EXPECT_EQ(object.at("final_price").as_string(), "79.50");
  EXPECT_EQ(object.at("created_at").as_string(), "2026-11-24T07:21:50.500000Z");
}

}  // namespace
}  // namespace shop
