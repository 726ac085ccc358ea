// Changes of many units over the REST API.
#include <string>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "web/testing/api_test_base.h"

namespace {

using web::testing::body_of;
using web::testing::detail_of;

class BulkApiTest : public web::testing::ApiTestBase {
 protected:
  std::int64_t add(std::string_view name, std::string_view code) {
    const auto body =
        fmt::format(R"({{"city":"Warsaw","district":"Centrum","category":"Vouchers","name":"{}",)"
                    R"("base_price":"50.00","delivery_text":"{}"}})",
                    name, code);
    return body_of(host_->post("/api/products", body), 201).at("id").as_int64();
  }
  boost::json::value unit(std::int64_t id) {
    return body_of(host_->get(fmt::format("/api/products/{}", id)), 200);
  }
  boost::json::value undo(const boost::json::value& answer, int status = 200) {
    return body_of(
        host_->post(fmt::format("/api/bulk-changes/{}/undo", answer.at("id").as_int64()), ""),
        status);
  }
  std::int64_t total(const std::string& path) {
    return body_of(host_->get(path), 200).at("total").as_int64();
  }
};
INSTANTIATE_TEST_SUITE_P(, BulkApiTest, support::kBothEngines, support::engine_name);

TEST_P(BulkApiTest, APriceAndACategoryAreCountedSetAndUndone) {
  const auto a = add("Voucher", "A-1");
  const auto b = add("Book", "A-2");
  const auto path = "/api/products/bulk-edit";
  const auto body = [](std::string_view more) {
    return fmt::format(
        R"({{"filter":{{"city":"Warsaw"}},"base_price":"79.50","category":"Gifts"{}}})", more);
  };
  const auto dry = body_of(host_->post(path, body(R"(,"dry_run":true)")), 200);
  EXPECT_EQ(dry.at("message").as_string(), "Would update 2 products");
  EXPECT_FALSE(dry.as_object().contains("id"));
  EXPECT_EQ(unit(a).at("base_price").as_string(), "50.00");

  const auto done = body_of(host_->post(path, body("")), 200);
  EXPECT_EQ(done.at("updated").as_int64(), 2);
  EXPECT_EQ(done.at("message").as_string(), "Updated 2 products");
  EXPECT_EQ(unit(b).at("base_price").as_string(), "79.50");
  EXPECT_EQ(unit(b).at("category").as_string(), "Gifts");
  const auto shown =
      body_of(host_->get(fmt::format("/api/bulk-changes/{}", done.at("id").as_int64())), 200);
  EXPECT_EQ(shown.at("edits").at("base_price").as_string(), "79.50");
  EXPECT_TRUE(shown.as_object().contains("undo_until"));

  EXPECT_EQ(undo(done).at("message").as_string(), "Set back 2 products");
  EXPECT_EQ(unit(a).at("base_price").as_string(), "50.00");
  EXPECT_EQ(unit(a).at("category").as_string(), "Vouchers");
  EXPECT_EQ(undo(done, 409).at("code").as_string(), "too_late");
  EXPECT_EQ(total("/api/bulk-changes"), 2);
}

TEST_P(BulkApiTest, UnitsAreWithdrawnReturnedAndUndone) {
  const auto a = add("Voucher", "A-1");
  const auto b = add("Book", "A-2");
  const auto ids = fmt::format(R"({{"product_ids":[{},{}]}})", a, b);
  const auto withdrawn = body_of(host_->post("/api/products/bulk-withdraw", ids), 200);
  EXPECT_EQ(withdrawn.at("message").as_string(), "Withdrew 2 products");
  EXPECT_EQ(total("/api/products/withdrawn"), 2);
  EXPECT_EQ(
      body_of(host_->post("/api/products/bulk-withdraw", ids), 409).at("unknown").as_array().size(),
      2U);
  const auto all = R"({"filter":{"sold":false},"dry_run":true})";
  EXPECT_EQ(body_of(host_->post("/api/products/bulk-return", all), 200).at("updated").as_int64(),
            2);
  const auto back = body_of(
      host_->post("/api/products/bulk-return", fmt::format(R"({{"product_ids":[{}]}})", a)), 200);
  EXPECT_EQ(back.at("message").as_string(), "Returned 1 products");
  EXPECT_EQ(undo(withdrawn).at("updated").as_int64(), 1);
  EXPECT_EQ(undo(back).at("updated").as_int64(), 1);
  EXPECT_EQ(total("/api/products"), 1);
  EXPECT_EQ(body_of(host_->post("/api/products/bulk-return", ids), 409).at("code").as_string(),
            "not_withdrawn");
}

TEST_P(BulkApiTest, ADiscountIsUndoneAndTheEndOfOneIsCounted) {
  const auto a = add("Voucher", "A-1");
  const auto set = body_of(
      host_->post("/api/discount/bulk", R"({"filter":{"sold":false},"discount_percent":30,)"
                                        R"("ends_at":"2126-01-01T00:00:00Z","with_id":true})"),
      200);
  const auto dry =
      body_of(host_->post("/api/discounts/end",
                          R"({"discount_percent":30,"discount_ends_at":"2126-01-01T00:00:00Z",)"
                          R"("dry_run":true})"),
              200);
  EXPECT_EQ(dry.at("updated").as_int64(), 1);
  EXPECT_EQ(unit(a).at("discount_percent").as_int64(), 30);
  EXPECT_EQ(undo(set).at("updated").as_int64(), 1);
  EXPECT_EQ(unit(a).at("discount_percent").as_int64(), 0);
  EXPECT_EQ(total("/api/discounts"), 1) << "without what undid it";
}

TEST_P(BulkApiTest, RefusesWhatIsNotClear) {
  const auto a = add("Voucher", "A-1");
  for (const std::string path : {"edit", "withdraw", "return"}) {
    const auto post = [&](std::string_view body) {
      return host_->post("/api/products/bulk-" + path, std::string(body));
    };
    const auto rest = path == "edit" ? R"(,"base_price":"1.00")" : "";
    EXPECT_TRUE(detail_of(post(fmt::format(R"({{"dry_run":true{}}})", rest)), 400)
                    .contains("either `product_ids` or `filter`"));
    EXPECT_TRUE(detail_of(post(fmt::format(R"({{"filter":{{}}{}}})", rest)), 400)
                    .contains("at least one field"));
    EXPECT_TRUE(detail_of(post(fmt::format(R"({{"filter":{{"sold":true}}{}}})", rest)), 400)
                    .contains("must be false"));
    EXPECT_TRUE(detail_of(post(fmt::format(R"({{"product_ids":[]{}}})", rest)), 400)
                    .contains("1 to 10000"));
  }
  const auto edit = [&](const std::string& fields) {
    return detail_of(
        host_->post("/api/products/bulk-edit", R"({"filter":{"city":"Warsaw"})" + fields + "}"),
        400);
  };
  EXPECT_TRUE(edit("").contains("at least one field"));
  EXPECT_TRUE(edit(R"(,"base_price":"0.00")").contains("base_price"));
  EXPECT_TRUE(edit(R"(,"category":"")").contains("category"));
  EXPECT_EQ(host_->post("/api/bulk-changes/99/undo", "").status, 404);
  EXPECT_EQ(host_->get("/api/bulk-changes/99").status, 404);
  EXPECT_EQ(unit(a).at("base_price").as_string(), "50.00");
  EXPECT_EQ(total("/api/bulk-changes"), 0);
}

}  // namespace
