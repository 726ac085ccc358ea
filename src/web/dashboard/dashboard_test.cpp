#include "web/dashboard/dashboard.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>

#include <gmock/gmock.h>

namespace {

constexpr net::EmbeddedFile kFiles[] = {
    {.path = "/assets/app-1.js", .bytes = "code"},
    {.path = "/dashboard.svg", .bytes = "<svg>"},
    {.path = "/index.html", .bytes = "<html>"},
};

net::ServerResponse answer_of(std::span<const net::EmbeddedFile> files, std::string path,
                              std::string method = "GET") {
  net::Router router;
  web::add_dashboard_routes(router, files);
  boost::asio::io_context context;
  const net::ServerRequest request{.method = std::move(method), .path = std::move(path)};
  auto answer = boost::asio::co_spawn(context, router(request), boost::asio::use_future);
  context.run();
  return answer.get();
}

TEST(Dashboard, ShowsItsPageAtEveryPathThatMayBeOne) {
  for (const auto* path : {"/", "/orders", "/audit-log", "/sign-in", "/deposits/review",
                           "/tickets/7", "/webhooks/1"}) {
    const auto answer = answer_of(kFiles, path);
    EXPECT_EQ(answer.status, 200) << path;
    EXPECT_EQ(answer.body, "<html>") << path;
    EXPECT_THAT(*answer.headers.find("Content-Security-Policy"),
                testing::HasSubstr("script-src 'self';"))
        << path;
  }
}

TEST(Dashboard, ServesItsFiles) {
  EXPECT_EQ(answer_of(kFiles, "/assets/app-1.js").body, "code");
  EXPECT_EQ(answer_of(kFiles, "/dashboard.svg").body, "<svg>");
}

TEST(Dashboard, HasNoPageWhereNoneCanBe) {
  for (const auto* path :
       {"/api%2Fproducts", "/.env", "/favicon.ico", "/wp-login.php", "/A", "/assets/none.js",
        "/assets/..%2Findex.html", "/orders/", "/a/b", "/%00"}) {
    EXPECT_EQ(answer_of(kFiles, path).status, 404) << path;
  }
  EXPECT_EQ(answer_of(kFiles, "/orders", "POST").status, 405);
}

TEST(Dashboard, SaysThatItWasLeftOut) {
  const auto answer = answer_of({}, "/");
  EXPECT_EQ(answer.status, 404);
  EXPECT_THAT(answer.body, testing::HasSubstr("built without the dashboard"));
}

}  // namespace
