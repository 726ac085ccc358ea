// SQL that owners' own tools send to the database: it must run unchanged on the schema.
#include <array>

#include <gmock/gmock.h>

#include "shop/testing/shop_fixture.h"

namespace shop {
namespace {

using base::Money;
using testing::ElementsAre;
using testing::IsEmpty;

using Row = std::vector<std::string>;

// Placeholders for ids in that SQL, and their values here.
constexpr std::array<std::pair<std::string_view, std::int64_t>, 9> kIds{{{"USER_A_ID", 1},
                                                                         {"USER_B_ID", 2},
                                                                         {"USER_X_ID", 2},
                                                                         {"USER_Y_ID", 3},
                                                                         {"USER_ID", 2},
                                                                         {"REFEREE_ID", 2},
                                                                         {"REFERRER_ID", 1},
                                                                         {"PRODUCT_A_ID", 1},
                                                                         {"PRODUCT_ID", 1}}};

std::string with_ids(std::string sql) {
  for (const auto& [word, id] : kIds) {
    for (auto at = sql.find(word); at != sql.npos; at = sql.find(word)) {
      sql.replace(at, word.size(), std::to_string(id));
    }
  }
  return sql;
}

// User 1 brought user 2, who bought product 1 at a discount; user 3 bought nothing.
class GuideSql : public ShopTest {
 protected:
  void SetUp() override {
    ShopTest::SetUp();
    expect_broken_books();  // it writes deposits and earnings without ledger lines
    const auto referrer = join(1);
    transact([&](db::Tx& tx) {
      base::SeededRandom random(9);
      const Newcomer newcomer{.id = 2,
                              .username = "referee",
                              .first_name = "B",
                              .language = std::nullopt,
                              .referral_code = referrer.referral_code};
      return register_customer(tx, newcomer, random, kNow).is_new;
    });
    join(2, Money::units(85));
    join(3, Money::units(50));
    const auto product = stock();
    discount(product, 20);
    buy(2, product, base::SystemClock().now());
    stock(voucher(), 2);
    execute("UPDATE products SET discount_percent = 30 WHERE is_sold = false");
    execute("UPDATE users SET referral_earnings = 3 WHERE id = 1");
    execute(
        "INSERT INTO deposits (user_id, method, amount, status, created_at) "
        "VALUES (2, 'BTC', 100, 'completed', $1)",
        kNow);
  }
  std::vector<Row> rows(const std::string& guide_sql) {
    const auto result = transact([&](db::Tx& tx) { return tx.query(with_ids(guide_sql)); });
    std::vector<Row> rows(result.size());
    for (std::size_t row = 0; row < rows.size(); ++row) {
      for (std::size_t column = 0; column < result.columns.size(); ++column) {
        const auto& cell = result.cell(row, column);
        const auto* text = std::get_if<std::string>(&cell);
        rows[row].push_back(text == nullptr ? "NULL" : *text);
      }
    }
    return rows;
  }
};
INSTANTIATE_TEST_SUITE_P(, GuideSql, testing::Values(db::Engine::postgres), support::engine_name);

TEST_P(GuideSql, ShowsWhoReferredWhom) {
  const auto found = rows("SELECT id, referrer_id, referral_code FROM users WHERE id = USER_B_ID;");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0][1], "1");
  EXPECT_THAT(found[0][2], testing::MatchesRegex("[A-Z0-9]{8}"));
  EXPECT_THAT(rows("SELECT id, username, referrer_id FROM users WHERE id = REFEREE_ID;"),
              ElementsAre(Row{"2", "NULL", "1"}));
}

TEST_P(GuideSql, ShowsDeposits) {
  EXPECT_EQ(rows("SELECT * FROM deposits WHERE user_id = USER_B_ID "
                 "ORDER BY created_at DESC LIMIT 1;")
                .size(),
            1U);
  EXPECT_THAT(rows("SELECT user_id, amount, status FROM deposits WHERE user_id = REFEREE_ID;"),
              ElementsAre(Row{"2", "100.00", "completed"}));
}

TEST_P(GuideSql, ShowsBalances) {
  EXPECT_THAT(rows("SELECT id, balance, referral_earnings FROM users "
                   "WHERE id IN (USER_A_ID, USER_B_ID);"),
              testing::UnorderedElementsAre(Row{"1", "0.00", "3.00"}, Row{"2", "5.00", "0.00"}));
  EXPECT_THAT(rows("SELECT id, balance FROM users WHERE id IN (USER_X_ID, USER_Y_ID);"),
              testing::UnorderedElementsAre(Row{"2", "5.00"}, Row{"3", "50.00"}));
  EXPECT_THAT(rows("SELECT balance, referral_earnings FROM users WHERE id = REFERRER_ID;"),
              ElementsAre(Row{"0.00", "3.00"}));
}

TEST_P(GuideSql, ShowsAnOrderAndItsProduct) {
  EXPECT_THAT(rows("SELECT original_price, discount_applied, final_price FROM orders \n"
                   "WHERE user_id = USER_ID ORDER BY created_at DESC LIMIT 1;"),
              ElementsAre(Row{"100.00", "20", "80.00"}));
  const auto product = rows("SELECT is_sold, sold_at FROM products WHERE id = PRODUCT_ID;");
  ASSERT_EQ(product.size(), 1U);
  EXPECT_EQ(product[0][0], "t");
  EXPECT_NE(product[0][1], "NULL");
  EXPECT_THAT(rows("SELECT COUNT(*) FROM orders WHERE product_id = PRODUCT_A_ID;"),
              ElementsAre(Row{"1"}));
  EXPECT_THAT(rows("SELECT product_id, COUNT(*) \nFROM orders \nGROUP BY product_id \n"
                   "HAVING COUNT(*) > 1;"),
              IsEmpty());
}

