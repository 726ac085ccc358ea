#include <algorithm>
#include <array>
#include <chrono>
#include <iterator>
#include <set>

#include <fmt/format.h>

#include "app/doctor/doctor.h"
#include "app/settings/deposit_rules.h"
#include "chain/backends/backend_url.h"
#include "chain/blocks/genesis.h"

namespace app {
namespace {

namespace asio = boost::asio;

constexpr std::int64_t kLagMax = 3;  // blocks; fewer are a matter of seconds
constexpr std::chrono::seconds kShortWait{1};

// What the shop does without a method or a page that a backend refuses.
struct Want {
  std::string_view what;
  std::string_view without;
};
constexpr std::string_view kNoMempool = "customers hear of payments only once they are in a block";
constexpr std::string_view kNoHeaders = "whole blocks are fetched in their place";
constexpr auto kWants = std::to_array<Want>({
    {"getblockchaininfo", "it cannot tell that it is downloading, or which blocks it has deleted"},
    {"getblockheader", kNoHeaders},
    {"/block/…/header", kNoHeaders},
    {"getrawmempool", kNoMempool},
    {"getrawtransaction", kNoMempool},
    {"/mempool/txids", kNoMempool},
    {"/tx/…/raw", kNoMempool},
    {"waitforblockheight", "it is asked every CHAIN_POLL_SECONDS instead"},
});

// What one backend says of its coin's chain.
struct Examined {
  std::vector<Finding> findings;
  std::optional<std::int64_t> height;  // unless it is downloading
  std::string first;                   // its first block; "": unknown
};

std::string subject_of(const CoinSettings& coin) {
  return fmt::format("{}_BACKEND", code_of(coin.account->coin()));
}

// "" where a coin has one network of the kind. Bitcoin's third test network was begun anew.
std::string network_of(const CoinSettings& coin, const std::string& first) {
  constexpr std::ptrdiff_t kFirstNumber = 3;
  const auto genesis = chain::genesis_of(coin.account->coin(), coin.network);
  const auto found = std::ranges::find(genesis, first);
  return genesis.size() < 2 || found == genesis.end()
             ? ""
             : fmt::format("testnet{}", found - genesis.begin() + kFirstNumber);
}

bool is_downloading(const chain::ChainState& state) {
  return state.is_syncing || state.header_height - state.tip.height > kLagMax;
}

Finding judge(const CoinSettings& coin, const std::string& name, const chain::ChainState& state,
              const std::string& network) {
  if (is_downloading(state)) {
    return advice(subject_of(coin),
                  fmt::format("{} is still downloading the chain (block {} of {}); the shop waits "
                              "for it, and finds then what was paid meanwhile",
                              name, state.tip.height, state.header_height));
  }
  const auto kept =
      state.first_height > 0
          ? fmt::format(" and keeps blocks from {} on (a pruned node)", state.first_height)
          : "";
  return right(subject_of(coin), fmt::format("{} is at block {}{}{}", name, state.tip.height,
                                             network.empty() ? "" : " of " + network, kept));
}

// Why the backend's chain is not the coin's; nothing: it is. Errors: no answer.
asio::awaitable<base::Result<std::optional<std::string>>> find_other_chain(chain::Backend& backend,
                                                                           const CoinSettings& coin,
                                                                           const std::string& first,
                                                                           std::int64_t height) {
  using Answer = base::Result<std::optional<std::string>>;
  const auto which = coin.account->coin();
  const auto genesis = chain::genesis_of(which, coin.network);
  if (!genesis.empty() && std::ranges::find(genesis, first) == genesis.end()) {
    co_return Answer(fmt::format(
        "{} serves another chain than {} on network {}; check its address and {}_NETWORK",
        backend.name(), name_of(which), name_of(coin.network), code_of(which)));
  }
  const auto& network = row_of(which).on(coin.network);
  if (network.known_block.empty() || height < network.known_height) {
    co_return Answer(std::nullopt);
  }
  const auto known = co_await backend.block_hash(network.known_height);
  if (!known) {
    co_return std::unexpected(known.error());
  }
  co_return *known == network.known_block
      ? Answer(std::nullopt)
      : Answer(fmt::format("{} serves another coin, whose chain parted from {}'s before block {}; "
                           "check its address",
                           backend.name(), name_of(which), network.known_height));
}

Finding judge_refusal(const CoinSettings& coin, const std::string& name, std::string_view what) {
  const auto* const want = std::ranges::find(kWants, what, &Want::what);
  if (want == kWants.end()) {
    return wrong(subject_of(coin),
                 fmt::format("{} refuses {}: the shop cannot follow the chain by it", name, what));
  }
  return advice(subject_of(coin), fmt::format("{} refuses {}: {}", name, what, want->without));
}

// What it does not do, once everything that a shop needs has been asked of it.
asio::awaitable<std::vector<Finding>> examine_abilities(chain::Backend& backend,
                                                        const CoinSettings& coin,
                                                        const shop::BlockId& tip) {
  std::vector<Finding> findings;
  const auto note = [&](const base::Error& error) {
    if (error.kind != base::ErrorKind::forbidden) {
      findings.push_back(wrong(subject_of(coin), error.message));
    }
  };
  if (const auto header = co_await backend.raw_header(tip.hash); !header) {
    note(header.error());
  }
  if (const auto block = co_await backend.raw_block(tip.hash); !block) {
    note(block.error());
  }
  const auto ids = co_await backend.waiting_ids();
  if (!ids) {
    note(ids.error());
  }
  const std::string any = ids && !ids->empty() ? ids->front() : std::string(64, '0');
  if (const auto fetched = co_await backend.waiting_transactions({any}, {}); fetched.error) {
    note(*fetched.error);
  }
  if (const auto waited = co_await backend.wait_for_tip({tip.height - 1, ""}, kShortWait);
      !waited) {
    note(waited.error());
  }
  for (const auto& what : backend.refused()) {
    findings.push_back(judge_refusal(coin, backend.name(), what));
  }
  co_return findings;
}

asio::awaitable<Examined> examine_backend(chain::Backend& backend, const CoinSettings& coin) {
  const auto failed = [&](std::string text) {
    return Examined{{wrong(subject_of(coin), std::move(text))}, std::nullopt, ""};
  };
  const auto state = co_await backend.state();
  if (!state) {
    co_return failed(state.error().message);
  }
  const auto first = co_await backend.block_hash(0);
  if (!first) {
    co_return failed(first.error().message);
  }
  const auto other = co_await find_other_chain(backend, coin, *first, state->tip.height);
  if (!other || *other) {
    co_return failed(other ? **other : other.error().message);
  }
  Examined examined{
      {judge(coin, backend.name(), *state, network_of(coin, *first))}, std::nullopt, *first};
  if (!is_downloading(*state)) {
    examined.height = state->tip.height;
  }
  auto abilities = co_await examine_abilities(backend, coin, state->tip);
  std::ranges::move(abilities, std::back_inserter(examined.findings));
  co_return examined;
}

std::optional<Finding> compare_networks(const CoinSettings& coin,
                                        const std::vector<Examined>& all) {
  std::set<std::string> networks;
  for (const auto& examined : all) {
    if (!examined.first.empty()) {
      networks.insert(network_of(coin, examined.first));
    }
  }
  if (networks.size() < 2) {
    return std::nullopt;
  }
  return wrong(subject_of(coin), fmt::format("the backends serve {}; name those of one of them",
                                             fmt::join(networks, " and ")));
}

std::optional<Finding> compare_heights(const CoinSettings& coin, const std::vector<Examined>& all) {
  std::vector<std::int64_t> heights;
  for (const auto& examined : all) {
    if (examined.height) {
      heights.push_back(*examined.height);
    }
  }
  if (heights.empty()) {
    return std::nullopt;
  }
  const auto [lowest, highest] = std::ranges::minmax(heights);
  if (highest - lowest <= kLagMax) {
    return std::nullopt;
  }
  return wrong(subject_of(coin),
               fmt::format("the backends are {} blocks apart; find out which one is wrong",
                           highest - lowest));
}

asio::awaitable<std::vector<Finding>> examine_coin(net::HttpClient& http, const Settings& settings,
                                                   const CoinSettings& coin) {
  std::vector<Examined> all;
  for (const auto& text : coin.backends) {
    const auto backend = chain::make_backend(chain::parse_backend_url(text).value(),
                                             {.api_key = settings.blockchain_api_key,
                                              .timeout = kDoctorTimeout,
                                              .setting = subject_of(coin)},
                                             http);
    all.push_back(co_await examine_backend(*backend, coin));
  }
  std::vector<Finding> findings;
  for (const auto& examined : all) {
    std::ranges::copy(examined.findings, std::back_inserter(findings));
  }
  auto difference = compare_networks(coin, all);
  if (!difference) {
    difference = compare_heights(coin, all);
  }
  if (difference) {
    findings.push_back(*std::move(difference));
  }
  co_return findings;
}

}  // namespace

asio::awaitable<std::vector<Finding>> examine_backends(net::HttpClient& http,
                                                       const Settings& settings) {
  std::vector<Finding> findings;
  for (const auto& [coin, chosen] : settings.coins) {
    if (!is_on(settings, coin)) {
      continue;
    }
    auto found = co_await examine_coin(http, settings, chosen);
    std::ranges::move(found, std::back_inserter(findings));
  }
  co_return findings;
}

}  // namespace app
