#include "toychain/state_json.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <chrono>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "shop/deposits/coins/coin.h"
#include "toychain/toy_coin.h"

namespace toychain {
namespace {

constexpr std::size_t kBlocksShown = 8;
constexpr std::size_t kReplacedShown = 4;

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

boost::json::object rates_json() {
  boost::json::object rates;
  for (const auto& toy : toy_coins()) {
    rates[row_of(toy.coin).coingecko] = {{"pln", toy.price}};
  }
  return rates;
}

boost::json::object state_json(const ToyChain& chain) {
  const auto& coin = row_of(chain.coin());
  const auto& toy = toy_coin(chain.coin());
  return {{"path", coin.id},
          {"code", coin.code},
          {"name", coin.name},
          {"prefix", fmt::format("{}1", coin.on(base::Network::regtest).segwit_prefix)},
          {"price", std::to_string(toy.price)},
          {"suggestion", toy.suggestion},
          {"height", chain.height()},
          {"blocks", blocks_json(chain)},
          {"waiting", payments_json(chain,
                                    [](const Payment& payment) {
                                      return payment.state == PaymentState::waiting;
                                    })},
          {"replaced", replaced_json(chain)}};
}

}  // namespace toychain
