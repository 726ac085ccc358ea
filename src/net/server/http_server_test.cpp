#include "net/server/http_server.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/asio/write.hpp>
#include <stdexcept>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <sys/resource.h>

#include "net/testing/test_peer.h"

namespace {

namespace asio = boost::asio;
using net::HttpServer;
using net::ServerRequest;
using net::ServerResponse;
using net::test::Peer;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

HttpServer::Options quick_options() {
  return {.header_limit_bytes = 2'000,
          .body_limit_bytes = 100'000,
          .idle_timeout = std::chrono::seconds(30),
          .header_timeout = std::chrono::milliseconds(200),
          .body_timeout = std::chrono::milliseconds(200),
          .half_closed_timeout = std::chrono::milliseconds(100),
          .stop_timeout = std::chrono::seconds(30)};
}

// A server whose handler can be held and watched from the test's thread.
class HttpServerTest : public testing::Test {
 protected:
  void start(HttpServer::Options options = quick_options()) {
    auto started = loop_.run([&] {
      return HttpServer::start(
          loop_.context().get_executor(), std::move(options),
          [this](const ServerRequest& request) { return handle(request); }, logger_);
    });
    ASSERT_TRUE(started) << started.error().message;
    server_ = std::move(*started);
  }
  void TearDown() override {
    loop_.run([this] { server_.reset(); });
  }

  Peer connect() { return Peer(server_->port()); }
  std::string exchange(std::string_view bytes) {
    auto peer = connect();
    peer.send(bytes);
    return peer.read_to_end();
  }
  std::future<void> begin_stop() {
    return asio::co_spawn(loop_.context(), server_->stop(), asio::use_future);
  }
  // Lets every handler of "/held" answer.
  void release() {
    loop_.run([this] { gate_.cancel(); });
  }

  asio::awaitable<ServerResponse> handle(const ServerRequest& request) {
    ++started_;
    started_.notify_all();
    if (request.path == "/held") {
      co_await hold();
    }
    if (request.path == "/throw") {
      throw std::runtime_error("secret detail");
    }
    auto response =
        net::text_response(200, request.method + " " + request.path + " " + request.body);
    if (request.path == "/headers") {
      response = describe(request);
    }
    if (request.path == "/split") {
      response.headers.add("X-Evil", "a\r\nSet-Cookie: b");
    }
    if (request.path == "/empty") {
      response = {.status = 204, .headers = {}, .body = ""};
    }
    co_return response;
  }

  asio::awaitable<void> hold() {
    boost::system::error_code error;
    gate_.expires_at(asio::steady_timer::time_point::max());
    // Released by the test (the timer is cancelled) or cancelled by the server, which throws at the
    // next co_await.
    co_await gate_.async_wait(asio::redirect_error(asio::use_awaitable, error));
    const auto state = co_await asio::this_coro::cancellation_state;
    if (state.cancelled() != asio::cancellation_type::none) {
      ++cancelled_;
      cancelled_.notify_all();
    }
  }

  static ServerResponse describe(const ServerRequest& request) {
    std::string text(request.headers.find("X-ONE").value_or("missing"));
    text += request.is_local ? " loopback" : " elsewhere";
    for (const auto& [name, value] : request.query) {
      text += fmt::format(" {}={}", name, value);
    }
    return net::text_response(200, text);
  }

  void wait_until_started(int count) {
    for (int now = started_; now < count; now = started_) {
      started_.wait(now);
    }
  }

