#include "shop/customers/customer_search.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "shop/testing/shop_fixture.h"

namespace shop {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class CustomerSearchTest : public ShopTest {
 protected:
  void come(std::int64_t id, std::string first_name,
            std::optional<std::string> username = std::nullopt) {
    now += std::chrono::minutes(1);
    transact([&](db::Tx& tx) {
      return register_customer(tx, {.id = id, .username = username, .first_name = first_name},
                               random_, now);
    });
  }
  std::vector<std::int64_t> found(std::string_view text, Page page = {0, 10}) {
    std::vector<std::int64_t> ids;
    for (const auto& customer :
         read([&](db::Tx& tx) { return search_customers(tx, text, page); }).items) {
      ids.push_back(customer.id);
    }
    return ids;
  }

 private:
  base::SeededRandom random_{3};
};
INSTANTIATE_TEST_SUITE_P(, CustomerSearchTest, support::kBothEngines, support::engine_name);

TEST_P(CustomerSearchTest, FindsAnIdAndANameHoweverTheyAreTyped) {
  come(1001, "Ann", "Ann_K");
  come(1002, "Bob 1001");
  for (const char* text :
       {"1001", " 1001 ", "１００１", "@ann_k", "ANN_K", "https://t.me/Ann_K", "t.me/ann_k"}) {
    EXPECT_THAT(found(text), ElementsAre(1001)) << text;
  }
  for (const char* text : {"9999999999999999999999", "ann%", "_____", "'; DROP TABLE users"}) {
    EXPECT_THAT(found(text), IsEmpty()) << text;
  }
}

TEST_P(CustomerSearchTest, FindsFormerNames) {
  come(1001, "Ann", "old_ann");
  come(1001, "Anna Nowak", "new_ann");
  come(1002, "Bob", "OLD_ANN");
  EXPECT_THAT(found("@Old_Ann"), ElementsAre(1002, 1001)) << "who has it now, and who had it";
  EXPECT_THAT(found("@new_ann"), ElementsAre(1001));
  come(1001, "Celina", std::nullopt);
  EXPECT_THAT(found("nowak"), ElementsAre(1001));
  const auto former = read([](db::Tx& tx) { return former_names_of(tx, 1001, 10); });
  ASSERT_EQ(former.size(), 2U);
  EXPECT_EQ(former[0].first_name, "Anna Nowak");
  EXPECT_EQ(former[1].username, "old_ann");
  EXPECT_EQ(former[0].seen_until, now);
}

TEST_P(CustomerSearchTest, FindsAPartInAnyCaseAndScript) {
  come(1001, "Łucja Żak");
  come(1002, "שרה כהן");
  come(1003, "Z\u0351\u0343a\u0310\u0334lgo\u0323");
  come(1004, "100% Ann_x");
  EXPECT_THAT(found("łUCJA"), ElementsAre(1001));
  EXPECT_THAT(found("\u202Eכהן\u202C"), ElementsAre(1002)) << "without the marks of direction";
  EXPECT_THAT(found("lgo"), ElementsAre(1003));
  EXPECT_THAT(found("0%"), ElementsAre(1004));
  EXPECT_THAT(found("n_x"), ElementsAre(1004));
}

TEST_P(CustomerSearchTest, AnEmptyTextFindsTheNewestPageByPage) {
  for (std::int64_t id = 1; id <= 5; ++id) {
    come(id, "Ann");
  }
  EXPECT_THAT(found("", {0, 2}), ElementsAre(5, 4));
  EXPECT_THAT(found(" ", {2, 2}), ElementsAre(3, 2));
  EXPECT_THAT(found("ann", {4, 2}), ElementsAre(1));
  EXPECT_TRUE(read([](db::Tx& tx) { return search_customers(tx, "ann", {0, 2}); }).has_more);
}

TEST_P(CustomerSearchTest, WhoIsSeenIsWrittenDownOnceAnHour) {
  come(1001, "Ann");
  const auto seen_after = [&](std::chrono::minutes by) {
    now += by;
    return transact([&](db::Tx& tx) {
      note_seen(tx, find_customer(tx, 1001).value(), now);
      return find_customer(tx, 1001)->last_seen_at.value();
    });
  };
  const auto joined = now;
  EXPECT_EQ(seen_after(std::chrono::minutes(59)), joined);
  EXPECT_EQ(seen_after(std::chrono::minutes(1)), joined + std::chrono::hours(1));
}

}  // namespace
}  // namespace shop
