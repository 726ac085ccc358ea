#include "toychain/state_json.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <chrono>
#include <string>
#include <utility>

#include "shop/deposits/coin.h"

namespace toychain {
namespace {

constexpr std::size_t kBlocksShown = 8;
constexpr std::size_t kReplacedShown = 4;

struct CoinFacts {
  std::string_view path;
  std::string_view coingecko;
  std::string_view address_prefix;
  std::int64_t price = 0;  // of one, in PLN
  std::string_view suggestion;
};

CoinFacts facts_of(chain::Coin coin) {
  switch (coin) {
    case chain::Coin::bitcoin:
      return {.path = "btc",
              .coingecko = "bitcoin",
              .address_prefix = "bcrt1",
              .price = 200'000,
              .suggestion = "0.0005"};
    case chain::Coin::litecoin:
      return {.path = "ltc",
              .coingecko = "litecoin",
              .address_prefix = "rltc1",
              .price = 400,
              .suggestion = "0.25"};
  }
  std::unreachable();
}

boost::json::object payment_json(const Payment& payment) {
  return {{"txid", payment.txid},
          {"address", payment.address},
          {"amount", shop::coins_text(payment.amount_sat)},
          {"payer", payment.payer}};
}

template <class Chosen>
boost::json::array payments_json(const ToyChain& chain, Chosen is_chosen) {
  boost::json::array array;
  for (const auto& payment : chain.payments()) {
    if (is_chosen(payment)) {
      array.push_back(payment_json(payment));
    }
  }
  return array;
}

boost::json::array blocks_json(const ToyChain& chain) {
  boost::json::array array;
  for (auto height = chain.height(); height >= 0 && array.size() < kBlocksShown; --height) {
    const auto& block = chain.blocks()[static_cast<std::size_t>(height)];
    array.push_back({{"height", height},
                     {"id", block.id},
                     {"mined_at", std::chrono::duration_cast<std::chrono::milliseconds>(
                                      block.mined_at.time_since_epoch())
                                      .count()},
                     {"payments", payments_json(chain, [height](const Payment& payment) {
                        return payment.state == PaymentState::in_block && payment.height == height;
                      })}});
  }
  return array;
}

boost::json::array replaced_json(const ToyChain& chain) {
  auto array = payments_json(
      chain, [](const Payment& payment) { return payment.state == PaymentState::replaced; });
  std::ranges::reverse(array);
  array.resize(std::min(array.size(), kReplacedShown));
  return array;
}

}  // namespace

std::string_view path_of(chain::Coin coin) { return facts_of(coin).path; }

boost::json::object rates_json() {
  boost::json::object rates;
  for (const auto coin : {chain::Coin::bitcoin, chain::Coin::litecoin}) {
    const auto facts = facts_of(coin);
    rates[facts.coingecko] = {{"pln", facts.price}};
  }
  return rates;
}

boost::json::object state_json(const ToyChain& chain) {
  const auto facts = facts_of(chain.coin());
  return {{"path", facts.path},
          {"code", chain::code_of(chain.coin())},
          {"name", chain::name_of(chain.coin())},
          {"prefix", facts.address_prefix},
          {"price", std::to_string(facts.price)},
          {"suggestion", facts.suggestion},
          {"height", chain.height()},
          {"blocks", blocks_json(chain)},
          {"waiting", payments_json(chain,
                                    [](const Payment& payment) {
                                      return payment.state == PaymentState::waiting;
                                    })},
          {"replaced", replaced_json(chain)}};
}

}  // namespace toychain
