#include "chain/blocks/transaction.h"

#include <gmock/gmock.h>

#include "chain/testing/model_chain.h"

namespace {

using chain::Bytes;
using chain::ByteView;
using chain::parse_transaction;
using chain::to_hex;
using chain::to_id;
using chain::testing::make_transaction;
using chain::testing::recorded;
using testing::HasSubstr;

Bytes hex(std::string_view text) { return chain::from_hex(text).value(); }

TEST(Transaction, ReadsASegwitPayment) {
  const auto raw = recorded("segwit_transaction.hex");
  const auto transaction = parse_transaction(raw);
  ASSERT_TRUE(transaction);
  EXPECT_EQ(to_id(transaction->txid),
            "4556c34419672789f213e9ac1cccd8a4c2fbdccac528c985542d29ae8d45d3af");
  ASSERT_EQ(transaction->spends.size(), 1U);
  EXPECT_EQ(to_id(transaction->spends[0].txid),
            "f5176f335a30c490e614fc101368b4d29860d2c1f45d5d00db509f64dc065199");
  EXPECT_EQ(transaction->spends[0].output, 0U);
  ASSERT_EQ(transaction->outputs.size(), 2U);
  EXPECT_EQ(transaction->outputs[0].amount_sat, 50'000'000);
  EXPECT_EQ(to_hex(transaction->outputs[0].script), "001441f41ed29945a9307a6c5f2ca1060880e4c88014");
  EXPECT_EQ(transaction->outputs[1].amount_sat, 1'199'998'590);
  EXPECT_FALSE(transaction->is_coinbase);
  EXPECT_FALSE(transaction->is_replaceable);
  EXPECT_FALSE(transaction->is_integration);
}

// BIP143's example of a native P2WPKH, whose inputs' sequences signal a replacement.
TEST(Transaction, ReadsASignalledReplacementAmongSeveralInputs) {
  const auto raw = hex(
      "0100000002fff7f7881a8099afa6940d42d1e7f6362bec38171ea3edf433541db4e4ad969f0000000000eeffffff"
      "ef51e1b804cc89d182d279655c3aa89e815b1b309fe287d9b2b55d57b90ec68a0100000000ffffffff02202cb206"
      "000000001976a9148280b37df378db99f66f85c95a783a76ac7a6d5988ac9093510d000000001976a9143bde42db"
      "ee7e4dbe6a21b2d50ce2f0167faa815988ac11000000");
  const auto transaction = parse_transaction(raw);
  ASSERT_TRUE(transaction);
  EXPECT_EQ(transaction->spends.size(), 2U);
  EXPECT_EQ(transaction->spends[1].output, 1U);
  EXPECT_TRUE(transaction->is_replaceable);
}

TEST(Transaction, ReadsAPegInWithItsMwebBody) {
  const auto raw = recorded("mweb_peg_in.hex");
  const auto transaction = parse_transaction(raw);
  ASSERT_TRUE(transaction);
  EXPECT_EQ(to_id(transaction->txid),
            "194cb8c86f63ea5f9a23d9257959aac7e3a2d0d280bb6dcc799b7221914da781");
  EXPECT_FALSE(transaction->is_opaque);
  EXPECT_FALSE(transaction->is_integration);
  ASSERT_GE(transaction->outputs.size(), 1U);
}

TEST(Transaction, SeesNothingInOneThatIsWhollyWithinMweb) {
  const auto raw = recorded("mweb_peg_out.hex");
  const auto transaction = parse_transaction(raw);
  ASSERT_TRUE(transaction);
  EXPECT_TRUE(transaction->is_opaque);
  EXPECT_TRUE(transaction->outputs.empty());
}

// A transaction in the mempool with the flag of a HogEx, which no hash covers.
TEST(Transaction, IsNoHogExOnItsOwn) {
  const std::string body = "01" + std::string(64, '1') + "00000000" + "00" + "ffffffff" + "00";
  const auto raw = hex("020000000008" + body + "00" + "00000000");
  const auto transaction = parse_transaction(raw);
  ASSERT_TRUE(transaction);
  EXPECT_EQ(maturity_of(*transaction), 1);
}

TEST(Transaction, RefusesEveryPartOfOne) {
  for (const Bytes& raw : {recorded("segwit_transaction.hex"),
                           make_transaction({{.script = Bytes(300, 1), .amount_sat = 5}}, 1)}) {
    for (std::size_t size = 0; size < raw.size(); ++size) {
      // A vector of its own, so that the sanitizer sees a read beyond its end.
      const Bytes part(raw.begin(), raw.begin() + static_cast<std::ptrdiff_t>(size));
      EXPECT_FALSE(parse_transaction(part)) << size;
    }
  }
}

TEST(Transaction, RefusesMoreThanOne) {
  auto raw = recorded("segwit_transaction.hex");
  raw.push_back(0);
  const auto refused = parse_transaction(raw);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, base::ErrorKind::invalid);
  EXPECT_THAT(refused.error().message, HasSubstr("not a transaction"));
}

TEST(Transaction, RefusesAnAmountThatCannotBe) {
  const auto with_amount = [](std::int64_t amount_sat) {
    return parse_transaction(make_transaction({{.script = {1}, .amount_sat = amount_sat}}, 1));
  };
  EXPECT_TRUE(with_amount(0));
  EXPECT_TRUE(with_amount(8'400'000'000'000'000));
  EXPECT_FALSE(with_amount(8'400'000'000'000'001));
  EXPECT_FALSE(with_amount(-1));
}

TEST(Transaction, ReservesNothingForAFalseCount) {
  // Inputs, then outputs, then a script, then witness items: 2^64 - 1 of each.
  EXPECT_FALSE(parse_transaction(hex("02000000ffffffffffffffffff0000")));
  const std::string input = "01" + std::string(64, '1') + "00000000" + "00" + "ffffffff";
  EXPECT_FALSE(parse_transaction(hex("02000000" + input + "feffffffff" + std::string(60, '0'))));
  EXPECT_FALSE(parse_transaction(hex("02000000" + input + "010000000000000000" +
                                     "ffffffffffffffffff" + std::string(60, '0'))));
  EXPECT_FALSE(parse_transaction(
      hex("020000000001" + input + "01000000000000000000" + "feffffff7f" + std::string(60, '0'))));
}

TEST(Transaction, RefusesUnknownFlagsAndOneWithoutInputs) {
  const std::string body = "01" + std::string(64, '1') + "00000000" + "00" + "ffffffff" + "00";
  EXPECT_TRUE(parse_transaction(hex("02000000" + body + "00000000")));
  EXPECT_TRUE(parse_transaction(hex("020000000001" + body + "00" + "00000000")));
  EXPECT_FALSE(parse_transaction(hex("020000000002" + body + "00" + "00000000")));
  EXPECT_FALSE(parse_transaction(hex("020000000000" + body + "00" + "00000000")));
  EXPECT_FALSE(
      parse_transaction(hex("02000000"
                            "0001"
                            "00"
                            "00"
                            "00000000")));
}

}  // namespace
