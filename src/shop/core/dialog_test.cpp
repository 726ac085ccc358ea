#include "shop/core/dialog.h"

#include "shop/testing/shop_fixture.h"

namespace shop {
namespace {

class DialogTest : public ShopTest {
 protected:
  void save(std::int64_t chat_id, const Dialog& dialog) {
    transact([&](db::Tx& tx) {
      save_dialog(tx, chat_id, dialog, kNow);
      return true;
    });
  }
  void clear(std::int64_t chat_id) {
    transact([=](db::Tx& tx) {
      clear_dialog(tx, chat_id);
      return true;
    });
  }
  std::optional<Dialog> load(std::int64_t chat_id) {
    return read([=](db::Tx& tx) { return load_dialog(tx, chat_id); });
  }
};
INSTANTIATE_TEST_SUITE_P(, DialogTest, support::kBothEngines, support::engine_name);

TEST_P(DialogTest, IsTheLastThatWasSavedForTheChat) {
  EXPECT_FALSE(load(1));
  save(1, {"set_discount", R"({"product_id":5})"});
  save(2, {"other", ""});
  save(1, {"set_discount.percent", R"({"product_id":6})"});
  ASSERT_TRUE(load(1));
  EXPECT_EQ(load(1)->name, "set_discount.percent");
  EXPECT_EQ(load(1)->data, R"({"product_id":6})");
  EXPECT_EQ(load(2)->name, "other");
}

TEST_P(DialogTest, IsGoneWhenItIsCleared) {
  save(1, {"a", ""});
  save(2, {"b", ""});
  clear(1);
  clear(1);
  EXPECT_FALSE(load(1));
  EXPECT_TRUE(load(2));
}

}  // namespace
}  // namespace shop
