// Headers, queries, problem documents, Basic authentication and embedded files: everything that
// needs no socket.
#include "net/core/http_message.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include "net/core/problem.h"
#include "net/server/basic_auth.h"
#include "net/server/static_content.h"

namespace {

using net::Headers;
using net::Query;
using net::ServerRequest;

ServerRequest request_with(Headers headers, std::string path = "/") {
  return {.method = "GET",
          .path = std::move(path),
          .query = {},
          .headers = std::move(headers),
          .body = ""};
}

TEST(Headers, ComparesNamesWithoutCase) {
  Headers headers{{"Content-Type", "a"}, {"X", "1"}, {"x", "2"}};
  EXPECT_EQ(headers.find("CONTENT-type"), "a");
  EXPECT_EQ(headers.find("X"), "1");
  EXPECT_EQ(headers.find("Y"), std::nullopt);
  headers.set("x", "3");
  EXPECT_EQ(headers.find("X"), "3");
  EXPECT_EQ(std::distance(headers.begin(), headers.end()), 2);
}

TEST(Headers, FindsTokensInLists) {
  const Headers headers{{"Connection", "keep-alive, Upgrade"}};
  EXPECT_TRUE(headers.has_token("connection", "upgrade"));
  EXPECT_FALSE(headers.has_token("connection", "up"));
}

TEST(Headers, TellsBrokenFields) {
  EXPECT_TRUE((Headers{{"X-1", "a\tb ó"}}).are_well_formed());
  EXPECT_FALSE((Headers{{"X", "a\r\nb"}}).are_well_formed());
  EXPECT_FALSE((Headers{{"X", std::string("a\0b", 3)}}).are_well_formed());
  EXPECT_FALSE((Headers{{"X Y", ""}}).are_well_formed());
  EXPECT_FALSE((Headers{{"", ""}}).are_well_formed());
}

TEST(OwnScript, IsOnThisMachineAndBearsTheHeader) {
  auto request = request_with({{"X-Page", "1"}});
  EXPECT_FALSE(is_from_own_script(request, "X-Page")) << "from elsewhere";
  request.is_local = true;
  EXPECT_TRUE(is_from_own_script(request, "X-Page"));
  EXPECT_FALSE(is_from_own_script(request, "X-Other"));
}

TEST(Query, DecodesPairs) {
  const auto query = Query::parse("city=Krak%C3%B3w&q=a+b%2Bc&&flag&city=second&e=x=y");
  ASSERT_TRUE(query);
  EXPECT_EQ(query->find("city"), "Kraków");
  EXPECT_EQ(query->find("q"), "a b+c");
  EXPECT_EQ(query->find("flag"), "");
  EXPECT_EQ(query->find("e"), "x=y");
  EXPECT_EQ(query->find("none"), std::nullopt);
}

TEST(Query, RefusesBrokenEscapes) {
  for (const auto* text : {"a=%", "a=%4", "a=%zz", "%=1", "a=%ff", "a=%00", "a=%C3"}) {
    EXPECT_FALSE(Query::parse(text)) << text;
  }
  std::string many;
  for (int i = 0; i <= 1'000; ++i) {
    many += "a&";
  }
  EXPECT_FALSE(Query::parse(many));
}

RC_GTEST_PROP(QueryProperty, EncodedTextReadsBack, ()) {
  const auto text = *rc::gen::container<std::string>(rc::gen::inRange<char>(1, 127));
  std::string encoded;
  for (const char c : text) {
    encoded += fmt::format("%{:02X}", c);
  }
  RC_ASSERT(net::percent_decode(encoded).value() == text);
  RC_ASSERT(Query::parse("a=" + encoded)->find("a") == text);
}

TEST(Problem, IsADocumentOfRfc9457) {
  const auto response = net::problem(409, "Sold.", {{"product_id", 7}});
  EXPECT_EQ(response.status, 409);
  EXPECT_EQ(response.headers.find("Content-Type"), "application/problem+json");
  EXPECT_EQ(
      response.body,
      R"({"type":"about:blank","title":"Conflict","status":409,"detail":"Sold.","code":"conflict","product_id":7})");
}

TEST(Problem, HidesWhatIsForTheLog) {
  EXPECT_EQ(net::problem({base::ErrorKind::not_found, "No such product."}).status, 404);
  const auto response = net::problem({base::ErrorKind::internal, "row 7 is damaged"});
  EXPECT_EQ(response.status, 500);
  EXPECT_THAT(response.body, testing::Not(testing::HasSubstr("row 7")));
}

TEST(BasicAuth, ReadsCredentials) {
  const auto found =
      net::basic_credentials(request_with({{"Authorization", "basic b3duZXI6cGE6c3PDsw=="}}));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->username, "owner");
  EXPECT_EQ(found->password, "pa:ssó");
}

