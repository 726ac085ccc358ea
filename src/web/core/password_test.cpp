#include "web/core/password.h"

#include <gtest/gtest.h>

namespace {

constexpr int kCheapCost = 4;

TEST(Password, IsVerifiedAgainstItsHash) {
  const auto hash = web::hash_password("correct horse", kCheapCost);
  ASSERT_TRUE(hash);
  EXPECT_TRUE(hash->starts_with("$2b$04$"));
  EXPECT_TRUE(web::password_matches("correct horse", *hash));
  EXPECT_FALSE(web::password_matches("correct horsf", *hash));
  EXPECT_FALSE(web::password_matches("", *hash));
  EXPECT_NE(*hash, *web::hash_password("correct horse", kCheapCost)) << "the salt is random";
}

TEST(Password, AcceptsHashesOfOtherTools) {
  // The test vector "U*U" of crypt_blowfish.
  EXPECT_TRUE(
      web::password_matches("U*U", "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW"));
}

TEST(Password, IsRefusedWhereBcryptWouldTruncateIt) {
  const std::string longest(web::kMaxPasswordBytes, 'x');
  const auto hash = web::hash_password(longest, kCheapCost);
  ASSERT_TRUE(hash);
  EXPECT_FALSE(web::password_matches(longest + "y", *hash));
  EXPECT_FALSE(web::hash_password(longest + "y", kCheapCost));
  EXPECT_FALSE(web::hash_password(std::string("a\0b", 3), kCheapCost));
  EXPECT_FALSE(web::hash_password("", kCheapCost));
}

TEST(Password, HashIsDistinguishedFromPlainText) {
  const std::string hash = "$2b$12$" + std::string(53, 'a');
  EXPECT_TRUE(web::is_bcrypt_hash(hash));
  for (const auto& text : {std::string("hunter2"), hash + "a", "$2x$12$" + std::string(53, 'a'),
                           "$2b$03$" + std::string(53, 'a'), "$2b$31$" + std::string(53, 'a'),
                           "$2b$12$" + std::string(52, 'a') + "!", "$6$" + std::string(57, 'a')}) {
    EXPECT_FALSE(web::is_bcrypt_hash(text)) << text;
  }
}

}  // namespace
