#include "shop/core/csv.h"

#include <sstream>

#include <gmock/gmock.h>

namespace shop {
namespace {

using testing::ElementsAre;

using Fields = std::vector<std::string>;

struct Content {
  std::vector<Fields> records;
  std::vector<std::int64_t> lines;
  std::optional<CsvError> error;
};

Content read_all(const std::string& text) {
  std::istringstream file(text);
  CsvReader reader(file);
  Content content;
  while (auto record = reader.next()) {
    if (!*record) {
      content.error = record->error();
      EXPECT_FALSE(reader.next()) << "nothing follows an error";
      break;
    }
    content.records.push_back((*record)->fields);
    content.lines.push_back((*record)->line);
  }
  return content;
}

std::string error_of(const std::string& text) {
  const auto error = read_all(text).error;
  return error ? describe(*error) : "";
}

TEST(Csv, SplitsFieldsAndLines) {
  const auto content = read_all("a,b\nc,\n,d");
  EXPECT_THAT(content.records, ElementsAre(Fields{"a", "b"}, Fields{"c", ""}, Fields{"", "d"}));
  EXPECT_THAT(content.lines, ElementsAre(1, 2, 3));
}

TEST(Csv, TakesEveryLineEndAndAByteOrderMark) {
  for (const auto* text : {"a,b\r\nc,d\r\n",
                           "\xEF\xBB\xBF"
                           "a,b\nc,d",
                           "a,b\rc,d\r", "\n\r\na,b\n\n\r\n\nc,d\n\n"}) {
    EXPECT_THAT(read_all(text).records, ElementsAre(Fields{"a", "b"}, Fields{"c", "d"})) << text;
  }
}

TEST(Csv, UndoesQuotes) {
  EXPECT_THAT(read_all("\"a,\"\"b\"\"\",\"\"\r\n\"\"\"\",x").records,
              ElementsAre(Fields{"a,\"b\"", ""}, Fields{"\"", "x"}));
  EXPECT_THAT(read_all("\"two\r\nlines\"\nnext").records,
              ElementsAre(Fields{"two\r\nlines"}, Fields{"next"}));
}

TEST(Csv, CountsTheLinesOfTheFile) {
  const auto content = read_all("a\n\n\"b\nb\nb\"\r\nc");
  EXPECT_THAT(content.lines, ElementsAre(1, 3, 6));
}

TEST(Csv, IsEmptyWithoutAnyRecord) {
  EXPECT_THAT(read_all("").records, ElementsAre());
  EXPECT_THAT(read_all("\xEF\xBB\xBF\r\n\n").records, ElementsAre());
}

TEST(Csv, KeepsBytesThatAreNoText) {
  const std::string bytes("\xff\x00\xfe", 3);
  EXPECT_THAT(read_all(bytes + ",b").records, ElementsAre(Fields{bytes, "b"}));
}

TEST(Csv, NamesTheLineOfAWrongQuote) {
  EXPECT_EQ(error_of("a\nb \"c\""),
            "line 2: A field that contains a quote must be quoted as a whole.");
  EXPECT_EQ(error_of("a\n\"b\" c\n"),
            "line 2: A closing quote must be followed by a comma or the end of the line.");
  EXPECT_EQ(error_of("a\nb,\"c\n\n\n"), "line 2: A quoted field is not closed.");
}

TEST(Csv, TakesAFieldOfTheGreatestLengthAndNoLonger) {
  const std::string longest(CsvReader::kMaxField, 'x');
  EXPECT_THAT(read_all(longest + ",\"" + longest + "\"\n").records,
              ElementsAre(Fields{longest, longest}));
  EXPECT_EQ(error_of(longest + "x"), "line 1: A field is longer than 65536 bytes.");
  EXPECT_EQ(error_of("\"" + longest + "x\""),
            "line 1: A field is longer than 65536 bytes; perhaps a quote is not closed.");
}

TEST(Csv, TakesALimitedNumberOfFields) {
  const std::string most(CsvReader::kMaxFields - 1, ',');
  EXPECT_EQ(read_all(most).records.at(0).size(), CsvReader::kMaxFields);
  EXPECT_EQ(error_of(most + ","), "line 1: The line has more than 100 fields.");
}

TEST(Csv, DescribesAnErrorByLineAndColumn) {
  EXPECT_EQ(describe({3, "base_price", "No."}), "line 3, column base_price: No.");
  EXPECT_EQ(describe({3, "", "No."}), "line 3: No.");
}

}  // namespace
}  // namespace shop
