// Parses transactions as a node's mempool returns them.
#include "chain/blocks/transaction.h"

#include "base/check.h"
#include "fuzz/input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const chain::ByteView raw(data, size);
  const auto transaction = chain::parse_transaction(raw);
  if (!transaction) {
    return 0;
  }
  for (const auto& output : transaction->outputs) {
    base::check(output.script.empty() ||
                    (output.script.data() >= raw.data() &&
                     output.script.data() + output.script.size() <= raw.data() + raw.size()),
                "a script is within the bytes");
  }
  base::check(chain::parse_transaction(raw)->txid == transaction->txid, "a transaction has one id");
  return 0;
}
