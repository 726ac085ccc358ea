#include "chain/blocks/block.h"

#include <algorithm>

#include "base/check.h"
#include "chain/blocks/byte_reader.h"
#include "chain/keys/hash.h"

namespace chain {
namespace {

// With one input and one output, and without their scripts.
constexpr std::size_t kTransactionBytes = 60;
// A block has at most a million bytes that are no witness.
constexpr std::size_t kTransactionsMax = 1'000'000 / kTransactionBytes;

Hash256 hash_pair(const Hash256& left, const Hash256& right) {
  std::array<std::uint8_t, 64> pair;
  std::ranges::copy(left, pair.begin());
  std::ranges::copy(right, pair.begin() + 32);
  return hash256(pair);
}

// The last one, when it is a HogEx. Its flag proves nothing: no hash covers it.
void mark_integration(std::vector<Transaction>& transactions, Coin coin) {
  auto& last = transactions.back();
  last.is_integration = row_of(coin).has_extension_blocks && !last.is_coinbase && pays_mweb(last);
}

}  // namespace

Hash256 hash_of_header(ByteView header) {
  base::check(header.size() == kHeaderBytes, "a header has 80 bytes");
  return hash256(header);
}

Header read_header(ByteView header) {
  Header result{.hash = hash_of_header(header)};
  ByteReader reader(header);
  reader.take(4);  // version
  result.previous = reader.hash();
  result.merkle_root = reader.hash();
  result.time_s = reader.number<std::uint32_t>();
  result.target = reader.number<std::uint32_t>();
  return result;
}

base::Result<Block> parse_block(ByteView raw, Coin coin) {
  if (raw.size() < kHeaderBytes) {
    return base::invalid("The node sent less than a block's header.");
  }
  Block block{.header = read_header(raw.first(kHeaderBytes))};
  ByteReader reader(raw);
  reader.take(kHeaderBytes);
  const auto count = reader.count_of(kTransactionBytes);
  if (count > kTransactionsMax) {
    return base::invalid("The node sent a block of more transactions than fit into one.");
  }
  block.transactions.reserve(count);
  std::vector<Hash256> ids;
  ids.reserve(count);
  for (std::uint64_t i = 0; i < count && !reader.has_failed(); ++i) {
    block.transactions.push_back(read_transaction(reader, coin));
    ids.push_back(block.transactions.back().txid);
  }
  if (reader.has_failed() || ids.empty()) {
    return base::invalid("The node sent a part of a block, or something else.");
  }
  mark_integration(block.transactions, coin);
  if (reader.remaining() > 0 && !block.transactions.back().is_integration) {
    return base::invalid("The node sent more than a block.");
  }
  if (merkle_root(std::move(ids)) != block.header.merkle_root) {
    return base::invalid("The node sent a block whose transactions are not those of its header.");
  }
  return block;
}

std::optional<Hash256> merkle_root(std::vector<Hash256> ids) {
  base::check(!ids.empty(), "a block has a transaction");
  for (auto width = ids.size(); width > 1; width = (width + 1) / 2) {
    for (std::size_t i = 0; i < width; i += 2) {
      const auto right = std::min(i + 1, width - 1);
      if (right != i && ids[i] == ids[right]) {
        return std::nullopt;
      }
      ids[i / 2] = hash_pair(ids[i], ids[right]);
    }
  }
  return ids.front();
}

}  // namespace chain
