#include "shop/stock/import/product_csv.h"

#include <algorithm>
#include <ostream>
#include <sstream>
#include <variant>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <malloc.h>
#include <utf8proc.h>

#include "shop/stock/import/rows.h"
#include "shop/testing/generated_file.h"
#include "shop/testing/shop_fixture.h"

#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#include <sanitizer/allocator_interface.h>
#endif

namespace shop {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

const std::string kHeader =
    "city,district,category,name,description,base_price,discount_percent,delivery_photo,"
    "delivery_latitude,delivery_longitude,delivery_text,quantity\n";
const std::string kRow = "Warsaw,Center,Vouchers,Book voucher,,100,,,,,Code 4711,\n";

// Where something is wrong with a file, and what.
struct Wrong {
  std::int64_t line = 0;
  std::string column;
  std::variant<ImportProblem, CsvProblem, FieldProblem> problem;
  std::int64_t number = 0;
  std::string suggestion = {};

  friend bool operator==(const Wrong&, const Wrong&) = default;
};
std::ostream& operator<<(std::ostream& out, const Wrong& wrong) {
  return out << "line " << wrong.line << ", column " << wrong.column << ", " << wrong.number << ", "
             << wrong.suggestion;
}

std::vector<Wrong> as_wrong(const ImportErrors& errors) {
  std::vector<Wrong> wrong;
  for (const auto& error : errors) {
    wrong.push_back(
        {error.line, error.column, error.problem, error.number, std::string(error.suggestion)});
  }
  return wrong;
}

std::vector<Wrong> errors_in(const std::string& text, Repeats repeats = Repeats::allowed) {
  std::istringstream file(text);
  const auto summary = check_products_csv(file, repeats);
  return summary ? std::vector<Wrong>() : as_wrong(summary.error());
}

ImportSummary summary_of(const std::string& text) {
  std::istringstream file(text);
  const auto summary = check_products_csv(file, Repeats::allowed);
  EXPECT_TRUE(summary) << "line " << summary.error().front().line;
  return summary.value_or(ImportSummary{});
}

// A row with one field replaced.
std::string row_with(std::string_view column, std::string_view field) {
  std::string row;
  const auto add = [&](std::string_view name, std::string_view usual) {
    row += (name == "city" ? "" : ",") + std::string(name == column ? field : usual);
  };
  add("city", "Warsaw");
  add("district", "Center");
  add("category", "Vouchers");
  add("name", "Book voucher");
  add("description", "");
  add("base_price", "100");
  add("discount_percent", "20");
  add("delivery_photo", "");
  add("delivery_latitude", "52.229676");
  add("delivery_longitude", "21.012229");
  add("delivery_text", "Code 4711");
  add("quantity", "2");
  return row + "\n";
}

TEST(ProductCsv, CountsRowsAndUnits) {
  const auto summary = summary_of(kHeader + kRow + row_with("quantity", "3") + kRow);
  EXPECT_EQ(summary.rows, 3);
  EXPECT_EQ(summary.units, 5);
  EXPECT_EQ(summary_of(kHeader).units, 0);
}

TEST(ProductCsv, TakesWhatSpreadsheetsWrite) {
  const std::string quoted =
      "\"Warsaw\",\"Center\",\"Vouchers\",\"Book \"\"5\"\"\",\"a, b\r\nc\",\"1,50\",\"20%\",,,,"
      "\"Code\",\" 2 \"\r\n";
  std::string windows = "\xEF\xBB\xBF" + kHeader;
  windows.insert(windows.size() - 1, "\r");
  EXPECT_EQ(summary_of(windows + quoted + "\r\n").units, 2);
}

// The rows of a file as units, or nothing when something is wrong with it.
std::vector<NewProduct> products_in(const std::string& text) {
  std::istringstream file(text);
  ProductRows rows(file);
  std::vector<NewProduct> products;
  for (auto row = rows.next(); row; row = rows.next()) {
    if (!*row) {
      return {};
    }
    products.push_back((*row)->product);
  }
  return products;
}

// "Łódź" in a row whose price is "1 234,50" and whose latitude is "51,75".
std::string polish_file(std::string_view separator, std::string_view line_end) {
  std::string text =
      "City;DISTRICT; Category ;Name;Description;Base price;discount_percent;"
      "delivery_photo;Delivery Latitude;delivery_longitude;Delivery_Text;Quantity;;#"
      ";;;;;;;;;;;;;#"
      "Łódź;Śródmieście;Vouchers;Żurek;;1 234,50;20 %;;51,75;19,45;Kod „ąęćź”;2;;#"
      " ; ;\t;;;;;;;;;;;#"
      "Łódź;Śródmieście;Vouchers;Żurek;;1.234,50;;;;;Kod 2;1 000#";
  std::string file;
  for (const char c : text) {
    file += c == '#'   ? std::string(line_end)
            : c == ';' ? std::string(separator)
                       : std::string(1, c);
  }
  return separator == "," ? "" : file;
}

std::string as_utf16(std::string_view utf8, bool is_little, bool has_mark) {
  std::string bytes;
  std::u32string text(has_mark ? U"\uFEFF" : U"");
  for (std::size_t i = 0; i < utf8.size();) {
    std::int32_t code = 0;
    i += static_cast<std::size_t>(
        utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(utf8.data() + i),
                         static_cast<utf8proc_ssize_t>(utf8.size() - i), &code));
    text += static_cast<char32_t>(code);
  }
  for (const auto c : text) {
    const char low = static_cast<char>(c & 0xFFU);
    const char high = static_cast<char>(c >> 8U);
    bytes += is_little ? low : high;
    bytes += is_little ? high : low;
  }
  return bytes;
}

