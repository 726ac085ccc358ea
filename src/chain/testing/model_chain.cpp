#include "chain/testing/model_chain.h"

#include <fstream>
#include <stdexcept>

#include "base/text.h"
#include "chain/block.h"
#include "chain/transaction.h"

namespace chain::testing {
namespace {

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

Bytes transaction(const Hash256& spent, std::uint32_t output, ByteView unlock,
                  const std::vector<Pay>& payments) {
  Bytes raw;
  put_number(raw, 2, 4);
  put_size(raw, 1);
  put(raw, spent);
  put_number(raw, output, 4);
  put_size(raw, unlock.size());
  put(raw, unlock);
  put_number(raw, 0xffff'ffff, 4);
  put_size(raw, payments.size());
  for (const auto& payment : payments) {
    put_number(raw, static_cast<std::uint64_t>(payment.amount_sat), 8);
    put_size(raw, payment.script.size());
    put(raw, payment.script);
  }
  put_number(raw, 0, 4);
  return raw;
}

}  // namespace

Bytes make_transaction(const std::vector<Pay>& payments, std::uint32_t salt) {
  Hash256 spent{1};
  return transaction(spent, salt, {}, payments);
}

Bytes make_coinbase(std::uint32_t height) {
  Bytes unlock{4};
  put_number(unlock, height, 4);
  return transaction({}, 0xffff'ffff, unlock, {{.script = {0x51}, .amount_sat = 50}});
}

Bytes make_block(const Hash256& previous, const std::vector<Bytes>& transactions,
                 std::uint32_t time_s) {
  std::vector<Hash256> ids;
  for (const auto& raw : transactions) {
    ids.push_back(parse_transaction(raw)->txid);
  }
  Bytes block;
  put_number(block, 0x2000'0000, 4);
  put(block, previous);
  put(block, *merkle_root(ids));
  put_number(block, time_s, 4);
  put_number(block, 0x207f'ffff, 4);
  put_number(block, 0, 4);
  put_size(block, transactions.size());
  for (const auto& raw : transactions) {
    put(block, raw);
  }
  return block;
}

Bytes recorded(const std::string& file_name) {
  std::ifstream file("src/chain/testing/" + file_name);
  std::string text;
  std::getline(file, text);
  const auto bytes = from_hex(base::trim(text));
  if (!bytes || bytes->empty()) {
    throw std::runtime_error("no data in " + file_name);
  }
  return *bytes;
}

std::string id_of_block(const Bytes& raw) {
  return to_id(hash_of_header(ByteView(raw).first(kHeaderBytes)));
}

std::string id_of_transaction(const Bytes& raw) { return to_id(parse_transaction(raw)->txid); }

}  // namespace chain::testing
