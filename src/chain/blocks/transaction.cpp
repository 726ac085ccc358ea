#include "chain/blocks/transaction.h"

#include <algorithm>
#include <array>

#include "chain/keys/hash.h"

namespace chain {
namespace {

constexpr std::uint8_t kWitnessFlag = 0x01;
constexpr std::uint8_t kMwebFlag = 0x08;
constexpr auto kMwebScriptStart = std::to_array<std::uint8_t>({0x58, 0x20});  // OP_8, 32 bytes
constexpr std::size_t kInputBytes = 41;
constexpr std::size_t kOutputBytes = 9;
constexpr std::size_t kLockTimeBytes = 4;
constexpr std::uint32_t kFinalSequences = 0xffff'fffe;  // and above
constexpr int kCoinbaseMaturity = 100;
constexpr int kPegOutMaturity = 6;
constexpr std::int64_t kMaxAmountSat = 84'000'000LL * 100'000'000;

// The parts that the txid covers (BIP144: neither witness nor MWEB).
struct Covered {
  ByteView version;
  ByteView body;  // inputs and outputs
  ByteView lock_time;
};

Hash256 txid_of(const Covered& covered) {
  Bytes bytes;
  bytes.reserve(covered.version.size() + covered.body.size() + covered.lock_time.size());
  bytes.insert(bytes.end(), covered.version.begin(), covered.version.end());
  bytes.insert(bytes.end(), covered.body.begin(), covered.body.end());
  bytes.insert(bytes.end(), covered.lock_time.begin(), covered.lock_time.end());
  return hash256(bytes);
}

void read_inputs(ByteReader& reader, Transaction& transaction) {
  const auto count = reader.count_of(kInputBytes);
  transaction.spends.reserve(count);
  for (std::uint64_t i = 0; i < count && !reader.has_failed(); ++i) {
    const Outpoint spent{.txid = reader.hash(), .output = reader.number<std::uint32_t>()};
    const auto script = reader.take(reader.compact_size());
    if (i == 0) {
      transaction.first_input_script = script;
    }
    const auto sequence = reader.number<std::uint32_t>();
    transaction.is_replaceable = transaction.is_replaceable || sequence < kFinalSequences;
    transaction.spends.push_back(spent);
  }
  const bool spends_nothing =
      transaction.spends.size() == 1 && transaction.spends.front() == Outpoint{{}, 0xffff'ffff};
  transaction.is_coinbase = spends_nothing;
}

void read_outputs(ByteReader& reader, Transaction& transaction) {
  const auto count = reader.count_of(kOutputBytes);
  transaction.outputs.reserve(count);
  for (std::uint64_t i = 0; i < count && !reader.has_failed(); ++i) {
    const auto amount = reader.number<std::int64_t>();
    if (amount < 0 || amount > kMaxAmountSat) {
      reader.fail();
    }
    transaction.outputs.push_back(
        {.amount_sat = amount, .script = reader.take(reader.compact_size())});
  }
}

void skip_witnesses(ByteReader& reader, std::size_t inputs) {
  for (std::size_t i = 0; i < inputs && !reader.has_failed(); ++i) {
    const auto items = reader.count_of(1);
    for (std::uint64_t item = 0; item < items && !reader.has_failed(); ++item) {
      reader.take(reader.compact_size());
    }
  }
}

// In a block the MWEB part of a HogEx is one zero byte. In a transaction on its own a body may
// follow, which is skipped up to the lock time. The txid covers nothing of it.
void skip_mweb(ByteReader& reader, Transaction& transaction, bool is_alone) {
  const auto has_body = reader.number<std::uint8_t>();
  if (has_body == 0) {
    return;
  }
  if (!is_alone || has_body != 1 || reader.remaining() < kLockTimeBytes) {
    reader.fail();
    return;
  }
  reader.take(reader.remaining() - kLockTimeBytes);
  transaction.is_opaque = transaction.spends.empty() && transaction.outputs.empty();
}

// The marker is an empty list of inputs, which no transaction without flags has.
std::uint8_t read_flags(ByteReader& reader, bool may_have_mweb) {
  const int known = kWitnessFlag | (may_have_mweb ? kMwebFlag : 0);
  auto ahead = reader;
  if (ahead.number<std::uint8_t>() != 0) {
    return 0;
  }
  const auto flags = ahead.number<std::uint8_t>();
  if (flags == 0 || (flags & ~known) != 0) {
    ahead.fail();
  }
  reader = ahead;
  return flags;
}

Transaction read_any(ByteReader& reader, bool is_alone, bool may_have_mweb) {
  Transaction transaction;
  Covered covered;
  covered.version = reader.take(4);
  const auto flags = read_flags(reader, may_have_mweb);
  const auto body = reader.position();
  read_inputs(reader, transaction);
  read_outputs(reader, transaction);
  covered.body = reader.whole().subspan(body, reader.position() - body);
  if ((flags & kWitnessFlag) != 0) {
    skip_witnesses(reader, transaction.spends.size());
  }
  if ((flags & kMwebFlag) != 0) {
    skip_mweb(reader, transaction, is_alone);
  } else if (transaction.spends.empty()) {
    reader.fail();
  }
  covered.lock_time = reader.take(kLockTimeBytes);
  if (!reader.has_failed() && !transaction.is_opaque) {
    transaction.txid = txid_of(covered);
  }
  return transaction;
}

}  // namespace

int maturity_of(const Transaction& transaction) {
  if (transaction.is_coinbase) {
    return kCoinbaseMaturity;
  }
  return transaction.is_integration ? kPegOutMaturity : 1;
}

Transaction read_transaction(ByteReader& reader, Coin coin) {
  return read_any(reader, /*is_alone=*/false, row_of(coin).has_extension_blocks);
}

bool pays_mweb(const Transaction& transaction) {
  return !transaction.outputs.empty() &&
         transaction.outputs.front().script.size() == kMwebScriptStart.size() + sizeof(Hash256) &&
         std::ranges::equal(transaction.outputs.front().script.first(kMwebScriptStart.size()),
                            kMwebScriptStart);
}

base::Result<Transaction> parse_transaction(ByteView raw) {
  ByteReader reader(raw);
  auto transaction = read_any(reader, /*is_alone=*/true, /*may_have_mweb=*/true);
  if (reader.has_failed() || reader.remaining() > 0) {
    return base::invalid("The node sent bytes that are not a transaction.");
  }
  return transaction;
}

}  // namespace chain
