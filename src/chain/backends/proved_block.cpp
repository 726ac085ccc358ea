#include "chain/backends/proved_block.h"

#include <utility>

#include "chain/blocks/proof_of_work.h"
#include "chain/blocks/transaction.h"

namespace chain {

base::Result<Header> prove_header(ByteView raw, const std::string& hash, Coin coin,
                                  Network network) {
  if (raw.size() < kHeaderBytes) {
    return base::invalid("What came is no block.");
  }
  const auto bytes = raw.first(kHeaderBytes);
  auto header = read_header(bytes);
  if (to_id(header.hash) != hash) {
    return base::invalid("Another block came than was asked for, or none.");
  }
  if (auto worked = check_work(bytes, coin, network); !worked) {
    return std::unexpected(std::move(worked.error()));
  }
  return header;
}

base::Result<SourcedBlock> prove_block(Bytes raw, const std::string& hash, Coin coin,
                                       Network network) {
  if (const auto header = prove_header(raw, hash, coin, network); !header) {
    return std::unexpected(header.error());
  }
  SourcedBlock sourced;
  sourced.raw = std::move(raw);
  auto block = parse_block(sourced.raw, coin);
  if (!block) {
    return std::unexpected(std::move(block.error()));
  }
  sourced.block = *std::move(block);
  return sourced;
}

bool is_proved(const WaitingTransaction& transaction, Coin coin) {
  const auto parsed = parse_transaction(transaction.raw);
  if (parsed && parsed->is_opaque) {
    return row_of(coin).has_extension_blocks;
  }
  return parsed && to_id(parsed->txid) == transaction.txid;
}

}  // namespace chain
