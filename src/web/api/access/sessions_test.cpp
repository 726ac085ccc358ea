// Sessions of the dashboard over real HTTP, on both engines.
#include <functional>
#include <future>
#include <latch>
#include <string>
#include <thread>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "shop/access/session.h"
#include "shop/access/sign_in_link.h"
#include "shop/customers/customer.h"
#include "shop/customers/staff.h"
#include "support/eventually.h"
#include "support/on_both_engines.h"
#include "web/testing/api_test_base.h"

namespace {

using shop::Act;
using shop::Actor;
using shop::Role;
using testing::HasSubstr;
using testing::Not;
using web::testing::ApiHost;
using web::testing::body_of;
using web::testing::detail_of;

constexpr std::int64_t kHelper = 5;
constexpr const char* kRightPassword = R"({"username":"owner","password":"open sesame"})";
constexpr const char* kWrongPassword = R"({"username":"owner","password":"wrong"})";

class SessionsTest : public web::testing::ApiTestBase {
 protected:
  void SetUp() override {
    ApiTestBase::SetUp();
    for (const auto id : {kHelper, std::int64_t{6}, web::testing::kOwnerId}) {
      transact([&](db::Tx& tx) {
        return shop::register_customer(tx, {.id = id, .first_name = "Ana"}, random_, clock_.now());
      });
    }
    give(kHelper, Role::manager);
  }

  void give(std::int64_t id, std::optional<Role> role) {
    transact([&](db::Tx& tx) {
      const auto permit = shop::permit<Act::set_role>(Actor::owner(1)).value();
      return shop::set_role(tx, id, role, permit, clock_.now(), {}).has_value();
    });
  }
  std::string link_of(const Actor& actor) {
    return transact([&](db::Tx& tx) {
      return shop::make_sign_in_link(tx, shop::permit<Act::sign_in>(actor).value(), random_,
                                     clock_.now());
    });
  }
  std::string helpers_link() { return link_of(Actor::staff(Role::manager, kHelper)); }

  net::HttpResponse send(const std::string& method, const std::string& path, net::Headers headers,
                         const std::string& body = "") {
    if (!body.empty()) {
      headers.add("Content-Type", "application/json");
    }
    return host_->send({.method = method, .url = path, .headers = headers, .body = body});
  }
  net::HttpResponse sign_in(const std::string& body = kRightPassword, net::Headers headers = {}) {
    return send("POST", "/api/session", std::move(headers), body);
  }
  net::HttpResponse use_link(const std::string& token) {
    return send("POST", "/api/session/link", {}, fmt::format(R"({{"token":"{}"}})", token));
  }
  static std::string cookie_of(const net::HttpResponse& response) {
    EXPECT_EQ(response.status, 204) << response.body;
    const std::string cookie(response.headers.find("Set-Cookie").value_or(""));
    return cookie.substr(0, cookie.find(';'));
  }
  // The headers of a page that is signed in.
  net::Headers page(const std::string& cookie) {
    const auto session = body_of(send("GET", "/api/session", {{"Cookie", cookie}}), 200);
    return {{"Cookie", cookie},
            {"X-CSRF-Token", std::string(session.at("csrf_token").as_string())}};
  }
  net::Headers owners_page() { return page(cookie_of(sign_in())); }
  net::Headers helpers_page() { return page(cookie_of(use_link(helpers_link()))); }

  void expect_signed_out(const net::HttpResponse& response) {
    EXPECT_EQ(body_of(response, 401).at("code"), "signed_out");
    EXPECT_EQ(response.headers.find("WWW-Authenticate"), R"(Bearer realm="Kram")");
  }
  template <class T>
  T value(const std::string& sql) {
    return read([&](db::Tx& tx) { return tx.one<T>(sql); });
  }
  std::int64_t adjustments() { return value<std::int64_t>("SELECT count(*) FROM transfers"); }
  static net::HttpRequest adjustment(net::Headers headers) {
    headers.add("Content-Type", "application/json");
    headers.add("Idempotency-Key", "k");
    return {.method = "POST",
            .url = "/api/users/6/adjustments",
            .headers = headers,
            .body = R"({"amount":"5.00","reason":"x"})"};
  }

