#include "shop/reports/export.h"

#include <boost/json/parse.hpp>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>

#include "shop/core/csv.h"
#include "shop/core/record_text.h"
#include "shop/money/ledger.h"
#include "shop/testing/money_in_fixture.h"

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
  std::istringstream file(csv_header<Order>() + csv_line(order()));
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

TEST(Export, LeavesNumbersThatAreNegativeNumbers) {
  const Movement movement{.amount = -base::Money::hundredths(6'360), .note = "-1"};
  EXPECT_TRUE(csv_line(movement).starts_with("0,purchase,-63.60,0.00,'-1,"));
}

TEST(Export, TellsWhatIsNotSetFromWhatIsEmpty) {
  const Customer customer{.id = 7, .username = "", .is_banned = true};
  EXPECT_TRUE(csv_line(customer).starts_with("7,,,,0.00,0.00,,,true,false,,"));
  const auto object = boost::json::parse(json_object(customer)).as_object();
  EXPECT_EQ(object.at("username").as_string(), "");
  EXPECT_TRUE(object.at("language").is_null());
  EXPECT_TRUE(object.at("is_banned").as_bool());
  EXPECT_FALSE(object.at("has_blocked_bot").as_bool());
}

constexpr std::int64_t kRich = 77;

class ExportTest : public MoneyInTest {
 protected:
  void SetUp() override {
    MoneyInTest::SetUp();
    join(kRich, base::Money::units(1'000));
  }
  std::string exported(std::string_view kind, ExportFormat format) {
    return read([=](db::Tx& tx) {
      std::ostringstream out;
      write_export(tx, kind, format, out);
      return out.str();
    });
  }
  // The records of a kind, which both forms must have, without the header.
  std::vector<std::vector<std::string>> rows(std::string_view kind) {
    const auto json = boost::json::parse(exported(kind, ExportFormat::json)).as_array();
    std::istringstream file(exported(kind, ExportFormat::csv));
    CsvReader reader(file);
    const auto header = reader.next().value().value().fields;
    std::vector<std::vector<std::string>> rows;
    while (auto record = reader.next()) {
      EXPECT_EQ(record->value().fields.size(), header.size());
      EXPECT_EQ(json.at(rows.size()).as_object().size(), header.size());
      rows.push_back(record->value().fields);
    }
    EXPECT_EQ(json.size(), rows.size());
    return rows;
  }
  std::vector<std::string> column(std::string_view kind, std::size_t index) {
    std::vector<std::string> fields;
    for (const auto& row : rows(kind)) {
      fields.push_back(row.at(index));
    }
    return fields;
  }
};
INSTANTIATE_TEST_SUITE_P(, ExportTest, support::kBothEngines, support::engine_name);

TEST_P(ExportTest, HasEveryKind) {
  const auto order = buy(kRich, stock());
  execute(
      "INSERT INTO deposits (user_id, method, amount, status, created_at, reference) "
      "VALUES ($1, 'bank', $2, 'pending', $3, '=1+1')",
      kBob, base::Money::units(50), now);
  EXPECT_THAT(column("orders", 0), testing::ElementsAre(std::to_string(order.id)));
  EXPECT_EQ(rows("users").size(), static_cast<std::size_t>(count("users")));
  EXPECT_EQ(rows("ledger").size(), static_cast<std::size_t>(count("ledger_lines")));
  EXPECT_THAT(column("deposits", 2), testing::ElementsAre("bank"));
  EXPECT_THAT(rows("deposits").at(0), testing::Contains("'=1+1"));
  EXPECT_THAT(column("products", 11), testing::ElementsAre("true")) << "is_sold";
}

TEST_P(ExportTest, KeepsWhatIsDeliveredToItself) {
  auto unit = voucher();
  unit.delivery_text = "SECRET-CODE";
  buy(kRich, stock(unit));
  stock(unit);
  for (const auto* const kind : {"orders", "users", "ledger", "deposits", "products"}) {
    for (const auto format : {ExportFormat::csv, ExportFormat::json}) {
      const auto text = exported(kind, format);
      EXPECT_FALSE(text.contains("SECRET-CODE"));
      EXPECT_FALSE(text.contains("delivery_"));
    }
  }
}

TEST_P(ExportTest, WritesALineOfTheLedgerWithItsTransfer) {
  const auto before = rows("ledger").size();
  buy(kRich, stock());
  const auto all = rows("ledger");
  ASSERT_EQ(all.size(), before + 2);
  EXPECT_EQ(all[before][1], "1");
  EXPECT_EQ(all[before][2], "purchase");
  EXPECT_EQ(all[before][3], "customer");
  EXPECT_EQ(all[before][4], std::to_string(kRich));
  EXPECT_EQ(all[before][5], "-100.00");
  EXPECT_EQ(all[before][6], balance(kRich).decimal());
  EXPECT_EQ(all[before + 1][0], all[before][0]) << "the same transfer";
  EXPECT_EQ(all[before + 1][3], "sales");
  EXPECT_EQ(all[before + 1][4], "") << "nobody's";
  EXPECT_EQ(all[before + 1][5], "100.00");
}

TEST_P(ExportTest, LeavesNothingOutBetweenBatches) {
  stock(voucher(), 2'500);
  std::vector<std::string> expected;
  read([&](db::Tx& tx) {
    expected.clear();
    for (const auto id : tx.all<std::int64_t>("SELECT id FROM products ORDER BY id")) {
      expected.push_back(std::to_string(id));
    }
    return true;
  });
  EXPECT_EQ(column("products", 0), expected);
  // An odd number of lines before, so that the batches part the lines of a transfer.
  execute(
      "INSERT INTO transfers (kind, key, note, actor, created_at) "
      "VALUES ('adjustment', 'odd', '', 'test', $1)",
      now);
  execute(
      "INSERT INTO ledger_lines (transfer_id, line, account, amount) "
      "SELECT id, 1, 'sales', $1 FROM transfers WHERE key = 'odd'",
      base::Money());
  transact([&](db::Tx& tx) {
    for (int i = 0; i < 600; ++i) {
      const Transfer gift{
          .kind = TransferKind::adjustment,
          .key = "gift:" + std::to_string(i),
          .lines = {{LedgerAccount::customer, kRich, base::Money::units(1)},
                    {LedgerAccount::adjustments, std::nullopt, -base::Money::units(1)}}};
      EXPECT_TRUE(post(tx, gift, now));
    }
    return true;
  });
  EXPECT_EQ(rows("ledger").size(), static_cast<std::size_t>(count("ledger_lines")));
}

TEST_P(ExportTest, GivesUpWhenTheStreamFails) {
  stock(voucher(), 10);
  read([](db::Tx& tx) {
    std::ostringstream out;
    out.setstate(std::ios::badbit);
    write_export(tx, "products", ExportFormat::csv, out);
    EXPECT_EQ(out.str(), "");
    return true;
  });
}

}  // namespace
}  // namespace shop
