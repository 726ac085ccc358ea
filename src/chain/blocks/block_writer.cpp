#include "chain/blocks/block_writer.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/check.h"
#include "chain/blocks/block.h"
#include "chain/blocks/proof_of_work.h"

namespace chain {
namespace {

constexpr std::uint64_t kFinal = 0xffff'ffff;  // sequence: not to be replaced

void put_number(Bytes& into, std::uint64_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) {
    into.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
  }
}

void put(Bytes& into, ByteView bytes) { into.insert(into.end(), bytes.begin(), bytes.end()); }

void put_size(Bytes& into, std::size_t size) {
  if (size < 0xfd) {
    put_number(into, size, 1);
  } else if (size <= 0xffff) {
    into.push_back(0xfd);
    put_number(into, size, 2);
  } else {
    into.push_back(0xfe);
    put_number(into, size, 4);
  }
}

void put_sized(Bytes& into, ByteView bytes) {
  put_size(into, bytes.size());
  put(into, bytes);
}

void put_nonce(Bytes& raw_block, std::uint32_t nonce) {
  Bytes bytes;
  put_number(bytes, nonce, 4);
  std::ranges::copy(bytes, raw_block.begin() + kHeaderBytes - 4);
}

}  // namespace

Bytes write_transaction(const NewTransaction& transaction) {
  Bytes raw;
  put_number(raw, transaction.version, 4);
  put_size(raw, 1);
  put(raw, transaction.spends.txid);
  put_number(raw, transaction.spends.output, 4);
  put_sized(raw, transaction.script_sig);
  put_number(raw, kFinal, 4);
  put_size(raw, transaction.outputs.size());
  for (const auto& output : transaction.outputs) {
    put_number(raw, static_cast<std::uint64_t>(output.amount_sat), 8);
    put_sized(raw, output.script);
  }
  put_number(raw, 0, 4);  // no lock time
  return raw;
}

Bytes write_block(const NewBlock& block) {
  std::vector<Hash256> ids;
  for (const auto& raw : block.transactions) {
    const auto transaction = parse_transaction(raw);
    base::check(transaction.has_value(), "a block is made of transactions");
    ids.push_back(transaction->txid);
  }
  const auto root = merkle_root(std::move(ids));
  base::check(root.has_value(), "no two transactions of a block are the same");
  Bytes raw;
  put_number(raw, block.version, 4);
  put(raw, block.previous);
  put(raw, *root);
  put_number(raw, block.time_s, 4);
  put_number(raw, block.target, 4);
  put_number(raw, block.nonce, 4);
  put_size(raw, block.transactions.size());
  for (const auto& transaction : block.transactions) {
    put(raw, transaction);
  }
  return raw;
}

Bytes mine_block(const NewBlock& block, Coin coin) {
  auto raw = write_block(block);
  auto nonce = block.nonce;
  while (!check_work(ByteView(raw).first(kHeaderBytes), coin, Network::regtest)) {
    put_nonce(raw, ++nonce);
  }
  return raw;
}

}  // namespace chain
