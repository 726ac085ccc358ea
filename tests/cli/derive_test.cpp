// `kram derive`. Tests in src/chain/ and tests/derivation/ check the addresses themselves.
#include <gtest/gtest.h>

#include "cli/kram.h"

namespace {

using cli::is_one_line;
using cli::Kram;

// The account of BIP84's test vector, and SLIP-132's for BIP49.
constexpr const char* kZpub =
    "zpub6rFR7y4Q2AijBEqTUquhVz398htDFrtymD9xYYfG1m4wAcvPhXNfE3EfH1r1ADqtfSdVCToUG868RvUUkgDKf31mG"
    "DtKsAYz2oz2AGutZYs";

cli::Words derive(const std::string& currency, const std::string& count, cli::Words more = {}) {
  cli::Words words{"derive", "--currency", currency, "--count", count};
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

TEST(Derive, PrintsIndexAndAddress) {
  const auto end = Kram().run(derive("BTC", "2"), {{"BTC_XPUB", kZpub}});
  EXPECT_EQ(end.exit_code, 0) << end.err;
  EXPECT_EQ(end.err, "");
  EXPECT_EQ(end.out,
            "0 bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu\n"
            "1 bc1qnjg0jd8228aq7egyzacy8cys3knf9xvrerkf9g\n");
}

TEST(Derive, BeginsWhereItIsTold) {
  const Kram kram;
  kram.write(".env", std::string("LTC_XPUB=") + kZpub + "\n");
  const auto end = kram.run(derive("LTC", "1", {"--from", "2147483647"}));
  EXPECT_EQ(end.exit_code, 0) << end.err;
  EXPECT_TRUE(end.out.starts_with("2147483647 ltc1q")) << end.out;
  EXPECT_TRUE(is_one_line(end.out)) << end.out;
}

TEST(Derive, EndsWithTwoAndOneLineWithoutAKey) {
  const Kram kram;
  for (const auto& [words, begin] :
       {std::pair{derive("BTC", "1"), "kram: BTC_XPUB is missing: it must be an account-level"},
        {derive("LTC", "1"), "kram: LTC_XPUB is missing: it must be an account-level"}}) {
    const auto end = kram.run(words);
    EXPECT_EQ(end.exit_code, 2);
    EXPECT_EQ(end.out, "");
    EXPECT_TRUE(end.err.starts_with(begin)) << end.err;
    EXPECT_TRUE(is_one_line(end.err)) << end.err;
  }
}

TEST(Derive, RefusesAWrongKeyWithoutRepeatingIt) {
  const std::string words =
      "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon "
      "about";
  for (const auto& key : {words, std::string(kZpub).replace(100, 1, "1")}) {
    const auto end = Kram().run(derive("BTC", "1"), {{"BTC_XPUB", key}});
    EXPECT_EQ(end.exit_code, 2);
    EXPECT_EQ(end.out, "");
    EXPECT_TRUE(end.err.starts_with("kram: BTC_XPUB must be an account-level")) << end.err;
    EXPECT_TRUE(is_one_line(end.err)) << end.err;
    EXPECT_FALSE(end.err.contains("abandon") || end.err.contains("zpub6")) << end.err;
  }
}

TEST(Derive, StaysWithinTheAddressesThatThereAre) {
  const auto end = Kram().run(derive("BTC", "2", {"--from", "2147483647"}), {{"BTC_XPUB", kZpub}});
  EXPECT_EQ(end.exit_code, 2);
  EXPECT_TRUE(end.err.starts_with("kram: --from and --count must stay within")) << end.err;
  EXPECT_EQ(end.out, "");
}

}  // namespace
