#include "net/server/local_request.h"

#include <initializer_list>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace {

TEST(LocalRequest, KnowsTheNamesOfTheLoopbackInterface) {
  for (const auto* host : {"localhost", "LOCALHOST:8000", "127.0.0.1", "127.0.0.1:8000",
                           "127.8.9.10:1", "[::1]", "[::1]:8000"}) {
    EXPECT_TRUE(net::is_loopback_host(host)) << host;
  }
  for (const auto* host : {"",
                           ":8000",
                           "evil.example",
                           "evil.example:8000",
                           "localhost.evil.example",
                           "127.0.0.1.evil.example",
                           "127.0.0.1.evil.example:8000",
                           "128.0.0.1",
                           "10.0.0.1",
                           "0.0.0.0",
                           "127.1",
                           "2130706433",
                           "0x7f000001",
                           "localhost:",
                           "localhost:80a",
                           "localhost:80:80",
                           "localhost ",
                           "[::2]",
                           "[::1",
                           "::1",
                           "user@localhost",
                           "localhost, evil.example"}) {
    EXPECT_FALSE(net::is_loopback_host(host)) << host;
  }
}

TEST(LocalRequest, KnowsWhatProxiesAdd) {
  for (const auto* name : {"Forwarded",
                           "Via",
                           "VIA",
                           "X-Forwarded-For",
                           "X-Forwarded-Host",
                           "x-forwarded-proto",
                           "X-Forwarded-Port",
                           "X-Forwarded-Server",
                           "X-Forwarded",
                           "X-Real-IP",
                           "CF-Connecting-IP",
                           "CF-Ray",
                           "CDN-Loop",
                           "True-Client-IP",
                           "X-Client-IP",
                           "X-Cluster-Client-IP",
                           "X-Original-URL",
                           "X-Envoy-External-Address",
                           "Fastly-Client-IP",
                           "Fly-Client-IP",
                           "X-Amzn-Trace-Id"}) {
    EXPECT_TRUE(net::is_passed_on({{"Host", "localhost"}, {name, "x"}})) << name;
  }
  EXPECT_FALSE(net::is_passed_on({{"Host", "localhost"},
                                  {"User-Agent", "Prometheus/2.42.0"},
                                  {"Accept", "text/plain"},
                                  {"Accept-Encoding", "gzip"},
                                  {"X-Prometheus-Scrape-Timeout-Seconds", "10"}}));
}

std::vector<base::IpRange> ranges(std::initializer_list<std::string_view> texts) {
  std::vector<base::IpRange> all;
  for (const auto text : texts) {
    all.push_back(base::IpRange::parse(text).value());
  }
  return all;
}

std::string sender(std::string_view peer, net::Headers headers,
                   const std::vector<base::IpRange>& trusted = ranges({"127.0.0.1", "::1"})) {
  const auto address = net::sender_of(
      {.headers = std::move(headers), .peer = base::IpAddress::parse(peer)}, trusted);
  return address ? address->to_text() : "unknown";
}

TEST(Sender, IsThePeer) {
  EXPECT_EQ(sender("203.0.113.7", {}), "203.0.113.7");
  EXPECT_EQ(sender("127.0.0.1", {{"Host", "localhost"}}), "127.0.0.1");
  EXPECT_EQ(sender("127.0.0.1", {{"Host", "localhost"}}, {}), "127.0.0.1");
  EXPECT_EQ(sender("", {}), "unknown");
}

TEST(Sender, IsWhomATrustedProxyNamesLast) {
  for (const auto* proxy : {"127.0.0.1", "::1", "::ffff:127.0.0.1"}) {
    EXPECT_EQ(sender(proxy, {{"X-Forwarded-For", "203.0.113.7"}}), "203.0.113.7");
    EXPECT_EQ(sender(proxy, {{"x-forwarded-for", "10.0.0.1, 2001:db8::1 "}}), "2001:db8::1");
    EXPECT_EQ(sender(proxy, {{"X-Forwarded-For", "10.0.0.1"}, {"X-Forwarded-For", "10.0.0.2"}}),
              "10.0.0.2");
  }
}

