#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "app/doctor/doctor.h"
#include "app/settings/deposit_rules.h"
#include "chain/backends/backend_url.h"
#include "chain/blocks/genesis.h"

namespace app {
namespace {

namespace asio = boost::asio;

constexpr std::int64_t kLagMax = 3;  // blocks; fewer are a matter of seconds

// What one backend says of its coin's chain.
struct Examined {
  Finding finding;
  std::optional<std::int64_t> height;
};

std::string subject_of(const CoinSettings& coin) {
  return fmt::format("{}_BACKEND", code_of(coin.account->coin()));
}

Finding judge(const CoinSettings& coin, const std::string& name, const chain::ChainState& state) {
  if (state.is_syncing) {
    return wrong(subject_of(coin),
                 fmt::format("{} is still catching up with the network (block {}); the shop waits "
                             "for it",
                             name, state.tip.height));
  }
  const auto kept =
      state.first_height > 0
          ? fmt::format(" and keeps blocks from {} on (a pruned node)", state.first_height)
          : "";
  return right(subject_of(coin), fmt::format("{} is at block {}{}", name, state.tip.height, kept));
}

asio::awaitable<Examined> examine_backend(chain::Backend& backend, const CoinSettings& coin) {
  const auto state = co_await backend.state();
  if (!state) {
    co_return Examined{wrong(subject_of(coin), state.error().message), std::nullopt};
  }
  const auto first = co_await backend.block_hash(0);
  const auto genesis = chain::genesis_of(coin.account->coin(), coin.network);
  if (!first) {
    co_return Examined{wrong(subject_of(coin), first.error().message), std::nullopt};
  }
  if (!genesis.empty() && std::ranges::find(genesis, *first) == genesis.end()) {
    co_return Examined{wrong(subject_of(coin),
                             fmt::format("{} serves another chain than {} on network {}; check its "
                                         "address and {}_NETWORK",
                                         backend.name(), name_of(coin.account->coin()),
                                         name_of(coin.network), code_of(coin.account->coin()))),
                       std::nullopt};
  }
  const auto height = state->is_syncing ? std::nullopt : std::optional(state->tip.height);
  co_return Examined{judge(coin, backend.name(), *state), height};
}

std::optional<Finding> compare(const CoinSettings& coin, const std::vector<Examined>& all) {
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
    const auto backend = chain::make_backend(
        chain::parse_backend_url(text).value(),
        {.api_key = settings.blockchain_api_key, .timeout = kDoctorTimeout}, http);
    all.push_back(co_await examine_backend(*backend, coin));
  }
  std::vector<Finding> findings;
  findings.reserve(all.size() + 1);
  for (auto& examined : all) {
    findings.push_back(std::move(examined.finding));
  }
  if (auto difference = compare(coin, all)) {
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
