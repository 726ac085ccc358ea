// Parses addresses of both coins, and any bytes as an output's script.
#include "base/check.h"
#include "chain/keys/script.h"
#include "fuzz/input.h"

namespace {

using chain::Coin;
using chain::Network;

void try_address(std::string_view text, Coin coin, Network network) {
  const auto script = chain::script_of(text, coin, network);
  if (!script) {
    return;
  }
  const auto address = chain::address_of(*script, coin, network);
  base::check(address.has_value(), "a script that came from an address has one");
  base::check(chain::script_of(*address, coin, network) == script, "and it is the script's");
}

void try_script(const chain::Script& script, Coin coin, Network network) {
  if (const auto address = chain::address_of(script, coin, network)) {
    base::check(chain::script_of(*address, coin, network) == script, "an address is its script's");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  for (const auto coin : {Coin::btc, Coin::ltc}) {
    for (const auto network : {Network::main, Network::test, Network::regtest}) {
      try_address(fuzz::text_of(data, size), coin, network);
      try_script({data, data + size}, coin, network);
    }
  }
  return 0;
}