TEST_P(GuideSql, CountsDiscountedProducts) {
  EXPECT_THAT(rows("SELECT COUNT(*) FROM products \n"
                   "WHERE city = 'Warsaw' AND district = 'Center' AND discount_percent = 30;"),
              ElementsAre(Row{"2"}));
}

TEST_P(GuideSql, ListsTopReferrers) {
  EXPECT_THAT(rows("SELECT id, username, referral_earnings, \n"
                   "       (SELECT COUNT(*) FROM users WHERE referrer_id = u.id) as "
                   "referral_count\n"
                   "FROM users u\n"
                   "WHERE referral_earnings > 0\n"
                   "ORDER BY referral_earnings DESC\n"
                   "LIMIT 10;"),
              ElementsAre(Row{"1", "NULL", "3.00", "1"}));
}

TEST_P(GuideSql, ListsActiveDiscounts) {
  const Row row{"Warsaw", "Center", "Book voucher", "100.00", "30", "70.00"};
  EXPECT_THAT(
      rows("SELECT city, district, name, base_price, discount_percent,\n"
           "       ROUND(base_price * (1 - discount_percent::decimal / 100), 2) as final_price\n"
           "FROM products\n"
           "WHERE discount_percent > 0 AND is_sold = false\n"
           "ORDER BY discount_percent DESC;"),
      ElementsAre(row, row));
}

TEST_P(GuideSql, ReportsDailySales) {
  const auto days = rows(
      "SELECT \n"
      "    DATE(created_at) as date,\n"
      "    COUNT(*) as orders,\n"
      "    SUM(final_price) as revenue,\n"
      "    SUM(original_price - final_price) as total_discounts\n"
      "FROM orders\n"
      "WHERE created_at >= CURRENT_DATE - INTERVAL '7 days'\n"
      "GROUP BY DATE(created_at)\n"
      "ORDER BY date DESC;");
  ASSERT_EQ(days.size(), 1U);
  EXPECT_THAT(Row(days[0].begin() + 1, days[0].end()), ElementsAre("1", "80.00", "20.00"));
}

TEST_P(GuideSql, FindsAnIsolationThatItRecommends) {
  EXPECT_THAT(rows("SHOW transaction_isolation;"), ElementsAre(Row{"read committed"}));
}

struct Index {
  std::string_view name;
  std::string_view created_by;
};

constexpr std::array kIndexes{
    Index{"idx_users_referral", "CREATE INDEX idx_users_referral ON users(referral_code);"},
    Index{"idx_users_referrer", "CREATE INDEX idx_users_referrer ON users(referrer_id);"},
    Index{"idx_products_location",
          "CREATE INDEX idx_products_location ON products(city, district, category);"},
    Index{"idx_products_available",
          "CREATE INDEX idx_products_available ON products(is_sold, is_reserved) "
          "WHERE is_sold = false;"},
    Index{"idx_products_discount",
          "CREATE INDEX idx_products_discount ON products(discount_percent) "
          "WHERE discount_percent > 0;"},
    Index{"idx_orders_user_date",
          "CREATE INDEX idx_orders_user_date ON orders(user_id, created_at DESC);"},
    Index{"idx_orders_product", "CREATE INDEX idx_orders_product ON orders(product_id);"},
    Index{"idx_deposits_user_status",
          "CREATE INDEX idx_deposits_user_status ON deposits(user_id, status);"},
    Index{"idx_deposits_tx_hash", "CREATE INDEX idx_deposits_tx_hash ON deposits(tx_hash);"},
    Index{"idx_crypto_active",
          "CREATE INDEX idx_crypto_active ON crypto_addresses(currency, is_active) "
          "WHERE is_active = true;"},
};

// The schema's index may be unique in addition.
TEST_P(GuideSql, HasEveryIndexAsOwnersWouldCreateIt) {
  const auto definition = [this](std::string_view name) {
    auto text = value<std::string>("SELECT indexdef FROM pg_indexes WHERE indexname = $1", name);
    if (const auto at = text.find("UNIQUE "); at != text.npos) {
      text.erase(at, 7);
    }
    return text;
  };
  for (const auto& index : kIndexes) {
    const auto ours = definition(index.name);
    execute("DROP INDEX " + std::string(index.name));
    execute(index.created_by);
    EXPECT_EQ(definition(index.name), ours);
  }
}

class GuideIndexes : public ShopTest {};
INSTANTIATE_TEST_SUITE_P(, GuideIndexes, support::kBothEngines, support::engine_name);

TEST_P(GuideIndexes, AreThereUnderTheirNames) {
  const auto* const names = GetParam() == db::Engine::postgres
                                ? "SELECT indexname FROM pg_indexes"
                                : "SELECT name FROM sqlite_schema WHERE type = 'index'";
  const auto present = read([&](db::Tx& tx) { return tx.all<std::string>(names); });
  for (const auto& index : kIndexes) {
    EXPECT_THAT(present, testing::Contains(index.name));
  }
}

}  // namespace
}  // namespace shop
