// Bodies that go to a file.
#include "net/core/body_file.h"

#include <atomic>
#include <csignal>
#include <fstream>
#include <sstream>
#include <thread>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <sys/resource.h>

#include "net/server/http_server.h"
#include "net/testing/test_peer.h"

namespace {

namespace asio = boost::asio;
using net::test::Peer;
using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

constexpr std::size_t kRoom = 3'000'000;

class BodyFileTest : public testing::Test {
 protected:
  void SetUp() override {
    loop_.run([this] {
      server_ = net::HttpServer::start(
                    loop_.context().get_executor(),
                    {.body_limit_bytes = 1'000,
                     .bytes_in_hand_max = 500'000,
                     .gate = [this](const auto& head) { return admit(head); },
                     .body_timeout = std::chrono::milliseconds(300)},
                    [this](const auto& request) { return answer(request); }, logger_)
                    .value();
    });
  }
  void TearDown() override {
    loop_.run([this] { server_.reset(); });
    std::filesystem::remove_all(directory_.path());
  }

  asio::awaitable<net::Admission> admit(const net::ServerRequest& head) {
    if (head.path != "/file") {
      co_return std::unexpected(net::text_response(401, "Who are you?"));
    }
    auto file = directory_.open();
    co_return file ? net::Admission(net::BodyRoom(kRoom, *file))
                   : std::unexpected(net::text_response(500, file.error().message()));
  }
  asio::awaitable<net::ServerResponse> answer(const net::ServerRequest& request) {
    EXPECT_EQ(request.body, "");
    if (!request.file) {
      co_return net::text_response(200, "no file");
    }
    std::ifstream file(request.file->path(), std::ios::binary);
    std::stringstream text;
    text << file.rdbuf();
    is_as_sent_ = net::sha256_hex(text.view()) == request.file->checksum();
    co_return net::text_response(200, fmt::format("{} {} {}", text.view().size(),
                                                  request.file->size(), text.str().substr(0, 5)));
  }

  Peer connect() { return Peer(server_->port()); }
  static std::string head(std::size_t bytes, std::string_view path = "/file") {
    return fmt::format("POST {} HTTP/1.1\r\nHost: h\r\nContent-Length: {}\r\n\r\n", path, bytes);
  }
  std::ptrdiff_t files() const {
    std::error_code error;
    const std::filesystem::directory_iterator all(directory_.path(), error);
    return error ? 0 : std::distance(all, std::filesystem::directory_iterator());
  }
  // A condition that comes true on the server's thread.
  static bool comes_true(const std::function<bool()>& condition) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    while (!condition() && std::chrono::steady_clock::now() < end) {
      std::this_thread::yield();
    }
    return condition();
  }

  base::Logger logger_;
  std::atomic<bool> is_as_sent_ = false;
  net::BodyDirectory directory_{testing::TempDir() + fmt::format("kram-bodies-{}", ::getpid())};
  net::test::Loop loop_;
  std::unique_ptr<net::HttpServer> server_;
};

TEST_F(BodyFileTest, TakesMoreThanTheServerHoldsInMemory) {
  auto peer = connect();
  peer.send(head(2'000'000));
  peer.send(std::string(2'000'000, 'x'));
  EXPECT_THAT(peer.read_response(), EndsWith("2000000 2000000 xxxxx"));
  EXPECT_TRUE(is_as_sent_);
  EXPECT_TRUE(comes_true([this] { return files() == 0; })) << "nobody kept it";
  peer.send(head(5) + "again");
  EXPECT_THAT(peer.read_response(), EndsWith("5 5 again"));
}

TEST_F(BodyFileTest, TakesChunks) {
  auto peer = connect();
  peer.send(
      "POST /file HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
      "5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n");
  EXPECT_THAT(peer.read_response(), EndsWith("11 11 hello"));
  EXPECT_TRUE(is_as_sent_);
}

TEST_F(BodyFileTest, IsNotMadeForWhomTheGateRefuses) {
  auto peer = connect();
  peer.send(head(2'000'000, "/other"));
  EXPECT_THAT(peer.read_to_end(), StartsWith("HTTP/1.1 401 "));
  EXPECT_EQ(files(), 0);
}

TEST_F(BodyFileTest, RefusesWhatIsTooLarge) {
  auto announced = connect();
  announced.send(head(kRoom + 1));
  EXPECT_THAT(announced.read_to_end(), StartsWith("HTTP/1.1 413 "));
  auto chunked = connect();
  chunked.send("POST /file HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n");
  for (std::size_t sent = 0; sent <= kRoom; sent += 100'000) {
    chunked.send("186A0\r\n" + std::string(100'000, 'x') + "\r\n");
  }
  EXPECT_THAT(chunked.read_to_end(), StartsWith("HTTP/1.1 413 "));
  EXPECT_TRUE(comes_true([this] { return files() == 0; }));
}

TEST_F(BodyFileTest, LeavesNothingOfABodyThatIsCutOff) {
  auto peer = connect();
  peer.send(head(2'000'000) + std::string(200'000, 'x'));
  ASSERT_TRUE(comes_true([this] { return files() == 1; }));
  peer.reset();
  EXPECT_TRUE(comes_true([this] { return files() == 0; }));
}

// Four parts, each shortly before the time is over: together more than the time.
TEST_F(BodyFileTest, WaitsForASenderWhoGoesOnButNotForOneWhoStops) {
  auto slow = connect();
  slow.send(head(4));
  for (int part = 0; part < 4; ++part) {
    const auto due = std::chrono::steady_clock::now() + std::chrono::milliseconds(120);
    comes_true([due] { return std::chrono::steady_clock::now() >= due; });
    slow.send("x");
  }
  EXPECT_THAT(slow.read_response(), EndsWith("4 4 xxxx"));
  auto stuck = connect();
  stuck.send(head(4) + "xx");
  EXPECT_EQ(stuck.read_to_end(), "");
  EXPECT_TRUE(comes_true([this] { return files() == 0; }));
}

TEST_F(BodyFileTest, SaysThatThereIsNoRoom) {
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  const rlimit small{.rlim_cur = 300'000, .rlim_max = before.rlim_max};
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
  auto peer = connect();
  peer.send(head(2'000'000) + std::string(600'000, 'x'));
  const auto answer = peer.read_to_end();
  EXPECT_EQ(::setrlimit(RLIMIT_FSIZE, &before), 0);
  std::signal(SIGXFSZ, handler);
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 507 "));
  EXPECT_THAT(answer, HasSubstr("There is no room"));
  EXPECT_TRUE(comes_true([this] { return files() == 0; }));
}

TEST_F(BodyFileTest, StaysWhenItIsKept) {
  const auto path = loop_.run([this] {
    auto file = directory_.open().value();
    EXPECT_FALSE(net::FileLock::take(file->path())) << "the file is in use";
    file->keep();
    return file->path();
  });
  EXPECT_EQ(files(), 1);
  EXPECT_TRUE(net::FileLock::take(path));
  EXPECT_FALSE(net::FileLock::take(path / "none"));
  EXPECT_EQ(std::filesystem::status(path).permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

}  // namespace