  base::SystemClock clock_;
  base::SystemRandom random_;
};
INSTANTIATE_TEST_SUITE_P(, SessionsTest, support::kBothEngines, support::engine_name);

TEST_P(SessionsTest, OwnersSignInWithTheirPassword) {
  const auto response = sign_in(kRightPassword, {{"User-Agent", "Browser 1"}});
  const std::string cookie(response.headers.find("Set-Cookie").value_or(""));
  EXPECT_THAT(cookie, HasSubstr("; HttpOnly; SameSite=Strict"));
  EXPECT_THAT(cookie, Not(HasSubstr("Secure")));
  const auto session =
      body_of(send("GET", "/api/session", {{"Cookie", cookie_of(response)}}), 200).as_object();
  EXPECT_EQ(session.at("name"), "owner");
  EXPECT_EQ(session.at("role"), "owner");
  EXPECT_EQ(session.at("currency"), "PLN");
  EXPECT_EQ(session.at("timezone"), "UTC");
  EXPECT_EQ(session.at("languages"), (boost::json::array{"en", "pl"}));
  EXPECT_EQ(session.at("bot_username"), "kram_bot");
  EXPECT_EQ(session.at("version"), "0.0.0");
  EXPECT_TRUE(session.contains("expires_at"));
  EXPECT_FALSE(session.contains("user_id"));
  EXPECT_EQ(value<std::string>("SELECT actor || ' ' || subject FROM audit_log "
                               "WHERE action = 'sign_in'"),
            "web:owner session:1");
  EXPECT_THAT(host_->log(), HasSubstr("owner has signed in to the dashboard from 127.0.0.1"));
  const auto log = host_->log();
  EXPECT_THAT(log, Not(HasSubstr("open sesame")));
}

TEST_P(SessionsTest, TheCookieIsSecureBehindHttps) {
  const auto response =
      sign_in(kRightPassword, {{"X-Forwarded-For", "203.0.113.7"}, {"X-Forwarded-Proto", "https"}});
  EXPECT_THAT(std::string(response.headers.find("Set-Cookie").value_or("")), HasSubstr("; Secure"));
  EXPECT_EQ(value<std::string>("SELECT address FROM sessions"), "203.0.113.7");
}

TEST_P(SessionsTest, WrongPasswordsOpenNothing) {
  const auto refused = sign_in(kWrongPassword);
  EXPECT_EQ(body_of(refused, 401).at("code"), "wrong_password");
  EXPECT_FALSE(refused.headers.find("Set-Cookie"));
  EXPECT_THAT(std::string(refused.headers.find("WWW-Authenticate").value_or("")),
              Not(HasSubstr("Basic")));
  EXPECT_EQ(sign_in(R"({"username":"boss","password":"open sesame"})").status, 401);
  for (const auto* body :
       {"{}", "[]", R"({"username":"owner"})", R"({"username":1,"password":"x"})",
        R"({"username":"owner","password":"x","role":"owner"})", R"({"username":"owner","pass)"}) {
    EXPECT_EQ(sign_in(body).status, 400) << body;
  }
  EXPECT_EQ(send("POST", "/api/session?role=owner", {}, kRightPassword).status, 400);
  EXPECT_EQ(
      sign_in(fmt::format(R"({{"username":"owner","password":"{}"}})", std::string(5'000, 'x')))
          .status,
      413);
  EXPECT_EQ(value<std::int64_t>("SELECT count(*) FROM sessions"), 0);
}

// The answer to the first guess that has to wait; the waits grow faster than guesses are slow.
template <class Guess>
net::HttpResponse guess_until_refused(Guess guess) {
  constexpr int kMaxGuesses = 50;
  net::HttpResponse response;
  for (int number = 0; number < kMaxGuesses && response.status != 429; ++number) {
    response = guess(number);
  }
  return response;
}

TEST_P(SessionsTest, WrongPasswordsWaitLongerAndLonger) {
  net::Headers guesser{{"X-Forwarded-For", "203.0.113.9"}};
  int checked = 0;
  const auto late = guess_until_refused([&](int number) {
    checked = number;
    return sign_in(kWrongPassword, guesser);
  });
  EXPECT_GE(checked, 5);
  EXPECT_EQ(body_of(late, 429).at("code"), "too_many_sign_ins");
  EXPECT_TRUE(late.headers.find("Retry-After"));
  guesser.add("Authorization", web::testing::basic("owner:wrong"));
  EXPECT_EQ(guess_until_refused([&](int) { return send("GET", "/api/orders", guesser); }).status,
            429);
}

TEST_P(SessionsTest, GuessesFromElsewhereDoNotKeepTheOwnerOut) {
  cookie_of(sign_in(kRightPassword, {{"X-Forwarded-For", "203.0.113.7"}}));
  ApiHost restarted(database());  // remembers no password
  const auto sign_in_from = [&](const std::string& address, const char* body) {
    return restarted.send(
        {.method = "POST",
         .url = "/api/session",
         .headers = {{"X-Forwarded-For", address}, {"Content-Type", "application/json"}},
         .body = body});
  };
  const auto refused = guess_until_refused([&](int number) {
    return sign_in_from(fmt::format("198.51.100.{}", number + 1), kWrongPassword);
  });
  EXPECT_EQ(body_of(refused, 429).at("code"), "too_many_sign_ins");
  EXPECT_EQ(sign_in_from("203.0.113.7", kRightPassword).status, 204);
}

TEST_P(SessionsTest, FormsAndOtherSitesSignNobodyIn) {
  for (const auto* type : {"text/plain", "application/x-www-form-urlencoded", ""}) {
    const auto response = host_->send({.method = "POST",
                                       .url = "/api/session",
                                       .headers = {{"Content-Type", type}},
                                       .body = kRightPassword});
    EXPECT_TRUE(detail_of(response, 400).contains("Content-Type")) << type;
  }
  for (const net::Headers::Field& field :
       {net::Headers::Field{"Sec-Fetch-Site", "cross-site"}, {"Origin", "https://evil.example"}}) {
    EXPECT_EQ(body_of(sign_in(kRightPassword, {field}), 403).at("code"), "cross_site");
    auto owner = ApiHost::owner();
    owner.add(field.first, field.second);
    EXPECT_EQ(body_of(send("POST", "/api/tickets/1/close", owner), 403).at("code"), "cross_site");
    EXPECT_EQ(send("GET", "/api/orders", owner).status, 200);
  }
  EXPECT_EQ(value<std::int64_t>("SELECT count(*) FROM sessions"), 0);
}

TEST_P(SessionsTest, StolenAndForgedCookiesOpenNothing) {
  const auto good = cookie_of(sign_in());
  const std::string name = "kram_session=";
  auto flipped = good;
  flipped.back() = flipped.back() == '0' ? '1' : '0';
  for (const auto& cookie : {name, name + "1", good.substr(0, good.find('.')), flipped,
                             name + std::string(40, 'A') + good.substr(good.find('.')),
                             name + std::string(5'000, 'A')}) {
    expect_signed_out(send("GET", "/api/session", {{"Cookie", cookie}}));
    expect_signed_out(host_->send(adjustment({{"Cookie", cookie}, {"X-CSRF-Token", "x"}})));
  }
  // Signed well, but of no session: what a copy of the database would give.
  transact([](db::Tx& tx) { return tx.execute("DELETE FROM sessions"); });
  expect_signed_out(send("GET", "/api/session", {{"Cookie", good}}));
}

TEST_P(SessionsTest, WritesNeedTheTokenOfTheSession) {
  const auto first = owners_page();
  const auto second = owners_page();
  const std::string cookie(first.find("Cookie").value());
  for (const auto& token :
       {std::string(), std::string("x"), std::string(second.find("X-CSRF-Token").value())}) {
    const auto refused = host_->send(adjustment({{"Cookie", cookie}, {"X-CSRF-Token", token}}));
    EXPECT_EQ(body_of(refused, 403).at("code"), "bad_csrf_token");
  }
  EXPECT_EQ(host_->send(adjustment({{"Cookie", cookie}})).status, 403);
  EXPECT_EQ(send("DELETE", "/api/session", {{"Cookie", cookie}}).status, 403);
  EXPECT_EQ(adjustments(), 0);
  EXPECT_EQ(host_->send(adjustment(first)).status, 200);
  EXPECT_EQ(adjustments(), 1);
  EXPECT_EQ(value<std::string>("SELECT actor FROM audit_log WHERE action = 'adjust'"), "web:owner");
}

TEST_P(SessionsTest, EndWhenTheirPersonSignsOut) {
  const auto signed_in = owners_page();
  const auto other = owners_page();
  const auto out = send("DELETE", "/api/session", signed_in);
  EXPECT_EQ(out.status, 204);
  EXPECT_THAT(std::string(out.headers.find("Set-Cookie").value_or("")),
              HasSubstr("kram_session=; Max-Age=0"));
  expect_signed_out(send("GET", "/api/session", signed_in));
  expect_signed_out(host_->send(adjustment(signed_in)));
  expect_signed_out(send("DELETE", "/api/session", signed_in));
  EXPECT_EQ(send("GET", "/api/session", other).status, 200);
  EXPECT_EQ(value<std::int64_t>("SELECT count(*) FROM audit_log WHERE action = 'end_session'"), 1);
}

TEST_P(SessionsTest, EndAfterTwelveHours) {
  const auto signed_in = owners_page();
  transact(
      [&](db::Tx& tx) { return tx.execute("UPDATE sessions SET expires_at = $1", clock_.now()); });
  expect_signed_out(send("GET", "/api/session", signed_in));
  expect_signed_out(host_->send(adjustment(signed_in)));
  EXPECT_EQ(body_of(host_->get("/api/sessions?open=true"), 200).at("total"), 0);
}

TEST_P(SessionsTest, StaffComeByTheLinkOfTheBot) {
  const auto headers = helpers_page();
  const auto session = body_of(send("GET", "/api/session", headers), 200);
  EXPECT_EQ(session.at("name"), "Ana");
  EXPECT_EQ(session.at("user_id"), kHelper);
  EXPECT_EQ(session.at("role"), "manager");
  EXPECT_EQ(send("GET", "/api/products", headers).status, 200);
  EXPECT_EQ(send("GET", "/api/keys", headers).status, 403);
  EXPECT_EQ(host_->send(adjustment(headers)).status, 403);
  EXPECT_EQ(value<std::string>("SELECT actor FROM audit_log WHERE action = 'sign_in'"),
            "manager:5");
  const auto owner = page(cookie_of(use_link(link_of(Actor::owner(web::testing::kOwnerId)))));
  EXPECT_EQ(body_of(send("GET", "/api/session", owner), 200).at("role"), "owner");
  EXPECT_EQ(host_->send(adjustment(owner)).status, 200);
}

TEST_P(SessionsTest, LinksAreGoodOnceAndForTwoMinutes) {
  const auto token = helpers_link();
  cookie_of(use_link(token));
  EXPECT_EQ(body_of(use_link(token), 403).at("code"), "bad_link");
  const auto late = helpers_link();
  transact([&](db::Tx& tx) {
    return tx.execute("UPDATE sign_in_links SET expires_at = $1", clock_.now());
  });
  EXPECT_EQ(use_link(late).status, 403);
  EXPECT_EQ(use_link("").status, 403);
  EXPECT_EQ(use_link(std::string(40, 'A')).status, 403);
  EXPECT_EQ(send("POST", "/api/session/link", {}, R"({"token":null})").status, 400);
  EXPECT_EQ(value<std::int64_t>("SELECT count(*) FROM sessions"), 1);
}

TEST_P(SessionsTest, LinksUsedTwiceAtOnceOpenOneSession) {
  const auto token = helpers_link();
  const net::HttpRequest request{.method = "POST",
                                 .url = "/api/session/link",
                                 .headers = {{"Content-Type", "application/json"}},
                                 .body = fmt::format(R"({{"token":"{}"}})", token)};
  std::vector<ApiHost::Pending> uses;
  for (int use = 0; use < 4; ++use) {
    uses.push_back(host_->start(request));
  }
  int opened = 0;
  for (auto& use : uses) {
    opened += host_->wait(use).status == 204 ? 1 : 0;
  }
  EXPECT_EQ(opened, 1);
  EXPECT_EQ(value<std::int64_t>("SELECT count(*) FROM sessions"), 1);
}

TEST_P(SessionsTest, WhoLosesTheRoleIsOutAtOnce) {
  const auto headers = helpers_page();
  const auto token = helpers_link();
  give(kHelper, Role::support);
  EXPECT_EQ(body_of(send("GET", "/api/session", headers), 200).at("role"), "support");
  EXPECT_EQ(send("GET", "/api/products", headers).status, 403);
  give(kHelper, std::nullopt);
  expect_signed_out(send("GET", "/api/session", headers));
  expect_signed_out(send("POST", "/api/tickets/1/close", headers));
  EXPECT_EQ(use_link(token).status, 403);
}

TEST_P(SessionsTest, AreListedAndEnded) {
  const auto owner = owners_page();
  const auto helper = helpers_page();
  const auto mine = body_of(send("GET", "/api/sessions", helper), 200);
  EXPECT_EQ(mine.at("total"), 1);
  EXPECT_EQ(mine.at("items").at(0).at("user_id"), kHelper);
  EXPECT_EQ(mine.at("items").at(0).at("first_name"), "Ana");
  EXPECT_EQ(mine.at("items").at(0).at("is_current"), true);
  const auto all = body_of(send("GET", "/api/sessions?sort=created_at", owner), 200);
  EXPECT_EQ(all.at("total"), 2);
  EXPECT_EQ(all.at("items").at(0).at("username"), "owner");
  EXPECT_EQ(all.at("items").at(1).at("is_current"), false);
  for (const auto& secret : {"secret_hash", "csrf"}) {
    EXPECT_THAT(boost::json::serialize(all), Not(HasSubstr(secret)));
  }
  EXPECT_EQ(send("DELETE", "/api/sessions/1", helper).status, 404) << "another's";
  EXPECT_EQ(send("DELETE", "/api/sessions/99", owner).status, 404);
  EXPECT_EQ(send("DELETE", "/api/sessions/2", owner).status, 204);
  EXPECT_EQ(send("DELETE", "/api/sessions/2", owner).status, 204);
  expect_signed_out(send("GET", "/api/session", helper));
  EXPECT_EQ(body_of(host_->get("/api/sessions?open=false"), 200).at("total"), 1);
}

TEST_P(SessionsTest, TellOthersWhoTheyAre) {
  const auto session = body_of(host_->get("/api/session"), 200).as_object();
  EXPECT_EQ(session.at("name"), "owner");
  EXPECT_FALSE(session.contains("csrf_token"));
  EXPECT_FALSE(session.contains("expires_at"));
  EXPECT_EQ(body_of(send("DELETE", "/api/session", ApiHost::owner()), 409).at("code"),
            "no_session");
  expect_signed_out(send("GET", "/api/session", {{"X-CSRF-Token", ""}}));
  EXPECT_EQ(send("GET", "/api/session", {}).status, 401);
}

TEST_P(SessionsTest, AreSeenToTheMinute) {
  const auto headers = owners_page();
  const auto before = clock_.now() - std::chrono::minutes(5);
  transact([&](db::Tx& tx) { return tx.execute("UPDATE sessions SET last_seen_at = $1", before); });
  EXPECT_EQ(send("GET", "/api/orders", headers).status, 200);
  EXPECT_GT(value<base::Timestamp>("SELECT last_seen_at FROM sessions"), before);
}

TEST_P(SessionsTest, HaveARateOfTheirOwn) {
  const auto first = owners_page();
  const auto second = owners_page();
  const auto left = [&](const net::Headers& headers) {
    return std::stoi(std::string(
        send("GET", "/api/orders", headers).headers.find("RateLimit-Remaining").value_or("-1")));
  };
  for (int i = 0; i < 50; ++i) {
    left(first);
  }
  EXPECT_GT(left(second), left(first));
}

// PostgreSQL tells when a request waits for a row.
class EndedSessionsTest : public SessionsTest {};
INSTANTIATE_TEST_SUITE_P(, EndedSessionsTest, testing::Values(db::Engine::postgres),
                         support::engine_name);

// The session is ended, or the role taken, when the request has been let in and before its
// transaction begins.
TEST_P(EndedSessionsTest, ChangeNothingAnyMore) {
  const auto helper = helpers_page();
  const std::vector<std::function<void(db::Tx&)>> ends{
      [&](db::Tx& tx) {
        const auto permit = shop::permit<Act::end_session>(Actor::owner(1)).value();
        shop::end_session(tx, 1, permit, clock_.now());
      },
      [&](db::Tx& tx) {
        const auto permit = shop::permit<Act::set_role>(Actor::owner(1)).value();
        EXPECT_TRUE(shop::set_role(tx, kHelper, Role::support, permit, clock_.now(), {}));
      }};
  for (const auto& end : ends) {
    std::latch is_ended(1);
    std::latch may_commit(1);
    std::thread ender([&] {
      transact([&](db::Tx& tx) {
        end(tx);
        is_ended.count_down();
        may_commit.wait();
        return true;
      });
    });
    is_ended.wait();
    auto headers = helper;
    headers.add("Content-Type", "application/json");
    auto answer = std::async(std::launch::async, [&] {
      return host_->send({.method = "POST",
                          .url = "/api/discount/bulk",
                          .headers = headers,
                          .body = R"({"filter":{"sold":false},"discount_percent":90})"});
    });
    EXPECT_TRUE(support::eventually([&] {
      return value<std::int64_t>("SELECT count(*) FROM pg_locks WHERE NOT granted") > 0;
    }));
    may_commit.count_down();
    ender.join();
    expect_signed_out(answer.get());
    transact([](db::Tx& tx) { return tx.execute("UPDATE sessions SET ended_at = NULL"); });
  }
  EXPECT_EQ(value<std::int64_t>("SELECT count(*) FROM audit_log WHERE action = 'set_discount'"), 0);
}

}  // namespace
