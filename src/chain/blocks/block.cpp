#include "chain/blocks/block.h"

#include <algorithm>

#include "base/check.h"
#include "chain/blocks/byte_reader.h"
#include "chain/keys/hash.h"

namespace chain {
namespace {

constexpr std::size_t kTransactionBytes = 10;

Hash256 hash_pair(const Hash256& left, const Hash256& right) {
  std::array<std::uint8_t, 64> pair;
  std::ranges::copy(left, pair.begin());
  std::ranges::copy(right, pair.begin() + 32);
  return hash256(pair);
}

bool may_have_more(const std::vector<Transaction>& transactions, Coin coin) {
  return row_of(coin).has_extension_blocks && !transactions.empty() &&
         transactions.back().is_integration;
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
  block.transactions.reserve(count);
  std::vector<Hash256> ids;
  ids.reserve(count);
  for (std::uint64_t i = 0; i < count && !reader.has_failed(); ++i) {
    block.transactions.push_back(read_transaction(reader));
    ids.push_back(block.transactions.back().txid);
  }
  if (reader.has_failed() || ids.empty()) {
    return base::invalid("The node sent a part of a block, or something else.");
  }
  if (reader.remaining() > 0 && !may_have_more(block.transactions, coin)) {
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