std::string as_windows_1250(std::string text) {
  const std::pair<std::string_view, char> letters[] = {
      {"Ł", '\xA3'}, {"ó", '\xF3'}, {"ź", '\x9F'}, {"Ś", '\x8C'}, {"ś", '\x9C'}, {"Ż", '\xAF'},
      {"ą", '\xB9'}, {"ę", '\xEA'}, {"ć", '\xE6'}, {"„", '\x84'}, {"”", '\x94'}, {"ó", '\xF3'}};
  for (const auto& [letter, byte] : letters) {
    for (auto at = text.find(letter); at != std::string::npos; at = text.find(letter)) {
      text.replace(at, letter.size(), 1, byte);
    }
  }
  return text;
}

TEST(ProductCsv, TakesWhatSpreadsheetsOfAllKindsSave) {
  const auto semicolons = polish_file(";", "\r\n");
  const auto tabs = polish_file("\t", "\n");
  for (const auto& file : {semicolons, tabs, polish_file(";", "\r"), "\xEF\xBB\xBF" + semicolons,
                           as_windows_1250(semicolons), as_windows_1250(tabs),
                           as_utf16(tabs, true, true), as_utf16(tabs, false, true),
                           as_utf16(semicolons, true, false), as_utf16(semicolons, false, false)}) {
    EXPECT_THAT(errors_in(file, Repeats::refused), IsEmpty());
    const auto products = products_in(file);
    ASSERT_THAT(products, SizeIs(2));
    EXPECT_EQ(products[0].city, "Łódź");
    EXPECT_EQ(products[0].name, "Żurek");
    EXPECT_EQ(products[0].base_price, base::Money::hundredths(1'234'50));
    EXPECT_EQ(products[0].discount_percent, base::Percent::of(20));
    EXPECT_EQ(products[0].delivery_latitude, base::Coordinate::microdegrees(51'750'000));
    EXPECT_EQ(products[0].delivery_text, "Kod „ąęćź”");
    EXPECT_EQ(products[1].base_price, base::Money::hundredths(1'234'50));
    EXPECT_EQ(summary_of(file).units, 1'002);
  }
}

TEST(ProductCsv, PassesOverRowsOfBlanks) {
  EXPECT_EQ(summary_of(",,,\n\n" + kHeader + ",,,,,,,,,,,\n , ,\n,,,,,,,,,,,,,,,\n" + kRow).units,
            1);
  EXPECT_THAT(errors_in(kHeader + ",,,\n" + row_with("base_price", "free")),
              ElementsAre(Wrong{3, "base_price", ImportProblem::not_an_amount}));
  EXPECT_EQ(errors_in(polish_file(";", "\r") + "x\r").at(0).line, 6) << "CR alone ends a line";
}

TEST(ProductCsv, RefusesANumberThatCanBeReadInTwoWays) {
  for (const auto* price : {"\"1,234\"", "1.234"}) {
    EXPECT_THAT(errors_in(kHeader + row_with("base_price", price)),
                ElementsAre(Wrong{2, "base_price", ImportProblem::ambiguous_amount, 1'234'00}));
    EXPECT_THAT(errors_in(kHeader + row_with("quantity", price)),
                ElementsAre(Wrong{2, "quantity", ImportProblem::ambiguous_amount, 1'234'00}));
  }
  std::istringstream file(kHeader + row_with("base_price", "1.235"));
  EXPECT_EQ(check_products_csv(file, Repeats::allowed).error().at(0).other_number, 1'24);
  for (const auto* price : {"\"1,234.50\"", "\"1.234,50\"", "1 234.50", "\"1\u00A0234,5\""}) {
    EXPECT_EQ(products_in(kHeader + row_with("base_price", price)).at(0).base_price,
              base::Money::hundredths(1'234'50))
        << price;
  }
}

TEST(ProductCsv, TakesNoOtherCodeForWindows1250) {
  // ISO 8859-2 writes ą, ś and ź with bytes that are signs in Windows-1250.
  EXPECT_THAT(errors_in(kHeader + row_with("name", "\xB6wi\xB1ta")), SizeIs(1));
  EXPECT_THAT(errors_in(kHeader + row_with("name", "\x9Cwi\xB9ta")), IsEmpty());
  EXPECT_THAT(errors_in(kHeader + row_with("name", "\x9Cwięta")), SizeIs(1)) << "two codes at once";
}

TEST(ProductCsv, TakesTheColumnsInAnyOrder) {
  EXPECT_EQ(summary_of("quantity,delivery_text,delivery_longitude,delivery_latitude,"
                       "delivery_photo,discount_percent,base_price,description,name,category,"
                       "district, city \n"
                       "4,Code,,,,,1,,N,C,D,Warsaw\n")
                .units,
            4);
}

TEST(ProductCsv, NamesTheLineAndTheColumnOfABadField) {
  const std::pair<std::string_view, std::string_view> bad[] = {
      {"city", ""},
      {"district", " "},
      {"category", ""},
      {"name", "\"two\nlines\""},
      {"description", "\xff"},
      {"base_price", ""},
      {"base_price", "free"},
      {"base_price", "0"},
      {"base_price", "-5"},
      {"base_price", "1e9"},
      {"base_price", "\"0,005\""},
      {"base_price", "10 zł"},
      {"base_price", "1000000000000"},
      {"discount_percent", "101"},
      {"discount_percent", "-1"},
      {"discount_percent", "2.5"},
      {"delivery_latitude", "90.1"},
      {"delivery_latitude", "north"},
      {"delivery_latitude", ""},
      {"delivery_longitude", "181"},
      {"delivery_longitude", ""},
      {"delivery_text", ""},
      {"quantity", "0"},
      {"quantity", "-3"},
      {"quantity", "1.5"},
      {"quantity", "many"},
      {"quantity", "100001"},
      {"quantity", "99999999999999999999"},
  };
  for (const auto& [column, field] : bad) {
    const auto errors = errors_in(kHeader + kRow + row_with(column, field) + kRow);
    ASSERT_THAT(errors, SizeIs(1)) << column << " " << field;
    EXPECT_EQ(errors[0].line, 3);
    EXPECT_EQ(errors[0].column, column);
  }
}

TEST(ProductCsv, NamesEveryErrorUpToALimit) {
  EXPECT_THAT(errors_in(kHeader + "Warsaw,Center,Vouchers,Book,,free,200,,,,Code,0\n\n" + kRow +
                        row_with("discount_percent", "x")),
              ElementsAre(Wrong{2, "base_price", ImportProblem::not_an_amount},
                          Wrong{2, "discount_percent", ImportProblem::not_a_percentage},
                          Wrong{2, "quantity", ImportProblem::not_a_quantity},
                          Wrong{5, "discount_percent", ImportProblem::not_a_percentage}));
  std::string many = kHeader;
  for (int i = 0; i < 100; ++i) {
    many += row_with("base_price", "free");
  }
  EXPECT_THAT(errors_in(many), SizeIs(kMaxImportErrors));
}

TEST(ProductCsv, NamesTheFirstLineOfARecordThatSpansSeveral) {
  EXPECT_THAT(errors_in(kHeader + row_with("delivery_text", "\"a\nb\nc\"") +
                        row_with("base_price", "free")),
              ElementsAre(Wrong{5, "base_price", ImportProblem::not_an_amount}));
}

TEST(ProductCsv, NamesALineWithTooFewOrTooManyFields) {
  EXPECT_THAT(errors_in(kHeader + "Warsaw,Center\n" + kRow),
              ElementsAre(Wrong{2, "", ImportProblem::wrong_field_count, 2}));
  EXPECT_THAT(errors_in(kHeader + "," + kRow),
              ElementsAre(Wrong{2, "", ImportProblem::wrong_field_count, 13}));
}

TEST(ProductCsv, SaysWhatIsWrongWithAHeader) {
  EXPECT_THAT(errors_in(""), ElementsAre(Wrong{1, "", ImportProblem::empty_file}));
  EXPECT_THAT(errors_in("city;district\n"), SizeIs(10));
  EXPECT_THAT(errors_in(kRow),
              testing::Contains(Wrong{1, "Warsaw", ImportProblem::unknown_column}));
  auto header = kHeader;
  header.replace(header.find("base_price"), 10, "base_prise");
  EXPECT_THAT(errors_in(header + kRow),
              ElementsAre(Wrong{1, "base_prise", ImportProblem::unknown_column, 0, "base_price"},
                          Wrong{1, "base_price", ImportProblem::missing_column}));
  header = kHeader;
  header.replace(header.find("district"), 8, "city");
  EXPECT_THAT(errors_in(header),
              testing::Contains(Wrong{1, "city", ImportProblem::repeated_column}));
}

TEST(ProductCsv, NamesGoodsThatAFileHasTwice) {
  const auto with = [](const std::string& text) { return row_with("delivery_text", text); };
  const auto file = kHeader + with("Code 1") + with("Code 2") + with("\"Code\r\n 1 \"") +
                    with("code 1") + with("Code 2") + with("Code1");
  EXPECT_THAT(errors_in(file, Repeats::refused),
              ElementsAre(Wrong{4, "delivery_text", ImportProblem::repeated_goods, 2},
                          Wrong{7, "delivery_text", ImportProblem::repeated_goods, 3}));
  EXPECT_THAT(errors_in(file, Repeats::allowed), IsEmpty());
  EXPECT_THAT(errors_in(kHeader + row_with("quantity", "500"), Repeats::refused), IsEmpty())
      << "units that are alike are a quantity";
}

TEST(ProductCsv, LimitsTheUnitsOfOneFile) {
  std::string text = kHeader;
  for (int i = 0; i < 20; ++i) {
    text += row_with("quantity", "100000");
  }
  EXPECT_EQ(summary_of(text).units, kMaxImportUnits);
  EXPECT_THAT(errors_in(text + kRow),
              ElementsAre(Wrong{22, "quantity", ImportProblem::too_many_units}));
}

// Bytes in use on the heap.
std::size_t live_bytes() {
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
  return __sanitizer_get_current_allocated_bytes();
#else
  return mallinfo2().uordblks;
#endif
}

TEST(ProductCsv, FindsABadLastRowIn100MegabytesWithLittleMemory) {
  constexpr std::size_t kSize = 100'000'000;
  const auto row = row_with("delivery_text", std::string(3900, 'x'));
  std::string part;
  while (part.size() < 1'000'000) {
    part += row;
  }
  const auto rows_of_part = part.size() / row.size();
  const auto parts = static_cast<int>(kSize / part.size() + 1);

  const auto live_before = live_bytes();
  std::size_t live_at_most = 0;
  GeneratedFile content([&](int number) {
    live_at_most = std::max(live_at_most, live_bytes());
    if (number == 0) {
      return kHeader;
    }
    if (number <= parts) {
      return part;
    }
    return number == parts + 1 ? row_with("base_price", "free") : "";
  });
  std::istream file(&content);
  const auto summary = check_products_csv(file, Repeats::allowed);

  ASSERT_FALSE(summary);
  ASSERT_THAT(summary.error(), SizeIs(1));
  const auto last_line = static_cast<std::size_t>(parts) * rows_of_part + 2;
  EXPECT_EQ(summary.error()[0].line, static_cast<std::int64_t>(last_line));
  EXPECT_EQ(summary.error()[0].column, "base_price");
  EXPECT_LT(live_at_most - live_before, 10'000'000U);
}

class ImportTest : public ShopTest {
 protected:
  std::expected<ImportSummary, ImportErrors> import(const std::string& text,
                                                    Repeats repeats = Repeats::allowed) {
    std::istringstream file(text);
    return transact([&](db::Tx& tx) {
      return import_products(tx, file, repeats, permit<Act::import_products>(Actor::cli()).value(),
                             kNow);
    });
  }
};
INSTANTIATE_TEST_SUITE_P(, ImportTest, support::kBothEngines, support::engine_name);

TEST_P(ImportTest, MakesAUnitOfEveryPiece) {
  const auto summary = import(kHeader + row_with("quantity", "250") + kRow);
  ASSERT_TRUE(summary);
  EXPECT_EQ(summary->rows, 2);
  EXPECT_EQ(summary->units, 251);
  EXPECT_EQ(count("products"), 251);
  EXPECT_EQ(
      value<std::int64_t>("SELECT count(*) FROM products WHERE delivery_latitude = $1 "
                          "AND delivery_longitude = $2 AND discount_percent = 20 "
                          "AND base_price = $3 AND delivery_text = 'Code 4711'",
                          base::Coordinate::microdegrees(52'229'676),
                          base::Coordinate::microdegrees(21'012'229), base::Money::units(100)),
      250);
  EXPECT_EQ(value<std::int64_t>("SELECT count(*) FROM products WHERE delivery_photo IS NULL"), 251);
  EXPECT_EQ(value<std::string>("SELECT actor || ' ' || action || ' ' || details FROM audit_log"),
            R"(cli import_products {"rows":2,"units":251})");
}

TEST_P(ImportTest, KeepsTextAsItWasQuoted) {
  ASSERT_TRUE(import(kHeader +
                     "Łódź,\"Old, Town\",Tickets,\"Zoo \"\"A\"\"\",\"two\r\nlines\",\"1,50\",,"
                     "https://shop.example/zoo.jpg,,,\" Code\n 5 \",\n"));
  const auto kept = product(value<std::int64_t>("SELECT id FROM products"));
  EXPECT_EQ(kept.city, "Łódź");
  EXPECT_EQ(kept.district, "Old, Town");
  EXPECT_EQ(kept.name, "Zoo \"A\"");
  EXPECT_EQ(kept.description, "two\r\nlines");
  EXPECT_EQ(kept.base_price, base::Money::hundredths(1'50));
  EXPECT_EQ(value<std::string>("SELECT delivery_text FROM products"), " Code\n 5 ");
  EXPECT_EQ(value<std::string>("SELECT delivery_photo FROM products"),
            "https://shop.example/zoo.jpg");
}

TEST_P(ImportTest, BringsNothingOfAFileWithABadRow) {
  const auto refused = import(kHeader + row_with("quantity", "250") + row_with("quantity", "0"));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error()[0].line, 3);
  EXPECT_EQ(count("products"), 0);
  EXPECT_EQ(count("audit_log"), 0);
}

TEST_P(ImportTest, ReadsTheFileFromItsBeginningWhenItRunsAgain) {
  std::istringstream file(kHeader + kRow);
  for (int run = 1; run <= 2; ++run) {
    EXPECT_TRUE(transact([&](db::Tx& tx) {
      return import_products(tx, file, Repeats::allowed,
                             permit<Act::import_products>(Actor::cli()).value(), kNow);
    }));
    EXPECT_EQ(count("products"), run);
  }
}

// Codes 0, 1, …, each in a row of its own, from line 2 on.
std::string codes(int first, int last) {
  std::string text = kHeader;
  for (int code = first; code < last; ++code) {
    text += row_with("delivery_text", fmt::format("Code {}", code));
  }
  return text;
}

TEST_P(ImportTest, RefusesGoodsThatTheShopHas) {
  ASSERT_TRUE(import(codes(0, 250), Repeats::refused));
  const auto refused = import(codes(248, 600), Repeats::refused);
  ASSERT_FALSE(refused);
  EXPECT_THAT(as_wrong(refused.error()),
              ElementsAre(Wrong{2, "delivery_text", FieldProblem::already_had},
                          Wrong{3, "delivery_text", FieldProblem::already_had}));
  EXPECT_EQ(count("products"), 500) << "two units of each";
  ASSERT_FALSE(import(codes(0, 250), Repeats::refused));
  EXPECT_TRUE(import(codes(250, 600), Repeats::refused)) << "the refused one left nothing behind";
  EXPECT_TRUE(import(codes(0, 1), Repeats::allowed));
  EXPECT_FALSE(import(codes(0, 1), Repeats::refused));
}

TEST_P(ImportTest, FindsHadGoodsWithoutImporting) {
  ASSERT_TRUE(import(codes(0, 3), Repeats::refused));
  std::istringstream file(codes(2, 300));
  EXPECT_THAT(as_wrong(read([&](db::Tx& tx) { return find_had_goods(tx, file); })),
              ElementsAre(Wrong{2, "delivery_text", FieldProblem::already_had}));
}

// The file changes between the two passes.
TEST_P(ImportTest, BringsNothingOfAFileThatChangedSinceItsCheck) {
  bool has_changed = false;
  GeneratedFile content([&](int number) -> std::string {
    if (number == 0) {
      return kHeader + row_with("quantity", "250");
    }
    return number == 1 && has_changed ? "half a r" : "";
  });
  std::istream file(&content);
  ASSERT_TRUE(check_products_csv(file, Repeats::allowed));
  has_changed = true;
  EXPECT_FALSE(transact([&](db::Tx& tx) {
    return import_products(tx, file, Repeats::allowed,
                           permit<Act::import_products>(Actor::cli()).value(), kNow);
  }));
  EXPECT_THAT(count("products"), 0);
}

}  // namespace
}  // namespace shop
