// The program's tables of coins with a third one, in place of its own (base/coin_table.cpp,
// shop/deposits/deposit_method_table.cpp, toychain/toy_coin_table.cpp).
#include <array>

#include "e2e/third_coin.h"
#include "shop/deposits/deposit_method.h"
#include "toychain/toy_coin.h"

namespace {

using base::Coin;
using base::CoinNetwork;
using base::CoinRow;
using shop::DepositMethod;
using shop::DepositMethodRow;
using shop::LedgerAccount;
using toychain::ToyCoin;

struct Names {
  std::string_view id, code, name;
};

// Of which only regtest matters.
constexpr CoinRow coin_of(Coin coin, const Names& names, const CoinNetwork& regtest) {
  return {.coin = coin,
          .id = names.id,
          .code = names.code,
          .name = names.name,
          .uri_scheme = names.id,
          .coingecko = names.id,
          .networks = {regtest, regtest, regtest, regtest}};
}

constexpr std::array kCoins{
    coin_of(Coin::btc, {"btc", "BTC", "Bitcoin"},
            {.key_version = 111, .script_version = 196, .segwit_prefix = "bcrt"}),
    coin_of(Coin::ltc, {"ltc", "LTC", "Litecoin"},
            {.key_version = 111, .script_version = 58, .segwit_prefix = "rltc"}),
    coin_of(e2e::kThirdCoin, {"toy", "TOY", "Toycoin"},
            {.key_version = 30, .script_version = 22, .segwit_prefix = "rtoy"}),
};

constexpr DepositMethodRow method_of(Coin coin, std::string_view id, std::string_view account,
                                     const char* message_id) {
  return {.method = static_cast<DepositMethod>(coin),
          .id = id,
          .account = LedgerAccount(account),
          .coin = coin,
          .message_id = message_id};
}

constexpr std::array kMethods{
    method_of(Coin::btc, "btc", "deposits_btc", "deposit.btc"),
    method_of(Coin::ltc, "ltc", "deposits_ltc", "deposit.ltc"),
    method_of(e2e::kThirdCoin, "toy", "deposits_toy", e2e::kThirdCoinName),
};

constexpr ToyCoin toy_coin_of(Coin coin, std::int64_t price) {
  return {.coin = coin,
          .headline = "A coin of this test",
          .key = "02c6047f9441ed7d6d3045406e95c07cd85c778e4b8cef3ca7abac09b95c709ee5",
          .nonce = 0,
          .price = price,
          .suggestion = "1"};
}

constexpr std::array kToyCoins{toy_coin_of(Coin::btc, 200'000), toy_coin_of(Coin::ltc, 400),
                               toy_coin_of(e2e::kThirdCoin, 1'000)};

}  // namespace

std::span<const CoinRow> base::coins() { return kCoins; }
std::span<const DepositMethodRow> shop::deposit_methods() { return kMethods; }
std::span<const ToyCoin> toychain::toy_coins() { return kToyCoins; }
