// The calls of the HTTP API over real HTTP, on both engines.
#include <array>
#include <boost/json/parse.hpp>
#include <regex>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "shop/customers/customer.h"
#include "shop/money/adjustment.h"
#include "shop/sales/purchase.h"
#include "shop/sales/reservation.h"
#include "shop/stock/product.h"
#include "support/on_both_engines.h"
#include "web/testing/api_test_base.h"

namespace {
using web::testing::body_of;
using web::testing::detail_of;

shop::NewProduct voucher(std::string city, std::string name, int price) {
  return {.city = std::move(city),
          .district = "Center",
          .category = "Vouchers",
          .name = std::move(name),
          .description = "For two",
          .base_price = base::Money::units(price),
          .delivery_text = "SECRET-CODE"};
}

const std::regex kRfc3339(R"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z)");

class ApiTest : public web::testing::ApiTestBase {
 protected:
  void SetUp() override {
    ApiTestBase::SetUp();
    register_customer(5, "Ana");
  }

  net::HttpResponse get(const std::string& path) { return host_->get(path); }
  net::HttpResponse post(const std::string& path, const std::string& body,
                         const std::string& key = "") {
    return host_->post(path, body, key);
  }
  net::HttpResponse send(net::HttpRequest request) { return host_->send(std::move(request)); }

  void register_customer(std::int64_t id, const std::string& name) {
    transact([&](db::Tx& tx) {
      return shop::register_customer(tx, {.id = id, .first_name = name}, random_, clock_.now());
    });
  }
  void stock(std::vector<shop::NewProduct> products) {
    transact([&](db::Tx& tx) {
      shop::insert_products(tx, products, clock_.now());
      return products.size();
    });
  }
  // The customer is given the money and buys a unit of that name.
  void sell(std::int64_t user_id, const std::string& name) {
    transact([&](db::Tx& tx) {
      const auto now = clock_.now();
      const auto product = shop::list_products(tx, {.sold = false, .q = name},
                                               shop::ProductSort::id, false, {.limit = 1})
                               .items.at(0);
      shop::adjust(tx,
                   {.user_id = user_id,
                    .amount = shop::price_of(product),
                    .reason = "Gift",
                    .idempotency_key = name},
                   shop::permit<shop::Act::adjust>(shop::Actor::cli()).value(), now)
          .value();
      shop::reserve(tx, user_id, product.id, now, std::chrono::minutes(15)).value();
      return shop::purchase(tx, user_id, product.id, shop::price_of(product), now).value();
    });
  }
  std::int64_t count(const std::string& query) {
    return read([&](db::Tx& tx) { return tx.one<std::int64_t>(query); });
  }
  std::string balance_of(std::int64_t id) {
    const auto user = body_of(get(fmt::format("/api/users/{}", id)), 200);
    return std::string(user.at("balance").as_string());
  }

