#include "net/server/router.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>

#include <gtest/gtest.h>

namespace {

namespace asio = boost::asio;
using net::PathParameters;
using net::ServerRequest;
using net::ServerResponse;

net::RouteHandler says(std::string name, std::vector<std::string> parameters = {}) {
  return
      [=](const ServerRequest&, const PathParameters& values) -> asio::awaitable<ServerResponse> {
        std::string text = name;
        for (const auto& parameter : parameters) {
          text += " " + parameter + "=" + values.at(parameter);
        }
        co_return net::text_response(200, text);
      };
}

net::Router example() {
  net::Router router;
  router.add("GET", "/api/products", says("list"));
  router.add("POST", "/api/products", says("create"));
  router.add("GET", "/api/products/{id}", says("one", {"id"}));
  router.add("POST", "/bot{token}/{method}", says("call", {"token", "method"}));
  router.add("GET", "/{path...}", says("file", {"path"}));
  return router;
}

ServerResponse ask(std::string method, std::string path) {
  const auto router = example();
  asio::io_context context;
  const ServerRequest request{
      .method = std::move(method), .path = std::move(path), .query = {}, .headers = {}, .body = ""};
  auto response = asio::co_spawn(context, router(request), asio::use_future);
  context.run();
  return response.get();
}

TEST(Router, PicksTheFirstRouteThatFits) {
  EXPECT_EQ(ask("GET", "/api/products").body, "list");
  EXPECT_EQ(ask("POST", "/api/products").body, "create");
  EXPECT_EQ(ask("GET", "/api/products/a%2Fb%C3%B3").body, "one id=a/bó");
  EXPECT_EQ(ask("POST", "/bot1:x/getMe").body, "call token=1:x method=getMe");
  EXPECT_EQ(ask("GET", "/api/products/7/more").body, "file path=api/products/7/more");
  EXPECT_EQ(ask("GET", "/").body, "file path=");
}

TEST(Router, AnswersHeadByTheGetRoute) { EXPECT_EQ(ask("HEAD", "/api/products").body, "list"); }

TEST(Router, NamesTheMethodsThatAnAddressTakes) {
  const auto response = ask("DELETE", "/api/products");
  EXPECT_EQ(response.status, 405);
  EXPECT_EQ(response.headers.find("Allow"), "GET, POST");
}

TEST(Router, AnswersWhatItDoesNotKnowWith404) {
  for (const auto* path : {"/bot1/", "/bot/getMe", "/bot1", "/bot1/%zz", "/bot1/%ff", "*", ""}) {
    EXPECT_NE(ask("POST", path).status, 200) << path;
  }
  EXPECT_EQ(ask("POST", "*").status, 404);
}

TEST(Router, AdmitsABodyAsItsRouteSays) {
  auto router = example();
  router.add("POST", "/big", says("big"), net::bodies_up_to(5'000'000));
  const auto admit = [&](std::string method, std::string path) {
    asio::io_context context;
    const ServerRequest head{.method = std::move(method),
                             .path = std::move(path),
                             .query = {},
                             .headers = {},
                             .body = ""};
    auto admission = asio::co_spawn(context, router.admit(head), asio::use_future);
    context.run();
    return admission.get();
  };
  EXPECT_EQ(admit("POST", "/big").value(), 5'000'000U);
  EXPECT_EQ(admit("POST", "/api/products").value(), net::Router::kBodyBytesMax);
  EXPECT_EQ(admit("POST", "/nothing").error().status, 405);
  EXPECT_EQ(admit("POST", "*").error().status, 404);
}

TEST(Router, ReadsPositiveIdsOnly) {
  net::Router router;
  router.add(
      "GET", "/{id}",
      [](const ServerRequest&, const PathParameters& values) -> asio::awaitable<ServerResponse> {
        co_return net::text_response(values.id("id") == 7 ? 200 : 404, "");
      });
  for (const auto& [path, status] : {std::pair{"/7", 200},
                                     {"/-7", 404},
                                     {"/7x", 404},
                                     {"/+7", 404},
                                     {"/99999999999999999999", 404},
                                     {"/0", 404},
                                     {"/%20", 404}}) {
    asio::io_context context;
    const ServerRequest request{
        .method = "GET", .path = path, .query = {}, .headers = {}, .body = ""};
    auto response = asio::co_spawn(context, router(request), asio::use_future);
    context.run();
    EXPECT_EQ(response.get().status, status) << path;
  }
}

}  // namespace
