#include "net/core/http_date.h"

#include <gtest/gtest.h>

namespace {

using net::parse_http_date;

TEST(HttpDate, IsReadAsServersWriteIt) {
  EXPECT_EQ(parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT"),
            base::parse_timestamp("1994-11-06T08:49:37Z").value());
  EXPECT_EQ(parse_http_date("Thu, 29 Feb 2024 23:59:59 GMT"),
            base::parse_timestamp("2024-02-29T23:59:59Z").value());
}

TEST(HttpDate, IsNothingElse) {
  for (const auto* text : {"", "Sun, 06 Nov 1994 08:49:37", "Sunday, 06-Nov-94 08:49:37 GMT",
                           "Sun Nov  6 08:49:37 1994", "Sun, 06 Nov 1994 08:49:37 CET",
                           "Tue, 31 Feb 2026 08:49:37 GMT", "Sun, +6 Nov 1994 08:49:37 GMT",
                           "Sun, xx Nov 1994 08:49:37 GMT", "Sun, 06 Foo 1994 08:49:37 GMT",
                           "Sun, 06 Nov 19x4 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 GMT "}) {
    EXPECT_FALSE(parse_http_date(text)) << text;
  }
}

}  // namespace
