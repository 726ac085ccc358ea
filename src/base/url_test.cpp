#include "base/url.h"

#include <gtest/gtest.h>

namespace {

using base::parse_url;

TEST(Url, IsTakenApart) {
  const auto whole = parse_url("rpc+http://u:p%40:ss@[::1]:8332/wallet/a?b=c");
  ASSERT_TRUE(whole);
  EXPECT_EQ(whole->scheme, "rpc+http");
  EXPECT_EQ(whole->user_info, "u:p%40:ss");
  EXPECT_EQ(whole->host, "[::1]");
  EXPECT_EQ(whole->port, "8332");
  EXPECT_EQ(whole->address(), "[::1]:8332");
  EXPECT_EQ(whole->path, "/wallet/a");
  EXPECT_EQ(whole->query, "?b=c");
  const auto short_one = parse_url("https://my_node.example?x");
  ASSERT_TRUE(short_one);
  EXPECT_EQ(short_one->user_info, std::nullopt);
  EXPECT_EQ(short_one->address(), "my_node.example");
  EXPECT_EQ(short_one->port, "");
  EXPECT_EQ(short_one->path, "");
  EXPECT_EQ(short_one->query, "?x");
}

TEST(Url, IsTakenWithUnusualButClearParts) {
  for (const auto* url : {"http://a:1", "http://a:65535/", "http://[2001:db8::7]/api", "a://:p@h",
                          "http://u@h", "http://10.0.0.1", "http://h/%7Ea/[x]", "h2://A-b.c."}) {
    EXPECT_TRUE(parse_url(url)) << url;
  }
}

TEST(Url, IsRefusedWhenProgramsReadItDifferently) {
  for (const auto* url : {"",
                          "h",
                          "://h",
                          "1a://h",
                          "http://",
                          "http:///path",
                          "http://u:p@",
                          "http://u:p@:1",
                          "http://h:",
                          "http://h:0",
                          "http://h:65536",
                          "http://h:99999",
                          "http://h:+1",
                          "http://h:1a",
                          "http://h:0x50",
                          "http://user:password",
                          "http://u:p/x@h:1",
                          "http://u:12/x@h:1",
                          "http://u:p?x@h",
                          "http://u:12?x@h",
                          "http://u:p#x@h",
                          "http://u:p@x@h",
                          "http://h/@x",
                          "http://h/a?b=@",
                          "http://h/a b",
                          " http://h",
                          "http://h\n",
                          "http://h\t/",
                          "http://h/#a",
                          "http://::1",
                          "http://::1:8332",
                          "http://[::1",
                          "http://[::g]",
                          "http://[]:1",
                          "http://[1.2.3.4]",
                          "http://[::1]x",
                          "http://u[:p@h",
                          "http://h/%",
                          "http://u:%4@h",
                          "http://h/%zz",
                          "http://\xC5\xBC.example",
                          "http://.h",
                          "http://-h",
                          "http://%41.example"}) {
    EXPECT_FALSE(parse_url(url)) << url;
  }
}

TEST(Url, MayHaveAnAtInTheAddressOfAPage) {
  EXPECT_EQ(parse_url("https://h/@shop?a=@b", base::AtBehindHost::taken)->path, "/@shop");
  EXPECT_FALSE(parse_url("https://u:p/x@h", base::AtBehindHost::taken));
}

TEST(Url, HasAStrayAtWhenAPasswordHoldsOne) {
  for (const auto* url : {"postgresql://u:p@ss@h/d", "http://u:p/x@h:1", "redis://:a@b@h",
                          "postgresql://u:p#x@h/d", "rpc+http://u:p@h/@x"}) {
    EXPECT_TRUE(base::has_stray_at(url)) << url;
  }
  for (const auto* url : {"postgresql://u:p%40ss@h1:1,h2/d?application_name=a@b",
                          "postgresql:///d?host=@kram", "http://h/a", "u@h", "sqlite:a@b", ""}) {
    EXPECT_FALSE(base::has_stray_at(url)) << url;
  }
}

}  // namespace