  base::Logger logger_;
  std::atomic<int> started_ = 0;
  std::atomic<int> cancelled_ = 0;
  net::test::Loop loop_;
  asio::steady_timer gate_{loop_.context()};
  std::unique_ptr<HttpServer> server_;
};

constexpr std::string_view kGet = "GET /a HTTP/1.1\r\nHost: h\r\n\r\n";

TEST_F(HttpServerTest, KeepsTheConnectionAlive) {
  start();
  auto peer = connect();
  for (int i = 0; i < 3; ++i) {
    peer.send("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nhi");
    EXPECT_THAT(peer.read_response(),
                testing::AllOf(StartsWith("HTTP/1.1 200 OK\r\n"), EndsWith("POST /echo hi")));
  }
}

TEST_F(HttpServerTest, AnswersPipelinedRequestsInOrder) {
  start();
  auto peer = connect();
  peer.send(
      "GET /1 HTTP/1.1\r\nHost: h\r\n\r\nPOST /2 HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\nx"
      "GET /3 HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
  EXPECT_THAT(peer.read_response(), EndsWith("GET /1 "));
  EXPECT_THAT(peer.read_response(), EndsWith("POST /2 x"));
  EXPECT_THAT(peer.read_to_end(), EndsWith("GET /3 "));
}

TEST_F(HttpServerTest, KeepsAPipelinedRequestThatCameWhileAHandlerRan) {
  start();
  auto peer = connect();
  peer.send("GET /held HTTP/1.1\r\nHost: h\r\n\r\n");
  wait_until_started(1);
  peer.send("GET /next HTTP/1.1\r\nHost: h\r\n\r\n");
  release();
  EXPECT_THAT(peer.read_response(), EndsWith("GET /held "));
  EXPECT_THAT(peer.read_response(), EndsWith("GET /next "));
  EXPECT_EQ(cancelled_, 0);
}

TEST_F(HttpServerTest, ReadsBytesThatComeOneByOne) {
  start({.listen = "127.0.0.1:0"});
  auto peer = connect();
  for (const char c :
       std::string_view("POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc")) {
    peer.send({&c, 1});
  }
  EXPECT_THAT(peer.read_response(), EndsWith("POST /a abc"));
}

TEST_F(HttpServerTest, HandsOverQueryAndHeaders) {
  start();
  EXPECT_THAT(
      exchange("GET /headers?city=Krak%C3%B3w+1&x HTTP/1.1\r\nHost: localhost\r\nx-One: 1 \r\n"
               "Connection: close\r\n\r\n"),
      EndsWith("\r\n\r\n1 loopback city=Kraków 1 x="));
  EXPECT_THAT(exchange("GET http://localhost/headers HTTP/1.1\r\nHost: localhost\r\n"
                       "X-Forwarded-For: 8.8.8.8\r\nConnection: close\r\n\r\n"),
              EndsWith("\r\n\r\nmissing elsewhere"));
}

TEST_F(HttpServerTest, TakesARequestForLocalByTheNameItIsCalledBy) {
  start();
  const auto ask = [this](std::string_view target, std::string_view host,
                          std::string_view version) {
    return exchange(fmt::format("GET {} HTTP/{}\r\n{}Connection: close\r\n\r\n", target, version,
                                host.empty() ? "" : fmt::format("Host: {}\r\n", host)));
  };
  EXPECT_THAT(ask("/headers", "127.0.0.1:8000", "1.1"), EndsWith(" loopback"));
  EXPECT_THAT(ask("/headers", "evil.example:8000", "1.1"), EndsWith(" elsewhere"));
  EXPECT_THAT(ask("/headers", "", "1.0"), EndsWith(" elsewhere"));
  EXPECT_THAT(ask("http://[::1]:8000/headers", "[::1]:8000", "1.1"), EndsWith(" loopback"));
  EXPECT_THAT(ask("http://evil.example/headers", "localhost", "1.1"), EndsWith(" elsewhere"));
  EXPECT_THAT(ask("http://localhost@evil.example/headers", "localhost", "1.1"),
              EndsWith(" elsewhere"));
}

TEST_F(HttpServerTest, ReadsChunkedBodies) {
  start();
  EXPECT_THAT(exchange("POST /a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n"
                       "Connection: close\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"),
              EndsWith("POST /a abcde"));
}

TEST_F(HttpServerTest, AnswersHeadWithoutABody) {
  start();
  auto peer = connect();
  peer.send("HEAD /abc HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
  const auto response = peer.read_to_end();
  EXPECT_THAT(response, HasSubstr("Content-Length: 10\r\n"));
  EXPECT_THAT(response, EndsWith("\r\n\r\n"));
}

TEST_F(HttpServerTest, SendsNoLengthWithStatus204) {
  start();
  const auto response = exchange("GET /empty HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
  EXPECT_THAT(response, StartsWith("HTTP/1.1 204 No Content\r\n"));
  EXPECT_THAT(response, Not(HasSubstr("Content-Length")));
}

TEST_F(HttpServerTest, ClosesAfterAnHttp10Request) {
  start();
  EXPECT_THAT(exchange("GET /old HTTP/1.0\r\n\r\n"), EndsWith("GET /old "));
}

TEST_F(HttpServerTest, TellsAClientThatAsksToGoOn) {
  start();
  auto peer = connect();
  peer.send("POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_THAT(peer.read_response(), StartsWith("HTTP/1.1 100 Continue\r\n"));
  peer.send("x");
  EXPECT_THAT(peer.read_response(), EndsWith("POST /a x"));
}

TEST_F(HttpServerTest, RefusesWhatDoesNotFollowHttp) {
  constexpr const char* twice_framed =
      "POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\nTransfer-Encoding: "
      "chunked\r\n\r\n0\r\n\r\n";
  start();
  for (const std::string_view bytes :
       {"garbage\r\n\r\n", "\x16\x03\x01\x02\x01\x01\xfc\x03", "GET /a HTTP/1.1\r\n\r\n",
        "GET /a HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "GET a HTTP/1.1\r\nHost: h\r\n\r\n",
        "GET /a HTTP/1.1\r\nHost: h\r\n Folded: x\r\nA B: c\r\n\r\n",
        "POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: -1\r\n\r\n",
        "POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx",
        twice_framed, "POST /a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"}) {
    EXPECT_THAT(exchange(bytes), StartsWith("HTTP/1.1 400 Bad Request\r\n")) << bytes;
  }
  EXPECT_EQ(started_, 0);
  EXPECT_THAT(exchange("GET /a?%zz HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"),
              StartsWith("HTTP/1.1 400"));
}

TEST_F(HttpServerTest, RefusesWhatIsTooLarge) {
  start();
  const std::string big_field = "X: " + std::string(3'000, 'x');
  EXPECT_THAT(exchange("GET /a HTTP/1.1\r\nHost: h\r\n" + big_field + "\r\n\r\n"),
              StartsWith("HTTP/1.1 431 "));
  EXPECT_THAT(exchange("POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 100001\r\n\r\n"),
              StartsWith("HTTP/1.1 413 "));
  EXPECT_THAT(exchange("POST /a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
                       "1ffff\r\n" +
                       std::string(0x1ffff, 'x')),
              StartsWith("HTTP/1.1 413 "));
  EXPECT_THAT(exchange("POST /a HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: 100000"
                       "\r\n\r\n" +
                       std::string(100'000, 'x')),
              StartsWith("HTTP/1.1 200 "));
}

TEST_F(HttpServerTest, CutsOffSlowPeers) {
  start();
  EXPECT_EQ(exchange("GET /a HTTP/1.1\r\nHo"), "");
  EXPECT_EQ(exchange("POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nab"), "");
  EXPECT_EQ(started_, 0);
}

TEST_F(HttpServerTest, ClosesAnIdleConnection) {
  auto options = quick_options();
  options.idle_timeout = std::chrono::milliseconds(50);
  start(options);
  EXPECT_EQ(exchange(""), "");
  auto peer = connect();
  peer.send(kGet);
  EXPECT_THAT(peer.read_to_end(), EndsWith("GET /a "));
}

TEST_F(HttpServerTest, SurvivesPeersThatGoAwayAnywhere) {
  start();
  const std::string whole = "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nhi";
  for (std::size_t length = 0; length <= whole.size(); ++length) {
    auto closing = connect();
    closing.send(std::string_view(whole).substr(0, length));
    closing.close();
    auto resetting = connect();
    resetting.send(std::string_view(whole).substr(0, length));
    resetting.reset();
  }
  auto peer = connect();
  peer.send(kGet);
  EXPECT_THAT(peer.read_response(), EndsWith("GET /a "));
}

TEST_F(HttpServerTest, AnswersAHalfClosedPeer) {
  start();
  auto peer = connect();
  peer.send(kGet);
  peer.end_sending();
  EXPECT_THAT(peer.read_to_end(), EndsWith("GET /a "));
}

TEST_F(HttpServerTest, CancelsTheHandlerOfAPeerThatIsGone) {
  start();
  auto closing = connect();
  closing.send("GET /held HTTP/1.1\r\nHost: h\r\n\r\n");
  wait_until_started(1);
  closing.close();
  cancelled_.wait(0);
  auto resetting = connect();
  resetting.send("GET /held HTTP/1.1\r\nHost: h\r\n\r\n");
  wait_until_started(2);
  resetting.reset();
  cancelled_.wait(1);
  EXPECT_EQ(cancelled_, 2);
}

TEST_F(HttpServerTest, AnswersAnExceptionWithoutDetails) {
  start();
  const auto response = exchange("GET /throw HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
  EXPECT_THAT(response, StartsWith("HTTP/1.1 500 Internal Server Error\r\n"));
  EXPECT_THAT(response, Not(HasSubstr("secret")));
}

TEST_F(HttpServerTest, RefusesToSplitAResponse) {
  start();
  const auto response = exchange("GET /split HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
  EXPECT_THAT(response, StartsWith("HTTP/1.1 500 "));
  EXPECT_THAT(response, Not(HasSubstr("Set-Cookie")));
}

TEST_F(HttpServerTest, StopLetsRunningHandlersFinish) {
  start();
  auto idle = connect();
  idle.send(kGet);
  idle.read_response();
  auto busy = connect();
  busy.send("GET /held HTTP/1.1\r\nHost: h\r\n\r\n");
  wait_until_started(2);
  const auto stopped = begin_stop();
  EXPECT_EQ(idle.read_to_end(), "");
  EXPECT_EQ(stopped.wait_for(std::chrono::seconds(0)), std::future_status::timeout);
  EXPECT_THROW(connect(), boost::system::system_error);
  release();
  const auto response = busy.read_to_end();
  EXPECT_THAT(response, HasSubstr("Connection: close\r\n"));
  EXPECT_THAT(response, EndsWith("GET /held "));
  stopped.wait();
  EXPECT_EQ(cancelled_, 0);
}

TEST_F(HttpServerTest, StopCutsHandlersThatDoNotFinishInTime) {
  auto options = quick_options();
  options.stop_timeout = std::chrono::milliseconds(50);
  start(options);
  auto peer = connect();
  peer.send("GET /held HTTP/1.1\r\nHost: h\r\n\r\n");
  wait_until_started(1);
  begin_stop().wait();
  EXPECT_EQ(peer.read_to_end(), "");
  cancelled_.wait(0);
}

TEST_F(HttpServerTest, ClosesConnectionsBeyondItsLimit) {
  auto options = quick_options();
  options.connections_max = 1;
  start(options);
  auto first = connect();
  first.send(kGet);
  first.read_response();
  EXPECT_EQ(connect().read_to_end(), "");
  first.send(kGet);
  EXPECT_THAT(first.read_response(), EndsWith("GET /a "));
}

TEST_F(HttpServerTest, SaysWhyItCannotListen) {
  start();
  const auto start_at = [&](const std::string& listen) {
    return loop_.run([&] {
      const auto server =
          HttpServer::start(loop_.context().get_executor(), {.listen = listen}, nullptr, logger_);
      return server ? "" : server.error().message;
    });
  };
  EXPECT_THAT(start_at("127.0.0.1:" + std::to_string(server_->port())),
              EndsWith("Address already in use."));
  for (const auto* listen : {"", "8000", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "host:80",
                             "127.0.0.1:80x", "[::1:80"}) {
    EXPECT_THAT(start_at(listen), HasSubstr("is not an address to listen on")) << listen;
  }
}

TEST_F(HttpServerTest, ServesAThousandRequestsAtOnce) {
  constexpr int count = 1'000;
  rlimit files{};
  ::getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = std::min<rlim_t>(files.rlim_max, 16'384);
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &files), 0);
  start();
  std::vector<std::unique_ptr<Peer>> peers;
  for (int i = 0; i < count; ++i) {
    peers.push_back(std::make_unique<Peer>(server_->port()));
    peers.back()->send("GET /held HTTP/1.1\r\nHost: h\r\n\r\n");
  }
  wait_until_started(count);
  release();
  for (const auto& peer : peers) {
    EXPECT_THAT(peer->read_response(), EndsWith("GET /held "));
  }
}

}  // namespace
