#include "app/import/import_text.h"

#include <sstream>
#include <vector>

#include <gmock/gmock.h>

namespace app {
namespace {

using shop::CsvProblem;
using shop::FieldProblem;
using shop::ImportProblem;
using testing::ElementsAre;
using testing::HasSubstr;

const std::string kHeader =
    "city,district,category,name,description,base_price,discount_percent,delivery_photo,"
    "delivery_latitude,delivery_longitude,delivery_text,quantity\n";
const std::string kRow = "Warsaw,Center,Vouchers,Book voucher,,100,,,,,Code 4711,\n";

// The errors of the file as they are shown.
std::vector<std::string> errors_in(const std::string& text) {
  std::istringstream file(text);
  const auto summary = shop::check_products_csv(file, shop::Repeats::refused);
  std::vector<std::string> errors;
  if (!summary) {
    for (const auto& error : summary.error()) {
      errors.push_back(describe(error));
    }
  }
  return errors;
}

TEST(ImportText, NamesTheLineAndTheColumn) {
  EXPECT_EQ(describe({3, "base_price", ImportProblem::not_an_amount}),
            "line 3, column base_price: An amount looks like 100 or 79.50, with at most two "
            "decimals.");
  EXPECT_EQ(describe({3, "", CsvProblem::unclosed_quote}), "line 3: A quoted field is not closed.");
}

TEST(ImportText, NamesTheLimit) {
  EXPECT_EQ(describe({2, "name", FieldProblem::too_long, 100}),
            "line 2, column name: The text is too long; at most 100 characters fit.");
  EXPECT_EQ(describe({2, "base_price", FieldProblem::too_cheap, 1}),
            "line 2, column base_price: A price is 0.01 or more.");
  EXPECT_EQ(describe({2, "delivery_latitude", ImportProblem::not_a_coordinate, 90}),
            "line 2, column delivery_latitude: A coordinate is a number between -90 and 90.");
  EXPECT_EQ(describe({2, "", CsvProblem::field_too_long}),
            "line 2: A field is longer than 65536 bytes.");
  EXPECT_EQ(describe({1, "", CsvProblem::quoted_field_too_long}),
            "line 1: A field is longer than 65536 bytes; perhaps a quote is not closed.");
  EXPECT_EQ(describe({1, "", CsvProblem::too_many_fields}),
            "line 1: The line has more than 100 fields.");
}

TEST(ImportText, NamesTheLineOfAWrongQuote) {
  EXPECT_EQ(describe({2, "", CsvProblem::quote_in_field}),
            "line 2: A field that contains a quote must be quoted as a whole.");
  EXPECT_EQ(describe({2, "", CsvProblem::text_after_quote}),
            "line 2: A closing quote must be followed by a comma or the end of the line.");
}

TEST(ImportText, SaysBothReadingsOfAnAmbiguousNumber) {
  EXPECT_THAT(errors_in(kHeader + "Warsaw,Center,Vouchers,Book,,\"1,234\",,,,,Code,\n"),
              ElementsAre("line 2, column base_price: This can be 1234 or 1.23; write it without a "
                          "separator between thousands, and with two decimals or none."));
}

TEST(ImportText, SaysWhatRepeatedGoodsAre) {
  EXPECT_THAT(errors_in(kHeader + kRow + kRow),
              ElementsAre("line 3, column delivery_text: Line 2 brings goods with the same text; "
                          "units that are alike are a quantity, and --allow-repeated brings them "
                          "all."));
  EXPECT_EQ(describe({2, "delivery_text", FieldProblem::already_had}),
            "line 2, column delivery_text: The shop has, or has sold, goods with this text; "
            "--allow-repeated brings them again.");
}

TEST(ImportText, SaysHowManyFieldsALineHas) {
  EXPECT_THAT(errors_in(kHeader + "Warsaw,Center\n" + kRow),
              ElementsAre("line 2: The line has 2 fields; the header has 12."));
  EXPECT_THAT(errors_in(kHeader + "," + kRow),
              ElementsAre("line 2: The line has 13 fields; the header has 12."));
}

TEST(ImportText, SaysWhatIsWrongWithAHeader) {
  EXPECT_THAT(errors_in(""), ElementsAre(HasSubstr("line 1: The file is empty")));
  EXPECT_THAT(
      errors_in("city;dystrict\n"),
      testing::Contains(HasSubstr("column dystrict: There is no such column; did you mean")));
  EXPECT_THAT(errors_in(kRow), testing::Contains(HasSubstr("column Warsaw: There is no such")));
  auto header = kHeader;
  header.replace(header.find("base_price"), 10, "base_prise");
  EXPECT_THAT(errors_in(header + kRow),
              ElementsAre(HasSubstr("column base_prise: There is no such column; did you mean "
                                    "base_price?"),
                          HasSubstr("column base_price: The column is missing")));
  header = kHeader;
  header.replace(header.find("district"), 8, "city");
  EXPECT_THAT(errors_in(header), testing::Contains(HasSubstr("column city: The column stands "
                                                             "twice")));
}

}  // namespace
}  // namespace app
