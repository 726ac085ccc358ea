#include "db/url.h"

#include <gtest/gtest.h>

namespace {

using db::parse_url;
using db::PostgresUrl;
using db::SqliteUrl;

std::string_view parameter(const db::Url& url, std::string_view name) {
  return std::get<PostgresUrl>(url).parameters.value_of(name);
}

TEST(Url, ReadsSqlitePaths) {
  for (const std::string path : {"kram.db", "/var/lib/kram/kram.db", "a b/ü.db"}) {
    EXPECT_EQ(std::get<SqliteUrl>(parse_url("sqlite:" + path).value()).path, path);
  }
}

TEST(Url, ReadsPostgres) {
  const auto url = parse_url("postgresql://kram:s%40cret@db.example:6543/shop").value();
  EXPECT_EQ(parameter(url, "user"), "kram");
  EXPECT_EQ(parameter(url, "password"), "s@cret");
  EXPECT_EQ(parameter(url, "host"), "db.example");
  EXPECT_EQ(parameter(url, "port"), "6543");
  EXPECT_EQ(parameter(url, "dbname"), "shop");
  EXPECT_EQ(parameter(url, "connect_timeout"), "5");
}

TEST(Url, ReadsUnixSockets) {
  for (const auto* text :
       {"postgresql://postgres@/db?host=/tmp/dir", "postgresql://postgres@%2Ftmp%2Fdir/db"}) {
    const auto url = parse_url(text).value();
    EXPECT_EQ(parameter(url, "host"), "/tmp/dir");
  }
}

TEST(Url, ReadsSeveralHosts) {
  const auto url = parse_url("postgres://kram:pw@a.example:5432,b.example:5433/shop").value();
  EXPECT_EQ(parameter(url, "host"), "a.example,b.example");
  EXPECT_EQ(parameter(url, "port"), "5432,5433");
  EXPECT_EQ(parameter(url, "target_session_attrs"), "read-write");
  const auto chosen =
      parse_url("postgresql://a.example,b.example/shop?target_session_attrs=primary").value();
  EXPECT_EQ(parameter(chosen, "target_session_attrs"), "primary");
  EXPECT_EQ(parameter(parse_url("postgresql://a.example/shop").value(), "target_session_attrs"),
            "");
}

TEST(Url, SaysHowToWriteAPasswordWithAnAt) {
  for (const auto* text :
       {"postgresql://kram:s3@cret@db.example/shop", "postgres://kram:12/cret@db.example/shop",
        "postgresql://kram:cret@@db.example:5432/shop"}) {
    const auto url = parse_url(text);
    ASSERT_FALSE(url) << text;
    EXPECT_TRUE(url.error().message.contains("%40")) << url.error().message;
    EXPECT_FALSE(url.error().message.contains("cret")) << url.error().message;
    EXPECT_FALSE(url.error().message.contains("db.example")) << url.error().message;
  }
}

TEST(Url, RefusesWhatIsNeitherFormWithoutShowingIt) {
  for (const std::string text :
       {"", "kram.db", "mysql://u:secret@h/d", "sqlite:", "sqlite:///kram.db",
        "sqlite::memory:", "sqlite:file:kram.db", "sqlite://secret", "postgresql://u:secret@h:5432",
        "postgresql://u:secret@h:0/d", "postgresql://u:secret@h:65536/d",
        "postgresql://u:secret@h:54x/d", "postgresql://u:secret%zz@h/d",
        "postgresql://u:secret@h/d?unknown=secret", "postgresql+asyncpg://u:secret@h/d"}) {
    const auto url = parse_url(text);
    ASSERT_FALSE(url) << text;
    EXPECT_EQ(url.error().kind, base::ErrorKind::invalid);
    EXPECT_TRUE(url.error().message.starts_with("DATABASE_URL is postgresql://"));
    EXPECT_FALSE(url.error().message.contains("secret")) << url.error().message;
  }
}

}  // namespace
