// How long a block takes from its hash to the commit, beside the node's answer alone.
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_future.hpp>
#include <chrono>
#include <stdexcept>

#include <fmt/format.h>

#include "bench/context.h"
#include "bench/full_block.h"
#include "bench/litecoind.h"
#include "chain/backends/backend_url.h"
#include "chain/backends/proved_block.h"
#include "chain/keys/account.h"
#include "chain/watcher/books.h"
#include "chain/watcher/payment_finder.h"

namespace bench {
namespace {

using boost::asio::awaitable;
using Time = std::chrono::duration<double, std::milli>;

constexpr int kTurns = 40;
constexpr std::chrono::seconds kPatience{60};
constexpr double kMultiple = 1.5;

// m/84'/0'/0' of the mnemonic "abandon … about" (BIP84), as wallets export it for test networks.
constexpr std::string_view kAccount =
    "wpkh(tpubDCxX2sYFS5bDkSe5GKKYHjBW7tgyN1R3UchpLJvdbf54ohxeGRtd8MbDUe1cguVHe4vnK68DsuD5MXjxi9EXx"
    "16rb9EnNsaF5KT99CinaJz/0/*)";

class BlockLoad {
 public:
  BlockLoad(Litecoind& node, db::Database& database, shop::BlockId block)
      : database_(database),
        block_(std::move(block)),
        previous_{block_.height - 1,
                  std::string(node.call("getblockhash", {block_.height - 1}).as_string())},
        question_(
            fmt::format(R"({{"id":0,"method":"getblock","params":["{}",false]}})", block_.hash)),
        node_(chain::parse_backend_url(node.backend()).value(), {}, http_),
        backend_(chain::make_backend(chain::parse_backend_url(node.backend()).value(), {}, http_)),
        finder_(chain::Account::parse(kAccount, base::Coin::ltc, chain::Network::regtest).value(),
                random_, /*ahead=*/500),
        books_({.coin = base::Coin::ltc,
                .rules = rules_,
                .currency = "PLN",
                .owner_ids = {},
                .database = database,
                .clock = clock_,
                .logger = logger_}) {
    run(prepare());
  }

  // Times the node's answer with the raw block, which is discarded.
  Time ask() {
    const auto begin = std::chrono::steady_clock::now();
    const auto answer = run(node_.post_json(
        question_, {.timeout = kPatience, .bytes = chain::hex_answer_max(chain::kBlockBytesMax)}));
    const Time time = std::chrono::steady_clock::now() - begin;
    if (!answer || answer->status != 200) {
      throw std::runtime_error("The node has no block.");
    }
    return time;
  }

  // Times the way from the hash to the commit; then takes the block back.
  Time apply() {
    const auto begin = std::chrono::steady_clock::now();
    run(work());
    const Time time = std::chrono::steady_clock::now() - begin;
    run(books_.undo(block_, previous_.height));
    return time;
  }

 private:
  template <class T>
  T run(awaitable<T> work) {
    return boost::asio::co_spawn(events_.io(), std::move(work), boost::asio::use_future).get();
  }

  awaitable<void> prepare() {
    co_await finder_.refresh(database_);
    co_await books_.start_at({previous_.height, previous_.hash}, previous_.hash);
  }

  awaitable<void> work() {
    auto raw = co_await backend_->raw_block(block_.hash);
    if (!raw) {
      throw std::runtime_error(raw.error().message);
    }
    const auto sourced =
        chain::prove_block(*std::move(raw), block_.hash, base::Coin::ltc, chain::Network::regtest);
    if (!sourced) {
      throw std::runtime_error(sourced.error().message);
    }
    co_await finder_.refresh(database_);
    chain::PaidBlock paid{.id = block_,
                          .time_s = sourced->block.header.time_s,
                          .payments = finder_.find(sourced->block.transactions)};
    if (!paid.payments.empty()) {
      throw std::runtime_error("The block pays to the shop.");
    }
    if (!co_await books_.apply(std::move(paid), previous_)) {
      throw std::runtime_error("The block does not follow.");
    }
  }

  db::Database& database_;
  shop::BlockId block_;
  shop::BlockId previous_;
  base::SystemClock clock_;
  base::SystemRandom random_;
  base::Logger logger_;
  shop::DepositRules rules_;
  EventThread events_;
  net::HttpClient http_{events_.io().get_executor()};
  std::string question_;
  chain::BackendHttp node_;
  std::unique_ptr<chain::Backend> backend_;
  chain::PaymentFinder finder_;
  chain::Books books_;
};

void measure(Context& context, Litecoind& node, const shop::BlockId& block, db::Engine engine) {
  const auto url = context.databases.create(engine, {.units = 10, .customers = 10});
  {
    const auto database = open(url);
    BlockLoad load(node, *database, block);
    std::vector<double> asked;
    std::vector<double> applied;
    for (int turn = 0; turn < kTurns; ++turn) {
      asked.push_back(load.ask().count());
      applied.push_back(load.apply().count());
    }
    context.report.add(
        {.name = fmt::format("full block of {} outputs, hash to commit, {}", kBlockOutputs,
                             engine == db::Engine::postgres ? "PostgreSQL" : "SQLite"),
         .measured = median(applied),
         .unit = "ms",
         .peer = "the node's answer",
         .limit = median(asked),
         .target = at_most(kMultiple)});
  }
  context.databases.remove(url);
}

}  // namespace

void measure_blocks(Context& context) {
  context.report.begin("blocks");
  Litecoind node(context.databases.directory() / "litecoind");
  const auto block = mine_full_block(node);
  measure(context, node, block, db::Engine::postgres);
  measure(context, node, block, db::Engine::sqlite);
}

}  // namespace bench
