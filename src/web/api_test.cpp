// The HTTP API over real HTTP, on both engines.
#include "web/api.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <future>
#include <memory>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <openssl/evp.h>

#include "net/http_client.h"
#include "net/http_server.h"
#include "shop/customer.h"
#include "shop/product.h"
#include "support/on_both_engines.h"
#include "web/health.h"
#include "web/password.h"

namespace {

namespace asio = boost::asio;
namespace json = boost::json;

constexpr const char* kPassword = "open sesame";

std::string base64(const std::string& text) {
  std::string encoded(4 * ((text.size() + 2) / 3) + 1, '\0');
  const int length = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(encoded.data()),
                                     reinterpret_cast<const unsigned char*>(text.data()),
                                     static_cast<int>(text.size()));
  encoded.resize(static_cast<std::size_t>(length));
  return encoded;
}

class ApiTest : public support::OnBothEngines {
 protected:
  void SetUp() override {
    OnBothEngines::SetUp();
    api_.emplace(web::Api{.database = database(),
                          .clock = clock_,
                          .authenticator = authenticator_,
                          .metrics = metrics_,
                          .logger = logger_});
    web::add_health_routes(router_, *api_, [this] { return bot_trouble_; });
    web::add_discount_routes(router_, *api_);
    web::add_order_routes(router_, *api_);
    web::add_product_routes(router_, *api_);
    web::add_user_routes(router_, *api_);
    auto handler = web::counted(metrics_, [this](const auto& request) { return router_(request); });
    server_ = std::move(*net::HttpServer::start(io_.get_executor(), {}, handler, logger_));
    client_ = std::make_unique<net::HttpClient>(io_.get_executor());
    transact([&](db::Tx& tx) {
      return shop::register_customer(tx, {.id = 5, .first_name = "Ana"}, random_, clock_.now());
    });
  }
  void TearDown() override {
    client_.reset();
    server_.reset();
    io_.poll();
    OnBothEngines::TearDown();
  }

  net::HttpResponse send(net::HttpRequest request) {
    request.url = fmt::format("http://127.0.0.1:{}{}", server_->port(), request.url);
    auto response = asio::co_spawn(io_, client_->send(std::move(request)), asio::use_future);
    io_.restart();
    while (response.wait_for(std::chrono::seconds(0)) != std::future_status::ready) {
      io_.run_one();
    }
    return response.get().value();
  }

  static net::Headers owner() {
    return {{"Authorization", "Basic " + base64(std::string("owner:") + kPassword)}};
  }
  net::HttpResponse get(const std::string& path) { return send({.url = path, .headers = owner()}); }
  net::HttpResponse post(const std::string& path, const std::string& body,
                         const std::string& key = "") {
    auto headers = owner();
    headers.add("Content-Type", "application/json");
    if (!key.empty()) {
      headers.add("Idempotency-Key", key);
    }
    return send({.method = "POST", .url = path, .headers = headers, .body = body});
  }
  // The body of a response of that status.
  static json::value body_of(const net::HttpResponse& response, int status) {
    EXPECT_EQ(response.status, status) << response.body;
    return json::parse(response.body);
  }
  static std::string detail_of(const net::HttpResponse& response, int status) {
    EXPECT_EQ(response.headers.find("Content-Type"), "application/problem+json") << response.body;
    const auto problem = body_of(response, status);
    EXPECT_EQ(problem.at("status").as_int64(), status);
    return std::string(problem.at("detail").as_string());
  }

  static shop::NewProduct voucher(std::string city, std::string name, int price) {
    return {.city = std::move(city),
            .district = "Center",
            .category = "Vouchers",
            .name = std::move(name),
            .description = "For coffee",
            .base_price = base::Money::units(price),
            .delivery_text = "SECRET-CODE"};
  }
  void stock(std::vector<shop::NewProduct> products) {
    transact([&](db::Tx& tx) { return shop::insert_products(tx, products, clock_.now()); });
  }

