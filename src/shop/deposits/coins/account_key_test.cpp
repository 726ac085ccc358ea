#include "shop/deposits/coins/account_key.h"

#include <gmock/gmock.h>

#include "shop/testing/money_in_fixture.h"

namespace shop {
namespace {

using base::Money;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

AccountKey key_named(const std::string& name) {
  return {.fingerprint = name,
          .derive = [name](std::uint32_t index) { return name + "-" + std::to_string(index); }};
}

class AccountKeyTest : public MoneyInTest {
 protected:
  void SetUp() override {
    MoneyInTest::SetUp();
    set_rate(Money::units(200'000));
  }
  CryptoAddress open(std::int64_t user_id, const std::string& key, Coin coin = Coin::btc) {
    return transact(
        [&](db::Tx& tx) { return open_address(tx, user_id, coin, key_named(key), now); });
  }
  std::vector<KeyUse> uses(const std::string& current) {
    return read([&](db::Tx& tx) { return uses_of_keys(tx, Coin::btc, key_named(current)); });
  }
  // As the table was when there was one key.
  void forget_names() { execute("UPDATE coin_keys SET fingerprint = NULL"); }
};
INSTANTIATE_TEST_SUITE_P(, AccountKeyTest, support::kBothEngines, support::engine_name);

TEST_P(AccountKeyTest, ANewKeyIsShownAtOnceFromItsFirstAddress) {
  EXPECT_EQ(open(kBob, "old").address, "old-0");
  EXPECT_EQ(open(kCid, "old").address, "old-1");
  EXPECT_EQ(open(kBob, "new").address, "new-0");
  EXPECT_EQ(open(kBob, "new").address, "new-0");
  EXPECT_EQ(open(kCid, "new").address, "new-1");
  EXPECT_EQ(count("crypto_addresses WHERE is_active = true"), 2);
  EXPECT_EQ(open(kBob, "old", Coin::ltc).address, "old-0") << "each coin has keys of its own";
  EXPECT_THAT(audit(), IsEmpty());
}

TEST_P(AccountKeyTest, AddressesOfEarlierKeysCountForEver) {
  const auto old = open(kBob, "old");
  open(kBob, "new");
  mine({{"tx", 0, 50'000, old.address}});
  EXPECT_EQ(balance(kBob), Money::units(100));
  EXPECT_EQ(open(kBob, "new").address, "new-0") << "its own is still unpaid";
}

TEST_P(AccountKeyTest, AKeyThatComesBackGoesOnWhereItWas) {
  for (int i = 0; i < 3; ++i) {
    mine({{std::to_string(i), 0, 50'000, open(kBob, "old").address}});
  }
  open(kBob, "new");
  EXPECT_EQ(open(kBob, "old").address, "old-3");
  EXPECT_EQ(open(kCid, "old").address, "old-4");
  EXPECT_EQ(open(kBob, "new").address, "new-1");
  EXPECT_THAT(audit(), IsEmpty());
}

TEST_P(AccountKeyTest, AnOlderShopsAddressesAreTheirKeys) {
  open(kBob, "old");
  open(kCid, "old");
  forget_names();
  EXPECT_EQ(open(kAnn, "old").address, "old-2");
  EXPECT_EQ(open(kBob, "old").address, "old-0");
  EXPECT_EQ(count("coin_keys WHERE currency = 'btc'"), 1);
}

TEST_P(AccountKeyTest, AnOlderShopsAddressesAreNotAnotherKeys) {
  open(kBob, "old");
  forget_names();
  EXPECT_EQ(open(kBob, "new").address, "new-0");
  EXPECT_EQ(open(kBob, "old").address, "old-1") << "and their key is known when it comes back";
  EXPECT_EQ(count("coin_keys WHERE currency = 'btc'"), 2);
}

TEST_P(AccountKeyTest, SkippedIndexesAreOfTheirKey) {
  transact([](db::Tx& tx) {
    skip_indexes(tx, use_key(tx, Coin::btc, key_named("old")), 30);
    return true;
  });
  EXPECT_EQ(open(kBob, "new").derivation_index, 0);
  EXPECT_EQ(open(kBob, "old").derivation_index, 30);
}

TEST_P(AccountKeyTest, TellsHowFarAWalletMustLook) {
  for (int i = 0; i < 4; ++i) {
    const auto given = open(kBob, "old");
    execute("UPDATE crypto_addresses SET is_active = false");
    if (given.derivation_index % 3 == 0) {
      mine({{std::to_string(i), 0, 50'000, given.address}});
    }
  }
  open(kBob, "new");
  const auto all = uses("new");
  ASSERT_THAT(all, SizeIs(2));
  EXPECT_TRUE(all[0].is_current);
  EXPECT_EQ(all[0].given, 1);
  EXPECT_EQ(all[0].longest_gap, 1);
  EXPECT_FALSE(all[1].is_current);
  EXPECT_EQ(all[1].given, 4);
  EXPECT_EQ(all[1].longest_gap, 2);
  EXPECT_THAT(uses("another"), SizeIs(2)) << "looking changes nothing";
}

}  // namespace
}  // namespace shop
