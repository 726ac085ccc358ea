#include "bench/shop_process.h"

#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <fstream>
#include <stdexcept>
#include <string_view>
#include <thread>

#include <fmt/format.h>

#include "support/free_port.h"

namespace bench {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;
using std::chrono::steady_clock;

constexpr std::chrono::seconds kStartPatience{30};
// The hash of a password that nobody uses.
constexpr std::string_view kPasswordHash =
    "$2b$04$abcdefghijklmnopqrstuuKq3vPPxoAzSXb2lGnQHW0pWJ3c0mJ9K";

std::vector<std::string> command_of(ShopProcess::Program program) {
  const auto directory = std::filesystem::read_symlink("/proc/self/exe").parent_path();
  return program == ShopProcess::Program::kram
             ? std::vector<std::string>{directory / "../src/app/program/kram", "serve"}
             : std::vector<std::string>{directory / "kram_bench", "--serve-unlimited"};
}

std::vector<std::string> environment_of(const ShopProcess::Options& options,
                                        const WebhookAddress& address, const StubBotApi& telegram) {
  return {"BOT_TOKEN=123456789:AAExample_token_of_the_benchmark_000",
          "ADMIN_IDS=1",
          "DATABASE_URL=" + options.database_url,
          "TELEGRAM_API_URL=" + telegram.url(),
          fmt::format("WEBHOOK_URL=http://127.0.0.1:{}{}", address.port, address.path),
          "WEBHOOK_SECRET=" + address.secret,
          fmt::format("WEB_LISTEN=127.0.0.1:{}", address.port),
          "WEB_SECRET_KEY=0123456789abcdef0123456789abcdef",
          "WEB_ADMIN_USERNAME=owner",
          fmt::format("WEB_ADMIN_PASSWORD={}", kPasswordHash),
          "SEND_LIMIT=1000",
          "LOG_FILE=" + (options.directory / "shop.log").native()};
}

bool is_ready(std::uint16_t port) {
  constexpr std::string_view kRequest =
      "GET /readyz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
  asio::io_context io;
  asio::ip::tcp::socket socket(io);
  error_code error;
  socket.connect({asio::ip::address_v4::loopback(), port}, error);
  if (error) {
    return false;
  }
  asio::write(socket, asio::buffer(kRequest), error);
  std::array<char, 12> status_line{};
  const auto count = socket.read_some(asio::buffer(status_line), error);
  return !error && std::string_view(status_line.data(), count) == "HTTP/1.1 200";
}

std::string content_of(const std::filesystem::path& file) {
  std::ifstream stream(file);
  return {std::istreambuf_iterator<char>(stream), {}};
}

}  // namespace

ShopProcess::ShopProcess(const Options& options, const StubBotApi& telegram)
    : log_(options.directory / fmt::format("shop-{}.out", support::free_port())),
      address_{.port = support::free_port(), .path = "/telegram", .secret = "bench-secret"},
      started_(steady_clock::now()),
      process_({.command = command_of(options.program),
                .environment = environment_of(options, address_, telegram),
                .directory = options.directory,
                .log = log_}) {
  while (!is_ready(address_.port)) {
    if (steady_clock::now() - started_ > kStartPatience) {
      throw std::runtime_error("The shop does not start: " + content_of(log_));
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  start_time_ =
      std::chrono::duration_cast<std::chrono::microseconds>(steady_clock::now() - started_);
}

void ShopProcess::stop() {
  const int status = process_.stop();
  const auto log = content_of(log_);
  if (status != 0 || log.contains("[error]") || log.contains("[warn")) {
    throw std::runtime_error("The shop did not run as it should: " + log.substr(0, 2'000));
  }
}

}  // namespace bench