  asio::io_context io_;
  base::SystemClock clock_;
  base::SystemRandom random_;
  base::Logger logger_;
  web::Metrics metrics_;
  web::Authenticator authenticator_{{.username = "owner",
                                     .password_hash = *web::hash_password(kPassword, /*cost=*/4),
                                     .failure_delay = std::chrono::milliseconds(1)},
                                    random_};
  std::optional<std::string> bot_trouble_;
  std::optional<web::Api> api_;
  net::Router router_;
  std::unique_ptr<net::HttpServer> server_;
  std::unique_ptr<net::HttpClient> client_;
};

INSTANTIATE_TEST_SUITE_P(, ApiTest, support::kBothEngines, support::engine_name);

TEST_P(ApiTest, LetsNobodyInWithoutTheOwnersPassword) {
  const std::vector<net::Headers> strangers{
      {},
      {{"Authorization", "Basic " + base64("owner:wrong")}},
      {{"Authorization", "Basic " + base64(std::string("admin:") + kPassword)}},
      {{"Authorization", "Basic %%%"}},
      {{"Authorization", "Basic " + base64("no colon")}},
      {{"Authorization", "Bearer " + base64(std::string("owner:") + kPassword)}}};
  for (const auto* path : {"/api/products", "/api/orders", "/api/users/5"}) {
    for (const auto& headers : strangers) {
      const auto response = send({.url = path, .headers = headers});
      EXPECT_EQ(response.status, 401) << path;
      EXPECT_TRUE(response.headers.find("WWW-Authenticate").has_value());
    }
    EXPECT_EQ(get(path).status, 200) << path;
  }
}

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

TEST_P(ApiTest, NamesTheFieldThatIsWrongInAProduct) {
  const std::string head = R"({"city":"Warsaw","district":"Center","category":"Vouchers",)";
  const std::vector<std::pair<std::string, std::string>> examples{
      {"{", ""},
      {"[]", ""},
      {R"({"city":"Warsaw"})", "district"},
      {head + R"("name":"A","base_price":79.5,"delivery_text":"x"})", "base_price"},
      {head + R"("name":"A","base_price":"1e9","delivery_text":"x"})", "base_price"},
      {head + R"("name":"A","base_price":"-5","delivery_text":"x"})", "base_price"},
      {head + R"("name":"","base_price":"5","delivery_text":"x"})", "name"},
      {head + R"("name":"A","base_price":"5","delivery_text":""})", "delivery_text"},
      {head + R"("name":"A","base_price":"5","delivery_text":"x","discount_percent":101})",
       "discount_percent"},
      {head + R"("name":"A","base_price":"5","delivery_text":"x","is_sold":true})", "is_sold"},
      {head + R"("name":"A","base_price":"5","delivery_text":"x","delivery_latitude":91})",
       "delivery_latitude"}};
  for (const auto& [body, field] : examples) {
    const auto detail = detail_of(post("/api/products", body), 400);
    EXPECT_TRUE(detail.contains(field)) << body << " gives " << detail;
  }
  EXPECT_EQ(body_of(get("/api/products"), 200).at("total").as_int64(), 0);
}

TEST_P(ApiTest, RefusesABodyThatIsNotSaidToBeJson) {
  auto headers = owner();
  headers.add("Content-Type", "text/plain");
  const auto response = send({.method = "POST",
                              .url = "/api/discount/bulk",
                              .headers = headers,
                              .body = R"({"filter":{"sold":false},"discount_percent":100})"});
  EXPECT_TRUE(detail_of(response, 400).contains("Content-Type"));
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
  EXPECT_EQ(names("sort=name&city=Warsaw"), "2: Coffee Tea");
  EXPECT_EQ(names("city=Krak%C3%B3w"), "1: Cake");
  EXPECT_EQ(names("q=COFF&sort=id"), "1: Coffee");
  EXPECT_EQ(names("q=%25"), "0:") << "a percent sign is no wildcard";
  EXPECT_EQ(names("sort=name&page=2&per_page=2"), "3: Tea");
  EXPECT_EQ(names("page=1000000&per_page=200"), "3:");
  EXPECT_EQ(names("sold=true"), "0:");
  EXPECT_EQ(names("discounted=false&district=Center&sort=id"), "3: Tea Coffee Cake");
}

