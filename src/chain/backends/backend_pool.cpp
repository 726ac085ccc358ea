#include "chain/backends/backend_pool.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "base/check.h"

namespace chain {
namespace {

using boost::asio::awaitable;

constexpr std::array kAllAbilities{Ability::state,  Ability::block_hash, Ability::header,
                                   Ability::block,  Ability::mempool,    Ability::transactions,
                                   Ability::waiting};

bool is_absence(const base::Error& error) { return error.kind == base::ErrorKind::not_found; }

// Of blocks: no chain has as many for ten thousand years.
constexpr std::int64_t kHeightMax = 1'000'000'000;

bool is_possible(const ChainState& state) {
  return std::ranges::all_of(std::array{state.tip.height, state.header_height, state.first_height},
                             [](auto height) { return height >= 0 && height <= kHeightMax; });
}

Backend::Answer<ChainState> possible_state(Backend& backend) {
  auto state = co_await backend.state();
  if (state && !is_possible(*state)) {
    co_return base::invalid(
        fmt::format("The backend {} names a height that no chain has.", backend.name()));
  }
  co_return state;
}

}  // namespace

BackendPool::BackendPool(std::vector<std::unique_ptr<Backend>> backends, const base::Clock& clock,
                         base::Logger& logger, Options options)
    : clock_(clock), logger_(logger), options_(std::move(options)) {
  base::check(!backends.empty(), "there is a backend");
  for (auto& backend : backends) {
    auto& member = members_.emplace_back();
    member.health.name = backend->name();
    member.backend = std::move(backend);
  }
}

BackendPool::~BackendPool() = default;

std::vector<BackendHealth> BackendPool::health() const {
  std::vector<BackendHealth> all;
  all.reserve(members_.size());
  for (const auto& member : members_) {
    auto& health = all.emplace_back(member.health);
    for (const auto ability : kAllAbilities) {
      const auto& record = member.record(ability);
      if (health.trouble.empty() && is_needed(ability) && record.error()) {
        health.trouble = record.error()->message;
      }
    }
    health.refused = member.backend->refused();
    health.is_healthy = health.trouble.empty();
  }
  return all;
}

// The lower, the earlier it is asked.
int BackendPool::rank(const Member& member, Ability ability) const {
  const auto now = clock_.now();
  if (member.aside != Aside::no) {
    return is_over(member.aside_until, now, kAsidePause) ? 2 : 3;
  }
  if (!member.record(ability).is_due(now)) {
    return 4;
  }
  return member.is_current ? 0 : 1;
}

void BackendPool::set_patience(std::optional<std::chrono::milliseconds> patience) {
  using Steady = std::chrono::steady_clock;
  patience_ = patience;
  deadline_ = patience ? Steady::now() + *patience : Steady::time_point::max();
  for (auto& member : members_) {
    member.backend->set_deadline(deadline_);
  }
}

bool BackendPool::may_hurry(std::size_t index) const {
  return std::ranges::any_of(members_, [&](const Member& other) {
    return &other != &members_[index] && other.is_current && other.aside == Aside::no &&
           !other.record(Ability::state).error();
  });
}

std::vector<std::size_t> BackendPool::order(Ability ability) const {
  std::vector<std::size_t> all;
  for (std::size_t i = 0; i < members_.size(); ++i) {
    const auto& record = members_[i].record(ability);
    if (is_needed(ability) || record.is_due(clock_.now())) {
      all.push_back(i);
    }
  }
  std::ranges::sort(all, {},
                    [&](std::size_t i) { return std::pair(rank(members_[i], ability), i); });
  return all;
}

std::vector<std::size_t> BackendPool::order_from(Ability ability, std::size_t first) const {
  auto all = order(ability);
  const auto found = std::ranges::find(all, first);
  if (found != all.end() && rank(members_[first], ability) == 0) {
    std::rotate(all.begin(), found, std::next(found));
  }
  return all;
}

void BackendPool::note_success(Member& member, Ability ability) {
  const bool has_recovered = member.record(ability).error().has_value();
  if (has_recovered && ability == Ability::state) {
    member.records = {};
    logger_.info("The backend {} works again.", member.health.name);
  }
  member.record(ability).note_success();
  member.health.answered_at = clock_.now();
}

void BackendPool::note_failure(Member& member, Ability ability, const base::Error& error) {
  auto& record = member.record(ability);
  if (!record.error() || record.error()->message != error.message) {
    logger_.warn("{}", error.message);
  }
  ++member.health.failures;
  record.note_failure(error, clock_.now());
}

base::Error BackendPool::too_late(const Member& member) const {
  return {base::ErrorKind::unavailable,
          fmt::format("The backend {} is asked no more for now: the answers before took too long.",
                      member.health.name)};
}

// That a backend lacks a block is no failure, but it must know its own tip.
template <class T>
BackendPool::Answer<T> BackendPool::note(Member& member, Ability ability, Answer<T> answer) {
  if (is_late()) {
    co_return std::unexpected(too_late(member));
  }
  auto result = co_await std::move(answer);
  if (result || (is_absence(result.error()) && ability != Ability::state)) {
    note_success(member, ability);
  } else {
    note_failure(member, ability, result.error());
  }
  co_return result;
}

BackendPool::Answer<ChainState> BackendPool::state(std::size_t index) {
  auto& member = members_[index];
  member.asked_at = clock_.now();
  const auto state = co_await note(member, Ability::state, possible_state(*member.backend));
  if (!state) {
    co_return std::unexpected(state.error());
  }
  member.announced = *state;
  if (const auto checked = co_await check_chain(member, *state); !checked) {
    co_return std::unexpected(checked.error());
  }
  member.health.state = *state;
  co_return state;
}

BackendPool::Answer<void> BackendPool::check_chain(Member& member, const ChainState& state) {
  const auto index = static_cast<std::size_t>(&member - members_.data());
  const bool is_unknown = member.genesis.empty();
  if (is_unknown) {
    const auto first = co_await check_genesis(member);
    if (!first) {
      co_return std::unexpected(first.error());
    }
    member.genesis = *first;
  }
  const auto& known = options_.known_block;
  if (known && !member.has_known_block && state.tip.height >= known->height) {
    const auto hash = co_await block_hash(index, known->height);
    if (!hash) {
      co_return std::unexpected(hash.error());
    }
    if (*hash != known->hash) {
      member.genesis.clear();
      co_return std::unexpected(another_chain(index));
    }
    member.has_known_block = true;
  }
  if (is_unknown) {
    take_back(index, Aside::another_chain);
  }
  co_return base::Result<void>();
}

BackendPool::Answer<std::string> BackendPool::check_genesis(Member& member) {
  const auto index = static_cast<std::size_t>(&member - members_.data());
  const auto first = co_await block_hash(index, 0);
  if (!first) {
    co_return std::unexpected(first.error());
  }
  if (!options_.genesis.empty() &&
      std::ranges::find(options_.genesis, *first) == options_.genesis.end()) {
    co_return std::unexpected(another_chain(index));
  }
  co_return *first;
}

base::Error BackendPool::another_chain(std::size_t member) {
  set_aside(member, Aside::another_chain,
            "serves another chain than the settings say: check its address and the network");
  ++members_[member].health.failures;
  return {base::ErrorKind::invalid, members_[member].health.trouble};
}

bool BackendPool::may_have_news(std::size_t index, std::chrono::milliseconds pause) const {
  const auto& member = members_[index];
  const auto now = clock_.now();
  return member.record(Ability::state).is_due(now) &&
         is_over(member.asked_at + pause, now, pause) &&
         (member.aside == Aside::no || is_over(member.aside_until, now, kAsidePause));
}

BackendPool::Answer<std::string> BackendPool::block_hash(std::size_t index, std::int64_t height) {
  auto& member = members_[index];
  return note(member, Ability::block_hash, ask_for_hash(member, height));
}

BackendPool::Answer<std::string> BackendPool::ask_for_hash(Member& member, std::int64_t height) {
  auto hash = co_await member.backend->block_hash(height);
  if (!hash) {
    co_return std::unexpected(judge_absence(member, height, std::move(hash.error())));
  }
  member.named = {height, *hash};
  co_return hash;
}

// Whoever says that its tip is at some height has all below it.
base::Error BackendPool::judge_absence(const Member& member, std::int64_t height,
                                       base::Error error) const {
  if (!is_absence(error) || member.announced.tip.hash.empty() ||
      height > member.announced.tip.height) {
    return error;
  }
  return {base::ErrorKind::invalid,
          fmt::format("The backend {} says that it has all blocks up to {}, but not block {}.",
                      member.health.name, member.announced.tip.height, height)};
}

// It has the blocks that it named itself, unless they are pruned.
base::Error BackendPool::judge_absence(const Member& member, const std::string& hash,
                                       base::Error error) const {
  for (const auto& block : {member.announced.tip, member.named}) {
    if (block.hash == hash && block.height >= member.announced.first_height) {
      return judge_absence(member, block.height, std::move(error));
    }
  }
  return error;
}

template <class T, class Question>
BackendPool::Answer<T> BackendPool::ask_in_turn(Ability ability, std::size_t first,
                                                Question question) {
  std::optional<base::Error> failure;
  for (const auto index : order_from(ability, first)) {
    if (failure && is_late()) {
      break;
    }
    auto answer = co_await note<T>(members_[index], ability, question(members_[index]));
    if (answer) {
      co_return answer;
    }
    if (!failure || is_absence(*failure)) {
      failure = answer.error();
    }
  }
  co_return std::unexpected(failure ? *std::move(failure) : remembered_error(ability));
}

// REQUIRES: no member is to be asked for it now.
base::Error BackendPool::remembered_error(Ability ability) const {
  for (const auto& member : members_) {
    if (const auto& error = member.record(ability).error()) {
      return *error;
    }
  }
  return {base::ErrorKind::unavailable, "No backend can be asked for this now."};
}

base::Error BackendPool::with_name(const Member& member, base::Error error,
                                   const std::string& what) const {
  error.message = fmt::format("{} (backend {}, block {})", error.message, member.health.name, what);
  return error;
}

BackendPool::Answer<Header> BackendPool::header(std::string hash, std::size_t first) {
  const auto header =
      co_await ask_in_turn<Header>(Ability::header, first, [&](Member& member) -> Answer<Header> {
        const auto raw = co_await member.backend->raw_header(hash);
        if (!raw) {
          co_return std::unexpected(judge_absence(member, hash, raw.error()));
        }
        auto proved = prove_header(*raw, hash, options_.coin, options_.network);
        co_return proved ? std::move(proved)
                         : std::unexpected(with_name(member, proved.error(), hash));
      });
  if (header || is_absence(header.error())) {
    co_return header;
  }
  const auto whole = co_await block(std::move(hash), first);
  if (!whole) {
    co_return std::unexpected(whole.error());
  }
  co_return whole->block.header;
}

BackendPool::Answer<SourcedBlock> BackendPool::block(std::string hash, std::size_t first) {
  co_return co_await ask_in_turn<SourcedBlock>(
      Ability::block, first, [&](Member& member) -> Answer<SourcedBlock> {
        auto raw = co_await member.backend->raw_block(hash);
        if (!raw) {
          co_return std::unexpected(judge_absence(member, hash, raw.error()));
        }
        auto proved = prove_block(*std::move(raw), hash, options_.coin, options_.network);
        if (!proved) {
          co_return std::unexpected(with_name(member, proved.error(), hash));
        }
        set_patience(patience_);
        co_return proved;
      });
}

BackendPool::Answer<Mempool> BackendPool::mempool() {
  co_return co_await ask_in_turn<Mempool>(
      Ability::mempool, 0, [&](Member& member) -> Answer<Mempool> {
        auto ids = co_await member.backend->waiting_ids();
        if (!ids) {
          co_return std::unexpected(ids.error());
        }
        co_return Mempool{.member = static_cast<std::size_t>(&member - members_.data()),
                          .ids = *std::move(ids)};
      });
}

awaitable<FetchedTransactions> BackendPool::waiting_transactions(std::size_t first,
                                                                 std::vector<std::string> ids) {
  FetchedTransactions fetched;
  for (const auto index : order_from(Ability::transactions, first)) {
    if (ids.empty() || (fetched.error && is_late())) {
      break;
    }
    fetched.error = co_await fetch_from(members_[index], ids, fetched);
    if (!fetched.error) {
      co_return fetched;
    }
  }
  if (!ids.empty() && !fetched.error) {
    fetched.error = remembered_error(Ability::transactions);
  }
  co_return fetched;
}

// A quarter of the time is left for what is asked afterwards.
FetchBounds BackendPool::fetch_bounds(const Member& member) const {
  FetchBounds bounds;
  if (patience_) {
    bounds.deadline = deadline_ - (deadline_ - std::chrono::steady_clock::now()) / 4;
  }
  bounds.check = [this, &member](const WaitingTransaction& one) -> base::Result<void> {
    if (is_proved(one, options_.coin)) {
      return {};
    }
    return base::invalid(
        fmt::format("The backend {} sent something else than transactions.", member.health.name));
  };
  return bounds;
}

// Takes those that the member has out of `ids`.
awaitable<std::optional<base::Error>> BackendPool::fetch_from(Member& member,
                                                              std::vector<std::string>& ids,
                                                              FetchedTransactions& fetched) {
  if (is_late()) {
    co_return too_late(member);
  }
  const auto bounds = fetch_bounds(member);
  auto got = co_await member.backend->waiting_transactions(ids, bounds);
  if (std::chrono::steady_clock::now() >= bounds.deadline) {
    got.error = judge_late(member, got);
  }
  // One that sends some and then fails is asked again at the next look.
  const bool has_served =
      !got.error || (!got.transactions.empty() && got.error->kind == base::ErrorKind::unavailable);
  if (!has_served) {
    note_failure(member, Ability::transactions, *got.error);
  } else {
    note_success(member, Ability::transactions);
  }
  std::set<std::string> had;
  for (auto& one : got.transactions) {
    had.insert(one.txid);
    fetched.transactions.push_back(std::move(one));
  }
  std::erase_if(ids, [&](const std::string& id) { return had.contains(id); });
  co_return got.error;
}

// What came in time is of use; the rest comes in a later look.
std::optional<base::Error> BackendPool::judge_late(const Member& member,
                                                   const FetchedTransactions& got) const {
  if (!got.transactions.empty()) {
    return std::nullopt;
  }
  return got.error.value_or(
      base::Error{base::ErrorKind::unavailable,
                  fmt::format("The backend {} sent no transaction in time.", member.health.name)});
}

awaitable<std::vector<std::string>> BackendPool::lacked_by_others(std::size_t asked,
                                                                  std::vector<std::string> ids) {
  FetchedTransactions had;
  for (const auto index : order(Ability::transactions)) {
    auto& member = members_[index];
    if (index != asked && member.aside == Aside::no && !ids.empty()) {
      co_await fetch_from(member, ids, had);
    }
  }
  if (is_late()) {
    ids.clear();  // not all were asked
  }
  co_return ids;
}

std::size_t BackendPool::transactions_per_look(std::size_t member) const {
  return members_[member].backend->transactions_per_look();
}

// Only the first is waited for: an answer of another one would not be newer.
BackendPool::Answer<bool> BackendPool::wait_for_tip(shop::BlockId known,
                                                    std::chrono::milliseconds timeout) {
  const auto able = order(Ability::waiting);
  const auto first = order(Ability::state).front();
  if (std::ranges::find(able, first) == able.end()) {
    co_return false;
  }
  auto& member = members_[first];
  set_patience(std::nullopt);
  const auto waited =
      co_await note(member, Ability::waiting, member.backend->wait_for_tip(known, timeout));
  if (!waited && waited.error().kind == base::ErrorKind::forbidden) {
    co_return false;
  }
  co_return waited;
}

void BackendPool::require_genesis(const std::string& id) {
  options_.genesis = {id};
  for (auto& member : members_) {
    if (member.genesis != id) {
      member.genesis.clear();
    }
  }
}

base::Error BackendPool::note_contradiction(std::size_t index, const std::string& why) {
  auto& member = members_[index];
  base::Error error{base::ErrorKind::invalid,
                    fmt::format("The backend {} {}.", member.health.name, why)};
  note_failure(member, Ability::block_hash, error);
  return error;
}

}  // namespace chain
