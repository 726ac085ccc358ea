#include "net/server/local_request.h"

#include <string>

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

}  // namespace