TEST_P(ApiTest, RefusesQueriesThatAreNoneOfItsOwn) {
  for (const auto* query :
       {"page=0", "page=-1", "page=1000001", "page=x", "per_page=0", "per_page=201",
        "sort=delivery_text", "sort=name;DROP%20TABLE%20products", "sort=", "sort=--name",
        "sort=name,id", "sold=1", "discounted=yes", "citty=Warsaw", "city=a&city=b", "x=1"}) {
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
  EXPECT_EQ(body_of(get("/api/users/5"), 200).at("balance").as_string(), "25.00");
  EXPECT_EQ(post(path, R"({"amount":"26.00","reason":"Gift"})", "key-1").status, 409);
  EXPECT_EQ(body_of(post(path, R"({"amount":"-5","reason":"Fee"})", "key-2"), 200)
                .at("balance")
                .as_string(),
            "20.00");
  EXPECT_EQ(post(path, R"({"amount":"-20.01","reason":"Fee"})", "key-3").status, 409);
  EXPECT_EQ(body_of(get("/api/users/5"), 200).at("balance").as_string(), "20.00");
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
  EXPECT_EQ(body_of(get("/api/users/5"), 200).at("balance").as_string(), "0.00");
}

TEST_P(ApiTest, SetsDiscountsInBulk) {
  stock(std::vector(50, voucher("Warsaw", "Coffee", 100)));
  stock({voucher("Kraków", "Coffee", 100)});
  const auto answer = body_of(
      post("/api/discount/bulk", R"({"filter":{"city":"Warsaw"},"discount_percent":30})"), 200);
  EXPECT_EQ(answer,
            json::parse(R"({"updated":50,"message":"Updated 50 products with 30% discount"})"));
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
  EXPECT_EQ(refused.at("unknown"), json::parse("[999999]"));
  EXPECT_EQ(body_of(get("/api/products?discounted=true"), 200).at("total").as_int64(), 0);
}

TEST_P(ApiTest, RefusesBulkDiscountsThatAreNotClear) {
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

TEST_P(ApiTest, TellsWhetherTheShopIsReady) {
  EXPECT_EQ(send({.url = "/healthz"}).status, 200);
  EXPECT_EQ(send({.url = "/readyz"}).status, 200);
  bot_trouble_ = "getUpdates fails";
  EXPECT_TRUE(send({.url = "/readyz"}).body.contains("getUpdates fails"));
  EXPECT_EQ(send({.url = "/readyz"}).status, 503);
  EXPECT_EQ(send({.url = "/healthz"}).status, 200);
}

TEST_P(ApiTest, ShowsFiguresToThisMachineAndToTheOwnerOnly) {
  const auto local = send({.url = "/metrics"});
  EXPECT_EQ(local.status, 200);
  EXPECT_TRUE(local.body.contains("\nkram_customers 1\n")) << local.body;
  EXPECT_TRUE(local.body.contains("# TYPE kram_updates_total counter\n"));
  net::Headers proxied{{"X-Forwarded-For", "203.0.113.7"}};
  EXPECT_EQ(send({.url = "/metrics", .headers = proxied}).status, 401);
  auto proxied_owner = owner();
  proxied_owner.add("X-Forwarded-For", "203.0.113.7");
  EXPECT_EQ(send({.url = "/metrics", .headers = proxied_owner}).status, 200);
}

TEST_P(ApiTest, AnswersUnknownPathsAndMethodsWithProblems) {
  EXPECT_EQ(detail_of(get("/api/nothing"), 404).empty(), false);
  EXPECT_EQ(send({.method = "DELETE", .url = "/api/products", .headers = owner()}).status, 405);
}

}  // namespace
