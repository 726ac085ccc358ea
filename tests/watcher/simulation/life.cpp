#include "watcher/simulation/life.h"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <memory>
#include <optional>
#include <stdexcept>
#include <vector>

#include "chain/backends/backend_pool.h"
#include "chain/watcher/account_key.h"
#include "chain/watcher/rescan.h"
#include "chain/watcher/watcher.h"
#include "db/open.h"
#include "derivation/account_key.h"
#include "shop/customers/customer.h"
#include "shop/deposits/coins/crypto_address.h"
#include "shop/testing/rate.h"
#include "watcher/simulation/killed_database.h"
#include "watcher/simulation/verdict.h"
#include "watcher/simulation/world_backend.h"

namespace simulation {
namespace {

using boost::asio::awaitable;

constexpr std::size_t kQuietLooks = 5;
constexpr std::size_t kMaxCalls = 20'000;

class Life final : public Listener {
 public:
  Life(const Plan& plan, Memory& memory)
      : memory_(memory),
        account_(account_of(plan)),
        coin_(account_.coin()),
        world_(plan.seed, account_),
        clock_(kStart),
        random_(31 * plan.seed + memory.taken),
        calls_for_a_step_(1 + random_.below(10)),
        files_(open(plan.database_url)),
        database_(*files_, moments_left_) {
    restore();
    moments_left_ = memory.moments_left;
  }

  std::string run() {
    while (!is_at_rest()) {
      requested_.reset();
      if (const auto end = follow_chain(); !end) {
        return "the watcher has stopped: " + end.error().message;
      }
      if (requested_ == StepKind::rescan) {
        rescan();
      }
    }
    if (!early_credit_.empty()) {
      return early_credit_;
    }
    return files_->read_blocking([&](db::Tx& tx) { return find_disagreement(tx, world_, rules_); });
  }

 private:
  std::unique_ptr<db::Database> open(const std::string& url) {
    return db::open({.url = url, .connections = 2}, logger_).value();
  }

  // Restores the world as it was when the last process ended, and repeats its setup of the
  // database, which that process may not have finished.
  void restore() {
    while (world_.taken() < memory_.taken) {
      const auto& given = memory_.given.at(world_.taken());
      world_.take({given.begin(), given.end()});
    }
    clock_.set(world_.now());
    files_->transact_blocking([&](db::Tx& tx) {
      register_customers(tx);
      save_last_price(tx);
      return true;
    });
  }

  void register_customers(db::Tx& tx) {
    shop::register_customer(tx, {.id = kOwner, .first_name = "Olga"}, random_, kStart);
    std::optional<std::string> code;
    for (const auto id : kCustomers) {
      const auto known = shop::register_customer(
          tx, {.id = id, .first_name = "Name", .referral_code = code}, random_, kStart);
      code = id == kCustomers[0] ? std::optional(known.customer.referral_code) : std::nullopt;
    }
  }

  void save_last_price(db::Tx& tx) {
    const auto& [read_at, price] = *world_.prices().rbegin();
    shop::set_rate(tx, coin_, price, read_at);
  }

  bool is_at_rest() const { return world_.is_over() && quiet_looks_ >= kQuietLooks; }

  chain::BackendPool backends_of_world() {
    std::vector<std::unique_ptr<chain::Backend>> backends;
    for (std::size_t i = 0; i < kBackends; ++i) {
      backends.push_back(std::make_unique<WorldBackend>(i, world_, *this));
    }
    return {std::move(backends), clock_, logger_, {.coin = coin_}};
  }

  chain::Watcher::Context watcher_context(chain::BackendPool& backends) {
    return {.backends = backends,
            .account = account_,
            .rules = rules_,
            .currency = "PLN",
            .database = database_,
            .clock = clock_,
            .random = random_,
            .logger = logger_,
            .owner_ids = {kOwner}};
  }

  // Runs the watcher until the schedule asks for something else or nothing is left to do.
  base::Result<void> follow_chain() {
    constexpr std::chrono::milliseconds kAtOnce{0};
    auto asked = backends_of_world();
    chain::Watcher watcher(
        context_.get_executor(), watcher_context(asked),
        {.poll = kAtOnce, .look = kAtOnce, .retry = kAtOnce, .missing = kAtOnce, .ahead = 20});
    std::optional<base::Result<void>> end;
    start(watcher.run(), end);
    while (!end) {
      step();
      if (requested_ || is_at_rest()) {
        watcher.stop();
      }
    }
    return *end;
  }

