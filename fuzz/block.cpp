// Parses blocks of both coins.
#include "chain/blocks/block.h"

#include "base/check.h"
#include "fuzz/input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const chain::ByteView raw(data, size);
  for (const auto coin : {chain::Coin::btc, chain::Coin::ltc}) {
    if (const auto block = chain::parse_block(raw, coin)) {
      base::check(!block->transactions.empty(), "a block has a coinbase");
      base::check(block->header.hash == chain::hash_of_header(raw.first(chain::kHeaderBytes)),
                  "a block's hash is its header's");
    }
  }
  return 0;
}
