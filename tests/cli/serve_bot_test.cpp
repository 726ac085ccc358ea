// `kram serve` with a bot, as an operator starts it first.
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <chrono>
#include <csignal>
#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/clock.h"
#include "base/log.h"
#include "cli/kram.h"
#include "sandbox/server/bot_api_server.h"
#include "support/eventually.h"
#include "support/recording.h"

namespace {

namespace asio = boost::asio;
using cli::Kram;
using tcp = asio::ip::tcp;

// A proxy that only notes what it is asked for first.
class SilentProxy {
 public:
  std::string address() const {
    return fmt::format("127.0.0.1:{}", acceptor_.local_endpoint().port());
  }
  // The head of the first request; "" when none comes in time.
  std::string first_request() {
    std::string head;
    acceptor_.async_accept(peer_, [&](const boost::system::error_code& refused) {
      if (!refused) {
        asio::async_read_until(peer_, asio::dynamic_buffer(head), "\r\n\r\n",
                               [](const boost::system::error_code&, std::size_t) {});
      }
    });
    context_.run_for(std::chrono::seconds(30));
    return head;
  }

 private:
  asio::io_context context_{1};
  tcp::acceptor acceptor_{context_, {asio::ip::address_v4::loopback(), 0}};
  tcp::socket peer_{context_};
};

TEST(ServeBot, TellsWhereTheBotIs) {
  const base::SystemClock clock;
  base::Logger logger{{.standard_output = false}};
  const sandbox::BotApiServer telegram{
      {.bot_username = "CornerShopBot", .record_file = support::record_file("cli_test")},
      clock,
      logger};
  const Kram kram;
  support::Program program(
      kram.start({"serve", "--roles", "bot"}, {{"DATABASE_URL", "sqlite:kram.db"},
                                               {"BOT_TOKEN", telegram.token()},
                                               {"ADMIN_IDS", "1"},
                                               {"TELEGRAM_API_URL", telegram.url()}}));
  EXPECT_TRUE(support::eventually([&] {
    return program.output().contains("Open https://t.me/CornerShopBot\n");
  })) << program.output()
      << program.errors();
  program.signal(SIGTERM);
  EXPECT_EQ(program.wait().exit_code, 0);
}

// From the file to the wire: Telegram is asked through the proxy, with the password's own sign.
TEST(ServeBot, GoesThroughTheProxyOfItsEnvFile) {
  SilentProxy proxy;
  const Kram kram;
  kram.write(".env", fmt::format("DATABASE_URL=sqlite:kram.db\n"
                                 "BOT_TOKEN=4242424242:a-token-that-looks-like-one-of-BotFather\n"
                                 "ADMIN_IDS=1\n"
                                 "TELEGRAM_API_URL=https://telegram.test\n"
                                 "HTTPS_PROXY=http://u:p%40ss@{}\n",
                                 proxy.address()));
  const support::Program program(kram.start({"serve", "--roles", "bot"}));
  const auto asked = proxy.first_request();
  EXPECT_TRUE(asked.starts_with("CONNECT telegram.test:443 HTTP/1.1\r\n"))
      << asked << program.output() << program.errors();
  EXPECT_TRUE(asked.contains("Proxy-Authorization: Basic dTpwQHNz\r\n")) << asked;
  EXPECT_FALSE(program.output().contains("p%40ss")) << program.output();
}

}  // namespace
