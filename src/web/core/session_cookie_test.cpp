#include "web/core/session_cookie.h"

#include <gtest/gtest.h>

namespace web {
namespace {

constexpr std::string_view kKey = "a key";
const std::string kSecret(40, 'S');

net::ServerRequest with_cookie(std::string value) {
  net::ServerRequest request{.method = "GET"};
  request.headers.add("Cookie", std::move(value));
  return request;
}

// As a browser sends it back.
std::string sent(const std::string& cookie) { return cookie.substr(0, cookie.find(';')); }

TEST(SessionCookie, IsReadAsItWasMade) {
  const auto cookie = session_cookie(kSecret, kKey, /*is_https=*/true);
  EXPECT_TRUE(cookie.ends_with("; Max-Age=43200; Path=/; HttpOnly; SameSite=Strict; Secure"));
  EXPECT_FALSE(session_cookie(kSecret, kKey, /*is_https=*/false).contains("Secure"));
  EXPECT_EQ(session_secret_of(with_cookie(sent(cookie)), kKey), kSecret);
  EXPECT_EQ(session_secret_of(with_cookie("a=b; " + sent(cookie) + "; c=d"), kKey), kSecret);
  EXPECT_TRUE(ended_session_cookie().starts_with("kram_session=; Max-Age=0; Path=/"));
}

TEST(SessionCookie, IsRefusedWhenItIsForged) {
  const auto good = sent(session_cookie(kSecret, kKey, /*is_https=*/true));
  const std::string name = "kram_session=";
  for (const auto& value : {std::string(), name, name + ".", name + kSecret, name + kSecret + ".",
                            good + "0", good.substr(0, good.size() - 1),
                            name + std::string(40, 'T') + good.substr(name.size() + 40), "x" + good,
                            sent(session_cookie(kSecret, "another key", true)),
                            name + csrf_token(kSecret, kKey), name + std::string(100'000, '.')}) {
    EXPECT_FALSE(session_secret_of(with_cookie(value), kKey)) << value;
  }
}

TEST(SessionCookie, IsSignedForTheOwnersNameAndPassword) {
  const Authenticator::Options owner{.username = "owner", .password_hash = "hash"};
  auto other = owner;
  other.password_hash = "another";
  EXPECT_NE(session_key("secret", owner), session_key("secret", other));
  other = owner;
  other.username = "boss";
  EXPECT_NE(session_key("secret", owner), session_key("secret", other));
  EXPECT_NE(session_key("secret", owner), session_key("another", owner));
  EXPECT_EQ(session_key("secret", owner), session_key("secret", owner));
}

TEST(CrossSiteWrite, IsWhatAnotherSitesPageSends) {
  const auto is_cross = [](std::string method, net::Headers headers) {
    headers.add("Host", "shop.example:8443");
    return is_cross_site_write({.method = std::move(method), .headers = std::move(headers)});
  };
  EXPECT_FALSE(is_cross("POST", {}));
  for (const auto* site : {"cross-site", "same-site", "", "nonsense"}) {
    EXPECT_TRUE(is_cross("POST", {{"Sec-Fetch-Site", site}})) << site;
    EXPECT_TRUE(is_cross("DELETE", {{"Sec-Fetch-Site", site}})) << site;
    EXPECT_FALSE(is_cross("GET", {{"Sec-Fetch-Site", site}})) << site;
  }
  for (const auto* site : {"same-origin", "none"}) {
    EXPECT_FALSE(is_cross("POST", {{"Sec-Fetch-Site", site}, {"Origin", "https://evil.example"}}));
  }
  for (const auto* origin :
       {"https://evil.example", "null", "", "https://shop.example.evil.example",
        "https://shop.example@evil.example"}) {
    EXPECT_TRUE(is_cross("POST", {{"Origin", origin}})) << origin;
  }
  for (const auto* origin : {"https://shop.example", "https://SHOP.example:8443"}) {
    EXPECT_FALSE(is_cross("PATCH", {{"Origin", origin}})) << origin;
  }
}

}  // namespace
}  // namespace web
