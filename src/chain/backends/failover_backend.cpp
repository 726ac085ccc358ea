#include "chain/backends/failover_backend.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/check.h"

namespace chain {
namespace {

using boost::asio::awaitable;

// Backends that are fewer blocks apart catch up within seconds.
constexpr std::int64_t kLagMax = 3;

}  // namespace

FailoverBackend::FailoverBackend(std::vector<std::unique_ptr<Backend>> backends,
                                 const base::Clock& clock, base::Logger& logger,
                                 const Options& options)
    : clock_(clock), logger_(logger), options_(options) {
  base::check(!backends.empty(), "there is a backend");
  for (auto& backend : backends) {
    BackendHealth health{.name = backend->name()};
    members_.push_back({.backend = std::move(backend), .health = std::move(health)});
  }
}

FailoverBackend::~FailoverBackend() = default;

std::string FailoverBackend::name() const { return members_[current_].health.name; }

std::vector<BackendHealth> FailoverBackend::health() const {
  std::vector<BackendHealth> all;
  all.reserve(members_.size());
  for (const auto& member : members_) {
    all.push_back(member.health);
  }
  return all;
}

// Those that work or whose pause is over first.
std::vector<std::size_t> FailoverBackend::order() const {
  std::vector<std::size_t> indexes;
  const auto now = clock_.now();
  const auto is_due = [&](const Member& member) {
    return member.health.is_healthy || member.retry_at <= now;
  };
  for (const bool wanted : {true, false}) {
    for (std::size_t i = 0; i < members_.size(); ++i) {
      if (is_due(members_[i]) == wanted) {
        indexes.push_back(i);
      }
    }
  }
  return indexes;
}

void FailoverBackend::note(Member& member, const base::Error* error) {
  auto& health = member.health;
  if (error == nullptr) {
    if (!std::exchange(health.is_healthy, true)) {
      logger_.info("The backend {} works again.", health.name);
    }
    health.trouble.clear();
    health.answered_at = clock_.now();
    return;
  }
  member.retry_at = clock_.now() + options_.retry;
  ++health.failures;
  if (std::exchange(health.is_healthy, false) || health.trouble != error->message) {
    logger_.warn("{}", error->message);
  }
  health.trouble = error->message;
}

FailoverBackend::Answer<void> FailoverBackend::verify_chain(Member& member) {
  if (member.is_of_this_chain || options_.genesis.empty()) {
    co_return base::Result<void>();
  }
  const auto first = co_await member.backend->block_hash(0);
  if (!first) {
    co_return std::unexpected(first.error());
  }
  if (std::ranges::find(options_.genesis, *first) == options_.genesis.end()) {
    co_return base::invalid(
        fmt::format("The backend {} serves another chain than the settings say: "
                    "check its address and the network.",
                    member.health.name));
  }
  member.is_of_this_chain = true;
  co_return base::Result<void>();
}

// A backend that lacks a block is not broken, but another one may have it.
template <class T>
FailoverBackend::Answer<T> FailoverBackend::ask(std::function<Answer<T>(Backend&)> question) {
  std::optional<base::Error> failure;
  for (const auto index : order()) {
    auto& member = members_[index];
    base::Result<T> answer;
    if (const auto verified = co_await verify_chain(member)) {
      answer = co_await question(*member.backend);
    } else {
      answer = std::unexpected(verified.error());
    }
    if (answer) {
      note(member, nullptr);
      current_ = index;
      co_return answer;
    }
    if (answer.error().kind != base::ErrorKind::not_found) {
      note(member, &answer.error());
    }
    if (!failure || failure->kind != base::ErrorKind::not_found) {
      failure = answer.error();
    }
  }
  co_return std::unexpected(*std::move(failure));
}

// Here not_found counts as a failure too: a backend must know its own tip.
FailoverBackend::Answer<ChainState> FailoverBackend::state_of(Member& member) {
  base::Result<ChainState> state;
  if (const auto verified = co_await verify_chain(member)) {
    state = co_await member.backend->state();
  } else {
    state = std::unexpected(verified.error());
  }
  if (state) {
    member.health.state = *state;
  }
  note(member, state ? nullptr : &state.error());
  co_return state;
}

FailoverBackend::Answer<ChainState> FailoverBackend::state() {
  std::optional<ChainState> syncing;
  std::optional<base::Error> failure;
  for (const auto index : order()) {
    const auto state = co_await state_of(members_[index]);
    if (state && !state->is_syncing) {
      current_ = index;
      co_return state;
    }
    if (state && !syncing) {
      syncing = *state;
      current_ = index;
    } else if (!state && !failure) {
      failure = state.error();
    }
  }
  if (syncing) {
    co_return *syncing;
  }
  co_return std::unexpected(*std::move(failure));
}

FailoverBackend::Answer<std::string> FailoverBackend::block_hash(std::int64_t height) {
  return ask<std::string>([height](Backend& backend) { return backend.block_hash(height); });
}

FailoverBackend::Answer<Bytes> FailoverBackend::raw_header(std::string hash) {
  return ask<Bytes>(
      [hash = std::move(hash)](Backend& backend) { return backend.raw_header(hash); });
}

FailoverBackend::Answer<Bytes> FailoverBackend::raw_block(std::string hash) {
  return ask<Bytes>([hash = std::move(hash)](Backend& backend) { return backend.raw_block(hash); });
}

FailoverBackend::Answer<std::vector<std::string>> FailoverBackend::waiting_ids() {
  return ask<std::vector<std::string>>([](Backend& backend) { return backend.waiting_ids(); });
}

boost::asio::awaitable<FetchedTransactions> FailoverBackend::waiting_transactions(
    std::vector<std::string> ids) {
  FetchedTransactions fetched;
  const auto answer = co_await ask<bool>([&](Backend& backend) -> Answer<bool> {
    fetched = co_await backend.waiting_transactions(ids);
    co_return fetched.error&& fetched.transactions.empty()
        ? base::Result<bool>(std::unexpected(*fetched.error))
        : base::Result<bool>(true);
  });
  if (!answer && !fetched.error) {
    fetched.error = answer.error();
  }
  co_return fetched;
}

std::size_t FailoverBackend::transactions_per_look() const {
  return members_[current_].backend->transactions_per_look();
}

FailoverBackend::Answer<bool> FailoverBackend::wait_for_tip(shop::BlockId known,
                                                            std::chrono::milliseconds timeout) {
  return ask<bool>([known = std::move(known), timeout](Backend& backend) {
    return backend.wait_for_tip(known, timeout);
  });
}

awaitable<std::optional<std::string>> FailoverBackend::find_split() {
  const auto now = clock_.now();
  if (members_.size() < 2 || now - compared_at_ < options_.comparison) {
    co_return std::nullopt;
  }
  compared_at_ = now;
  auto found = co_await describe_split();
  if (!found) {
    split_since_.reset();
    is_split_reported_ = false;
    co_return std::nullopt;
  }
  split_since_ = split_since_.value_or(now);
  if (is_split_reported_ || now - *split_since_ < options_.split_tolerance) {
    co_return std::nullopt;
  }
  is_split_reported_ = true;
  logger_.error("{}", *found);
  co_return found;
}

awaitable<std::optional<std::string>> FailoverBackend::describe_split() {
  Member* reference = nullptr;
  for (auto& member : members_) {
    const auto state = co_await state_of(member);
    if (!state || state->is_syncing) {
      continue;
    }
    if (reference == nullptr) {
      reference = &member;
    } else if (co_await have_diverged(*reference, member)) {
      co_return fmt::format(
          "The backends {} (block {}) and {} (block {}) have been on different chains, or one of "
          "them behind, for long: find out which one is wrong.",
          reference->health.name, reference->health.state->tip.height, member.health.name,
          member.health.state->tip.height);
    }
  }
  co_return std::nullopt;
}

awaitable<bool> FailoverBackend::have_diverged(Member& one, Member& other) {
  const auto& first = one.health.state->tip;
  const auto& second = other.health.state->tip;
  if (std::max(first.height, second.height) - std::min(first.height, second.height) > kLagMax) {
    co_return true;
  }
  auto& longer = first.height >= second.height ? one : other;
  const auto lower = first.height >= second.height ? second : first;
  const auto hash = co_await longer.backend->block_hash(lower.height);
  co_return hash && *hash != lower.hash;
}

}  // namespace chain
