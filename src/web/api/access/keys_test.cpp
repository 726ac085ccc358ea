// API keys over real HTTP, on both engines.
#include <future>
#include <latch>
#include <string>
#include <thread>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "shop/access/api_key.h"
#include "shop/customers/customer.h"
#include "support/eventually.h"
#include "support/on_both_engines.h"
#include "web/core/key_secret.h"
#include "web/testing/api_test_base.h"

namespace {

using testing::HasSubstr;
using testing::MatchesRegex;
using testing::Not;
using web::testing::ApiHost;
using web::testing::body_of;
using web::testing::detail_of;

struct MadeKey {
  std::int64_t id = 0;
  std::string secret;
};

net::Headers bearer(const std::string& secret) {
  return {{"Authorization", "Bearer " + secret}, {"Content-Type", "application/json"}};
}

std::vector<std::string> challenges_of(const net::HttpResponse& response) {
  std::vector<std::string> challenges;
  for (const auto& [name, value] : response.headers) {
    if (net::equals_ignoring_case(name, "WWW-Authenticate")) {
      challenges.push_back(value);
    }
  }
  return challenges;
}

class KeysTest : public web::testing::ApiTestBase {
 protected:
  void SetUp() override {
    ApiTestBase::SetUp();
    transact([&](db::Tx& tx) {
      return shop::register_customer(tx, {.id = 5, .first_name = "Ana"}, random_, clock_.now());
    });
  }

  MadeKey make(const std::string& more = "", const std::string& role = "owner") {
    const auto made = body_of(
        host_->post("/api/keys", fmt::format(R"({{"name":"Till","role":"{}"{}}})", role, more)),
        201);
    return {made.at("id").as_int64(), std::string(made.at("secret").as_string())};
  }
  // As made by the shop itself, at that time.
  MadeKey make_at(shop::NewKey key, base::Timestamp at) {
    const auto secret = web::make_key_secret(random_);
    key.secret_hash = web::hash_of_key(secret);
    const auto made = transact([&](db::Tx& tx) {
      const auto permit = shop::permit<shop::Act::create_key>(shop::Actor::cli()).value();
      return shop::create_key(tx, key, permit, at);
    });
    return {made.value().id, secret};
  }
  void revoke(std::int64_t id) {
    EXPECT_EQ(send("DELETE", fmt::format("/api/keys/{}", id), ApiHost::owner()).status, 204);
  }
  net::HttpResponse send(const std::string& method, const std::string& path, net::Headers headers,
                         const std::string& body = "") {
    return host_->send(
        {.method = method, .url = path, .headers = std::move(headers), .body = body});
  }
  net::HttpResponse get_with(const MadeKey& key, const std::string& path = "/api/orders") {
    return send("GET", path, bearer(key.secret));
  }
  net::HttpResponse get_from(const MadeKey& key, const std::string& address) {
    auto headers = bearer(key.secret);
    headers.add("X-Forwarded-For", address);
    return send("GET", "/api/orders", headers);
  }
  static net::HttpRequest adjustment_with(const MadeKey& key) {
    auto headers = bearer(key.secret);
    headers.add("Idempotency-Key", "k");
    return {.method = "POST",
            .url = "/api/users/5/adjustments",
            .headers = headers,
            .body = R"({"amount":"5.00","reason":"x"})"};
  }
  template <class T>
  T value(const std::string& sql) {
    return read([&](db::Tx& tx) { return tx.one<T>(sql); });
  }

