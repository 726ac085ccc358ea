#include "watcher/simulation/world.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/random.h"
#include "chain/blocks/block.h"
#include "chain/blocks/block_writer.h"
#include "chain/blocks/coinbase.h"
#include "chain/blocks/proof_of_work.h"
#include "chain/testing/model_chain.h"
#include "shop/core/enum_text.h"

namespace simulation {
namespace {

using namespace chain::testing;

constexpr int kFirstBlocks = 13;
constexpr std::size_t kKeptBlocks = 4;  // above the one where the shop begins
// Worth 0.00, 1.60, 3, 100 and 2400 at the first price.
constexpr std::array<std::chrono::seconds, 5> kSkews{{std::chrono::hours(0), std::chrono::hours(0),
                                                      std::chrono::hours(-4), std::chrono::hours(1),
                                                      std::chrono::hours(-400)}};
constexpr std::array<std::int64_t, 5> kAmounts{1, 800, 1'500, 50'000, 1'200'000};
constexpr std::array<std::pair<StepKind, int>, 12> kWeights{{{StepKind::pay, 8},
                                                             {StepKind::mine, 9},
                                                             {StepKind::reward, 1},
                                                             {StepKind::reorganise, 4},
                                                             {StepKind::replace, 2},
                                                             {StepKind::vanish, 1},
                                                             {StepKind::reappear, 1},
                                                             {StepKind::pass_time, 2},
                                                             {StepKind::set_rate, 3},
                                                             {StepKind::trouble, 4},
                                                             {StepKind::restart, 1},
                                                             {StepKind::rescan, 1}}};

StepKind any_kind(base::Random& random) {
  int sum = 0;
  for (const auto& [kind, weight] : kWeights) {
    sum += weight;
  }
  auto chosen = static_cast<int>(random.below(static_cast<std::uint64_t>(sum)));
  for (const auto& [kind, weight] : kWeights) {
    if ((chosen -= weight) < 0) {
      return kind;
    }
  }
  return StepKind::mine;
}

std::uint32_t any(base::Random& random) { return static_cast<std::uint32_t>(random.below(65'536)); }

chain::Hash256 hash_of(const Block& block) {
  return chain::hash_of_header(chain::ByteView(block.raw).first(chain::kHeaderBytes));
}

bool is_set(std::uint32_t bits, std::size_t at) { return ((bits >> (at % 16)) & 1U) != 0; }

bool has_work(const chain::Bytes& raw, chain::Coin coin) {
  return chain::check_work(chain::ByteView(raw).first(chain::kHeaderBytes), coin,
                           chain::Network::regtest)
      .has_value();
}

std::shared_ptr<const Block> empty_block(const chain::Hash256& previous, std::size_t height,
                                         std::uint32_t number, chain::Coin coin) {
  auto raw = make_block(previous, {make_coinbase(static_cast<std::int64_t>(height), number)},
                        1'700'000'000, coin);
  auto id = id_of_block(raw);
  return std::make_shared<const Block>(std::move(raw), std::move(id), std::vector<std::size_t>());
}

// An empty block in place of the one behind the last.
std::shared_ptr<const Block> sibling(const Chain& chain, chain::Coin coin) {
  return empty_block(hash_of(*chain.back()), chain.size(), 1'000'000, coin);
}

Chain another_chain(std::size_t length, chain::Coin coin) {
  Chain chain{empty_block({}, 0, 2'000'000, coin)};
  while (chain.size() < length) {
    chain.push_back(empty_block(hash_of(*chain.back()), chain.size(), 2'000'000, coin));
  }
  return chain;
}

}  // namespace

std::vector<Step> make_steps(std::uint64_t seed) {
  base::SeededRandom random(seed);
  std::vector<Step> steps(10 + random.below(kMaxSteps - 10));
  for (auto& step : steps) {
    step = {any_kind(random), any(random), any(random), any(random)};
  }
  steps.back().kind = StepKind::end;
  return steps;
}

World::World(std::uint64_t seed, const chain::Account& account)
    : account_(account), steps_(make_steps(seed)), skew_(kSkews.at(seed / 2 % kSkews.size())) {
  prices_[now_] = base::Money::units(200'000);
  for (int i = 0; i < kFirstBlocks; ++i) {
    mine(0);
  }
}

std::vector<Wanted> World::wanted() const {
  const auto& step = next();
  std::vector<Wanted> wanted;
  if (step.kind == StepKind::reward) {
    wanted.push_back({.customer = kCustomers.at(step.b % kCustomers.size())});
  }
  if (step.kind == StepKind::pay) {
    for (std::size_t i = 0; i < 1 + step.a % kMaxOutputs; ++i) {
      const auto customer = step.b + (is_set(step.c, 0) ? i % 2 : 0);
      wanted.push_back({.customer = kCustomers.at(customer % kCustomers.size()),
                        .is_old = is_set(step.c, 1 + i),
                        .choice = step.a / 4});
    }
  }
  return wanted;
}

void World::take(const std::vector<std::uint32_t>& given) {
  const auto step = next();
  now_ += std::chrono::seconds(1 + step.a % 50);
  switch (step.kind) {
    case StepKind::pay:
      pay(step, given);
      break;
    case StepKind::mine:
      mine(step.c);
      break;
    case StepKind::reward:
      reward(step, given);
      break;
    case StepKind::reorganise:
      reorganise(step);
      break;
    case StepKind::replace:
      replace(step);
      break;
    case StepKind::vanish:
      vanish(step);
      break;
    case StepKind::reappear:
      reappear(step);
      break;
    case StepKind::pass_time: {
      constexpr std::array<int, 5> kMinutes{1, 30, 61, 13 * 60, 25 * 60};
      now_ += std::chrono::minutes(kMinutes.at(step.b % kMinutes.size()));
      break;
    }
    case StepKind::set_rate:
      set_price(step.b);
      break;
    case StepKind::trouble:
      start_trouble(step);
      break;
    case StepKind::restart:
    case StepKind::rescan:
      break;
    case StepKind::end:
      end(step);
      break;
  }
  ++taken_;
  for (auto& trouble : troubles_) {
    if (trouble.until <= taken_) {
      trouble = {};
    }
  }
}

void World::pay(const Step& step, const std::vector<std::uint32_t>& given) {
  const auto wants = wanted();
  std::map<int, Payment> payments;
  for (std::size_t i = 0; i < wants.size(); ++i) {
    const auto output = static_cast<int>(i + step.b % 2);  // sometimes after the change output
    payments[output] = {.customer = wants[i].customer,
                        .index = given.at(i),
                        .amount_sat = kAmounts.at((step.c / 16 + i) % kAmounts.size())};
  }
  add(std::move(payments), coins_++, step.b % 3 == 0 ? Place::hidden : Place::waiting);
}

void World::add(std::map<int, Payment> payments, std::uint32_t spent, Place place) {
  const auto last = payments.empty() ? 0 : payments.rbegin()->first;
  std::vector<Pay> outputs(static_cast<std::size_t>(last) + 2, {.script = {0x6a}, .amount_sat = 7});
  for (const auto& [output, payment] : payments) {
    outputs[static_cast<std::size_t>(output)] = {.script = account_.script(payment.index),
                                                 .amount_sat = payment.amount_sat};
  }
  auto raw = make_transaction(outputs, spent);
  auto txid = id_of_transaction(raw);
  const auto same = std::ranges::find(transactions_, txid, &Transaction::txid);
  if (same == transactions_.end()) {
    transactions_.push_back({.raw = std::move(raw),
                             .txid = std::move(txid),
                             .spent = spent,
                             .payments = std::move(payments),
                             .place = place});
  } else {
    same->place = place;
  }
}

void World::mine(std::uint32_t choice) {
  auto included = put_into_block(choice);
  mine_on(make_coinbase(static_cast<std::int64_t>(chain_.size()), mined_++), std::move(included));
}

void World::reward(const Step& step, const std::vector<std::uint32_t>& given) {
  const auto customer = wanted().front().customer;
  const auto amount_sat = kAmounts.at(step.c % kAmounts.size());
  auto script_sig = chain::height_script(static_cast<std::int64_t>(chain_.size()));
  script_sig.insert(script_sig.end(),
                    {2, static_cast<std::uint8_t>(mined_), static_cast<std::uint8_t>(mined_ >> 8)});
  auto raw = chain::write_transaction(
      {.spends = chain::kNullOutpoint,
       .script_sig = std::move(script_sig),
       .outputs = {{.script = account_.script(given.at(0)), .amount_sat = amount_sat}}});
  ++mined_;
  auto txid = id_of_transaction(raw);
  transactions_.push_back(
      {.raw = raw,
       .txid = std::move(txid),
       .spent = coins_++,
       .payments = {{0, {.customer = customer, .index = given.at(0), .amount_sat = amount_sat}}},
       .place = Place::mined,
       .is_coinbase = true});
  mine_on(std::move(raw), {transactions_.size() - 1});
}

std::vector<std::size_t> World::put_into_block(std::uint32_t choice) {
  std::vector<std::size_t> included;
  for (std::size_t i = 0; i < transactions_.size(); ++i) {
    auto& transaction = transactions_[i];
    const bool can_be_mined =
        transaction.place == Place::waiting || transaction.place == Place::hidden;
    if (can_be_mined && is_set(choice, i)) {
      transaction.place = Place::mined;
      included.push_back(i);
    }
  }
  return included;
}

void World::mine_on(chain::Bytes coinbase, std::vector<std::size_t> included) {
  std::vector<chain::Bytes> raws{std::move(coinbase)};
  for (const auto id : included) {
    if (!transactions_[id].is_coinbase) {
      raws.push_back(transactions_[id].raw);
    }
  }
  const auto previous = chain_.empty() ? chain::Hash256{} : hash_of(*chain_.back());
  const auto time = std::chrono::floor<std::chrono::seconds>(now_ + skew_).time_since_epoch();
  auto raw = make_block(previous, raws, static_cast<std::uint32_t>(time.count()), account_.coin());
  auto id = id_of_block(raw);
  chain_.push_back(
      std::make_shared<const Block>(std::move(raw), std::move(id), std::move(included)));
  longest_ = std::max(longest_, chain_.size());
  note_confirmations();
}

void World::note_confirmations() {
  for (std::size_t height = 0; height < chain_.size(); ++height) {
    for (const auto id : chain_[height]->transactions) {
      auto& highest = transactions_[id].max_confirmations;
      highest = std::max(highest, static_cast<std::int64_t>(chain_.size() - height));
    }
  }
}

void World::reorganise(const Step& step) {
  const auto depth = std::min<std::size_t>(1 + step.a % 6, chain_.size() - kKeptBlocks);
  for (std::size_t i = 0; i < depth; ++i) {
    for (const auto id : chain_.back()->transactions) {
      const bool is_lost = is_set(step.b, id) && is_set(step.b, id + 1);
      transactions_[id].place =
          is_lost || transactions_[id].is_coinbase ? Place::gone : Place::waiting;
    }
    chain_.pop_back();
  }
  const bool is_shorter = step.b % 8 == 7;
  for (std::size_t i = is_shorter ? 1 : 0; i < depth + step.b % 3; ++i) {
    mine(step.c >> i);
  }
}

void World::replace(const Step& step) {
  const auto waiting = at(Place::waiting);
  if (waiting.empty()) {
    return;
  }
  auto& replaced = transactions_[waiting[step.a % waiting.size()]];
  replaced.place = Place::gone;
  auto payments = step.b % 3 == 0 ? std::map<int, Payment>() : replaced.payments;
  for (auto& [output, payment] : payments) {
    payment.amount_sat = kAmounts.at((step.c + static_cast<std::uint32_t>(output)) % 5) + 1;
  }
  add(std::move(payments), replaced.spent, step.b % 2 == 0 ? Place::waiting : Place::hidden);
}

void World::vanish(const Step& step) {
  const auto waiting = at(Place::waiting);
  if (!waiting.empty()) {
    transactions_[waiting[step.a % waiting.size()]].place = Place::gone;
  }
}

void World::reappear(const Step& step) {
  const auto gone = at(Place::gone);
  if (gone.empty()) {
    return;
  }
  auto& transaction = transactions_[gone[step.a % gone.size()]];
  if (!transaction.is_coinbase && !is_spent(transaction.spent)) {
    transaction.place = Place::waiting;
  }
}

void World::set_price(std::uint32_t choice) {
  prices_[now_] = base::Money::units(100'000 + 50'000 * (choice % 5));
}

void World::start_trouble(const Step& step) {
  const auto kinds = static_cast<std::uint32_t>(Trouble::elsewhere);
  const auto kind = static_cast<Trouble>(1 + step.b % kinds);
  troubles_.at(step.a % kBackends) = {
      .kind = kind, .until = taken_ + 2 + step.c % 8, .chain = chain_in(kind)};
}

Chain World::chain_in(Trouble kind) const {
  auto chain = chain_;
  switch (kind) {
    case Trouble::invents:
      chain.push_back(invented(*chain.back()));
      chain.push_back(invented(*chain.back()));
      return chain;
    case Trouble::branches:
      chain.pop_back();
      chain.push_back(sibling(chain, account_.coin()));
      return chain;
    case Trouble::elsewhere:
      return another_chain(chain_.size() + 5, account_.coin());
    case Trouble::none:
    case Trouble::down:
    case Trouble::refused:
    case Trouble::nonsense:
    case Trouble::half_blocks:
    case Trouble::other_blocks:
    case Trouble::forged_blocks:
    case Trouble::no_mempool:
    case Trouble::no_headers:
    case Trouble::limits:
    case Trouble::stale:
      return chain;
  }
  std::unreachable();
}

// It pays to whoever has the first addresses.
std::shared_ptr<const Block> World::invented(const Block& previous) const {
  std::vector<Pay> outputs;
  for (std::uint32_t index = 0; index < kCustomers.size(); ++index) {
    outputs.push_back({.script = account_.script(index), .amount_sat = 5'000'000});
  }
  chain::NewBlock block{.previous = hash_of(previous), .time_s = 1'800'000'000};
  block.transactions = {make_coinbase(0), make_transaction(outputs, 1'000'000)};
  auto raw = chain::write_block(block);
  while (has_work(raw, account_.coin())) {
    ++block.nonce;
    raw = chain::write_block(block);
  }
  auto id = id_of_block(raw);
  return std::make_shared<const Block>(std::move(raw), std::move(id), std::vector<std::size_t>());
}

// A shop stays on its branch until another one has more work; the pauses of backends that failed
// are over.
void World::end(const Step& step) {
  for (auto& trouble : troubles_) {
    trouble = {};
  }
  now_ += std::chrono::minutes(30);
  if (step.b % 4 != 0) {
    set_price(step.c);
  }
  for (const auto longest = longest_; chain_.size() <= longest;) {
    mine(step.c);
  }
}

std::vector<std::size_t> World::at(Place place) const {
  std::vector<std::size_t> ids;
  for (std::size_t i = 0; i < transactions_.size(); ++i) {
    if (transactions_[i].place == place) {
      ids.push_back(i);
    }
  }
  return ids;
}

bool World::is_spent(std::uint32_t coin) const {
  return std::ranges::any_of(transactions_, [&](const Transaction& transaction) {
    return transaction.spent == coin && transaction.place != Place::gone;
  });
}

const Chain& World::chain_of(std::size_t backend) const {
  const auto& trouble = troubles_.at(backend);
  return trouble.kind >= Trouble::stale ? trouble.chain : chain_;
}

std::string World::text() const {
  std::string text;
  for (const auto& [kind, a, b, c] : steps_) {
    text += fmt::format("{}({}, {}, {}) ", shop::text_of(kind), a, b, c);
  }
  return text;
}

}  // namespace simulation
