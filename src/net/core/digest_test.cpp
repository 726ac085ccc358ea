#include "net/core/digest.h"

#include <sstream>

#include <gtest/gtest.h>

namespace net {
namespace {

// FIPS 180-4, examples.
TEST(Digest, IsSha256) {
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(Digest, IsTheSameOfAFile) {
  for (const std::size_t size : {0U, 1U, 16'384U, 16'385U, 100'000U}) {
    const std::string bytes(size, 'x');
    std::istringstream file("passed over" + bytes);
    file.ignore(11);
    EXPECT_EQ(sha256_hex(file), sha256_hex(bytes)) << size;
  }
}

// RFC 4231, test case 2.
TEST(Digest, SignsWithAKey) {
  EXPECT_EQ(hmac_sha256_hex("Jefe", "what do ya want for nothing?"),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

}  // namespace
}  // namespace net
