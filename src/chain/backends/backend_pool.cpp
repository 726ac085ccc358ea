#include "chain/backends/backend_pool.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "base/check.h"

namespace chain {
namespace {

using boost::asio::awaitable;

// Backends that are fewer blocks apart catch up within seconds.
constexpr std::int64_t kLagMax = 3;
constexpr std::chrono::minutes kAsidePause{10};

constexpr std::array kAllAbilities{Ability::state,  Ability::block_hash, Ability::header,
                                   Ability::block,  Ability::mempool,    Ability::transactions,
                                   Ability::waiting};

bool is_absence(const base::Error& error) { return error.kind == base::ErrorKind::not_found; }

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
    return member.aside_until <= now ? 2 : 3;
  }
  if (!member.record(ability).is_due(now)) {
    return 4;
  }
  return member.is_current ? 0 : 1;
}

std::vector<std::size_t> BackendPool::order(Ability ability) const {
  std::vector<std::size_t> all;
  for (std::size_t i = 0; i < members_.size(); ++i) {
    const auto& record = members_[i].record(ability);
    if (is_needed(ability) || !record.is_refused() || record.is_due(clock_.now())) {
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

// That a backend lacks a block is no failure, but it must know its own tip.
template <class T>
BackendPool::Answer<T> BackendPool::note(Member& member, Ability ability, Answer<T> answer) {
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
  const auto state = co_await note(member, Ability::state, member.backend->state());
  if (!state) {
    co_return std::unexpected(state.error());
  }
  if (const auto checked = co_await check_chain(member, *state); !checked) {
    co_return std::unexpected(checked.error());
  }
  member.health.state = *state;
  co_return state;
}

BackendPool::Answer<void> BackendPool::check_chain(Member& member, const ChainState& state) {
  const auto index = static_cast<std::size_t>(&member - members_.data());
  if (member.genesis.empty()) {
    const auto first = co_await check_genesis(member);
    if (!first) {
      co_return std::unexpected(first.error());
    }
    member.genesis = *first;
    take_back(index, Aside::another_chain);
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
  return member.record(Ability::state).is_due(now) && member.asked_at + pause <= now &&
         (member.aside == Aside::no || member.aside_until <= now);
}

BackendPool::Answer<std::string> BackendPool::block_hash(std::size_t index, std::int64_t height) {
  auto& member = members_[index];
  return note(member, Ability::block_hash, member.backend->block_hash(height));
}

template <class T, class Question>
BackendPool::Answer<T> BackendPool::ask_in_turn(Ability ability, std::size_t first,
                                                Question question) {
  std::optional<base::Error> failure;
  for (const auto index : order_from(ability, first)) {
    auto answer = co_await note<T>(members_[index], ability, question(members_[index]));
    if (answer) {
      co_return answer;
    }
    if (!failure || is_absence(*failure)) {
      failure = answer.error();
    }
  }
  co_return std::unexpected(std::move(failure).value_or(
      base::Error{base::ErrorKind::forbidden, "No backend lets the shop use this."}));
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
          co_return std::unexpected(raw.error());
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
          co_return std::unexpected(raw.error());
        }
        auto proved = prove_block(*std::move(raw), hash, options_.coin, options_.network);
        if (!proved) {
          co_return std::unexpected(with_name(member, proved.error(), hash));
        }
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
    if (ids.empty()) {
      break;
    }
    fetched.error = co_await fetch_from(members_[index], ids, fetched);
    if (!fetched.error) {
      co_return fetched;
    }
  }
  co_return fetched;
}

// Takes those that the member has out of `ids`.
awaitable<std::optional<base::Error>> BackendPool::fetch_from(Member& member,
                                                              std::vector<std::string>& ids,
                                                              FetchedTransactions& fetched) {
  const auto check = [&](const WaitingTransaction& one) -> base::Result<void> {
    if (is_proved(one, options_.coin)) {
      return {};
    }
    return base::invalid(
        fmt::format("The backend {} sent something else than transactions.", member.health.name));
  };
  auto got = co_await member.backend->waiting_transactions(ids, {.check = check});
  if (got.error) {
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

awaitable<std::vector<std::string>> BackendPool::lacked_by_others(std::size_t asked,
                                                                  std::vector<std::string> ids) {
  FetchedTransactions had;
  for (const auto index : order(Ability::transactions)) {
    auto& member = members_[index];
    if (index != asked && member.aside == Aside::no && !ids.empty()) {
      co_await fetch_from(member, ids, had);
    }
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

void BackendPool::set_aside(std::size_t index, Aside reason, const std::string& why) {
  auto& member = members_[index];
  auto trouble = fmt::format("The backend {} {}.", member.health.name, why);
  if (member.health.trouble != trouble) {
    logger_.warn("{}", trouble);
  }
  member.health.trouble = std::move(trouble);
  member.aside = reason;
  member.aside_until = clock_.now() + kAsidePause;
}

void BackendPool::take_back(std::size_t index, Aside reason) {
  auto& member = members_[index];
  if (member.aside == reason && reason != Aside::no) {
    logger_.info("The backend {} works again.", member.health.name);
    member.aside = Aside::no;
    member.health.trouble.clear();
  }
}

void BackendPool::judge(std::int64_t height, std::chrono::seconds patience) {
  const auto now = clock_.now();
  for (std::size_t i = 0; i < members_.size(); ++i) {
    auto& member = members_[i];
    const auto lag = member.health.state ? height - member.health.state->tip.height : 0;
    if (lag <= kLagMax || member.record(Ability::state).error()) {
      member.behind_since.reset();
      if (lag <= kLagMax) {
        take_back(i, Aside::behind);
      }
      continue;
    }
    if (!member.behind_since || lag < member.behind_by) {
      member.behind_since = now;
      member.behind_by = lag;
    }
    const bool is_judged = member.aside != Aside::no && member.aside_until > now;
    if (now - *member.behind_since >= patience && !is_judged) {
      set_aside(i, Aside::behind, "has been behind the others for long");
    }
  }
}

// It is on another chain or behind, or what it sends is not what it should be.
bool BackendPool::is_wrong(const Member& member) const {
  return member.aside != Aside::no ||
         std::ranges::any_of(member.records, [](const AbilityRecord& record) {
           return record.error() && record.error()->kind == base::ErrorKind::invalid;
         });
}

bool BackendPool::is_disagreement_due() {
  const auto wrong =
      std::ranges::find_if(members_, [&](const auto& member) { return is_wrong(member); });
  if (wrong == members_.end()) {
    wrong_since_.reset();
    is_told_ = false;
    return false;
  }
  wrong_since_ = wrong_since_.value_or(clock_.now());
  if (is_told_ || clock_.now() - *wrong_since_ < options_.tell_after) {
    return false;
  }
  is_told_ = true;
  logger_.error("The backend {} has not agreed with the others for long: find out what is wrong.",
                wrong->health.name);
  return true;
}

}  // namespace chain
