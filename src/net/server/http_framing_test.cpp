// What a request may look like, and how much of it is read before anybody is trusted.
#include <atomic>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "net/server/http_server.h"
#include "net/server/router.h"
#include "net/testing/test_peer.h"

namespace {

namespace asio = boost::asio;
using net::Admission;
using net::ServerRequest;
using net::ServerResponse;
using net::test::Peer;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

// Echoes what it is sent; what stands behind a request in the same bytes asks for "/smuggled".
class HttpFraming : public testing::Test {
 protected:
  static constexpr std::string_view kNext = "GET /smuggled HTTP/1.1\r\nHost: h\r\n\r\n";

  void start(net::HttpServer::Options options = {.body_limit_bytes = 100'000}) {
    server_ = loop_.run([&] {
      return net::HttpServer::start(
                 loop_.context().get_executor(), std::move(options),
                 [this](const ServerRequest& request) { return echo(request); }, logger_)
          .value();
    });
  }
  void start_with_gate() {
    start({.body_limit_bytes = 100'000,
           .gate = [this](const ServerRequest& head) { return admit(head); }});
  }
  void TearDown() override {
    loop_.run([this] { server_.reset(); });
  }

  asio::awaitable<ServerResponse> echo(const ServerRequest& request) {
    was_smuggled_ = was_smuggled_ || request.path == "/smuggled";
    if (request.path == "/held") {
      ++held_;
      held_.notify_all();
      boost::system::error_code released;
      co_await gate_.async_wait(asio::redirect_error(asio::use_awaitable, released));
    }
    co_return net::text_response(200, request.method + " " + request.path + " " + request.body);
  }
  // The secret, and ten bytes for those who know it.
  asio::awaitable<Admission> admit(const ServerRequest& head) {
    ++asked_;
    EXPECT_EQ(head.body, "");
    if (head.path == "/throw") {
      throw std::runtime_error("secret detail");
    }
    if (head.headers.find("X-Secret") != "yes") {
      co_return std::unexpected(net::text_response(401, "Who are you?"));
    }
    co_return Admission(10);
  }

  void wait_until_held(int count) {
    for (int now = held_; now < count; now = held_) {
      held_.wait(now);
    }
  }
  void release() {
    loop_.run([this] { gate_.cancel(); });
  }
  Peer connect() { return Peer(server_->port()); }
  std::string exchange(std::string_view bytes) {
    auto peer = connect();
    peer.send(bytes);
    return peer.read_to_end();
  }
  // Expects that status, a closed connection, and nothing of what followed.
  void expect_refusal(int status, std::string_view head, std::string_view rest = kNext) {
    const auto answer = exchange(fmt::format("{}{}", head, rest));
    EXPECT_THAT(answer, StartsWith(fmt::format("HTTP/1.1 {} ", status))) << head;
    EXPECT_THAT(answer, HasSubstr("Connection: close\r\n")) << head;
    EXPECT_THAT(answer, HasSubstr("X-Content-Type-Options: nosniff\r\n")) << head;
    EXPECT_THAT(answer, HasSubstr("Cache-Control: no-store\r\n")) << head;
    EXPECT_EQ(answer.find("HTTP/1.1", 1), answer.npos) << head;
    EXPECT_FALSE(was_smuggled_) << head;
  }

  base::Logger logger_;
  bool was_smuggled_ = false;
  int asked_ = 0;
  std::atomic<int> held_ = 0;
  net::test::Loop loop_;
  asio::steady_timer gate_{loop_.context(), asio::steady_timer::time_point::max()};
  std::unique_ptr<net::HttpServer> server_;
};

std::string post(std::string_view fields, std::string_view version = "1.1") {
  return fmt::format("POST /a HTTP/{}\r\nHost: h\r\n{}\r\n", version, fields);
}

TEST_F(HttpFraming, UnderstandsNoTransferCodingButChunked) {
  start();
  for (const auto* coding :
       {"gzip", "identity", "gzip, chunked", "chunked, gzip", "chunked, identity", "chunked,",
        "xchunked", "chunked;q=1", "\"chunked\"", "", "chunked\tx"}) {
    expect_refusal(501, post(fmt::format("Transfer-Encoding: {}\r\n", coding)));
  }
  expect_refusal(501, post("Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n"),
                 "0\r\n\r\n" + std::string(kNext));
}

TEST_F(HttpFraming, RefusesABodyWhoseEndIsSaidTwice) {
  start();
  expect_refusal(400, post("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n"),
                 "0\r\n\r\n" + std::string(kNext));
  expect_refusal(400, post("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n"),
                 "0\r\n\r\n" + std::string(kNext));
  expect_refusal(400, post("Content-Length: 5\r\nTransfer-Encoding: gzip\r\n"));
  expect_refusal(400, post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"),
                 "0\r\n\r\n" + std::string(kNext));
  expect_refusal(400, post("Transfer-Encoding: chunked\r\n", "1.0"),
                 "0\r\n\r\n" + std::string(kNext));
}

TEST_F(HttpFraming, RefusesALengthThatIsNotOneNumber) {
  start();
  for (const auto* length : {"", "-1", "+5", "0x5", "5 5", "5, 5", "5,", "5;", "5.0", "five",
                             "99999999999999999999", "18446744073709551621"}) {
    expect_refusal(400, post(fmt::format("Content-Length: {}\r\n", length)));
  }
  expect_refusal(400, post("Content-Length: 5\r\nContent-Length: 5\r\n"));
  expect_refusal(400, post("Content-Length: 5\r\nContent-Length: 6\r\n"));
}

TEST_F(HttpFraming, RefusesLinesThatOthersReadDifferently) {
  start();
  const std::string nul(1, '\0');
  for (const auto& head : std::vector<std::string>{
           "GET /a HTTP/1.1\nHost: h\n\n",
           "GET /a HTTP/1.1\r\nHost: h\n\r\n",
           "GET /a HTTP/1.1\r\nHost: h\r\nX: a\rb\r\n\r\n",
           "GET /a HTTP/1.1\r\nHost: h\r\nX: a\r\n folded\r\n\r\n",
           "GET /a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding:\r\n\tchunked\r\n\r\n",
           "GET /a HTTP/1.1\r\n Host: h\r\n\r\n",
           "GET /a HTTP/1.1\r\nHost : h\r\n\r\n",
           "GET /a HTTP/1.1\r\nHost: h\r\nContent-Length : 5\r\n\r\n",
           "GET /a HTTP/1.1\r\nHost: h\r\n: x\r\n\r\n",
           "GET /a HTTP/1.1\r\nHost: h\r\nX\r\n\r\n",
           "GET /a HTTP/1.1\r\nHost: h\r\nX: a" + nul + "b\r\n\r\n",
           "GET /a" + nul + " HTTP/1.1\r\nHost: h\r\n\r\n",
           "GET /a HTTP/1.1\r\nHost: h\r\nX: \x01\r\n\r\n",
           "\r\nGET /a HTTP/1.1\r\nHost: h\r\n\r\n",
           "GET  /a HTTP/1.1\r\nHost: h\r\n\r\n",
           "GET /a  HTTP/1.1\r\nHost: h\r\n\r\n",
           "GET /a b HTTP/1.1\r\nHost: h\r\n\r\n",
           "GET /a\r\nHost: h\r\n\r\n",
           "GET /a HTTP/0.9\r\nHost: h\r\n\r\n",
           "GET /a HTTP/1.2\r\nHost: h\r\n\r\n",
           "GET /a HTTP/2.0\r\nHost: h\r\n\r\n",
           "CONNECT h:80 HTTP/1.1\r\nHost: h\r\n\r\n"}) {
    expect_refusal(400, head);
  }
}

TEST_F(HttpFraming, RefusesBrokenChunks) {
  start();
  for (const auto* chunks :
       {"zz\r\n", "-1\r\n", "+3\r\nabc\r\n0\r\n\r\n", "0x3\r\nabc\r\n0\r\n\r\n", "\r\n\r\n",
        "3\nabc\n0\n\n", "3\r\nabcd\r\n0\r\n\r\n", "3 x\r\nabc\r\n0\r\n\r\n",
        "10000000000000003\r\nabc\r\n0\r\n\r\n", "0\r\nX: a\nb\r\n\r\n",
        "0\r\nContent-Length: 5\r\n\r\n", "0\r\nTransfer-Encoding: chunked\r\n\r\n"}) {
    expect_refusal(400, post("Transfer-Encoding: chunked\r\n"), chunks + std::string(kNext));
  }
}

TEST_F(HttpFraming, ReadsChunksWithWhatMayStandAroundThem) {
  start();
  EXPECT_THAT(exchange(post("Transfer-Encoding: Chunked\r\nConnection: close\r\n") +
                       "3;name=\"value\"\r\nabc\r\n0\r\nX-Secret: yes\r\n\r\n"),
              EndsWith("\r\n\r\nPOST /a abc"));
}

TEST_F(HttpFraming, BoundsChunkExtensionsAndTrailers) {
  start();
  const auto head = post("Transfer-Encoding: chunked\r\n");
  const std::string megabyte(1'000'000, 'x');
  expect_refusal(431, head, "1;a=" + megabyte);
  expect_refusal(431, head, "0;a=" + megabyte);
  expect_refusal(431, head, "0\r\nX: " + megabyte);
  std::string many;
  for (int i = 0; i < 1'000; ++i) {
    many += "1;a=bcdefgh\r\nx\r\n";
  }
  expect_refusal(431, head, many);
  std::string trailers = "0\r\n";
  for (int i = 0; i < 100'000; ++i) {
    trailers += "X: y\r\n";
  }
  expect_refusal(431, head, trailers);
}

TEST_F(HttpFraming, BoundsTheFieldsOfAHeader) {
  start();
  std::string fields;
  for (int i = 0; i < 98; ++i) {
    fields += "X: y\r\n";
  }
  const auto with = [](const std::string& lines) {
    return "GET /a HTTP/1.1\r\nHost: h\r\nConnection: close\r\n" + lines + "\r\n";
  };
  EXPECT_THAT(exchange(with(fields.substr(6))), StartsWith("HTTP/1.1 200 "));
  expect_refusal(431, with(fields + fields));
  expect_refusal(431, with("X: " + std::string(20'000, 'y') + "\r\n"));
  expect_refusal(431, "GET /" + std::string(20'000, 'y') + " HTTP/1.1\r\nHost: h\r\n\r\n");
}

TEST_F(HttpFraming, AsksTheGateBeforeItReadsABody) {
  start_with_gate();
  auto peer = connect();
  peer.send(post("Content-Length: 100000\r\n"));  // of which nothing is sent
  const auto answer = peer.read_to_end();
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 401 "));
  EXPECT_THAT(answer, HasSubstr("Connection: close\r\n"));
  expect_refusal(401, post("Content-Length: 5\r\n"), "hello" + std::string(kNext));
  expect_refusal(401, post("Transfer-Encoding: chunked\r\n"), kNext);
  expect_refusal(413, post("X-Secret: yes\r\nContent-Length: 11\r\n"));
  expect_refusal(413, post("X-Secret: yes\r\nTransfer-Encoding: chunked\r\n"), "b\r\n");
  expect_refusal(500, "POST /throw HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\n");
  EXPECT_EQ(asked_, 6);
  // The trailer comes too late to tell the secret.
  expect_refusal(401, post("Transfer-Encoding: chunked\r\n"), "0\r\nX-Secret: yes\r\n\r\n");
  EXPECT_THAT(
      exchange(post("X-Secret: yes\r\nConnection: close\r\nContent-Length: 10\r\n") + "0123456789"),
      EndsWith("POST /a 0123456789"));
}

TEST_F(HttpFraming, AsksNoGateWithoutABody) {
  start_with_gate();
  auto peer = connect();
  peer.send(
      "GET /a HTTP/1.1\r\nHost: h\r\n\r\nPOST /b HTTP/1.1\r\nHost: h\r\nContent-Length: 0"
      "\r\n\r\n");
  EXPECT_THAT(peer.read_response(), EndsWith("GET /a "));
  EXPECT_THAT(peer.read_response(), EndsWith("POST /b "));
  EXPECT_EQ(asked_, 0);
}

TEST_F(HttpFraming, TellsOnlyThoseItAdmitsToGoOn) {
  start_with_gate();
  expect_refusal(401, post("Expect: 100-continue\r\nContent-Length: 5\r\n"));
  expect_refusal(413, post("X-Secret: yes\r\nExpect: 100-continue\r\nContent-Length: 50\r\n"));
  expect_refusal(417, post("X-Secret: yes\r\nExpect: 200-ok\r\nContent-Length: 5\r\n"));
  auto peer = connect();
  peer.send(post("X-Secret: yes\r\nExpect: 100-Continue\r\nContent-Length: 5\r\n"));
  EXPECT_THAT(peer.read_response(), StartsWith("HTTP/1.1 100 Continue\r\n"));
  peer.send("hello");
  EXPECT_THAT(peer.read_response(), EndsWith("POST /a hello"));
  // HTTP/1.0 has no expectations (RFC 9110, 10.1.1).
  EXPECT_THAT(
      exchange(post("X-Secret: yes\r\nExpect: 100-continue\r\nContent-Length: 5\r\n", "1.0") +
               "hello"),
      StartsWith("HTTP/1.0 200 "));
}

TEST_F(HttpFraming, BoundsWhatAllConnectionsHoldTogether) {
  start({.body_limit_bytes = 100'000, .bytes_in_hand_max = 100'000});
  const std::string part(30'000, 'x');
  const std::string whole(90'000, 'x');
  std::vector<std::unique_ptr<Peer>> held;
  for (int i = 1; i <= 3; ++i) {
    held.push_back(std::make_unique<Peer>(server_->port()));
    held.back()->send("POST /held HTTP/1.1\r\nHost: h\r\nContent-Length: 30000\r\n\r\n" + part);
    wait_until_held(i);
  }
  // Whoever goes over the bound is turned away; the others keep what they have.
  expect_refusal(503, post("Content-Length: 30000\r\n"), part);
  release();
  for (const auto& peer : held) {
    EXPECT_THAT(peer->read_response(), StartsWith("HTTP/1.1 200 "));
  }
  for (int i = 0; i < 3; ++i) {
    EXPECT_THAT(exchange(post("Content-Length: 90000\r\nConnection: close\r\n") + whole),
                StartsWith("HTTP/1.1 200 "));
  }
}

TEST_F(HttpFraming, KeepsNoBodyThatIsAnsweredWhileItsConnectionStays) {
  start({.body_limit_bytes = 100'000, .bytes_in_hand_max = 100'000});
  std::vector<std::unique_ptr<Peer>> peers;
  for (int i = 0; i < 5; ++i) {
    peers.push_back(std::make_unique<Peer>(server_->port()));
    peers.back()->send(post("Content-Length: 60000\r\n") + std::string(60'000, 'x'));
    EXPECT_THAT(peers.back()->read_response(), StartsWith("HTTP/1.1 200 "));
  }
}

TEST_F(HttpFraming, CutsOffAPeerThatSendsItsHeaderTooSlowly) {
  start({.header_timeout = std::chrono::milliseconds(100)});
  auto peer = connect();
  for (const char c : std::string_view("GET /a HTTP/1.1\r\nX: ")) {
    peer.send({&c, 1});
  }
  while (peer.send("x")) {  // each byte comes in time, the header never
  }
}

}  // namespace
