#include "chain/keys/extended_key.h"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include "chain/keys/private_key.h"

namespace {

using chain::derive;
using chain::kHardened;
using chain::parse_extended_key;
using testing::HasSubstr;
using testing::Not;

std::string key_message(std::string_view text) {
  const auto key = parse_extended_key(text);
  return key ? "taken" : key.error().message;
}

struct Child {
  const char* parent;
  std::uint32_t index;
  const char* child;
};

// BIP32, test vectors 1 and 2: every step that is not hardened.
constexpr Child kChildren[] = {
    {"xpub68Gmy5EdvgibQVfPdqkBBCHxA5htiqg55crXYuXoQRKfDBFA1WEjWgP6LHhwBZeNK1VTsfTFUHCdrfp1bgwQ9xv5"
     "ski8PX9rL2dZXvgGDnw",
     1,
     "xpub6ASuArnXKPbfEwhqN6e3mwBcDTgzisQN1wXN9BJcM47sSikHjJf3UFHKkNAWbWMiGj7Wf5uMash7SyYq527Hqck2"
     "AxYysAA7xmALppuCkwQ"},
    {"xpub6D4BDPcP2GT577Vvch3R8wDkScZWzQzMMUm3PWbmWvVJrZwQY4VUNgqFJPMM3No2dFDFGTsxxpG5uJh7n7epu4tr"
     "krX7x7DogT5Uv6fcLW5",
     2,
     "xpub6FHa3pjLCk84BayeJxFW2SP4XRrFd1JYnxeLeU8EqN3vDfZmbqBqaGJAyiLjTAwm6ZLRQUMv1ZACTj37sR62cfN7"
     "fe5JnJ7dh8zL4fiyLHV"},
    {"xpub6FHa3pjLCk84BayeJxFW2SP4XRrFd1JYnxeLeU8EqN3vDfZmbqBqaGJAyiLjTAwm6ZLRQUMv1ZACTj37sR62cfN7"
     "fe5JnJ7dh8zL4fiyLHV",
     1'000'000'000,
     "xpub6H1LXWLaKsWFhvm6RVpEL9P4KfRZSW7abD2ttkWP3SSQvnyA8FSVqNTEcYFgJS2UaFcxupHiYkro49S8yGasTvXE"
     "YBVPamhGW6cFJodrTHy"},
    {"xpub661MyMwAqRbcFW31YEwpkMuc5THy2PSt5bDMsktWQcFF8syAmRUapSCGu8ED9W6oDMSgv6Zz8idoc4a6mr8BDzTJ"
     "Y47LJhkJ8UB7WEGuduB",
     0,
     "xpub69H7F5d8KSRgmmdJg2KhpAK8SR3DjMwAdkxj3ZuxV27CprR9LgpeyGmXUbC6wb7ERfvrnKZjXoUmmDznezpbZb7a"
     "p6r1D3tgFxHmwMkQTPH"},
    {"xpub6ASAVgeehLbnwdqV6UKMHVzgqAG8Gr6riv3Fxxpj8ksbH9ebxaEyBLZ85ySDhKiLDBrQSARLq1uNRts8RuJiHjaD"
     "MBU4Zn9h8LZNnBC5y4a",
     1,
     "xpub6DF8uhdarytz3FWdA8TvFSvvAh8dP3283MY7p2V4SeE2wyWmG5mg5EwVvmdMVCQcoNJxGoWaU9DCWh89LojfZ537"
     "wTfunKau47EL2dhHKon"},
    {"xpub6ERApfZwUNrhLCkDtcHTcxd75RbzS1ed54G1LkBUHQVHQKqhMkhgbmJbZRkrgZw4koxb5JaHWkY4ALHY2grBGRja"
     "DMzQLcgJvLJuZZvRcEL",
     2,
     "xpub6FnCn6nSzZAw5Tw7cgR9bi15UV96gLZhjDstkXXxvCLsUXBGXPdSnLFbdpq8p9HmGsApME5hQTZ3emM2rnY5agb9"
     "rXpVGyy3bdW6EEgAtqt"},
};

TEST(ExtendedKey, DerivesThePublicChildrenOfBip32) {
  for (const auto& [parent, index, child] : kChildren) {
    const auto key = parse_extended_key(parent);
    ASSERT_TRUE(key) << parent;
    const auto derived = derive(*key, index);
    ASSERT_TRUE(derived) << parent;
    EXPECT_EQ(to_text(*derived), child);
    EXPECT_EQ(parse_extended_key(child), *derived);
  }
}

// BIP32, test vectors 1 to 4: those keys that have no public parent.
TEST(ExtendedKey, ReadsAndWritesTheHardenedKeysOfBip32) {
  for (
      const auto* text :
      {"xpub661MyMwAqRbcFtXgS5sYJABqqG9YLmC4Q1Rdap9gSE8NqtwybGhePY2gZ29ESFjqJoCu1Rupje8YtGqsefD265T"
       "Mg7usUDFdp6W1EGMcet8",
       "xpub661MyMwAqRbcEZVB4dScxMAdx6d4nFc9nvyvH3v4gJL378CSRZiYmhRoP7mBy6gSPSCYk6SzXPTf3ND1cZAceL7"
       "SfJ1Z3GC8vBgp2epUt13",
       "xpub68NZiKmJWnxxS6aaHmn81bvJeTESw724CRDs6HbuccFQN9Ku14VQrADWgqbhhTHBaohPX4CjNLf9fq9MYo6oDaP"
       "PLPxSb7gwQN3ih19Zm4Y",
       "xpub661MyMwAqRbcGczjuMoRm6dXaLDEhW1u34gKenbeYqAix21mdUKJyuyu5F1rzYGVxyL6tmgBUAEPrEz92mBXjBy"
       "MRiJdba9wpnN37RLLAXa",
       "xpub69AUMk3qDBi3uW1sXgjCmVjJ2G6WQoYSnNHyzkmdCHEhSZ4tBok37xfFEqHd2AddP56Tqp4o56AePAgCjYdvpW2"
       "PU2jbUPFKsav5ut6Ch1m",
       "xpub6BJA1jSqiukeaesWfxe6sNK9CCGaujFFSJLomWHprUL9DePQ4JDkM5d88n49sMGJxrhpjazuXYWdMf17C9T5Xnx"
       "kopaeS7jGk1GyyVziaMt"}) {
    const auto key = parse_extended_key(text);
    ASSERT_TRUE(key) << text;
    EXPECT_EQ(to_text(*key), text);
  }
  const auto key = *parse_extended_key(kChildren[0].parent);
  EXPECT_EQ(key.depth, 1);
  EXPECT_EQ(key.child_number, kHardened);
  EXPECT_EQ(chain::to_hex(key.parent_fingerprint), "3442193e");
}

// BIP32, test vector 5.
TEST(ExtendedKey, RefusesTheInvalidPublicKeysOfBip32) {
  const std::string begin = "xpub661MyMwAqRbcEYS8w7XLSVeEsBXy79zSzH1J8vCdxAZningWLdN3zgtU6";
  EXPECT_EQ(key_message(begin + "LBpB85b3D2yc8sfvZU521AAwdZafEz7mnzBBsz4wKY5fTtTQBm"),
            chain::kPrivateKeyRefusal);
  for (const auto* end : {"Txnt3siSujt9RCVYsx4qHZGc62TG4McvMGcAUjeuwZdduYEvFn",     // prefix 04
                          "N8ZMMXctdiCjxTNq964yKkwrkBJJwpzZS4HS2fxvyYUA4q2Xe4",     // prefix 01
                          "Q5JXayek4PRsn35jii4veMimro1xefsM58PgBMrvdYre8QyULY"}) {  // no point
    EXPECT_THAT(key_message(begin + end), HasSubstr("no valid public key"));
  }
  for (
      const auto* text :
      {"xpub661no6RGEX3uJkY4bNnPcw4URcQTrSibUZ4NqJEw5eBkv7ovTwgiT91XX27VbEXGENhYRCf7hyEbWrR3FewATdC"
       "Eebj6znwMfQkhRYHRLpJ",
       "xpub661MyMwAuDcm6CRQ5N4qiHKrJ39Xe1R1NyfouMKTTWcguwVcfrZJaNvhpebzGerh7gucBvzEQWRugZDuDXjNDRm"
       "XzSZe4c7mnTK97pTvGS8"}) {
    EXPECT_THAT(key_message(text), HasSubstr("master key has no parent"));
  }
}

// BIP32, test vector 5: none is a valid private key, but each was meant as one.
TEST(ExtendedKey, RefusesDamagedPrivateKeysWithoutAskingToCopyThemAgain) {
  for (
      const auto* text :
      {"xprv9s21ZrQH143K24Mfq5zL5MhWK9hUhhGbd45hLXo2Pq2oqzMMo63oStZzFGTQQD3dC4H2D5GBj7vWvSQaaBv5cxi"
       "9gafk7NF3pnBju6dwKvH",
       "xprv9s21ZrQH143K24Mfq5zL5MhWK9hUhhGbd45hLXo2Pq2oqzMMo63oStZzFGpWnsj83BHtEy5Zt8CcDr1UiRXuWCm"
       "TQLxEK9vbz5gPstX92JQ",
       "xprv9s21ZrQH143K24Mfq5zL5MhWK9hUhhGbd45hLXo2Pq2oqzMMo63oStZzFAzHGBP2UuGCqWLTAPLcMtD9y5gkZ6E"
       "q3Rjuahrv17fEQ3Qen6J",
       "xprv9s2SPatNQ9Vc6GTbVMFPFo7jsaZySyzk7L8n2uqKXJen3KUmvQNTuLh3fhZMBoG3G4ZW1N2kZuHEPY53qmbZzCH"
       "shoQnNf4GvELZfqTUrcv",
       "xprv9s21ZrQH4r4TsiLvyLXqM9P7k1K3EYhA1kkD6xuquB5i39AU8KF42acDyL3qsDbU9NmZn6MsGSUYZEsuoePmjzs"
       "B3eFKSUEh3Gu1N3cqVUN",
       "xprv9s21ZrQH143K24Mfq5zL5MhWK9hUhhGbd45hLXo2Pq2oqzMMo63oStZzF93Y5wvzdUayhgkkFoicQZcP3y52uPP"
       "xFnfoLZB21Teqt1VvEHx",
       "xprv9s21ZrQH143K24Mfq5zL5MhWK9hUhhGbd45hLXo2Pq2oqzMMo63oStZzFAzHGBP2UuGCqWLTAPLcMtD5SDKr24z"
       "3aiUvKr9bJpdrcLg1y3G",
       "xprv9s21ZrQH143K3QTDL4LXw2F7HEK3wJUD2nW2nRk4stbPy6cq3jPPqjiChkVvvNKmPGJxWUtg6LnF5kejMRNNU3T"
       "GtRBeJgk33yuGBxrMPHL"}) {
    EXPECT_EQ(key_message(text), chain::kPrivateKeyRefusal);
  }
}

TEST(ExtendedKey, RefusesWhatIsNone) {
  EXPECT_THAT(key_message(""), HasSubstr("wrong character or checksum"));
  EXPECT_THAT(key_message("xpub661MyMwAqRbcF…"), HasSubstr("wrong character or checksum"));
  EXPECT_THAT(key_message(std::string(100'000, 'x')), HasSubstr("wrong character or checksum"));
  EXPECT_THAT(key_message("1LqBGSKuX5yYUonjxT5qGfpUsXKYYWeabA"), HasSubstr("wrong length"));
}

TEST(ExtendedKey, HasNoHardenedChildren) {
  const auto key = *parse_extended_key(kChildren[0].parent);
  EXPECT_DEATH(derive(key, kHardened), "hardened");
}

RC_GTEST_PROP(ExtendedKey, IsReadAsItWasWritten, (std::uint32_t version, std::uint32_t number)) {
  auto key = *derive(*parse_extended_key(kChildren[0].parent), number % kHardened);
  RC_PRE(!chain::looks_private(to_text(key)));
  key.version = version;
  const auto read = parse_extended_key(to_text(key));
  RC_ASSERT((read ? *read == key : read.error().message == chain::kPrivateKeyRefusal));
}

RC_GTEST_PROP(ExtendedKey, IsRefusedWithAnyCharacterChanged, ()) {
  constexpr std::string_view alphabet =
      "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz0OIl -";
  std::string text = kChildren[0].child;
  const auto place = *rc::gen::inRange<std::size_t>(0, text.size());
  const char other = *rc::gen::elementOf(std::string(alphabet));
  RC_PRE(text[place] != other);
  text[place] = other;
  RC_ASSERT(!parse_extended_key(text));
}

}  // namespace
