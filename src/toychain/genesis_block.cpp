#include "toychain/genesis_block.h"

#include <utility>

#include "base/check.h"
#include "chain/blocks/block_writer.h"
#include "toychain/toy_coin.h"

namespace toychain {
namespace {

constexpr std::uint32_t kTime = 1'296'688'602;
constexpr std::uint8_t kCheckSig = 0xac;

void push(chain::Bytes& script, chain::ByteView bytes) {
  base::check(bytes.size() < 76, "a short push");
  script.push_back(static_cast<std::uint8_t>(bytes.size()));
  script.insert(script.end(), bytes.begin(), bytes.end());
}

}  // namespace

chain::Bytes genesis_block(base::Coin coin) {
  const auto& parameters = toy_coin(coin);
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
