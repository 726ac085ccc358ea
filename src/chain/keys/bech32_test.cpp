#include "chain/keys/bech32.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "chain/keys/script.h"

namespace {

using base::Coin;
using chain::address_of;
using chain::Bytes;
using chain::decode_segwit;
using chain::encode_segwit;
using chain::Network;
using chain::script_of;
using chain::WitnessProgram;

struct Bech32Example {
  const char* address;
  const char* script;
};

// BIP350, valid addresses for versions 0 to 16 (those of BIP173 that remained valid among them).
constexpr Bech32Example kValid[] = {
    {"BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4", "0014751e76e8199196d454941c45d1b3a323f1433bd6"},
    {"tb1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3q0sl5k7",
     "00201863143c14c5166804bd19203356da136c985678cd4d27a1b8c6329604903262"},
    {"bc1pw508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7kt5nd6y",
     "5128751e76e8199196d454941c45d1b3a323f1433bd6751e76e8199196d454941c45d1b3a323f1433bd6"},
    {"BC1SW50QGDZ25J", "6002751e"},
    {"bc1zw508d6qejxtdg4y5r3zarvaryvaxxpcs", "5210751e76e8199196d454941c45d1b3a323"},
    {"tb1qqqqqp399et2xygdj5xreqhjjvcmzhxw4aywxecjdzew6hylgvsesrxh6hy",
     "0020000000c4a5cad46221b2a187905e5266362b99d5e91c6ce24d165dab93e86433"},
    {"tb1pqqqqp399et2xygdj5xreqhjjvcmzhxw4aywxecjdzew6hylgvsesf3hn0c",
     "5120000000c4a5cad46221b2a187905e5266362b99d5e91c6ce24d165dab93e86433"},
    {"bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",
     "512079be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"},
};

Network network_of(std::string_view address) {
  return address.starts_with("tb") ? Network::test : Network::main;
}

std::string in_small_letters(std::string text) {
  for (auto& c : text) {
    c = static_cast<char>(std::tolower(c));
  }
  return text;
}

TEST(Segwit, ReadsAndWritesTheValidAddressesOfBip350) {
  for (const auto& [address, script] : kValid) {
    const auto network = network_of(address);
    const auto bytes = *chain::from_hex(script);
    EXPECT_EQ(script_of(address, Coin::btc, network), bytes) << address;
    EXPECT_EQ(address_of(bytes, Coin::btc, network), in_small_letters(address));
    const auto other = network == Network::main ? Network::test : Network::main;
    EXPECT_FALSE(script_of(address, Coin::btc, other)) << address;
    EXPECT_FALSE(script_of(address, Coin::ltc, network)) << address;
  }
}

// BIP350 and, where it does not repeat them, BIP173.
TEST(Segwit, RefusesTheInvalidAddressesOfBip173AndBip350) {
  for (const auto* address :
       {"tc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vq5zuyut",
        "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd",
        "tb1z0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqglt7rf",
        "BC1S0XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ54WELL",
        "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kemeawh",
        "tb1q0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vq24jc47",
        "bc1p38j9r5y49hruaue7wxjce0updqjuyyx0kh56v8s25huc6995vvpql3jow4",
        "BC130XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ7ZWS8R",
        "bc1pw5dgrnzv",
        "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7v8n0nx0muaewav253zgeav",
        "BC1QR508D6QEJXTDG4Y5R3ZARVARYV98GJ9P",
        "tb1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vq47Zagq",
        "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7v07qwwzcrf",
        "tb1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vpggkg4j",
        "bc1gmk9yu",
        "tc1qw508d6qejxtdg4y5r3zarvary0c5xw7kg3g4ty",
        "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5",
        "BC13W508D6QEJXTDG4Y5R3ZARVARY0C5XW7KN40WF2",
        "bc1rw5uspcuh",
        "bc10w508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7kw5rljs90",
        "tb1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3q0sL5k7",
        "bc1zw508d6qejxtdg4y5r3zarvaryvqyzf3du",
        "tb1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3pjxtptv",
        "bc1pw508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7k7grplx",
        "BC1SW50QA3JX3S",
        "bc1zw508d6qejxtdg4y5r3zarvaryvg6kdaj",
        "bc1",
        "bc1q",
        "1",
        ""}) {
    for (const auto network : {Network::main, Network::test}) {
      EXPECT_FALSE(script_of(address, Coin::btc, network)) << address;
    }
  }
}

WitnessProgram any_program() {
  WitnessProgram witness{.version = *rc::gen::inRange(0, 17), .program = {}};
  const auto size = witness.version == 0 ? *rc::gen::element<std::size_t>(20, 32)
                                         : *rc::gen::inRange<std::size_t>(2, 41);
  witness.program = *rc::gen::container<Bytes>(size, rc::gen::arbitrary<std::uint8_t>());
  return witness;
}

RC_GTEST_PROP(Segwit, IsReadAsItWasWritten, ()) {
  const auto witness = any_program();
  for (const auto* prefix : {"bc", "tb", "bcrt", "ltc", "tltc", "rltc"}) {
    RC_ASSERT(decode_segwit(prefix, encode_segwit(prefix, witness)) == std::optional(witness));
  }
}

RC_GTEST_PROP(Segwit, NoticesADamagedCharacter, ()) {
  auto address = encode_segwit("bc", any_program());
  const auto place = *rc::gen::inRange<std::size_t>(0, address.size());
  const char other = *rc::gen::oneOf(rc::gen::arbitrary<char>(),
                                     rc::gen::elementOf(std::string("qpzry9x8gf2tvdw0s3jn54kh")));
  RC_PRE(address[place] != other);
  address[place] = other;
  RC_ASSERT(!decode_segwit("bc", address));
}

}  // namespace
