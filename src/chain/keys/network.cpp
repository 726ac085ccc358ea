#include "chain/keys/network.h"

#include <utility>

namespace chain {
namespace {

AddressForm bitcoin_form(Network network) {
  switch (network) {
    case Network::main:
      return {.key_version = 0, .script_version = 5, .segwit_prefix = "bc"};
    case Network::test:
    case Network::signet:
      return {.key_version = 111, .script_version = 196, .segwit_prefix = "tb"};
    case Network::regtest:
      return {.key_version = 111, .script_version = 196, .segwit_prefix = "bcrt"};
  }
  std::unreachable();
}

AddressForm litecoin_form(Network network) {
  switch (network) {
    case Network::main:
      return {.key_version = 48, .script_version = 50, .segwit_prefix = "ltc"};
    case Network::test:
    case Network::signet:
      return {.key_version = 111, .script_version = 58, .segwit_prefix = "tltc"};
    case Network::regtest:
      return {.key_version = 111, .script_version = 58, .segwit_prefix = "rltc"};
  }
  std::unreachable();
}

}  // namespace

AddressForm address_form(Coin coin, Network network) {
  switch (coin) {
    case Coin::bitcoin:
      return bitcoin_form(network);
    case Coin::litecoin:
      return litecoin_form(network);
  }
  std::unreachable();
}

std::string_view name_of(Coin coin) {
  switch (coin) {
    case Coin::bitcoin:
      return "Bitcoin";
    case Coin::litecoin:
      return "Litecoin";
  }
  std::unreachable();
}

std::string_view code_of(Coin coin) {
  switch (coin) {
    case Coin::bitcoin:
      return "BTC";
    case Coin::litecoin:
      return "LTC";
  }
  std::unreachable();
}

std::string_view name_of(Network network) {
  switch (network) {
    case Network::main:
      return "main";
    case Network::test:
      return "test";
    case Network::signet:
      return "signet";
    case Network::regtest:
      return "regtest";
  }
  std::unreachable();
}

}  // namespace chain