  base::SystemClock clock_;
  base::SystemRandom random_;
};

INSTANTIATE_TEST_SUITE_P(, ApiTest, support::kBothEngines, support::engine_name);

TEST_P(ApiTest, CreatesAndListsProductsWithoutTheirDelivery) {
  const auto created =
      post("/api/products", R"({"city":"Warsaw","district":"Center","category":"Vouchers",)"
                            R"("name":"Coffee","base_price":"79.50","delivery_text":"SECRET-CODE",)"
                            R"("delivery_latitude":52.229676,"delivery_longitude":21.012229})");
  const auto product = body_of(created, 201);
  const auto id = product.at("id").as_int64();
  EXPECT_EQ(created.headers.find("Location"), fmt::format("/api/products/{}", id));
  EXPECT_EQ(product.at("base_price").as_string(), "79.50");
  const auto list = get("/api/products");
  EXPECT_EQ(body_of(list, 200).at("total").as_int64(), 1);
  EXPECT_EQ(body_of(list, 200).at("items").at(0), product);
  EXPECT_FALSE(list.body.contains("SECRET-CODE"));
  EXPECT_FALSE(list.body.contains("delivery"));
}

TEST_P(ApiTest, WritesWhoCreatedAProductIntoTheAuditLog) {
  const auto created =
      post("/api/products", R"({"city":"Warsaw","district":"Center","category":"Vouchers",)"
                            R"("name":"Coffee","base_price":"5","delivery_text":"SECRET-CODE"})");
  EXPECT_EQ(created.status, 201);
  EXPECT_EQ(count("SELECT count(*) FROM audit_log WHERE actor = 'web:owner'"), 1);
  EXPECT_EQ(count("SELECT count(*) FROM audit_log WHERE details LIKE '%SECRET%'"), 0);
}

TEST_P(ApiTest, AddsGoodsOnceUnlessItIsToldTo) {
  const auto add = [&](const std::string& more) {
    return post("/api/products", R"({"city":"Warsaw","district":"Center","category":"Vouchers",)"
                                 R"("name":"Coffee","base_price":"5","delivery_text":"CODE 1")" +
                                     more + "}");
  };
  EXPECT_EQ(add("").status, 201);
  register_customer(5, "Ana");
  sell(5, "Coffee");
  for (const auto* more : {"", R"(,"allow_repeated":false)"}) {
    const auto refused = add(more);
    EXPECT_TRUE(detail_of(refused, 409).contains("allow_repeated")) << refused.body;
    EXPECT_EQ(body_of(refused, 409).at("field").as_string(), "delivery_text");
    EXPECT_FALSE(refused.body.contains("CODE 1"));
  }
  EXPECT_EQ(add(R"(,"allow_repeated":true)").status, 201);
  EXPECT_EQ(count("SELECT count(*) FROM products"), 2);
}

TEST_P(ApiTest, NamesTheFieldThatIsWrongInAProduct) {
  const std::string head = R"({"city":"Warsaw","district":"Center","category":"Vouchers",)";
  const std::vector<std::pair<std::string, std::string>> examples{
      {"{", ""},
      {"[]", ""},
      {"", ""},
      {std::string(100'000, '['), ""},
      {std::string("\"\xFF\""), ""},
      {R"({"city":"Warsaw"})", "district"},
      {head + R"("name":"A","base_price":79.5,"delivery_text":"x"})", "base_price"},
      {head + R"("name":"A","base_price":"1e9","delivery_text":"x"})", "base_price"},
      {head + R"("name":"A","base_price":"-5","delivery_text":"x"})", "base_price"},
      {head + R"("name":"","base_price":"5","delivery_text":"x"})", "name"},
      {head + R"("name":"A","base_price":"5","delivery_text":""})", "delivery_text"},
      {head + R"("name":"A","base_price":"5","delivery_text":"x","discount_percent":101})",
       "discount_percent"},
      {head + R"("name":"A","base_price":"5","delivery_text":"x","is_sold":true})", "is_sold"},
      {head + R"("name":"A","base_price":"5","delivery_text":"x","delivery_latitude":91,)"
              R"("delivery_longitude":21})",
       "delivery_latitude"}};
  for (const auto& [body, field] : examples) {
    const auto detail = detail_of(post("/api/products", body), 400);
    EXPECT_TRUE(detail.contains(field)) << body << " gives " << detail;
  }
  EXPECT_EQ(body_of(get("/api/products"), 200).at("total").as_int64(), 0);
}

TEST_P(ApiTest, FiltersSortsAndPagesProducts) {
  stock({voucher("Warsaw", "Tea", 30), voucher("Warsaw", "Coffee", 10),
         voucher("Kraków", "Cake", 20)});
  const auto names = [&](const std::string& query) {
    const auto list = body_of(get("/api/products?" + query), 200);
    std::string joined = std::to_string(list.at("total").as_int64()) + ":";
    for (const auto& item : list.at("items").as_array()) {
      joined += " " + std::string(item.at("name").as_string());
    }
    return joined;
  };
  EXPECT_EQ(names("sort=base_price"), "3: Coffee Cake Tea");
  EXPECT_EQ(names("sort=-base_price"), "3: Tea Cake Coffee");
  EXPECT_EQ(names("sort=id&city=Warsaw"), "2: Tea Coffee");
  EXPECT_EQ(names("city=Krak%C3%B3w"), "1: Cake");
  EXPECT_EQ(names("q=COFF&sort=id"), "1: Coffee");
  EXPECT_EQ(names("q=%25"), "0:") << "a percent sign is no wildcard";
  EXPECT_EQ(names("sort=base_price&page=2&per_page=2"), "3: Tea");
  EXPECT_EQ(names("page=1000000&per_page=200"), "3:");
  EXPECT_EQ(names("sold=true"), "0:");
  EXPECT_EQ(names("discounted=false&district=Center&sort=id"), "3: Tea Coffee Cake");
}

TEST_P(ApiTest, RefusesInvalidQueries) {
  for (const auto* query :
       {"page=0", "page=-1", "page=1000001", "page=x", "per_page=0", "per_page=201",
        "sort=delivery_text", "sort=name", "sort=discount_percent",
        "sort=id;DROP%20TABLE%20products", "sort=", "sort=--id", "sort=id,created_at", "sold=1",
        "discounted=yes", "citty=Warsaw", "city=a&city=b", "x=1"}) {
    for (const auto* path : {"/api/products?", "/api/orders?"}) {
      EXPECT_EQ(get(std::string(path) + query).status, 400) << path << query;
    }
  }
  EXPECT_TRUE(detail_of(get("/api/products?citty=Warsaw"), 400).contains("did you mean `city`?"));
  EXPECT_EQ(get("/api/products?city=%FF").status, 400);
  EXPECT_EQ(get("/api/products?city='%20OR%201=1--").status, 200);
}

TEST_P(ApiTest, ShowsAUser) {
  const auto user = body_of(get("/api/users/5"), 200);
  EXPECT_EQ(user.at("first_name").as_string(), "Ana");
  EXPECT_EQ(user.at("balance").as_string(), "0.00");
  EXPECT_TRUE(std::regex_match(std::string(user.at("created_at").as_string()), kRfc3339));
  for (const auto* id : {"6", "0", "-5", "x", "99999999999999999999"}) {
    EXPECT_EQ(get(std::string("/api/users/") + id).status, 404) << id;
  }
}

TEST_P(ApiTest, AdjustsABalanceOnceForEachKey) {
  const std::string path = "/api/users/5/adjustments";
  const std::string body = R"({"amount":"25.00","reason":"Gift"})";
  const auto first = body_of(post(path, body, "key-1"), 200);
  EXPECT_EQ(first.at("balance").as_string(), "25.00");
  EXPECT_EQ(body_of(post(path, body, "key-1"), 200), first);
  EXPECT_EQ(balance_of(5), "25.00");
  EXPECT_EQ(post(path, R"({"amount":"26.00","reason":"Gift"})", "key-1").status, 409);
  const auto fee = body_of(post(path, R"({"amount":"-5","reason":"Fee"})", "key-2"), 200);
  EXPECT_EQ(fee.at("balance").as_string(), "20.00");
  EXPECT_EQ(fee.at("amount").as_string(), "-5.00");
  EXPECT_EQ(post(path, R"({"amount":"-20.01","reason":"Fee"})", "key-3").status, 409);
  EXPECT_EQ(balance_of(5), "20.00");
  EXPECT_EQ(count("SELECT count(*) FROM audit_log WHERE actor = 'web:owner' "
                  "AND action = 'adjust' AND subject = 'user:5'"),
            2);
}

TEST_P(ApiTest, RefusesAKeyThatWasUsedForAnotherCustomer) {
  register_customer(6, "Ben");
  const std::string body = R"({"amount":"25.00","reason":"Gift"})";
  EXPECT_EQ(post("/api/users/5/adjustments", body, "key").status, 200);
  EXPECT_TRUE(
      detail_of(post("/api/users/6/adjustments", body, "key"), 409).contains("Idempotency-Key"));
  EXPECT_EQ(balance_of(6), "0.00");
}

TEST_P(ApiTest, AdjustsOnceWhenTheSameRequestComesManyTimesAtOnce) {
  auto headers = web::testing::ApiHost::owner();
  headers.add("Content-Type", "application/json");
  headers.add("Idempotency-Key", "key");
  constexpr std::size_t kRepeats = 20;
  std::vector<web::testing::ApiHost::Pending> requests;
  requests.reserve(kRepeats);
  EXPECT_EQ(get("/api/users/5").status, 200);
  for (std::size_t i = 0; i < kRepeats; ++i) {
    requests.push_back(host_->start({.method = "POST",
                                     .url = "/api/users/5/adjustments",
                                     .headers = headers,
                                     .body = R"({"amount":"25.00","reason":"Gift"})"}));
  }
  const auto first = body_of(host_->wait(requests.front()), 200);
  for (std::size_t i = 1; i < requests.size(); ++i) {
    EXPECT_EQ(body_of(host_->wait(requests[i]), 200), first);
  }
  EXPECT_EQ(balance_of(5), "25.00");
}

TEST_P(ApiTest, RefusesAdjustmentsThatAreIncomplete) {
  const std::string path = "/api/users/5/adjustments";
  const std::string body = R"({"amount":"25.00","reason":"Gift"})";
  EXPECT_TRUE(detail_of(post(path, body), 400).contains("Idempotency-Key"));
  EXPECT_EQ(post(path, body, std::string(201, 'k')).status, 400);
  EXPECT_EQ(post(path, body, "a b").status, 400);
  EXPECT_EQ(post("/api/users/6/adjustments", body, "key").status, 404);
  EXPECT_TRUE(
      detail_of(post(path, R"({"amount":"0","reason":"x"})", "key"), 400).contains("amount"));
  EXPECT_TRUE(
      detail_of(post(path, R"({"amount":"5","reason":""})", "key"), 400).contains("reason"));
  EXPECT_TRUE(detail_of(post(path, R"({"amount":"5"})", "key"), 400).contains("reason"));
  const auto novel = fmt::format(R"({{"amount":"5","reason":"{}"}})", std::string(501, 'x'));
  EXPECT_TRUE(detail_of(post(path, novel, "key"), 400).contains("`reason` must be 500"));
  for (const auto* amount : {"1e9", "0,005", "10 zł", "1.234", "--5", ""}) {
    const auto wrong = fmt::format(R"({{"amount":"{}","reason":"x"}})", amount);
    EXPECT_TRUE(detail_of(post(path, wrong, "key"), 400).contains("amount")) << amount;
  }
  EXPECT_EQ(post(path, R"({"amount":25,"reason":"x"})", "key").status, 400);
  EXPECT_EQ(balance_of(5), "0.00");
}

TEST_P(ApiTest, NamesTheFieldWithTextThatCannotBeStored) {
  const std::vector<std::array<std::string, 3>> examples{
      {"/api/users/5/adjustments", R"({"amount":"5","reason":"a\u0000b"})", "`reason`"},
      {"/api/discount/bulk", R"({"filter":{"q":"\u0000"},"discount_percent":1})", "`filter.q`"},
      {"/api/discount/bulk", R"({"filter":{"city":"\u0000"},"discount_percent":1})",
       "`filter.city`"},
      {"/api/products",
       R"({"city":"W","district":"C","category":"V","name":"A\u0000","base_price":"5",)"
       R"("delivery_text":"x"})",
       "`name`"},
      {"/api/users/5/adjustments", R"({"amount":"5","reason":"\ud800"})", "JSON"}};
  for (const auto& [path, body, field] : examples) {
    const auto detail = detail_of(post(path, body, "key"), 400);
    EXPECT_TRUE(detail.contains(field)) << body << " gives " << detail;
  }
  for (const auto* path : {"/api/products?q=%00", "/api/products?q=a%00", "/api/orders?q=%FF"}) {
    EXPECT_TRUE(detail_of(get(path), 400).contains("`q`")) << path;
  }
  EXPECT_FALSE(detail_of(get("/api/products?%00=1"), 400).empty());
}

TEST_P(ApiTest, SaysWhatAFieldOfAProductMustBeLike) {
  const auto refusal_of = [&](std::string_view name, std::string_view price) {
    return detail_of(post("/api/products",
                          fmt::format(R"({{"city":"W","district":"C","category":"V","name":"{}",)"
                                      R"("base_price":"{}","delivery_text":"x"}})",
                                      name, price)),
                     400);
  };
  EXPECT_EQ(refusal_of(" ", "5"), "`name` must not be empty.");
  EXPECT_EQ(refusal_of(std::string(101, 'x'), "5"), "`name` must have at most 100 characters.");
  EXPECT_EQ(refusal_of("A", "0"), "`base_price` must be 0.01 or more.");
}

TEST_P(ApiTest, ListsOrdersWithoutTheirDelivery) {
  register_customer(6, "Ben");
  stock({voucher("Warsaw", "Tea", 30), voucher("Kraków", "Coffee", 10)});
  sell(5, "Tea");
  sell(6, "Coffee");
  const auto list = get("/api/orders");
  EXPECT_FALSE(list.body.contains("SECRET-CODE"));
  const auto orders = body_of(list, 200);
  EXPECT_EQ(orders.at("total").as_int64(), 2);
  const auto& newest = orders.at("items").at(0);
  EXPECT_EQ(newest.at("name").as_string(), "Coffee");
  EXPECT_EQ(newest.at("user_id").as_int64(), 6);
  EXPECT_EQ(newest.at("final_price").as_string(), "10.00");
  EXPECT_TRUE(std::regex_match(std::string(newest.at("created_at").as_string()), kRfc3339));
  for (const auto* query : {"user_id=6", "city=Krak%C3%B3w", "q=coff", "sort=-created_at",
                            "category=Vouchers&district=Center&per_page=1"}) {
    const auto found = body_of(get(std::string("/api/orders?") + query), 200);
    EXPECT_EQ(found.at("items").at(0), newest) << query;
  }
  for (const auto* query : {"user_id=7", "city=Gdynia", "q=%5F", "page=2"}) {
    const auto found = body_of(get(std::string("/api/orders?") + query), 200);
    EXPECT_TRUE(found.at("items").as_array().empty()) << query;
  }
  for (const auto* query : {"user_id=x", "user_id=0", "sold=true", "sort=final_price"}) {
    EXPECT_EQ(get(std::string("/api/orders?") + query).status, 400) << query;
  }
}

TEST_P(ApiTest, SetsDiscountsInBulk) {
  stock(std::vector(50, voucher("Warsaw", "Coffee", 100)));
  stock({voucher("Kraków", "Coffee", 100)});
  const auto answer = body_of(
      post("/api/discount/bulk", R"({"filter":{"city":"Warsaw"},"discount_percent":30})"), 200);
  EXPECT_EQ(answer, boost::json::parse(
                        R"({"updated":50,"message":"Updated 50 products with 30% discount"})"));
  EXPECT_EQ(body_of(get("/api/products?discounted=true"), 200).at("total").as_int64(), 50);
  const auto list = body_of(get("/api/products?city=Krak%C3%B3w"), 200);
  const auto id = list.at("items").at(0).at("id").as_int64();
  EXPECT_EQ(body_of(post("/api/discount/bulk",
                         fmt::format(R"({{"product_ids":[{0},{0}],"discount_percent":5}})", id)),
                    200)
                .at("updated")
                .as_int64(),
            1);
}

TEST_P(ApiTest, ChangesNothingWhenOneIdOfABulkDiscountIsUnknown) {
  stock({voucher("Warsaw", "Coffee", 100)});
  const auto list = body_of(get("/api/products"), 200);
  const auto id = list.at("items").at(0).at("id").as_int64();
  const auto refused =
      body_of(post("/api/discount/bulk",
                   fmt::format(R"({{"product_ids":[{},999999],"discount_percent":30}})", id)),
              409);
  EXPECT_EQ(refused.at("unknown"), boost::json::parse("[999999]"));
  EXPECT_EQ(body_of(get("/api/products?discounted=true"), 200).at("total").as_int64(), 0);
}

TEST_P(ApiTest, LeavesThePriceOfSoldUnits) {
  stock({voucher("Warsaw", "Tea", 30), voucher("Warsaw", "Coffee", 10)});
  sell(5, "Tea");
  const auto sold = body_of(get("/api/products?sold=true"), 200).at("items").at(0).at("id");
  const auto left = body_of(get("/api/products?sold=false"), 200).at("items").at(0).at("id");
  const auto refused = body_of(
      post("/api/discount/bulk", fmt::format(R"({{"product_ids":[{},{}],"discount_percent":5}})",
                                             left.as_int64(), sold.as_int64())),
      409);
  EXPECT_EQ(refused.at("sold"), boost::json::array{sold});
  EXPECT_EQ(body_of(get("/api/products?discounted=true"), 200).at("total").as_int64(), 0);
  const auto updated = body_of(
      post("/api/discount/bulk", R"({"filter":{"sold":false},"discount_percent":100})"), 200);
  EXPECT_EQ(updated.at("message").as_string(), "Updated 1 products with 100% discount");
}

TEST_P(ApiTest, TreatsAnEmptyTextAsNoFilter) {
  stock({voucher("Warsaw", "Tea", 30), voucher("Kraków", "Coffee", 10)});
  for (const auto* filter :
       {R"({"q":""})", R"({"city":""})", R"({"district":""})", R"({"category":""})",
        R"({"city":"","district":"","category":"","q":"","sold":null})"}) {
    const auto body = fmt::format(R"({{"filter":{},"discount_percent":90}})", filter);
    EXPECT_TRUE(detail_of(post("/api/discount/bulk", body), 400).contains("`filter`")) << filter;
  }
  EXPECT_EQ(body_of(get("/api/products?discounted=true"), 200).at("total").as_int64(), 0);
  const auto* with_city = R"({"filter":{"city":"Warsaw","q":""},"discount_percent":90})";
  EXPECT_EQ(body_of(post("/api/discount/bulk", with_city), 200).at("updated").as_int64(), 1);
}

TEST_P(ApiTest, RefusesInvalidBulkDiscounts) {
  for (const auto* body :
       {R"({"discount_percent":30})", R"({"product_ids":[],"discount_percent":30})",
        R"({"product_ids":[1],"filter":{"city":"W"},"discount_percent":30})",
        R"({"filter":{},"discount_percent":30})",
        R"({"filter":{"sold":true},"discount_percent":3})",
        R"({"filter":{"town":"W"},"discount_percent":30})", R"({"product_ids":[1]})",
        R"({"product_ids":["1"],"discount_percent":30})",
        R"({"product_ids":[1],"discount_percent":"30"})",
        R"({"product_ids":[1],"discount_percent":-1})"}) {
    EXPECT_EQ(post("/api/discount/bulk", body).status, 400) << body;
  }
}

}  // namespace
