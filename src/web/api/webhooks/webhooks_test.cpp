// The operations on webhooks over real HTTP, on both engines.
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <optional>
#include <string>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "shop/customers/customer.h"
#include "shop/webhooks/delivery.h"
#include "support/on_both_engines.h"
#include "web/testing/api_test_base.h"

namespace {

using testing::HasSubstr;
using testing::Not;
using web::testing::body_of;
using web::testing::detail_of;

constexpr const char* kGoodHook =
    R"({"url":"https://shop.test/in","events":["stock.out","order.created","order.created"]})";

class WebhookApiTest : public web::testing::ApiTestBase {
 protected:
  net::HttpResponse get(const std::string& path) { return host_->get("/api/webhooks" + path); }
  net::HttpResponse post(const std::string& path, const std::string& body) {
    return host_->post("/api/webhooks" + path, body);
  }
  net::HttpResponse send(const std::string& method, const std::string& path,
                         const std::string& body = "", const std::string& etag = "") {
    auto headers = web::testing::ApiHost::owner();
    if (!body.empty()) {
      headers.add("Content-Type", "application/json");
    }
    if (!etag.empty()) {
      headers.add("If-Match", etag);
    }
    return host_->send({.method = method,
                        .url = "/api/webhooks" + path,
                        .headers = std::move(headers),
                        .body = body});
  }
  std::int64_t hook(const std::string& body = kGoodHook) {
    return body_of(post("", body), 201).at("id").as_int64();
  }
  std::string etag_of(std::int64_t id) {
    return std::string(get(fmt::format("/{}", id)).headers.find("ETag").value_or(""));
  }
  // An event of that webhook, handed to it.
  void join(std::int64_t id) {
    transact([&](db::Tx& tx) {
      const auto now = clock_.now();
      shop::register_customer(tx, {.id = id, .first_name = "Ann"}, random_, now);
      return shop::dispatch_events(tx, now, 10);
    });
  }