  // Its result does not matter: it may meet another branch, or no backend that works.
  void rescan() {
    auto asked = backends_of_world();
    std::optional<base::Result<chain::RescanReport>> end;
    const auto height = static_cast<std::int64_t>(world_.chain().size()) - 8;
    start(chain::rescan(watcher_context(asked), height, {}, std::chrono::milliseconds(0)), end);
    while (!end) {
      step();
    }
  }

  template <class T>
  void start(awaitable<base::Result<T>> work, std::optional<base::Result<T>>& end) {
    boost::asio::co_spawn(context_, std::move(work),
                          [&end](std::exception_ptr thrown, base::Result<T> result) {
                            if (thrown) {
                              std::rethrow_exception(thrown);
                            }
                            end = std::move(result);
                          });
  }

  void step() {
    context_.restart();
    context_.run_one();
  }

  // The world may change before each answer of a backend.
  awaitable<void> before_answer() override {
    if (++calls_ > kMaxCalls) {
      throw std::runtime_error("the watcher does not come to rest");
    }
    if (memory_.has_begun && !requested_ && !world_.is_over() &&
        random_.below(calls_for_a_step_) == 0) {
      co_await take_step();
    }
  }

  void before_look() override {
    memory_.has_begun = true;
    ++quiet_looks_;
    if (early_credit_.empty()) {
      early_credit_ =
          files_->read_blocking([&](db::Tx& tx) { return find_early_credit(tx, world_, rules_); });
    }
  }

  // A process killed before `memory_.taken` is set repeats the step, and is given the same
  // addresses again; one killed after it leaves the price to `restore`.
  awaitable<void> take_step() {
    const auto kind = world_.next().kind;
    const auto given = co_await give(world_.wanted());
    std::ranges::copy(given, memory_.given.at(world_.taken()).begin());
    world_.take(given);
    memory_.taken = world_.taken();
    clock_.set(world_.now());
    if (world_.prices().rbegin()->first == world_.now()) {
      co_await database_.transact([this](db::Tx& tx) {
        save_last_price(tx);
        return true;
      });
    }
    if (kind == StepKind::restart || kind == StepKind::rescan) {
      requested_ = kind;
    }
    quiet_looks_ = 0;
  }

  awaitable<std::vector<std::uint32_t>> give(std::vector<Wanted> wanted) {
    if (wanted.empty()) {
      co_return std::vector<std::uint32_t>();
    }
    co_return co_await database_.transact([this, wanted = std::move(wanted)](db::Tx& tx) {
      std::vector<std::uint32_t> given;
      for (const auto& one : wanted) {
        given.push_back(index_for(tx, one));
      }
      return given;
    });
  }

  std::uint32_t index_for(db::Tx& tx, const Wanted& wanted) {
    const auto open =
        shop::open_address(tx, wanted.customer, coin_, chain::account_key(account_), clock_.now());
    if (!wanted.is_old) {
      return static_cast<std::uint32_t>(open.derivation_index);
    }
    const auto all = tx.all<std::int64_t>(
        "SELECT derivation_index FROM crypto_addresses WHERE user_id = $1 ORDER BY id",
        wanted.customer);
    return static_cast<std::uint32_t>(all.at(wanted.choice % all.size()));
  }

  Memory& memory_;
  base::Logger logger_;
  chain::Account account_;
  base::Coin coin_;
  shop::DepositRules rules_{
      .commission = *base::Percent::of(3),
      .min = base::Money::units(5),
      .confirmations = {{.from = {}, .confirmations = 1},
                        {.from = base::Money::units(2'000), .confirmations = 3}}};
  World world_;
  base::ManualClock clock_;
  base::SeededRandom random_;
  std::uint64_t calls_for_a_step_;
  std::int64_t moments_left_ = -1;
  boost::asio::io_context context_{1};  // outlives the database's threads, which post to it
  std::unique_ptr<db::Database> files_;
  KilledDatabase database_;
  std::size_t calls_ = 0;
  std::size_t quiet_looks_ = 0;
  std::optional<StepKind> requested_;
  std::string early_credit_;
};

}  // namespace

chain::Account account_of(const Plan& plan) {
  return derivation::account_of(chain::ScriptType::wpkh,
                                plan.seed % 2 == 0 ? base::Coin::btc : base::Coin::ltc,
                                chain::Network::regtest);
}

void live(const Plan& plan, Memory& memory) {
  std::string verdict;
  try {
    verdict = Life(plan, memory).run();
  } catch (const std::exception& failure) {
    verdict = std::string("it threw: ") + failure.what();
  }
  const auto length = verdict.copy(memory.verdict.data(), memory.verdict.size() - 1);
  memory.verdict.at(length) = 0;
}

}  // namespace simulation
