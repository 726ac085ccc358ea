#include "chain/backends/backend_url.h"

#include <gmock/gmock.h>

namespace {

using chain::BackendKind;
using chain::parse_backend_url;
using testing::HasSubstr;
using testing::Not;

TEST(BackendUrl, ReadsANodeWithUserAndPassword) {
  const auto url = parse_backend_url("rpc+http://u:p%40ss@127.0.0.1:8332/");
  ASSERT_TRUE(url);
  EXPECT_EQ(url->kind, BackendKind::rpc);
  EXPECT_EQ(url->url, "http://127.0.0.1:8332");
  EXPECT_EQ(url->authorization, "Basic dTpwQHNz");
  EXPECT_EQ(url->name, "rpc 127.0.0.1:8332");
}

TEST(BackendUrl, ReadsAnExplorerWithAPath) {
  const auto url = parse_backend_url("esplora+https://explorer.example/liquid/api");
  ASSERT_TRUE(url);
  EXPECT_EQ(url->kind, BackendKind::esplora);
  EXPECT_EQ(url->url, "https://explorer.example/liquid/api");
  EXPECT_EQ(url->authorization, "");
  EXPECT_EQ(url->name, "esplora explorer.example");
}

TEST(BackendUrl, ReadsAnIpv6HostAndAPasswordWithSpecialCharacters) {
  const auto url = parse_backend_url("rpc+http://u:a%2Fb%3A%3F%23:c@[::1]:9332");
  ASSERT_TRUE(url);
  EXPECT_EQ(url->url, "http://[::1]:9332");
  EXPECT_EQ(url->authorization, "Basic dTphL2I6PyM6Yw==");
  EXPECT_EQ(url->name, "rpc [::1]:9332");
}

TEST(BackendUrl, RefusesOtherFormsWithoutRepeatingThem) {
  for (const auto* text : {"",
                           "http://u:secret@host",
                           "rpc+ftp://u:secret@host",
                           "rpc+http://",
                           "rpc+http://u:secret@",
                           "rpc+http://u:sec%zzret@host",
                           "esplora+https://host/api?key=secret",
                           "rpc+http:/secret",
                           "esplora+secret://host",
                           "rpc+http://host/ secret",
                           "rpc+http://u:secret/x@host:8332",
                           "rpc+http://u:12/secret@host:8332",
                           "rpc+http://u:secret?x@host",
                           "rpc+http://u:secret#x@host",
                           "rpc+http://u:secret@x@host",
                           "rpc+http://secret:password",
                           "rpc+http://u:secret@host:99999",
                           "rpc+http://u:secret@host:",
                           "rpc+http://u:secret@:8332",
                           "rpc+http://u%3Au:secret@host",
                           "esplora+https://secret@/api",
                           "esplora+https://host/#secret"}) {
    const auto refused = parse_backend_url(text);
    ASSERT_FALSE(refused) << text;
    EXPECT_EQ(refused.error().kind, base::ErrorKind::invalid);
    EXPECT_THAT(refused.error().message, HasSubstr("rpc+http://user:password@127.0.0.1:8332"));
    EXPECT_THAT(refused.error().message, Not(HasSubstr("secret")));
  }
}

}  // namespace