  base::SystemClock clock_;
  base::SystemRandom random_;
};
INSTANTIATE_TEST_SUITE_P(, KeysTest, support::kBothEngines, support::engine_name);

TEST_P(KeysTest, OpenTheApiInTheirRole) {
  const auto support = make("", "support");
  const auto manager = make("", "manager");
  const auto owner = make();
  EXPECT_EQ(get_with(support).status, 200);
  EXPECT_EQ(get_with(support, "/api/products").status, 403);
  EXPECT_EQ(get_with(manager, "/api/products").status, 200);
  EXPECT_EQ(get_with(manager, "/api/keys").status, 403);
  EXPECT_EQ(get_with(owner, "/api/keys").status, 200);
  EXPECT_EQ(host_->send(adjustment_with(manager)).status, 403);
  EXPECT_EQ(host_->send(adjustment_with(owner)).status, 200);
  EXPECT_EQ(value<std::string>("SELECT actor FROM audit_log WHERE action = 'adjust'"),
            fmt::format("owner_key:{}", owner.id));
}

TEST_P(KeysTest, AreMadeByOwnersOnly) {
  const std::string body = R"({"name":"x","role":"support"})";
  for (const auto* role : {"support", "manager"}) {
    const auto key = make("", role);
    EXPECT_EQ(send("POST", "/api/keys", bearer(key.secret), body).status, 403);
    EXPECT_EQ(send("DELETE", fmt::format("/api/keys/{}", key.id), bearer(key.secret)).status, 403);
    EXPECT_EQ(send("PATCH", fmt::format("/api/keys/{}", key.id), bearer(key.secret), "{}").status,
              403);
  }
}

TEST_P(KeysTest, ShowTheirSecretOnceAndKeepOnlyAHash) {
  const auto key = make();
  EXPECT_THAT(key.secret, MatchesRegex("kram_[A-Za-z0-9]{40}"));
  const auto path = fmt::format("/api/keys/{}", key.id);
  for (const auto& text : {host_->get("/api/keys").body, host_->get(path).body}) {
    EXPECT_THAT(text, HasSubstr("\"name\":\"Till\""));
    EXPECT_THAT(text, Not(HasSubstr(key.secret.substr(5))));
    EXPECT_THAT(text, Not(HasSubstr(web::hash_of_key(key.secret))));
  }
  EXPECT_EQ(value<std::string>("SELECT secret_hash FROM api_keys"), web::hash_of_key(key.secret));
  EXPECT_THAT(value<std::string>("SELECT details FROM audit_log"),
              Not(HasSubstr(key.secret.substr(5))));
  auto headers = ApiHost::owner();
  headers.add("Content-Type", "application/json");
  headers.add("Idempotency-Key", "again");
  const std::string body = R"({"name":"x","role":"support"})";
  const auto first = body_of(send("POST", "/api/keys", headers, body), 201);
  EXPECT_NE(body_of(send("POST", "/api/keys", headers, body), 201).at("secret"),
            first.at("secret"));
  EXPECT_EQ(value<std::int64_t>("SELECT count(*) FROM api_answers"), 0);
}

TEST_P(KeysTest, AreRefusedAlikeWhateverIsWrongWithThem) {
  const auto now = clock_.now();
  const auto good = make();
  const auto revoked = make();
  revoke(revoked.id);
  const auto expired = make_at(
      {.name = "expired", .role = shop::Role::owner, .expires_at = now - std::chrono::seconds(1)},
      now - std::chrono::hours(1));
  const auto elsewhere = make(R"(,"address_ranges":["10.0.0.0/8"])");
  std::vector<net::HttpResponse> answers;
  for (const auto& secret :
       {web::make_key_secret(random_), revoked.secret, expired.secret, elsewhere.secret,
        good.secret + "x", good.secret.substr(0, 44), std::string("kram_"), std::string(),
        good.secret.substr(5), web::hash_of_key(good.secret), good.secret + " " + good.secret}) {
    answers.push_back(send("GET", "/api/orders", bearer(secret)));
  }
  for (const auto& answer : answers) {
    EXPECT_EQ(detail_of(answer, 401), detail_of(answers.front(), 401));
    EXPECT_EQ(answer.body, answers.front().body);
    EXPECT_EQ(body_of(answer, 401).at("code"), "unauthorized");
    EXPECT_THAT(challenges_of(answer),
                testing::ElementsAre(R"(Basic realm="Kram", charset="UTF-8")",
                                     R"(Bearer realm="Kram", error="invalid_token")"));
    EXPECT_FALSE(answer.headers.find("RateLimit-Limit"));
  }
  EXPECT_THAT(
      challenges_of(send("GET", "/api/orders", {})),
      testing::ElementsAre(R"(Basic realm="Kram", charset="UTF-8")", R"(Bearer realm="Kram")"));
  EXPECT_EQ(send("GET", "/api/orders", {{"Authorization", "bearer " + good.secret}}).status, 200);
}

TEST_P(KeysTest, EndWhenTheirTimeComes) {
  const auto now = clock_.now();
  const auto soon = base::format_rfc3339(now + std::chrono::hours(1));
  EXPECT_EQ(get_with(make(fmt::format(R"(,"expires_at":"{}")", soon))).status, 200);
  EXPECT_EQ(get_with(make(R"(,"expires_at":"never")")).status, 200);
  const auto past = base::format_rfc3339(now - std::chrono::hours(1));
  const auto refused = host_->post(
      "/api/keys", fmt::format(R"({{"name":"x","role":"owner","expires_at":"{}"}})", past));
  EXPECT_EQ(body_of(refused, 400).at("errors").at(0).at("pointer"), "/expires_at");
}

TEST_P(KeysTest, AreTakenFromTheirAddressesOnly) {
  const auto key = make(R"(,"address_ranges":["203.0.113.0/24","2001:db8::/32"])");
  EXPECT_EQ(get_with(key).status, 401) << "from 127.0.0.1";
  EXPECT_EQ(get_from(key, "203.0.113.9").status, 200);
  EXPECT_EQ(get_from(key, "198.51.100.1, 2001:db8::9").status, 200);
  for (const auto* address : {"203.0.114.9", "203.0.113.9, 198.51.100.1", "unknown", "",
                              "203.0.113.9:80", "203.0.113.0/24"}) {
    EXPECT_EQ(get_from(key, address).status, 401) << address;
  }
  const auto local = make(R"(,"address_ranges":["127.0.0.1"])");
  EXPECT_EQ(get_with(local).status, 200);
  EXPECT_EQ(get_from(local, "203.0.113.9").status, 401);
  auto behind_proxy = bearer(local.secret);
  behind_proxy.add("Via", "1.1 proxy");
  EXPECT_EQ(send("GET", "/api/orders", behind_proxy).status, 401) << "it may be anybody's";
}

TEST_P(KeysTest, AreDescribedStrictly) {
  for (const auto* range : {"203.0.113.7/24", "10.0.0.0/33", "10.0.0", "*", "", "10.0.0.0/8 "}) {
    const auto refused = host_->post(
        "/api/keys",
        fmt::format(R"({{"name":"x","role":"owner","address_ranges":["::1","{}"]}})", range));
    EXPECT_EQ(body_of(refused, 400).at("errors").at(0).at("pointer"), "/address_ranges/1") << range;
  }
  for (const auto* body :
       {R"({"role":"owner"})", R"({"name":"x"})", R"({"name":"x","role":"boss"})",
        R"({"name":"","role":"owner"})", R"({"name":"x","role":"owner","requests_per_second":0})",
        R"({"name":"x","role":"owner","requests_per_second":1001})",
        R"({"name":"x","role":"owner","expires_at":"tomorrow"})",
        R"({"name":"x","role":"owner","secret":"kram_mine"})",
        R"({"name":"x","role":"owner","address_ranges":"::1"})"}) {
    EXPECT_FALSE(detail_of(host_->post("/api/keys", body), 400).empty()) << body;
  }
  EXPECT_EQ(value<std::int64_t>("SELECT count(*) FROM api_keys"), 0);
}

TEST_P(KeysTest, ProxiesAreBelievedOnlyWhenTheyAreNamed) {
  const auto key = make(R"(,"address_ranges":["203.0.113.0/24","127.0.0.1"])");
  EXPECT_EQ(get_from(key, "203.0.113.7").status, 200);
  EXPECT_EQ(get_from(key, "8.8.8.8, 203.0.113.7, 127.0.0.1").status, 200);
  EXPECT_EQ(get_from(key, "203.0.113.7, 8.8.8.8").status, 401);
  host_->trust_proxies({});
  EXPECT_EQ(get_from(key, "203.0.113.7").status, 401);
  EXPECT_EQ(get_with(key).status, 200) << "from this machine";
}

TEST_P(KeysTest, AreEditedAlsoWhenTheyWereUsedSinceTheyWereRead) {
  const auto key = make("");
  const auto path = fmt::format("/api/keys/{}", key.id);
  const auto before = host_->get(path);
  const auto etag = std::string(before.headers.find("ETag").value());
  get_with(key);
  auto headers = ApiHost::owner();
  headers.add("If-None-Match", etag);
  const auto after = body_of(send("GET", path, headers, ""), 200);
  EXPECT_NE(after, body_of(before, 200)) << "its last use is shown";
  headers.add("If-Match", etag);
  headers.add("Content-Type", "application/json");
  EXPECT_EQ(send("PATCH", path, headers, R"({"name":"Till 2"})").status, 200);
  EXPECT_EQ(send("PATCH", path, headers, R"({"name":"Till 3"})").status, 412);
}

TEST_P(KeysTest, AreEditedByWhoHasReadThem) {
  const auto key = make(R"(,"address_ranges":["127.0.0.1"])");
  const auto path = fmt::format("/api/keys/{}", key.id);
  auto headers = ApiHost::owner();
  headers.add("Content-Type", "application/json");
  const std::string body = R"({"name":"Till 2","address_ranges":["10.0.0.0/8"]})";
  EXPECT_EQ(send("PATCH", path, headers, body).status, 428);
  headers.add("If-Match", std::string(host_->get(path).headers.find("ETag").value()));
  const auto edited = body_of(send("PATCH", path, headers, body), 200);
  EXPECT_EQ(edited.at("name"), "Till 2");
  EXPECT_EQ(edited.at("address_ranges").at(0), "10.0.0.0/8");
  EXPECT_EQ(send("PATCH", path, headers, body).status, 412);
  EXPECT_EQ(get_with(key).status, 401);
  revoke(key.id);
  headers.set("If-Match", "*");
  EXPECT_EQ(body_of(send("PATCH", path, headers, body), 409).at("code"), "revoked");
  EXPECT_EQ(send("PATCH", "/api/keys/999", headers, body).status, 404);
}

TEST_P(KeysTest, AreListedAndRevoked) {
  const auto first = make();
  const auto second = make();
  EXPECT_EQ(get_with(first).status, 200);
  revoke(first.id);
  revoke(first.id);
  EXPECT_EQ(get_with(first).status, 401);
  EXPECT_EQ(get_with(second).status, 200);
  const auto good = body_of(host_->get("/api/keys?revoked=false"), 200);
  EXPECT_EQ(good.at("total"), 1);
  EXPECT_EQ(good.at("items").at(0).at("id"), second.id);
  EXPECT_EQ(body_of(host_->get("/api/keys?revoked=true"), 200).at("total"), 1);
  EXPECT_EQ(body_of(host_->get("/api/keys?sort=created_at"), 200).at("items").at(0).at("id"),
            first.id);
  EXPECT_EQ(send("DELETE", "/api/keys/999", ApiHost::owner()).status, 404);
  EXPECT_EQ(host_->get("/api/keys/999").status, 404);
}

TEST_P(KeysTest, TellWhenTheyWereUsed) {
  const auto key = make();
  const auto path = fmt::format("/api/keys/{}", key.id);
  EXPECT_THAT(host_->get(path).body, Not(HasSubstr("last_used_at")));
  EXPECT_EQ(get_with(key).status, 200);
  const auto used = host_->get(path).body;
  EXPECT_THAT(used, HasSubstr("last_used_at"));
  EXPECT_EQ(get_with(key).status, 200);
  EXPECT_EQ(host_->get(path).body, used) << "written at most once a minute";
}

TEST_P(KeysTest, MaySendSoManyRequestsASecond) {
  const auto key = make(R"(,"requests_per_second":1)");
  for (int left = 2; left >= 0; --left) {
    const auto answer = get_with(key, left == 1 ? "/api/users/999" : "/api/orders");
    EXPECT_EQ(answer.status, left == 1 ? 404 : 200);
    EXPECT_EQ(answer.headers.find("RateLimit-Limit"), "3");
    EXPECT_EQ(answer.headers.find("RateLimit-Policy"), "3;w=3");
    EXPECT_EQ(answer.headers.find("RateLimit-Remaining"), std::to_string(left));
    EXPECT_TRUE(answer.headers.find("RateLimit-Reset"));
    EXPECT_FALSE(answer.headers.find("Retry-After"));
  }
  for (const auto& refused : {get_with(key), host_->send(adjustment_with(key))}) {
    EXPECT_EQ(body_of(refused, 429).at("code"), "too_many_requests");
    EXPECT_EQ(refused.headers.find("Retry-After"), "1");
    EXPECT_EQ(refused.headers.find("RateLimit-Remaining"), "0");
  }
  EXPECT_EQ(get_with(make()).headers.find("RateLimit-Limit"), "60");
  EXPECT_EQ(host_->get("/api/orders").headers.find("RateLimit-Limit"), "300");
}

// PostgreSQL tells when a request waits for a row.
class RevokedKeysTest : public KeysTest {};
INSTANTIATE_TEST_SUITE_P(, RevokedKeysTest, testing::Values(db::Engine::postgres),
                         support::engine_name);

// The key is revoked when the request has been let in, and before its transaction begins.
TEST_P(RevokedKeysTest, ChangeNothingAnyMore) {
  const auto key = make();
  const std::vector<net::HttpRequest> requests{
      adjustment_with(key),
      {.method = "PATCH",
       .url = fmt::format("/api/keys/{}", key.id),
       .headers = {{"Authorization", "Bearer " + key.secret},
                   {"Content-Type", "application/json"},
                   {"If-Match", "*"}},
       .body = R"({"name":"Mine"})"},
      {.method = "POST",
       .url = "/api/keys",
       .headers = bearer(key.secret),
       .body = R"({"name":"Another","role":"owner"})"},
      {.method = "POST",
       .url = "/api/discount/bulk",
       .headers = bearer(key.secret),
       .body = R"({"filter":{"sold":false},"discount_percent":90})"}};
  EXPECT_EQ(get_with(key).status, 200);  // its use has been noted
  for (const auto& request : requests) {
    std::latch is_revoked(1);
    std::latch may_commit(1);
    std::thread revoker([&] {
      transact([&](db::Tx& tx) {
        const auto permit = shop::permit<shop::Act::revoke_key>(shop::Actor::owner(1)).value();
        EXPECT_TRUE(shop::revoke_key(tx, key.id, permit, clock_.now()));
        is_revoked.count_down();
        may_commit.wait();
        return true;
      });
    });
    is_revoked.wait();
    auto answer = std::async(std::launch::async, [&] { return host_->send(request); });
    EXPECT_TRUE(support::eventually([&] {
      return value<std::int64_t>("SELECT count(*) FROM pg_locks WHERE NOT granted") > 0;
    }));
    may_commit.count_down();
    revoker.join();
    const auto response = answer.get();
    EXPECT_THAT(detail_of(response, 401), HasSubstr("Sign in")) << request.url;
    EXPECT_EQ(challenges_of(response).size(), 2U);
    transact([&](db::Tx& tx) {
      return tx.execute("UPDATE api_keys SET revoked_at = NULL WHERE id = $1", key.id);
    });
  }
  EXPECT_EQ(value<std::int64_t>("SELECT count(*) FROM audit_log WHERE action NOT IN "
                                "('create_key', 'revoke_key')"),
            0);
  EXPECT_EQ(value<std::int64_t>("SELECT count(*) FROM api_keys"), 1);
  EXPECT_EQ(value<std::int64_t>("SELECT count(*) FROM transfers"), 0);
  EXPECT_EQ(value<std::int64_t>("SELECT count(*) FROM api_answers"), 0);
}

TEST_P(KeysTest, RepeatTheirOwnRequestsOnly) {
  const auto one = make();
  const auto first = host_->send(adjustment_with(one));
  EXPECT_EQ(host_->send(adjustment_with(one)).body, first.body);
  EXPECT_EQ(value<std::int64_t>("SELECT count(*) FROM transfers"), 1);
}

TEST_P(KeysTest, ShowFiguresToThoseWhoMaySeeThem) {
  auto remote = [](const MadeKey& key) {
    auto headers = bearer(key.secret);
    headers.add("X-Forwarded-For", "203.0.113.9");
    return headers;
  };
  EXPECT_EQ(send("GET", "/metrics", remote(make("", "manager"))).status, 200);
  EXPECT_EQ(send("GET", "/metrics", remote(make("", "support"))).status, 403);
}

}  // namespace
