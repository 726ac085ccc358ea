#include "toychain/genesis_block.h"

#include <string_view>
#include <utility>

#include "base/check.h"
#include "chain/blocks/block_writer.h"

namespace toychain {
namespace {

constexpr std::uint32_t kTime = 1'296'688'602;
constexpr std::uint8_t kCheckSig = 0xac;

struct GenesisParameters {
  std::string_view headline;  // of a newspaper, in the coinbase
  std::string_view key;       // uncompressed, which the coinbase pays
  std::uint32_t nonce = 0;
};

GenesisParameters parameters_of(chain::Coin coin) {
  switch (coin) {
    case chain::Coin::bitcoin:
      return {.headline = "The Times 03/Jan/2009 Chancellor on brink of second bailout for banks",
              .key =
                  "04678afdb0fe5548271967f1a67130b7105cd6a828e03909a67962e0ea1f61deb6"
                  "49f6bc3f4cef38c4f35504e51ec112de5c384df7ba0b8d578a4c702b6bf11d5f",
              .nonce = 2};
    case chain::Coin::litecoin:
      return {.headline = "NY Times 05/Oct/2011 Steve Jobs, Apple’s Visionary, Dies at 56",
              .key =
                  "040184710fa689ad5023690c80f3a49c8f13f8d45b8c857fbcbc8bc4a8e4d3eb4b"
                  "10f4d4604fa08dce601aaf0f470216fe1b51850b4acf21b179c45070ac7b03a9",
              .nonce = 0};
  }
  std::unreachable();
}

void push(chain::Bytes& script, chain::ByteView bytes) {
  base::check(bytes.size() < 76, "a short push");
  script.push_back(static_cast<std::uint8_t>(bytes.size()));
  script.insert(script.end(), bytes.begin(), bytes.end());
}

}  // namespace

chain::Bytes genesis_block(chain::Coin coin) {
  const auto parameters = parameters_of(coin);
  chain::Bytes script_sig{4, 0xff, 0xff, 0x00, 0x1d, 1, 4};
  push(script_sig, chain::Bytes(parameters.headline.begin(), parameters.headline.end()));
  chain::Script script;
  push(script, chain::from_hex(parameters.key).value());
  script.push_back(kCheckSig);
  auto coinbase =
      chain::write_transaction({.version = 1,
                                .spends = chain::kNullOutpoint,
                                .script_sig = std::move(script_sig),
                                .outputs = {{.script = script, .amount_sat = 5'000'000'000}}});
  return chain::write_block({.version = 1,
                             .time_s = kTime,
                             .nonce = parameters.nonce,
                             .transactions = {std::move(coinbase)}});
}

}  // namespace toychain
