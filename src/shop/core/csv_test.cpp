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

// The line and the problem.
using Found = std::pair<std::int64_t, CsvProblem>;

Found error_of(const std::string& text) {
  const auto error = read_all(text).error.value();
  return {error.line, error.problem};
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
  EXPECT_EQ(error_of("a\nb \"c\""), Found(2, CsvProblem::quote_in_field));
  EXPECT_EQ(error_of("a\n\"b\" c\n"), Found(2, CsvProblem::text_after_quote));
  EXPECT_EQ(error_of("a\nb,\"c\n\n\n"), Found(2, CsvProblem::unclosed_quote));
}

TEST(Csv, TakesAFieldOfTheGreatestLengthAndNoLonger) {
  const std::string longest(CsvReader::kMaxField, 'x');
  EXPECT_EQ(CsvReader::kMaxField, 65'536);
  EXPECT_THAT(read_all(longest + ",\"" + longest + "\"\n").records,
              ElementsAre(Fields{longest, longest}));
  EXPECT_EQ(error_of(longest + "x"), Found(1, CsvProblem::field_too_long));
  EXPECT_EQ(error_of("\"" + longest + "x\""), Found(1, CsvProblem::quoted_field_too_long));
}

TEST(Csv, TakesALimitedNumberOfFields) {
  const std::string max(CsvReader::kMaxFields - 1, ',');
  EXPECT_EQ(read_all(max).records.at(0).size(), CsvReader::kMaxFields);
  EXPECT_EQ(error_of(max + ","), Found(1, CsvProblem::too_many_fields));
}

}  // namespace
}  // namespace shop
