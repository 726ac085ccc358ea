#include "chain/keys/account.h"

#include <gmock/gmock.h>

#include "chain/keys/key_version.h"
#include "chain/keys/private_key.h"

namespace {

using base::Coin;
using chain::Account;
using chain::Network;
using chain::ScriptType;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

// Of the mnemonic "abandon … about": the account keys that SLIP-132, BIP49 and BIP86 print.
const std::string kXpub =
    "xpub6BosfCnifzxcFwrSzQiqu2DBVTshkCXacvNsWGYJVVhhawA7d4R5WSWGFNbi8Aw6ZRc1brxMyWMzG3DSSSSoekkud"
    "hUd9yLb6qx39T9nMdj";
const std::string kYpub =
    "ypub6Ww3ibxVfGzLrAH1PNcjyAWenMTbbAosGNB6VvmSEgytSER9azLDWCxoJwW7Ke7icmizBMXrzBx9979FfaHxHcrAr"
    "f3zbeJJJUZPf663zsP";
const std::string kZpub =
    "zpub6rFR7y4Q2AijBEqTUquhVz398htDFrtymD9xYYfG1m4wAcvPhXNfE3EfH1r1ADqtfSdVCToUG868RvUUkgDKf31mG"
    "DtKsAYz2oz2AGutZYs";
const std::string kUpub =
    "upub5EFU65HtV5TeiSHmZZm7FUffBGy8UKeqp7vw43jYbvZPpoVsgU93oac7Wk3u6moKegAEWtGNF8DehrnHtv21XXEMY"
    "RUocHqguyjknFHYfgY";
const std::string kTaproot =
    "xpub6BgBgsespWvERF3LHQu6CnqdvfEvtMcQjYrcRzx53QJjSxarj2afYWcLteoGVky7D3UKDP9QyrLprQ3VCECoY49yf"
    "dDEHGCtMMj92pReUsQ";

std::string address(std::string_view key, std::uint32_t index, Coin coin = Coin::btc,
                    Network network = Network::main) {
  const auto account = Account::parse(key, coin, network);
  return account ? account->address(index) : account.error().message;
}

// The same key as a wallet of another coin, network or kind exports it.
std::string with_version(std::string_view text, std::uint32_t version) {
  auto key = *chain::parse_extended_key(text);
  key.version = version;
  return to_text(key);
}

constexpr std::uint32_t kXpubVersion = 0x0488b21e;
constexpr std::uint32_t kTpubVersion = 0x043587cf;
constexpr std::uint32_t kVpubVersion = 0x045f1cf6;
constexpr std::uint32_t kLtubVersion = 0x019da462;
constexpr std::uint32_t kMtubVersion = 0x01b26ef6;
constexpr std::uint32_t kTtubVersion = 0x0436f6e1;

TEST(Account, DerivesTheAddressesOfSlip132AndBip84) {
  EXPECT_EQ(address(kXpub, 0), "1LqBGSKuX5yYUonjxT5qGfpUsXKYYWeabA");
  EXPECT_EQ(address(kYpub, 0), "37VucYSaXLCAsxYyAPfbSi9eh4iEcbShgf");
  EXPECT_EQ(address(kZpub, 0), "bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu");
  EXPECT_EQ(address(kZpub, 1), "bc1qnjg0jd8228aq7egyzacy8cys3knf9xvrerkf9g");
  const auto change = "wpkh(" + with_version(kZpub, kXpubVersion) + "/1/*)";
  EXPECT_EQ(address(change, 0), "bc1q8c6fshw2dlwun7ekn9qwf37cu2rn755upcp6el");
}

TEST(Account, DerivesTheAddressOfBip49) {
  EXPECT_EQ(address(kUpub, 0, Coin::btc, Network::test), "2Mww8dCYPUpKHofjgcXcBCEGmniw9CoaiD2");
}

TEST(Account, DerivesTheAddressesOfBip86) {
  const auto receiving = "tr([73c5da0a/86'/0'/0']" + kTaproot + "/<0;1>/*)";
  EXPECT_EQ(address(receiving, 0),
            "bc1p5cyxnuxmeuwuvkwfem96lqzszd02n6xdcjrs20cac6yqjjwudpxqkedrcr");
  EXPECT_EQ(address(receiving, 1),
            "bc1p4qhjn9zdvkux4e44uhx8tc55attvtyu358kutcqkudyccelu0was9fqzwh");
  EXPECT_EQ(address("tr(" + kTaproot + "/1/*)", 0),
            "bc1p3qkhfews2uk44qtvauqyr2ttdsw7svhkl9nkm9s9c3x4ax5h60wqwruhk7");
}

// As litecoind derives them.
TEST(Account, WritesAddressesAsItsNetworkDoes) {
  const auto tpub = with_version(kZpub, kTpubVersion);
  const auto litecoin = [](const std::string& text) {
    return address(text, 0, Coin::ltc, Network::regtest);
  };
  EXPECT_EQ(litecoin("wpkh(" + tpub + "/0/*)#p8jtwxg2"),
            "rltc1qcr8te4kr609gcawutmrza0j4xv80jy8z8dz7lc");
  EXPECT_EQ(litecoin("sh(wpkh(" + tpub + "/0/*))#n40yycyq"), "QboTkJo8woegzh9E2riUvcpKXTddvbDVfk");
  EXPECT_EQ(litecoin("pkh(" + tpub + "/0/*)#3vkxsx0l"), "my6RhGaMEf8v9yyQKqiuUYniJLfyU4gzqe");
  const auto vpub = with_version(kZpub, kVpubVersion);
  EXPECT_THAT(address(vpub, 0, Coin::btc, Network::signet), testing::StartsWith("tb1q"));
  EXPECT_THAT(address(vpub, 0, Coin::btc, Network::regtest), testing::StartsWith("bcrt1q"));
  EXPECT_THAT(address(vpub, 0, Coin::ltc, Network::test), testing::StartsWith("tltc1q"));
  EXPECT_THAT(address(kZpub, 0, Coin::ltc), testing::StartsWith("ltc1q"));
}

TEST(Account, IsTheSameInEveryWayOfWritingIt) {
  const auto of = [](const std::string& text, Coin coin = Coin::ltc) {
    return Account::parse(text, coin, Network::main).value().descriptor();
  };
  const auto plain = of("wpkh(" + with_version(kZpub, kXpubVersion) + "/0/*)");
  EXPECT_EQ(of(kZpub), plain);
  EXPECT_EQ(of(" " + kZpub + "\n"), plain);
  EXPECT_EQ(of("wpkh([73c5da0a/84h/0h/0h]" + with_version(kZpub, kXpubVersion) + "/<0;1>/*)"),
            plain);
  EXPECT_EQ(of(plain), plain);
  EXPECT_EQ(of(with_version(kYpub, kMtubVersion)), of(kYpub, Coin::btc));
  EXPECT_EQ(of(with_version(kXpub, kLtubVersion)), of(kXpub, Coin::btc));
}

TEST(Account, KnowsWhatItWasMadeFrom) {
  const auto account = *Account::parse(kYpub, Coin::ltc, Network::main);
  EXPECT_EQ(account.coin(), Coin::ltc);
  EXPECT_EQ(account.network(), Network::main);
  EXPECT_EQ(account.type(), ScriptType::sh_wpkh);
  EXPECT_EQ(chain::script_of(account.address(7), Coin::ltc, Network::main), account.script(7));
}

TEST(Account, RefusesAKeyOfAnotherNetwork) {
  EXPECT_EQ(
      address(kUpub, 0),
      "This upub belongs to a test network; Bitcoin on network main takes xpub, ypub or zpub.");
  EXPECT_EQ(address(kZpub, 0, Coin::btc, Network::regtest),
            "This zpub belongs to the main network; Bitcoin on network regtest takes tpub, upub or "
            "vpub.");
  EXPECT_EQ(
      address("wpkh(" + kXpub + "/0/*)", 0, Coin::ltc, Network::test),
      "This xpub belongs to the main network; Litecoin on network test takes tpub, upub, vpub "
      "or ttub.");
}

TEST(Account, RefusesLitecoinsKeyForBitcoin) {
  EXPECT_EQ(address(with_version(kXpub, kLtubVersion), 0),
            "This Ltub is Litecoin's; Bitcoin on network main takes xpub, ypub or zpub.");
  EXPECT_EQ(address(with_version(kYpub, kMtubVersion), 0),
            "This Mtub is Litecoin's; Bitcoin on network main takes xpub, ypub or zpub.");
  EXPECT_EQ(address(with_version(kUpub, kTtubVersion), 0, Coin::btc, Network::test),
            "This ttub is Litecoin's; Bitcoin on network test takes tpub, upub or vpub.");
  EXPECT_THAT(address("pkh(" + with_version(kXpub, kLtubVersion) + "/0/*)", 0),
              HasSubstr("is Litecoin's"));
}

TEST(Account, RefusesADescriptorWhoseKeyNamesAKindToo) {
  EXPECT_EQ(address("pkh(" + kZpub + "/0/*)", 0),
            "A descriptor names its kind itself and takes xpub, not zpub.");
  EXPECT_EQ(address("wpkh(" + kUpub + "/0/*)", 0, Coin::btc, Network::test),
            "A descriptor names its kind itself and takes tpub, not upub.");
}

// SLIP-132's multi-signature Zpub, and BIP32's test vector 5.
TEST(Account, RefusesAnUnknownKind) {
  for (const auto& text : {with_version(kZpub, 0x02aa7ed3),
                           std::string("DMwo58pR1QLEFihHiXPVykYB6fJmsTeHvyTp7hRThAtCX8CvYzgPcn8Xnmd"
                                       "fHPmHJiEDXkTiJTVV9rHEBUem2mwVbbNfvT2MTcAqj3nesx8uBf9")}) {
    EXPECT_THAT(address(text, 0), HasSubstr("takes xpub, ypub or zpub")) << text;
  }
}

TEST(Account, RefusesADepthThatIsNoAccounts) {
  const auto account = *chain::parse_extended_key(kZpub);
  const auto receiving = to_text(*derive(account, 0));
  EXPECT_THAT(address(receiving, 0), AllOf(HasSubstr("is at depth 4"), HasSubstr("m/84'/0'/0'")));
  EXPECT_THAT(address("xpub661MyMwAqRbcFkPHucMnrGNzDwb6teAX1RbKQmqtEF8kK3Z7LZ59qafCjB9eCRLiTVG3uxB"
                      "xgKvRgbubRhqSKXnGGb1aoaqLrpMBDrVxga8",
                      0),
              HasSubstr("is at depth 0"));
}

TEST(Account, RefusesADamagedKey) {
  auto damaged = kZpub;
  damaged.back() = 't';
  EXPECT_EQ(address(damaged, 0),
            "The extended key has a wrong character or checksum: copy it again.");
  EXPECT_THAT(address("wpkh(" + damaged + "/0/*)", 0), HasSubstr("copy it again"));
  EXPECT_THAT(address("1LqBGSKuX5yYUonjxT5qGfpUsXKYYWeabA", 0), HasSubstr("extended public key"));
  EXPECT_THAT(address("", 0), HasSubstr("extended key"));
}

// From BIP32, BIP49, BIP84, SLIP-132 and bitcoinjs's test data; the rest made from public keys.
TEST(Account, RefusesPrivateKeysAndSeedWordsWithoutRepeatingThem) {
  const std::string zprv =
      "zprvAdG4iTXWBoARxkkzNpNh8r6Qag3irQB8PzEMkAFeTRXxHpbF9z4QgEvBRmfvqWvGp42t42nvgGpNgYSJA9iefm1y"
      "YNZKEm7z6qUWCroSQnE";
  const std::string words =
      "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon "
      "about";
  for (const auto& text :
       {std::string("xprv9xpXFhFpqdQK3TmytPBqXtGSwS3DLjojFhTGht8gwAAii8py5X6pxeBnQ6ehJiyJ6nDjWGJfZ9"
                    "5WxByFXVkDxHXrqu53WCRGypk2ttuqncb"),
        std::string("yprvAHwhK6RbpuS3dgCYHM5jc2ZvEKd7Bi61u9FVhYMpgMSuZS613T1xxQeKTffhrHY79hZ5PsskBj"
                    "cc6C2V7DrnsMsNaGDaWev3GLRQRgV7hxF"),
        zprv, zprv.substr(0, 60), zprv + "x", "\"" + zprv + "\"", "wpkh(" + zprv + "/0/*)",
        std::string("uprv91G7gZkzehuMVxDJTYE6tLivdF8e4rvzSu1LFfKw3b2Qx1Aj8vpoFnHdfUZ3hmi9jsvPifmZ24"
                    "RTN2KhwB8BfMLTVqaBReibyaFFcTP1s9n"),
        std::string("Ltpv71G8qDifUiNetP6nmxPA5STrUVmv2J9YSmXajv8VsYBUyuPhvN9xCaQrfX2wo5xxJNtEazYCFR"
                    "Uu5FmokYMM79pcqz8pcdo4rNXAFPgyB4k"),
        std::string("KyZpNDKnfs94vbrwhJneDi77V6jF64PWPF8x5cdJb8ifgg2DUc9d"),
        std::string("5KYZdUEo39z3FPrtuX2QbbwGnNP5zTd7yyr2SC1j299sBCnWjss"),
        std::string("cULrpoZGXiuC19Uhvykx7NugygA3k86b3hmdCeyvHYQZSxojGyXJ"),
        std::string("TAroS5Knm8GZcnpPycBgzjwwDLWMyQjDrcuGPPoArgrbW7Ln22qp"),
        std::string("c9bdb49cfbaedca21c4b1f3a7803c34636b1d7dc55a717132443fc3f4c5867e8"), words,
        "1. " + words, std::string("legal winner thank year wave sausage")}) {
    for (const auto coin : {Coin::btc, Coin::ltc}) {
      for (const auto network : {Network::main, Network::regtest}) {
        EXPECT_EQ(address(text, 0, coin, network), chain::kPrivateKeyRefusal) << text;
      }
    }
  }
}

// By their version bytes, whatever their text begins with.
TEST(Account, RefusesPrivateKeysOfEveryVersion) {
  for (const std::uint32_t version :
       {0x0488ade4U, 0x049d7878U, 0x04b2430cU, 0x04358394U, 0x044a4e28U, 0x045f18bcU, 0x019d9cfeU,
        0x01b26792U, 0x0436ef7dU, kXpubVersion, 0x12345678U}) {
    auto key = *chain::parse_extended_key(kZpub);
    key.version = version;
    key.key.front() = 0;
    const auto text = to_text(key);
    EXPECT_EQ(address(text, 0), chain::kPrivateKeyRefusal) << text;
    EXPECT_THAT(address("wpkh(" + text + "/0/*)", 0), Not(HasSubstr(text)));
  }
}

}  // namespace
