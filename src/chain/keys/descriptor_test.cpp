#include "chain/keys/descriptor.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include "chain/keys/private_key.h"

namespace {

using chain::descriptor_checksum;
using chain::parse_descriptor;
using chain::ScriptType;
using testing::HasSubstr;
using testing::StartsWith;

const std::string kBip380Xpub =
    "xpub6ERApfZwUNrhLCkDtcHTcxd75RbzS1ed54G1LkBUHQVHQKqhMkhgbmJbZRkrgZw4koxb5JaHWkY4ALHY2grBGRjaD"
    "MzQLcgJvLJuZZvRcEL";  // BIP380's
const std::string kPoint = "a34b99f22c790c4e36b2b3c2c35a36db06226e41c692fc82b8b56ac1c540c5bd";

// The text with the words in capitals replaced by keys of the BIPs.
std::string filled(std::string text) {
  const std::vector<std::pair<std::string, std::string>> keys{
      {"XPUB", kBip380Xpub},
      {"XPRV",
       "xprv9s21ZrQH143K31xYSDQpPDxsXRTUcvj2iNHm5NUtrGiGG5e2DtALGdso3pGz6ssrdK4PFmM8NSpSBHNqPqm55Q"
       "n3LqFtT2emdEXVYsCzC2U"},
      {"POINT", "03" + kPoint},
      {"SHORT", kPoint},
      {"UNCOMPRESSED",
       "04" + kPoint + "5b8dec5235a0fa8722476c7709c02559e3aa73aa03918ba2d492eea75abea235"}};
  for (const auto& [word, key] : keys) {
    for (auto at = text.find(word); at != std::string::npos; at = text.find(word)) {
      text.replace(at, word.size(), key);
    }
  }
  return text;
}

std::string descriptor_message(std::string_view text) {
  const auto descriptor = parse_descriptor(text);
  return descriptor ? "taken" : descriptor.error().message;
}

// The scripts of the first addresses, in hexadecimal.
std::vector<std::string> scripts_of(std::string_view text, std::uint32_t count) {
  const auto descriptor = *parse_descriptor(text);
  auto key = descriptor.key;
  for (const auto step : descriptor.path) {
    key = *derive(key, step);
  }
  std::vector<std::string> scripts;
  scripts.reserve(count);
  for (std::uint32_t i = 0; i < count; ++i) {
    scripts.push_back(chain::to_hex(script_for(descriptor.type, derive(key, i)->key)));
  }
  return scripts;
}

TEST(Descriptor, GivesTheScriptsOfBip382) {
  const auto scripts = scripts_of(
      "wpkh([ffffffff/"
      "13']xpub69H7F5d8KSRgmmdJg2KhpAK8SR3DjMwAdkxj3ZuxV27CprR9LgpeyGmXUbC6wb7ERfvrnKZjXoUmmDznezpb"
      "Zb7ap6r1D3tgFxHmwMkQTPH/1/2/*)",
      3);
  EXPECT_EQ(scripts, (std::vector<std::string>{"0014326b2249e3a25d5dc60935f044ee835d090ba859",
                                               "0014af0bd98abc2f2cae66e36896a39ffe2d32984fb7",
                                               "00141fa798efd1cbf95cebf912c031b8a4a6e9fb9f27"}));
}

TEST(Descriptor, HasTheChecksumOfBip380) {
  EXPECT_EQ(descriptor_checksum("raw(deadbeef)"), "89f8spxm");
  EXPECT_EQ(descriptor_checksum("raw(Ü)"), "");
}

TEST(Descriptor, IsTakenWithTheRightChecksumOrNone) {
  const auto body = "wpkh(" + kBip380Xpub + "/0/*)";
  const auto checksum = descriptor_checksum(body);
  EXPECT_EQ(descriptor_message(body), "taken");
  EXPECT_EQ(descriptor_message(body + '#' + checksum), "taken");
  const auto damaged = static_cast<char>(checksum[0] == 'q' ? 'p' : 'q') + checksum.substr(1);
  for (const auto& wrong : {std::string(), checksum + 'x', checksum.substr(1), '#' + checksum,
                            '#' + checksum.substr(1), damaged}) {
    EXPECT_THAT(descriptor_message(fmt::format("{}#{}", body, wrong)),
                HasSubstr("checksum, behind the #, is wrong"));
  }
  EXPECT_THAT(descriptor_message("wpkh(" + kBip380Xpub + "/1/*)#" + checksum),
              HasSubstr("checksum"));
  EXPECT_THAT(descriptor_message("wpkh(Ü)#00000000"), HasSubstr("character that none may hold"));
}

// Those of BIP380's key expressions that give a sequence of addresses.
TEST(Descriptor, TakesAnExtendedKeyWithOriginAndPath) {
  for (const auto* origin :
       {"", "[deadbeef]", "[deadbeef/0h/1h/2h]", "[DEADBEEF/0'/0h/0']", "[deadbeef/1/2'/3/4']"}) {
    const auto read = parse_descriptor("wpkh(" + std::string(origin) + kBip380Xpub + "/3/4/5/*)");
    ASSERT_TRUE(read) << origin;
    EXPECT_EQ(read->type, ScriptType::wpkh);
    EXPECT_EQ(to_text(read->key), kBip380Xpub);
    EXPECT_EQ(read->path, (std::vector<std::uint32_t>{3, 4, 5}));
  }
  EXPECT_EQ(parse_descriptor("tr(" + kBip380Xpub + "/2147483647/*)")->path.front(), 2'147'483'647U);
  EXPECT_EQ(parse_descriptor("pkh(" + kBip380Xpub + "/*)")->path.size(), 0U);
}

TEST(Descriptor, RefusesTheInvalidOriginsOfBip380) {
  for (const auto* origin :
       {"[deadbeef/0h/0h/0h/*]", "[deadbeef/0h/0h/0h/]", "[deadbef/0h/0h/0h]",
        "[deadbeeef/0h/0h/0h]", "[deadbeef/0f/0f/0f]", "[deadbeef/0H/0H/0H]", "[deadbeef/-0/-0/-0]",
        "[gaaaaaaa]", "[deadbeef", "[]", "[deadbeef/<0;1>]"}) {
    EXPECT_THAT(descriptor_message("pkh(" + std::string(origin) + kBip380Xpub + "/0/*)"),
                HasSubstr("fingerprint of eight"))
        << origin;
  }
  for (const auto* text : {"pkh([aaaaaaaa][aaaaaaaa]xpub/0/*)", "pkh(aaaaaaaa]xpub/0/*)",
                           "pkh([deadbeef])", "pkh([deadbeef]/0/*)"}) {
    EXPECT_THAT(descriptor_message(text), HasSubstr("wrong character or checksum")) << text;
  }
}

TEST(Descriptor, RefusesPathsThatGiveNoSequenceOfAddresses) {
  const auto with = [](const std::string& path) {
    return descriptor_message("pkh(" + kBip380Xpub + path + ")");
  };
  for (const auto* path : {"", "/", "/0", "/3/4/5", "/0/*/", "/0/**"}) {
    EXPECT_THAT(with(path), HasSubstr("single address")) << path;
  }
  for (const auto* path : {"/2147483648/*", "/1aa/*", "/-1/*", "//*", "/ 1/*", "/*/*", "/0>/*"}) {
    EXPECT_THAT(with(path), HasSubstr("must be numbers")) << path;
  }
  for (const auto* path : {"/3h/4h/5h/*", "/0'/*", "/<0h;1>/*", "/<0;1'>/*"}) {
    EXPECT_THAT(with(path), HasSubstr("hardened step")) << path;
  }
  for (const auto* path : {"/3h/4h/5h/*h", "/0/*'"}) {
    EXPECT_THAT(with(path), HasSubstr("addresses are hardened")) << path;
  }
  std::string deep;
  for (int i = 0; i < 251; ++i) {
    deep += "/1";
  }
  EXPECT_THAT(with(deep + "/*"), HasSubstr("longer than any"));
}

// BIP389.
TEST(Descriptor, TakesTheReceivingOneOfAChoice) {
  const auto path = [](const std::string& text) {
    return parse_descriptor("wpkh(" + kBip380Xpub + text + ")").value().path;
  };
  EXPECT_EQ(path("/<0;1>/*"), (std::vector<std::uint32_t>{0}));
  EXPECT_EQ(path("/<1;3>/2/*"), (std::vector<std::uint32_t>{1, 2}));
  EXPECT_EQ(path("/7/<0;1;2>/*"), (std::vector<std::uint32_t>{7, 0}));
  for (const auto* wrong : {"/<>/*", "/<0/*", "/<0;>/*", "/<;1>/*", "/<0>/*", "/<0;0>/*"}) {
    EXPECT_THAT(descriptor_message("wpkh(" + kBip380Xpub + wrong + ")"),
                HasSubstr("two numbers or more"))
        << wrong;
  }
  EXPECT_THAT(descriptor_message("wpkh(" + kBip380Xpub + "/<0;1>/<2;3>/*)"),
              HasSubstr("one choice"));
}

// The vectors of BIP381, BIP382 and BIP386 that are valid but not one key's sequence of addresses,
// and their invalid ones.
TEST(Descriptor, SaysWhichFormsItTakes) {
  for (const auto* text : {"pk(POINT)",
                           "pk(XPUB/0)",
                           "sh(pk(POINT))",
                           "sh(pkh(POINT))",
                           "wsh(pkh(POINT))",
                           "wsh(pk(POINT))",
                           "sh(wsh(pkh(POINT)))",
                           "pk(pk(POINT))",
                           "pkh(pk(POINT))",
                           "sh(POINT)",
                           "sh(sh(pkh(POINT)))",
                           "wsh(wpkh(POINT))",
                           "wsh(wsh(pkh(POINT)))",
                           "sh(wsh(wsh(pkh(POINT))))",
                           "wpkh(wsh(pkh(POINT)))",
                           "wsh(POINT)",
                           "wsh(tr(POINT))",
                           "sh(tr(POINT))",
                           "tr(POINT,pk(POINT))",
                           "tr(POINT, pkh(POINT))",
                           "tr(XPUB/0/*,pk(XPUB/1/*))",
                           "wsh(multi(2,XPUB/0/*,XPUB/1/*))",
                           "combo(XPUB/*)",
                           "raw(deadbeef)",
                           "addr(1LqBGSKuX5yYUonjxT5qGfpUsXKYYWeabA)",
                           "wpkh(XPUB/0/*",
                           "wpkh(XPUB/0/*))",
                           "WPKH(XPUB/0/*)"}) {
    EXPECT_THAT(descriptor_message(filled(text)),
                StartsWith("The descriptor must be pkh(…), sh(wpkh(…))"))
        << text;
  }
}

TEST(Descriptor, RefusesPlainPublicKeys) {
  for (const auto* text : {"pkh([deadbeef/1/2'/3/4']POINT)", "wpkh(POINT)", "pkh(UNCOMPRESSED)",
                           "sh(wpkh(UNCOMPRESSED))", "tr(SHORT)", "wpkh(POINT/0/*)"}) {
    EXPECT_THAT(descriptor_message(filled(text)), HasSubstr("single address")) << text;
  }
}

// Of BIP380, BIP381 and BIP382.
TEST(Descriptor, RefusesPrivateKeysInAnyPlace) {
  for (const auto* text :
       {"pkh(XPRV/2147483647'/0)", "sh(wpkh(XPRV/10/20/30/40/*'))",
        "wpkh([ffffffff/13']XPRV/1/2/*)", "wpkh(XPRV/0/*)#00000000",
        "pkh(aaaaaaaa]XPRV/2147483647'/0)", "wsh(multi(1,XPRV/0/*))", "tr(XPUB/0/*,pk(XPRV/1/*))",
        "wpkh(L4rK1yDtCWekvXuE6oXD9jCYfFNV2cWRpVuPLBcCU2z8TrisoyY1)",
        "pkh([deadbeef/1]L4rK1yDtCWekvXuE6oXD9jCYfFNV2cWRpVuPLBcCU2z8TrisoyY1/*)",
        "pk(5KYZdUEo39z3FPrtuX2QbbwGnNP5zTd7yyr2SC1j299sBCnWjss)"}) {
    EXPECT_EQ(descriptor_message(filled(text)), chain::kPrivateKeyRefusal) << text;
  }
}

RC_GTEST_PROP(Descriptor, IsReadAsItWasWritten, ()) {
  const auto type =
      *rc::gen::element(ScriptType::pkh, ScriptType::sh_wpkh, ScriptType::wpkh, ScriptType::tr);
  const auto path = *rc::gen::container<std::vector<std::uint32_t>>(
      rc::gen::inRange<std::uint32_t>(0, chain::kHardened));
  const chain::Descriptor descriptor{type, *chain::parse_extended_key(kBip380Xpub), path};
  const auto read = parse_descriptor(to_text(descriptor));
  RC_ASSERT(read.has_value());
  RC_ASSERT(read->type == type && read->key == descriptor.key && read->path == path);
}

RC_GTEST_PROP(Descriptor, IsRefusedWithAnyCharacterChanged, ()) {
  auto text = to_text(*parse_descriptor("sh(wpkh([deadbeef/49h/0h/0h]" + kBip380Xpub + "/0/*))"));
  const auto place = *rc::gen::inRange<std::size_t>(0, text.size());
  const char other = *rc::gen::inRange<char>(' ', '~');
  RC_PRE(text[place] != other);
  text[place] = other;
  RC_ASSERT(!parse_descriptor(text));
}

}  // namespace