TEST(BasicAuth, IgnoresWhatIsNone) {
  EXPECT_FALSE(net::basic_credentials(request_with({})));
  for (const auto* value :
       {"", "Basic", "Basic ", "Bearer b3duZXI6eA==", "Basic b3duZXI6eA=", "Basic !!!!",
        "Basic b3duZXI=", "Basic ====", "Basic =AAA", "Basic b3du ZXI6eA=="}) {
    EXPECT_FALSE(net::basic_credentials(request_with({{"Authorization", value}}))) << value;
  }
  EXPECT_FALSE(net::basic_credentials(
      request_with({{"Authorization", "Basic " + std::string(8'000, 'A')}})));
}

TEST(BasicAuth, AsksTheBrowser) {
  const auto response = net::unauthorized("Kram");
  EXPECT_EQ(response.status, 401);
  EXPECT_EQ(response.headers.find("Content-Type"), "application/problem+json");
  EXPECT_EQ(response.headers.find("WWW-Authenticate"), R"(Basic realm="Kram", charset="UTF-8")");
}

class StaticContentTest : public testing::Test {
 protected:
  const std::vector<net::EmbeddedFile> files_{
      {.path = "/index.html", .bytes = "<html>", .gzip = "zipped"},
      {.path = "/assets/app-1.js", .bytes = "code", .gzip = "zipped", .brotli = "smaller"}};
  const net::StaticContent content_{files_};
};

TEST_F(StaticContentTest, AnswersWithTypeAndVersion) {
  const auto page = content_.respond(request_with({}));
  ASSERT_TRUE(page);
  EXPECT_EQ(page->body, "<html>");
  EXPECT_EQ(page->headers.find("Content-Type"), "text/html; charset=utf-8");
  EXPECT_EQ(page->headers.find("Cache-Control"), "no-cache");
  const auto code = content_.respond(request_with({}, "/assets/app-1.js"));
  EXPECT_THAT(*code->headers.find("Cache-Control"), testing::HasSubstr("immutable"));
}

TEST_F(StaticContentTest, CompressesWhereTheBrowserTakesIt) {
  const auto body = [&](const char* accepted) {
    return content_.respond(request_with({{"Accept-Encoding", accepted}}))->body;
  };
  EXPECT_EQ(body("gzip, deflate, br"), "zipped");
  EXPECT_EQ(body("br;q=1.0, GZIP;q=0.5"), "zipped");
  const auto script = [&](const char* accepted) {
    return content_.respond(request_with({{"Accept-Encoding", accepted}}, "/assets/app-1.js"));
  };
  EXPECT_EQ(script("gzip, br")->body, "smaller");
  EXPECT_EQ(script("gzip, br")->headers.find("Content-Encoding"), "br");
  EXPECT_EQ(script("gzip, br;q=0")->body, "zipped");
  for (const auto* refused : {"", "br", "gzip;q=0", "gzip; q=0.000", "gzipped"}) {
    EXPECT_EQ(body(refused), "<html>") << refused;
  }
}

TEST_F(StaticContentTest, SendsNothingThatTheBrowserHas) {
  const auto etag = std::string(*content_.respond(request_with({}))->headers.find("ETag"));
  for (const auto& known : {etag, "\"other\", W/" + etag, std::string("*")}) {
    const auto response = content_.respond(request_with({{"If-None-Match", known}}));
    EXPECT_EQ(response->status, 304) << known;
    EXPECT_EQ(response->body, "");
  }
  EXPECT_EQ(content_.respond(request_with({{"If-None-Match", etag}, {"Accept-Encoding", "gzip"}}))
                ->status,
            200);
}

TEST_F(StaticContentTest, KnowsOnlyItsOwnPaths) {
  for (const auto* path : {"/assets/", "/../index.html", "index.html", "/index.html/", "*"}) {
    EXPECT_FALSE(content_.respond(request_with({}, path))) << path;
  }
  auto post = request_with({});
  post.method = "POST";
  EXPECT_FALSE(content_.respond(post));
}

}  // namespace
