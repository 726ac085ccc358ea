#include "chain/blocks/block.h"

#include <algorithm>

#include <gmock/gmock.h>

#include "chain/keys/hash.h"
#include "chain/testing/model_chain.h"

namespace {

using base::Coin;
using chain::Bytes;
using chain::Hash256;
using chain::parse_block;
using chain::to_hex;
using chain::to_id;
using chain::testing::make_block;
using chain::testing::make_coinbase;
using chain::testing::make_transaction;
using chain::testing::recorded;
using testing::HasSubstr;

constexpr std::string_view kGenesis =
    "0100000000000000000000000000000000000000000000000000000000000000000000003ba3edfd7a7b12b27ac72c"
    "3e67768f617fc81bc3888a51323a9fb8aa4b1e5e4a29ab5f49ffff001d1dac2b7c0101000000010000000000000000"
    "00"
    "0000000000000000000000000000000000000000000000ffffffff4d04ffff001d0104455468652054696d65732030"
    "33"
    "2f4a616e2f32303039204368616e63656c6c6f72206f6e206272696e6b206f66207365636f6e64206261696c6f7574"
    "20"
    "666f722062616e6b73ffffffff0100f2052a01000000434104678afdb0fe5548271967f1a67130b7105cd6a828e039"
    "09"
    "a67962e0ea1f61deb649f6bc3f4cef38c4f35504e51ec112de5c384df7ba0b8d578a4c702b6bf11d5fac00000000";

Bytes small_block() {
  return make_block(Hash256{7}, {make_coinbase(5), recorded("segwit_transaction.hex"),
                                 make_transaction({{.script = {1, 2, 3}, .amount_sat = 600}}, 1)});
}

Bytes first_bytes(const Bytes& bytes, std::size_t count) {
  return {bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(count)};
}

TEST(Block, ReadsBitcoinsFirst) {
  const auto raw = chain::from_hex(kGenesis).value();
  const auto block = parse_block(raw, Coin::btc);
  ASSERT_TRUE(block) << block.error().message;
  EXPECT_EQ(to_id(block->header.hash),
            "000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f");
  EXPECT_EQ(block->header.previous, Hash256{});
  EXPECT_EQ(block->header.time_s, 1'231'006'505U);
  ASSERT_EQ(block->transactions.size(), 1U);
  EXPECT_TRUE(block->transactions[0].is_coinbase);
  EXPECT_EQ(block->transactions[0].outputs[0].amount_sat, 5'000'000'000);
  EXPECT_EQ(to_id(block->transactions[0].txid),
            "4a5e1e4baab89f3a32518a88c31bc87f618f76673e2cc77ab2127b7afdeda33b");
}

TEST(Block, ReadsSegwitAndLegacyTransactions) {
  const auto raw = small_block();
  const auto block = parse_block(raw, Coin::ltc);
  ASSERT_TRUE(block) << block.error().message;
  EXPECT_EQ(block->header.previous, Hash256{7});
  ASSERT_EQ(block->transactions.size(), 3U);
  EXPECT_EQ(maturity_of(block->transactions[0]), 100);
  EXPECT_EQ(maturity_of(block->transactions[1]), 1);
  EXPECT_EQ(to_id(block->transactions[1].txid),
            "4556c34419672789f213e9ac1cccd8a4c2fbdccac528c985542d29ae8d45d3af");
}

TEST(Block, ReadsLitecoinsPegOut) {
  const auto raw = recorded("mweb_block.hex");
  const auto block = parse_block(raw, Coin::ltc);
  ASSERT_TRUE(block) << block.error().message;
  EXPECT_EQ(to_id(block->header.hash),
            "b66315c68b85c41e46c558e2637d2afffc03862bf8b92b530ce666f522cf80f6");
  ASSERT_EQ(block->transactions.size(), 2U);
  EXPECT_FALSE(block->transactions[0].is_integration);
  const auto& integration = block->transactions[1];
  EXPECT_TRUE(integration.is_integration);
  EXPECT_EQ(maturity_of(block->transactions[0]), 100);
  EXPECT_EQ(maturity_of(integration), 6);
  EXPECT_EQ(to_id(integration.txid),
            "1877a2a46c6d29e8e6d6255406489bee11acf30aae94e5b1b54cf99f2384feb8");
  ASSERT_EQ(integration.outputs.size(), 2U);
  EXPECT_EQ(integration.outputs[1].amount_sat, 125'000'000);
  EXPECT_EQ(to_hex(integration.outputs[1].script), "001441f41ed29945a9307a6c5f2ca1060880e4c88014");
}

TEST(Block, TakesWhatFollowsTheTransactionsFromLitecoinOnly) {
  EXPECT_FALSE(parse_block(recorded("mweb_block.hex"), Coin::btc));
  auto raw = small_block();
  raw.push_back(0);
  EXPECT_FALSE(parse_block(raw, Coin::btc));
  EXPECT_FALSE(parse_block(raw, Coin::ltc)) << "no HogEx, so no MWEB part";
}

// "0208" with its zero byte at the end, in place of the witness alone.
Bytes with_mweb_flag(const Bytes& raw) {
  Bytes flagged(raw.begin(), raw.begin() + 4);
  flagged.insert(flagged.end(), {0, 8});
  flagged.insert(flagged.end(), raw.begin() + 4, raw.end() - 4);
  flagged.push_back(0);
  flagged.insert(flagged.end(), raw.end() - 4, raw.end());
  return flagged;
}

Bytes replaced(const Bytes& raw, const Bytes& part, const Bytes& by) {
  const auto found = std::ranges::search(raw, part);
  EXPECT_FALSE(found.empty());
  Bytes result(raw.begin(), found.begin());
  result.insert(result.end(), by.begin(), by.end());
  result.insert(result.end(), found.end(), raw.end());
  return result;
}

// No hash covers the flag.
TEST(Block, KnowsAHogExWithoutItsFlagAndNoneByItsFlagAlone) {
  const auto hex = to_hex(recorded("mweb_block.hex"));
  const auto at = hex.find("02000000000801");  // the HogEx
  ASSERT_NE(at, hex.npos);
  auto stripped = hex;
  stripped.erase(at + 8, 4);
  const auto end = stripped.find("c880140000000000", at);
  ASSERT_NE(end, stripped.npos);
  stripped.erase(end + 6, 2);
  const auto raw = chain::from_hex(stripped).value();
  const auto block = parse_block(raw, Coin::ltc);
  ASSERT_TRUE(block) << block.error().message;
  EXPECT_EQ(maturity_of(block->transactions[1]), 6);

  const auto payment = make_transaction({{.script = {1, 2, 3}, .amount_sat = 600}}, 1);
  const auto flagged = replaced(small_block(), payment, with_mweb_flag(payment));
  EXPECT_FALSE(parse_block(flagged, Coin::btc));
  const auto other = parse_block(flagged, Coin::ltc);
  ASSERT_TRUE(other) << other.error().message;
  EXPECT_EQ(maturity_of(other->transactions[2]), 1);
}

// Anybody can pay to that program: the HogEx is the last.
TEST(Block, TakesOneHogExAndOnlyInTheLastPlace) {
  Bytes program{0x58, 0x20};
  program.resize(34, 7);
  const auto pays = make_transaction({{.script = program, .amount_sat = 600}}, 1);
  const auto plain = make_transaction({{.script = {1}, .amount_sat = 600}}, 2);
  const auto raw = make_block(Hash256{7}, {make_coinbase(5), pays, plain});
  EXPECT_EQ(maturity_of(parse_block(raw, Coin::ltc)->transactions[1]), 1);
  const auto last = make_block(Hash256{7}, {make_coinbase(5), plain, pays});
  EXPECT_EQ(maturity_of(parse_block(last, Coin::ltc)->transactions[2]), 6);
  EXPECT_EQ(maturity_of(parse_block(last, Coin::btc)->transactions[2]), 1);
}

TEST(Block, RefusesMoreTransactionsThanFit) {
  auto raw = first_bytes(small_block(), chain::kHeaderBytes);
  raw.insert(raw.end(), {0xfe, 0xa0, 0x86, 0x01, 0x00});  // 100,000
  raw.resize(raw.size() + 8'000'000);
  const auto refused = parse_block(raw, Coin::btc);
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message, HasSubstr("than fit"));
}

TEST(Block, RefusesEveryPartOfOne) {
  const auto raw = small_block();
  ASSERT_TRUE(parse_block(raw, Coin::btc));
  for (std::size_t size = 0; size < raw.size(); ++size) {
    EXPECT_FALSE(parse_block(first_bytes(raw, size), Coin::btc)) << size;
  }
}

// MWEB's bytes, after the transactions, are neither read nor proved.
TEST(Block, RefusesEveryPartOfTheTransactionsOfAnMwebBlock) {
  const auto raw = recorded("mweb_block.hex");
  const auto integration = chain::from_hex(
                               "0014"
                               "41f41ed29945a9307a6c5f2ca1060880e4c88014")
                               .value();
  const auto pays = std::ranges::search(raw, integration);
  const auto end = static_cast<std::size_t>(pays.end() - raw.begin()) + 1 + 4;
  for (std::size_t size = 0; size < end; ++size) {
    ASSERT_FALSE(parse_block(first_bytes(raw, size), Coin::ltc)) << size;
  }
  EXPECT_TRUE(parse_block(raw, Coin::ltc));
}

// One flipped bit anywhere within a transaction is another transaction.
TEST(Block, RefusesTransactionsThatAreNotThoseOfItsHeader) {
  auto raw = make_block({}, {make_coinbase(5), make_transaction({{{1, 2, 3}, 600}}, 1)});
  for (std::size_t at = chain::kHeaderBytes + 1; at < raw.size(); ++at) {
    raw[at] ^= 1U;
    EXPECT_FALSE(parse_block(raw, Coin::btc)) << at;
    raw[at] ^= 1U;
  }
  raw[36] ^= 1U;
  const auto refused = parse_block(raw, Coin::btc);
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message, HasSubstr("not those of its header"));
}

TEST(Block, ReservesNothingForAFalseCount) {
  auto raw = first_bytes(small_block(), chain::kHeaderBytes);
  for (int i = 0; i < 9; ++i) {
    raw.push_back(0xff);
  }
  EXPECT_FALSE(parse_block(raw, Coin::btc));
}

TEST(Block, RefusesNoTransactionsAndOtherTexts) {
  auto raw = first_bytes(small_block(), chain::kHeaderBytes);
  raw.push_back(0);
  EXPECT_FALSE(parse_block(raw, Coin::btc));
  const std::string_view page =
      "<!DOCTYPE html><html><body>Gateway Timeout</body></html>"
      "                                                        ";
  EXPECT_FALSE(parse_block(Bytes(page.begin(), page.end()), Coin::btc));
}

// A block with its last transactions repeated has the same root (CVE-2012-2459).
TEST(Block, RefusesRepeatedTransactions) {
  std::vector<Bytes> transactions{make_coinbase(1)};
  for (std::uint32_t i = 0; i < 5; ++i) {
    transactions.push_back(make_transaction({{.script = {1}, .amount_sat = 600}}, i));
  }
  const auto honest = make_block({}, transactions);
  auto repeated = honest;
  repeated[chain::kHeaderBytes] = 8;
  for (const std::size_t i : {4U, 5U}) {
    repeated.insert(repeated.end(), transactions[i].begin(), transactions[i].end());
  }
  EXPECT_TRUE(parse_block(honest, Coin::btc));
  EXPECT_FALSE(parse_block(repeated, Coin::btc));
}

TEST(MerkleRoot, IsNothingWhenNeighboursAreTheSame) {
  const Hash256 a{1};
  const Hash256 b{2};
  const Hash256 c{3};
  EXPECT_EQ(chain::merkle_root({a}), a);
  EXPECT_TRUE(chain::merkle_root({a, b, c}));
  EXPECT_EQ(chain::merkle_root({a, b, c, c}), std::nullopt);
  EXPECT_EQ(chain::merkle_root({a, a}), std::nullopt);
  EXPECT_EQ(chain::merkle_root({a, b, a, b}), std::nullopt);
}

}  // namespace
