// Parses descriptors, also with a corrected checksum, and accounts from the same text.
#include "base/check.h"
#include "chain/keys/account.h"
#include "chain/keys/private_key.h"
#include "fuzz/input.h"

namespace {

using chain::Account;
using chain::Coin;
using chain::Network;

void try_descriptor(std::string_view text) {
  const auto descriptor = chain::parse_descriptor(text);
  if (!descriptor) {
    return;
  }
  base::check(!chain::looks_private(text), "a private key is refused");
  const auto written = to_text(*descriptor);
  const auto read = chain::parse_descriptor(written);
  base::check(read && to_text(*read) == written, "what is written can be read");
}

void try_account(std::string_view text, Coin coin, Network network) {
  const auto account = Account::parse(text, coin, network);
  if (!account) {
    return;
  }
  const auto same = Account::parse(account->descriptor(), coin, network);
  base::check(same && same->address(0) == account->address(0), "an account is its descriptor's");
  base::check(chain::script_of(account->address(7), coin, network) == account->script(7),
              "an address is its script's");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto text = fuzz::text_of(data, size);
  const auto body = text.substr(0, text.find('#'));
  try_descriptor(text);
  try_descriptor(std::string(body) + '#' + chain::descriptor_checksum(body));
  for (const auto coin : {Coin::btc, Coin::ltc}) {
    for (const auto network : {Network::main, Network::test}) {
      try_account(body, coin, network);
    }
  }
  return 0;
}