  base::SystemClock clock_;
  base::SystemRandom random_;
};
INSTANTIATE_TEST_SUITE_P(, WebhookApiTest, support::kBothEngines, support::engine_name);

TEST_P(WebhookApiTest, ShowsTheSecretOnce) {
  const auto created = post("", kGoodHook);
  const auto webhook = body_of(created, 201);
  EXPECT_EQ(created.headers.find("Location"),
            fmt::format("/api/webhooks/{}", webhook.at("id").as_int64()));
  const std::string secret(webhook.at("secret").as_string());
  EXPECT_EQ(secret.size(), 48U);
  EXPECT_EQ(boost::json::serialize(webhook.at("events")), R"(["order.created","stock.out"])");
  EXPECT_FALSE(webhook.at("allow_private").as_bool());
  const auto shown = get(fmt::format("/{}", webhook.at("id").as_int64()));
  EXPECT_EQ(body_of(shown, 200).at("url").as_string(), "https://shop.test/in");
  for (const auto& body : {shown.body, get("").body}) {
    EXPECT_THAT(body, Not(HasSubstr("secret")));
    EXPECT_THAT(body, Not(HasSubstr(secret)));
  }
  EXPECT_EQ(read([&](db::Tx& tx) {
              return tx.one<std::int64_t>(
                  "SELECT count(*) FROM audit_log WHERE action = 'set_webhooks' "
                  "AND actor = 'web:owner' AND details NOT LIKE '%' || $1 || '%'",
                  secret);
            }),
            1);
}

TEST_P(WebhookApiTest, NamesWhatIsWrong) {
  const auto pointer = [&](const std::string& body) {
    return std::string(body_of(post("", body), 400).at("errors").at(0).at("pointer").as_string());
  };
  EXPECT_EQ(pointer(R"({"url":"ftp://shop.test","events":["order.created"]})"), "/url");
  EXPECT_EQ(pointer(R"({"url":"https://u:p@shop.test/","events":["order.created"]})"), "/url");
  EXPECT_EQ(pointer(R"({"url":"https://shop.test","events":[]})"), "/events");
  EXPECT_EQ(pointer(R"({"url":"https://shop.test","events":["order.made"]})"), "/events/0");
  EXPECT_EQ(pointer(R"({"url":"https://shop.test","events":["ping"]})"), "/events/0");
  EXPECT_EQ(pointer(R"({"url":"https://shop.test","events":["order.created"],"secret":"x"})"),
            "/secret");
  EXPECT_EQ(get("/7").status, 404);
  EXPECT_EQ(get("/7/deliveries").status, 404);
  EXPECT_EQ(send("DELETE", "/7").status, 404);
  EXPECT_EQ(send("POST", "/7/ping").status, 404);
  EXPECT_EQ(send("POST", "/7/deliveries/1/resend").status, 404);
  EXPECT_EQ(host_->send({.url = "/api/webhooks"}).status, 401);
}

TEST_P(WebhookApiTest, AFailureMakesNoEditStale) {
  const auto id = hook();
  const auto etag = etag_of(id);
  transact([&](db::Tx& tx) {
    return tx.execute("UPDATE webhooks SET is_failing = true WHERE id = $1", id);
  });
  EXPECT_TRUE(get(fmt::format("/{}", id)).body.contains(R"("is_failing":true)"));
  body_of(send("PATCH", fmt::format("/{}", id), R"({"events":["order.created"]})", etag), 200);
}

TEST_P(WebhookApiTest, ChangesWhatItsReaderHasSeen) {
  const auto id = hook();
  const auto path = fmt::format("/{}", id);
  EXPECT_EQ(send("PATCH", path, R"({"is_enabled":false})").status, 428);
  const auto etag = etag_of(id);
  const auto changed = body_of(send("PATCH", path, R"({"is_enabled":false})", etag), 200);
  EXPECT_FALSE(changed.at("is_enabled").as_bool());
  EXPECT_EQ(send("PATCH", path, R"({"is_enabled":true})", etag).status, 412);
  EXPECT_EQ(detail_of(send("POST", path + "/ping"), 409),
            "The webhook is switched off; set `is_enabled` first.");
  EXPECT_EQ(send("PATCH", path, R"({"events":[]})", etag_of(id)).status, 400);
  EXPECT_EQ(send("DELETE", path).status, 204);
  EXPECT_EQ(get(path).status, 404);
}

TEST_P(WebhookApiTest, ShowsAndRepeatsWhatIsSent) {
  const auto id = hook(R"({"url":"https://shop.test/in","events":["customer.created"]})");
  const auto other = hook();
  join(1001);
  const auto ping = body_of(send("POST", fmt::format("/{}/ping", id)), 202);
  EXPECT_EQ(ping.at("event").as_string(), "ping");
  const auto list = body_of(get(fmt::format("/{}/deliveries", id)), 200);
  EXPECT_EQ(list.at("total").as_int64(), 2);
  EXPECT_EQ(list.at("items").at(0), ping);
  const auto& delivery = list.at("items").at(1);
  EXPECT_EQ(delivery.at("subject").as_string(), "customer:1001");
  EXPECT_EQ(delivery.at("status").as_string(), "waiting");
  EXPECT_TRUE(delivery.as_object().contains("next_attempt_at"));
  transact([&](db::Tx& tx) {
    for (const auto& request : shop::due_webhook_requests(tx, clock_.now(), 10)) {
      shop::mark_delivered(tx, request, 200, clock_.now());
    }
    return 0;
  });
  EXPECT_EQ(
      body_of(get(fmt::format("/{}/deliveries?status=waiting", id)), 200).at("total").as_int64(),
      0);
  const auto resend = [&](std::int64_t webhook) {
    return send("POST",
                fmt::format("/{}/deliveries/{}/resend", webhook, delivery.at("id").as_int64()));
  };
  EXPECT_EQ(resend(other).status, 404) << "of another webhook";
  const auto again = body_of(resend(id), 200);
  EXPECT_EQ(again.at("status").as_string(), "waiting");
  EXPECT_EQ(again.at("event_id"), delivery.at("event_id"));
}

}  // namespace
