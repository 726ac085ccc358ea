#include "chain/testing/model_chain.h"

#include <fstream>
#include <stdexcept>
#include <utility>

#include "base/text.h"
#include "chain/blocks/block.h"
#include "chain/blocks/block_writer.h"
#include "chain/blocks/coinbase.h"
#include "chain/blocks/transaction.h"

namespace chain::testing {
Bytes make_transaction(const std::vector<Pay>& payments, std::uint32_t salt) {
  return write_transaction({.spends = {.txid = {1}, .output = salt}, .outputs = payments});
}

Bytes make_coinbase(std::int64_t height, std::uint32_t salt) {
  auto script_sig = height_script(height);
  script_sig.push_back(4);
  for (int shift = 0; shift < 32; shift += 8) {
    script_sig.push_back(static_cast<std::uint8_t>(salt >> shift));
  }
  return write_transaction({.spends = kNullOutpoint,
                            .script_sig = std::move(script_sig),
                            .outputs = {{.script = {0x51}, .amount_sat = 50}}});
}

Bytes make_block(const Hash256& previous, const std::vector<Bytes>& transactions,
                 std::uint32_t time_s, Coin coin) {
  return mine_block({.previous = previous, .time_s = time_s, .transactions = transactions}, coin);
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
