#include <array>

#include "toychain/toy_coin.h"

namespace toychain {
namespace {

// The first blocks as in chainparams.cpp of Bitcoin Core and of Litecoin Core.
constexpr std::array kToyCoins{
    ToyCoin{.coin = base::Coin::btc,
            .headline = "The Times 03/Jan/2009 Chancellor on brink of second bailout for banks",
            .key = "04678afdb0fe5548271967f1a67130b7105cd6a828e03909a67962e0ea1f61deb6"
                   "49f6bc3f4cef38c4f35504e51ec112de5c384df7ba0b8d578a4c702b6bf11d5f",
            .nonce = 2,
            .price = 200'000,
            .suggestion = "0.0005"},
    ToyCoin{.coin = base::Coin::ltc,
            .headline = "NY Times 05/Oct/2011 Steve Jobs, Apple’s Visionary, Dies at 56",
            .key = "040184710fa689ad5023690c80f3a49c8f13f8d45b8c857fbcbc8bc4a8e4d3eb4b"
                   "10f4d4604fa08dce601aaf0f470216fe1b51850b4acf21b179c45070ac7b03a9",
            .nonce = 0,
            .price = 400,
            .suggestion = "0.25"},
};

}  // namespace

std::span<const ToyCoin> toy_coins() { return kToyCoins; }

}  // namespace toychain
