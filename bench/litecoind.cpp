#include "bench/litecoind.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_future.hpp>
#include <stdexcept>
#include <thread>

#include <fmt/format.h>

#include "chain/backends/backend_url.h"
#include "support/free_port.h"

namespace bench {
namespace {

constexpr int kAttempts = 300;
constexpr std::chrono::milliseconds kPause{100};
constexpr chain::AnswerBounds kBounds{.timeout = std::chrono::seconds(60),
                                      .bytes = chain::hex_answer_max(chain::kBlockBytesMax)};

ChildProcess::Options command(const std::filesystem::path& directory, std::uint16_t port) {
  std::filesystem::create_directories(directory);
  return {.command = {"/usr/lib/litecoin/litecoind", "-regtest", "-datadir=" + directory.native(),
                      "-server=1", "-listen=0", "-dnsseed=0", "-rpcbind=127.0.0.1",
                      "-rpcallowip=127.0.0.1", fmt::format("-rpcport={}", port), "-rpcuser=kram",
                      "-rpcpassword=bench", "-fallbackfee=0.0001", "-txindex=1"},
          .environment = {},
          .directory = directory,
          .log = directory / "output"};
}

}  // namespace

Litecoind::Litecoind(const std::filesystem::path& directory)
    : port_(support::free_port()),
      process_(command(directory, port_)),
      rpc_(chain::BackendHttp(chain::parse_backend_url(backend()).value(), {}, http_)) {
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    if (try_call("getblockcount", {})) {
      call("createwallet", {"bench"});
      return;
    }
    std::this_thread::sleep_for(kPause);
  }
  throw std::runtime_error("litecoind does not answer.");
}

std::string Litecoind::backend() const {
  return fmt::format("rpc+http://kram:bench@127.0.0.1:{}", port_);
}

chain::RpcResult<boost::json::value> Litecoind::try_call(std::string_view method,
                                                         boost::json::array params) {
  return boost::asio::co_spawn(events_.io(), rpc_.call(method, std::move(params), kBounds),
                               boost::asio::use_future)
      .get();
}

boost::json::value Litecoind::call(std::string_view method, boost::json::array params) {
  auto answer = try_call(method, std::move(params));
  if (!answer) {
    throw std::runtime_error(answer.error().error.message);
  }
  return *std::move(answer);
}

std::vector<boost::json::value> Litecoind::call_all(std::string_view method,
                                                    std::vector<boost::json::array> params) {
  const auto answers =
      boost::asio::co_spawn(events_.io(), rpc_.call_all(method, std::move(params), kBounds),
                            boost::asio::use_future)
          .get();
  if (!answers) {
    throw std::runtime_error(answers.error().error.message);
  }
  std::vector<boost::json::value> values;
  for (const auto& answer : *answers) {
    if (!answer) {
      throw std::runtime_error(answer.error().error.message);
    }
    values.push_back(*answer);
  }
  return values;
}

}  // namespace bench
