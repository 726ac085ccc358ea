#include "net/client/http_client.h"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/system/system_error.hpp>
#include <optional>

#include <gmock/gmock.h>

#include "net/server/http_server.h"
#include "net/testing/test_peer.h"
#include "net/testing/tls_server.h"
#include "support/temporary_directory.h"

namespace {

namespace asio = boost::asio;
using base::ErrorKind;
using net::HttpClient;
using net::HttpRequest;
using net::HttpResponse;
using net::ServerRequest;
using net::ServerResponse;
using net::test::Peer;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

constexpr std::string_view kOk = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

// A client on a loop of its own, and a listening socket whose connections the test answers by hand.
class HttpClientTest : public testing::Test {
 protected:
  void SetUp() override { make_client({.response_limit_bytes = 100'000}); }
  void TearDown() override {
    loop_.run([this] { client_.reset(); });
  }

  void make_client(const HttpClient::Options& options) {
    loop_.run([&] { client_.emplace(loop_.context().get_executor(), options); });
  }

  std::future<base::Result<HttpResponse>> begin(HttpRequest request) {
    return asio::co_spawn(loop_.context(), client_->send(std::move(request)), asio::use_future);
  }
  base::Result<HttpResponse> send(HttpRequest request) { return begin(std::move(request)).get(); }
  std::string url(std::string_view path) {
    return "http://127.0.0.1:" + std::to_string(acceptor_.local_endpoint().port()) +
           std::string(path);
  }
  // What the client returns when it is answered with `bytes` and the connection is closed.
  base::Result<HttpResponse> send_and_get(std::string_view bytes) {
    auto result = begin({.url = url("/bot123:secret/getMe")});
    {
      Peer peer(acceptor_);
      peer.read_until("\r\n\r\n");
      peer.send(bytes);
    }
    return result.get();
  }

  asio::io_context context_{1};
  asio::ip::tcp::acceptor acceptor_{context_, {asio::ip::address_v4::loopback(), 0}};
  net::test::Loop loop_;
  std::optional<HttpClient> client_;
};

TEST_F(HttpClientTest, SendsAndReceivesAndKeepsTheConnection) {
  auto first = begin({.method = "POST",
                      .url = url("/path?q=1"),
                      .headers = {{"Content-Type", "application/json"}, {"X-Empty", ""}},
                      .body = "{}"});
  Peer peer(acceptor_);
  const auto request = peer.read_until("\r\n\r\n{}");
  EXPECT_THAT(request, StartsWith("POST /path?q=1 HTTP/1.1\r\n"));
  EXPECT_THAT(request, HasSubstr("\r\nContent-Type: application/json\r\n"));
  EXPECT_THAT(request, HasSubstr("\r\nX-Empty:\r\n"));
  EXPECT_THAT(request, HasSubstr("\r\nContent-Length: 2\r\n"));
  peer.send("HTTP/1.1 201 Created\r\nX-One: 1\r\nContent-Length: 2\r\n\r\nhi");
  const auto response = first.get();
  ASSERT_TRUE(response) << response.error().message;
  EXPECT_EQ(response->status, 201);
  EXPECT_EQ(response->headers.find("x-one"), "1");
  EXPECT_EQ(response->body, "hi");

  auto second = begin({.method = "DELETE", .url = url("/again")});
  EXPECT_THAT(peer.read_until("\r\n\r\n"), StartsWith("DELETE /again HTTP/1.1\r\n"));
  peer.send(kOk);
  EXPECT_EQ(second.get()->body, "ok");
}

TEST_F(HttpClientTest, OpensANewConnectionWhenTheOldOneWasClosed) {
  EXPECT_EQ(send_and_get(kOk)->body, "ok");
  EXPECT_EQ(send_and_get(kOk)->body, "ok");
}

TEST_F(HttpClientTest, UploadsParts) {
  const std::string photo("\x89PNG\0\r\n", 7);
  auto result = begin({.method = "POST",
                       .url = url("/upload"),
                       .parts = {{.name = "chat_id", .body = "7"},
                                 {.name = "photo",
                                  .body = photo,
                                  .file_name = "a \"b\".png",
                                  .content_type = "image/png"}}});
  Peer peer(acceptor_);
  const auto header = peer.read_until("\r\n\r\n");
  EXPECT_THAT(header, HasSubstr("Content-Type: multipart/form-data; boundary="));
  const auto body = peer.read_until("--\r\n");
  EXPECT_THAT(body, HasSubstr("form-data; name=\"chat_id\"\r\n\r\n7\r\n"));
  EXPECT_THAT(body, HasSubstr("name=\"photo\"; filename=\"a %22b%22.png\"\r\n"
                              "Content-Type: image/png\r\n\r\n" +
                              photo + "\r\n"));
  peer.send(kOk);
  EXPECT_TRUE(result.get());
}

TEST_F(HttpClientTest, ReturnsErrorsAndRedirectsAsTheyAre) {
  EXPECT_EQ(send_and_get("HTTP/1.1 500 Oops\r\nContent-Length: 1\r\n\r\nx")->status, 500);
  const auto redirect =
      send_and_get("HTTP/1.1 302 Found\r\nLocation: /else\r\nContent-Length: 0\r\n\r\n");
  EXPECT_EQ(redirect->status, 302);
  EXPECT_EQ(redirect->headers.find("Location"), "/else");
}

TEST_F(HttpClientTest, RefusesBrokenAnswersWithoutTellingThePath) {
  for (const std::string_view bytes :
       {"", "garbage\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n"}) {
    const auto result = send_and_get(bytes);
    ASSERT_FALSE(result) << bytes;
    EXPECT_EQ(result.error().kind, ErrorKind::unavailable);
    EXPECT_THAT(result.error().message, Not(HasSubstr("secret")));
    EXPECT_THAT(result.error().message, StartsWith("The connection to 127.0.0.1 failed: "));
  }
}

TEST_F(HttpClientTest, RefusesAnswersThatAreTooLarge) {
  const auto message = "The answer of 127.0.0.1 is larger than 100000 bytes.";
  const std::string large(100'001, 'x');
  EXPECT_EQ(send_and_get("HTTP/1.1 200 OK\r\n\r\n" + large).error().message, message);
  std::string header = "HTTP/1.1 200 OK\r\n";
  for (int i = 0; i < 100; ++i) {
    header += "X: " + std::string(1'000, 'x') + "\r\n";
  }
  EXPECT_EQ(send_and_get(header + "\r\n").error().message, message);
}

TEST_F(HttpClientTest, RefusesAnswersThatAreTooLargeForTheirRequest) {
  auto result = begin({.url = url("/"), .response_limit_bytes = 100});
  {
    Peer peer(acceptor_);
    peer.read_until("\r\n\r\n");
    peer.send("HTTP/1.1 200 OK\r\n\r\n" + std::string(100, 'x'));
  }
  EXPECT_EQ(result.get().error().message, "The answer of 127.0.0.1 is larger than 100 bytes.");
}

TEST_F(HttpClientTest, SaysWhatIsWrongWithACertificate) {
  const support::TemporaryDirectory directory;
  const auto good_pem = (directory.path() / "good.pem").native();
  const auto expired_pem = (directory.path() / "expired.pem").native();
  const net::test::TlsServer good(std::chrono::hours(1), good_pem);
  const net::test::TlsServer expired(-std::chrono::hours(1), expired_pem);
  const auto ask = [&](const net::test::TlsServer& server) {
    return send({.url = "https://127.0.0.1:" + std::to_string(server.port()) + "/secret"});
  };
  EXPECT_EQ(ask(good).error().message,
            "The connection to 127.0.0.1 failed: SSL certificate problem: self-signed certificate.")
      << "nobody vouches for it";
  make_client({.ca_file = good_pem});
  EXPECT_EQ(ask(good)->status, 200);
  make_client({.ca_file = expired_pem});
  EXPECT_EQ(
      ask(expired).error().message,
      "The connection to 127.0.0.1 failed: SSL certificate problem: certificate has expired.");
}

TEST_F(HttpClientTest, CutsAnswersThatAreTooLargeWhenAskedTo) {
  auto result = begin({.url = url("/"), .response_limit_bytes = 100, .cuts_response = true});
  {
    Peer peer(acceptor_);
    peer.read_until("\r\n\r\n");
    peer.send("HTTP/1.1 204 OK\r\nX: " + std::string(10, 'x') + "\r\n\r\n");
  }
  EXPECT_EQ(result.get()->status, 204);
  auto large = begin({.url = url("/"), .response_limit_bytes = 100, .cuts_response = true});
  {
    Peer peer(acceptor_);
    peer.read_until("\r\n\r\n");
    peer.send("HTTP/1.1 201 OK\r\n\r\n" + std::string(1'000'000, 'x'));
  }
  const auto cut = large.get();
  ASSERT_TRUE(cut) << cut.error().message;
  EXPECT_EQ(cut->status, 201);
  EXPECT_LE(cut->body.size(), 100U);
}

TEST_F(HttpClientTest, ConnectsToPublicAddressesOnlyWhenAskedTo) {
  const auto port = std::to_string(acceptor_.local_endpoint().port());
  for (const std::string host :
       {"127.0.0.1", "localhost", "127.1", "0x7f000001", "2130706433", "0177.0.0.1", "0.0.0.0", "0",
        "[::1]", "[::ffff:127.0.0.1]", "[0:0:0:0:0:ffff:7f00:1]", "10.0.0.1", "169.254.169.254"}) {
    const auto result = send({.url = "http://" + host + ":" + port + "/", .only_public = true});
    ASSERT_FALSE(result) << host;
    EXPECT_THAT(result.error().message, EndsWith("which is no public address.")) << host;
  }
  EXPECT_EQ(send_and_get(kOk)->status, 200) << "others may";
}

TEST_F(HttpClientTest, UsesNoKeptConnectionToAPrivateAddress) {
  auto first = begin({.url = url("/")});
  Peer peer(acceptor_);
  peer.read_until("\r\n\r\n");
  peer.send(kOk);
  ASSERT_TRUE(first.get());
  EXPECT_THAT(send({.url = url("/"), .only_public = true}).error().message,
              EndsWith("which is no public address."));
}

TEST_F(HttpClientTest, UsesNoProxyForRequestsToPublicAddressesOnly) {
  make_client({.https_proxy = "http://" + url("").substr(7), .no_proxy = ".direct.test"});
  EXPECT_EQ(send({.url = "https://nowhere.invalid/", .only_public = true}).error().message,
            "The address of nowhere.invalid cannot be found.");
}

TEST_F(HttpClientTest, GivesUpOnASilentPeer) {
  using std::chrono::milliseconds;
  auto silent = begin({.url = url("/secret"), .timeout = milliseconds(100)});
  const Peer peer(acceptor_);
  EXPECT_EQ(silent.get().error().message, "127.0.0.1 did not answer in time.");
  auto slow = begin({.url = url("/secret"), .timeout = milliseconds(300)});
  Peer second(acceptor_);
  second.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\na");
  EXPECT_EQ(slow.get().error().message, "127.0.0.1 did not answer in time.");
}

TEST_F(HttpClientTest, SaysWhenNobodyListens) {
  const auto dead = url("/secret");
  acceptor_.close();
  const auto result = send({.url = dead});
  EXPECT_EQ(result.error().kind, ErrorKind::unavailable);
  EXPECT_THAT(result.error().message, Not(HasSubstr("secret")));
  EXPECT_EQ(send({.url = "http://nowhere.invalid/secret"}).error().message,
            "The address of nowhere.invalid cannot be found.");
}

TEST_F(HttpClientTest, RefusesRequestsThatAreNotHttp) {
  for (const auto* bad : {"", "http://", "ftp://host/", "file:///etc/passwd", "host/path",
                          "http://host:99999/", "http://ho st/", "http://host/\r\nX: y"}) {
    const auto result = send({.url = bad});
    ASSERT_FALSE(result) << bad;
    EXPECT_EQ(result.error().kind, ErrorKind::invalid) << bad;
  }
  EXPECT_EQ(send({.url = url("/"), .headers = {{"X", "a\r\nY: b"}}}).error().kind,
            ErrorKind::invalid);
  EXPECT_EQ(send({.method = "GET /x", .url = url("/")}).error().kind, ErrorKind::invalid);
}

TEST_F(HttpClientTest, GoesThroughTheProxyExceptToThisMachine) {
  make_client({.https_proxy = "http://u:p%40ss@" + url("").substr(7), .no_proxy = ".direct.test"});
  auto tunnelled = begin({.url = "https://shop.test/path"});
  {
    Peer proxy(acceptor_);
    const auto asked = proxy.read_until("\r\n\r\n");
    EXPECT_THAT(asked, StartsWith("CONNECT shop.test:443 HTTP/1.1\r\n"));
    EXPECT_THAT(asked, HasSubstr("Proxy-Authorization: Basic dTpwQHNz\r\n"));
    proxy.send("HTTP/1.1 407 Wrong\r\n\r\n");
  }
  const auto refused = tunnelled.get();
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message, Not(HasSubstr("p@ss")));
  EXPECT_THAT(send({.url = "https://a.direct.test/"}).error().message, HasSubstr("a.direct.test"));
  EXPECT_EQ(send_and_get(kOk)->status, 200) << "plain, to this machine";
}

TEST_F(HttpClientTest, DropsARequestThatIsCancelled) {
  asio::cancellation_signal signal;
  auto result = asio::co_spawn(loop_.context(), client_->send({.url = url("/")}),
                               asio::bind_cancellation_slot(signal.slot(), asio::use_future));
  Peer peer(acceptor_);
  peer.read_until("\r\n\r\n");
  loop_.run([&] { signal.emit(asio::cancellation_type::terminal); });
  EXPECT_THROW((void)result.get(), boost::system::system_error);
  EXPECT_EQ(peer.read_to_end(), "");
}

TEST_F(HttpClientTest, EndsRequestsUnderWayWhenItGoes) {
  auto result = begin({.url = url("/")});
  Peer peer(acceptor_);
  peer.read_until("\r\n\r\n");
  loop_.run([this] { client_.reset(); });
  EXPECT_EQ(result.get().error().kind, ErrorKind::unavailable);
  EXPECT_EQ(peer.read_to_end(), "");
}

TEST_F(HttpClientTest, EndsRequestsUnderWayAndLaterOnesWhenItIsStopped) {
  auto result = begin({.url = url("/")});
  Peer peer(acceptor_);
  peer.read_until("\r\n\r\n");
  loop_.run([this] { client_->stop(); });
  EXPECT_EQ(result.get().error().kind, ErrorKind::unavailable);
  EXPECT_EQ(begin({.url = url("/")}).get().error().kind, ErrorKind::unavailable);
  loop_.run([this] { client_->stop(); });
}

TEST_F(HttpClientTest, SendsAThousandRequestsAtOnceToOurServer) {
  make_client({.connections_per_host_max = 50});
  base::Logger logger;
  auto server = loop_.run([&] {
    return std::move(*net::HttpServer::start(
        loop_.context().get_executor(), {},
        [](const ServerRequest& request) -> asio::awaitable<ServerResponse> {
          co_return net::text_response(200, request.path);
        },
        logger));
  });
  const auto root = "http://127.0.0.1:" + std::to_string(server->port()) + "/";
  std::vector<std::future<base::Result<HttpResponse>>> results;
  results.reserve(1'000);
  for (int i = 0; i < 1'000; ++i) {
    results.push_back(begin({.url = root + std::to_string(i)}));
  }
  for (std::size_t i = 0; i < results.size(); ++i) {
    const auto response = results[i].get();
    ASSERT_TRUE(response) << response.error().message;
    EXPECT_EQ(response->body, "/" + std::to_string(i));
  }
  loop_.run([&] { server.reset(); });
}

}  // namespace