TEST(Sender, IsTheLastOfAChainThatIsNotTrusted) {
  const auto trusted = ranges({"127.0.0.1", "10.0.0.0/8", "2001:db8::/32"});
  const auto of_chain = [&](std::string chain) {
    return sender("10.1.1.1", {{"X-Forwarded-For", std::move(chain)}}, trusted);
  };
  EXPECT_EQ(of_chain("203.0.113.7, 10.0.0.2"), "203.0.113.7");
  EXPECT_EQ(of_chain("8.8.8.8, 203.0.113.7, 10.0.0.2, 2001:db8::1"), "203.0.113.7") << "forged";
  EXPECT_EQ(of_chain("127.0.0.1, 203.0.113.7"), "203.0.113.7");
  EXPECT_EQ(of_chain("10.0.0.3, 10.0.0.2"), "10.0.0.3") << "a proxy that calls itself";
  EXPECT_EQ(of_chain("203.0.113.7, evil, 10.0.0.2"), "unknown");
  EXPECT_EQ(of_chain("evil, 203.0.113.7, 10.0.0.2"), "203.0.113.7");
  EXPECT_EQ(sender("10.1.1.1",
                   {{"X-Forwarded-For", "203.0.113.7"}, {"X-Forwarded-For", "10.0.0.2"}}, trusted),
            "203.0.113.7");
}

TEST(Sender, IsUnknownBehindAProxyThatDoesNotNameThem) {
  for (const auto* named : {"", "unknown", "10.0.0.1,", ",", "10.0.0.1:80", "10.0.0.0/8", "evil, x",
                            "[::1]", "\"10.0.0.1\"", "10.0.0.1 10.0.0.2", "fe80::1%eth0"}) {
    EXPECT_EQ(sender("127.0.0.1", {{"X-Forwarded-For", named}}), "unknown") << named;
  }
  EXPECT_EQ(sender("127.0.0.1", {{"Via", "1.1 proxy"}}), "unknown");
  EXPECT_EQ(sender("127.0.0.1", {{"Forwarded", "for=10.0.0.1"}}), "unknown");
  EXPECT_EQ(sender("127.0.0.1", {{"X-Real-IP", "10.0.0.1"}}), "unknown");
}

// The peer is the proxy then, and not whoever may use a key from this machine only.
TEST(Sender, IsUnknownBehindAProxyOnThisMachineThatIsNotTrusted) {
  EXPECT_EQ(sender("127.0.0.1", {{"X-Forwarded-For", "203.0.113.7"}}, {}), "unknown");
  EXPECT_EQ(sender("::1", {{"X-Forwarded-For", "203.0.113.7"}}, ranges({"127.0.0.1"})), "unknown");
}

TEST(Sender, IsNotWhomSomebodyElseNames) {
  EXPECT_EQ(sender("203.0.113.7", {{"X-Forwarded-For", "127.0.0.1"}}), "203.0.113.7");
  EXPECT_EQ(sender("10.0.0.9", {{"X-Forwarded-For", "203.0.113.7"}}), "10.0.0.9");
  EXPECT_EQ(sender("10.0.0.9", {{"X-Forwarded-For", "203.0.113.7"}}, ranges({"10.0.0.8"})),
            "10.0.0.9");
}

TEST(Sender, UsesHttpsWhenATrustedProxySaysSo) {
  const auto is_https = [](std::string_view peer, net::Headers headers) {
    return net::is_over_https({.headers = std::move(headers), .peer = base::IpAddress::parse(peer)},
                              ranges({"127.0.0.1"}));
  };
  EXPECT_TRUE(is_https("127.0.0.1", {{"X-Forwarded-Proto", "https"}}));
  EXPECT_TRUE(is_https("127.0.0.1", {{"x-forwarded-proto", "http, HTTPS "}}));
  EXPECT_FALSE(is_https("127.0.0.1", {{"X-Forwarded-Proto", "https, http"}}));
  EXPECT_FALSE(is_https("127.0.0.1", {}));
  EXPECT_FALSE(is_https("203.0.113.7", {{"X-Forwarded-Proto", "https"}}));
  EXPECT_FALSE(is_https("", {{"X-Forwarded-Proto", "https"}}));
}

}  // namespace
