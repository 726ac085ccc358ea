#include "shop/stock/import/repeated_goods.h"

#include <sstream>
#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "shop/stock/import/product_csv.h"

namespace shop {
namespace {

constexpr std::string_view kColumnNames =
    "city,district,category,name,description,base_price,discount_percent,delivery_photo,"
    "delivery_latitude,delivery_longitude,delivery_text,quantity\n";

std::string unit_row(std::string_view price, std::string_view text) {
  return fmt::format("a,b,c,d,,{},,,,,{},\n", price, text);
}

ImportErrors repeats_in(const std::string& text) {
  std::istringstream file(text);
  const auto checked = check_products_csv(file, Repeats::refused);
  return checked ? ImportErrors() : checked.error();
}

// Line 3 brings the goods first.
TEST(RepeatedGoods, AreNamedAmongOtherErrorsInTheOrderOfTheFile) {
  auto file = std::string(kColumnNames) + unit_row("x", "");
  for (int i = 0; i < 30; ++i) {
    file += unit_row("1", "Same") + unit_row("x", "");
  }
  const auto errors = repeats_in(file);
  ASSERT_EQ(errors.size(), kMaxImportErrors);
  std::int64_t line = 2;
  for (const auto& error : errors) {
    EXPECT_GE(error.line, line);
    EXPECT_NE(error.line, 3);
    line = error.line;
    if (error.line % 2 == 1) {
      EXPECT_EQ(error.number, 3);
    }
  }
}

TEST(RepeatedGoods, AreFoundAmongManyThatDiffer) {
  std::string file(kColumnNames);
  for (int i = 0; i < 20'000; ++i) {
    file += unit_row("1", std::to_string(i));
  }
  EXPECT_TRUE(repeats_in(file).empty());
  const auto errors = repeats_in(file + unit_row("1", "7"));
  ASSERT_EQ(errors.size(), 1U);
  EXPECT_EQ(errors[0].line, 20'002);
  EXPECT_EQ(errors[0].number, 9);
}

TEST(RepeatedGoods, AreFewByChance) {
  SuspectedGoods goods(/*file_bytes=*/0, /*suspects_max=*/100);
  for (GoodsKey key = 1; key <= 1'000; ++key) {
    goods.add(key * 0x1234567);
  }
  EXPECT_TRUE(goods.empty());
  goods.add(0x1234567);
  EXPECT_FALSE(goods.empty());
  EXPECT_FALSE(goods.repeated(0x1234567, 2));
  EXPECT_EQ(goods.repeated(0x1234567, 5), 2);
}

}  // namespace
}  // namespace shop
