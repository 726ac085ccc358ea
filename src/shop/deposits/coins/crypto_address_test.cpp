#include "shop/deposits/coins/crypto_address.h"

#include <gmock/gmock.h>

#include "shop/testing/money_in_fixture.h"

namespace shop {
namespace {

using testing::ElementsAre;

class CryptoAddressTest : public MoneyInTest {
 protected:
  void skip(std::uint32_t index) {
    transact([=](db::Tx& tx) {
      skip_indexes(tx, use_key(tx, Coin::btc, {"", address_at}), index);
      return true;
    });
  }
};
INSTANTIATE_TEST_SUITE_P(, CryptoAddressTest, support::kBothEngines, support::engine_name);

TEST_P(CryptoAddressTest, IsShownAgainUntilItIsPaid) {
  const auto first = address(kBob);
  EXPECT_EQ(first.user_id, kBob);
  EXPECT_EQ(first.currency, Coin::btc);
  EXPECT_EQ(first.derivation_index, 0);
  EXPECT_EQ(first.address, address_at(0));
  EXPECT_EQ(first.created_at, kNow);
  EXPECT_TRUE(first.is_active);
  now += std::chrono::hours(1000);
  EXPECT_EQ(address(kBob).id, first.id);
  wait({{"tx", 0, 1'000, first.address}});
  const auto second = address(kBob);
  EXPECT_EQ(second.derivation_index, 1);
  EXPECT_EQ(address(kBob).id, second.id);
}

TEST_P(CryptoAddressTest, EachCustomerAndCoinHasItsOwn) {
  EXPECT_EQ(address(kBob).derivation_index, 0);
  EXPECT_EQ(address(kCid).derivation_index, 1);
  EXPECT_EQ(address(kBob, Coin::ltc).derivation_index, 0);
  EXPECT_EQ(address(kBob, Coin::ltc).currency, Coin::ltc);
}

TEST_P(CryptoAddressTest, IsFoundByItsText) {
  const auto given = address(kBob);
  const auto find = [&](Coin coin, std::string_view text) {
    return read([&](db::Tx& tx) { return find_address(tx, coin, text); });
  };
  EXPECT_EQ(find(Coin::btc, given.address)->user_id, kBob);
  EXPECT_FALSE(find(Coin::ltc, given.address));
  EXPECT_FALSE(find(Coin::btc, address_at(9)));
}

TEST_P(CryptoAddressTest, IndexesThatAreSkippedAreNeverGiven) {
  const auto next = [&] {
    return transact(
        [](db::Tx& tx) { return next_index(tx, use_key(tx, Coin::btc, {"", address_at})); });
  };
  EXPECT_EQ(next(), 0U);
  skip(40);
  EXPECT_EQ(next(), 40U);
  skip(7);
  EXPECT_EQ(next(), 40U);
  EXPECT_EQ(address(kBob).derivation_index, 40);
  EXPECT_EQ(next(), 41U);
  EXPECT_EQ(address(kBob, Coin::ltc).derivation_index, 0);
}

TEST_P(CryptoAddressTest, AWatcherLearnsOfNewOnesInOrder) {
  const auto ann = address(kAnn);
  const auto bob = address(kBob);
  address(kBob, Coin::ltc);
  const auto cid = address(kCid);
  const auto after = [&](std::int64_t id, int limit) {
    std::vector<std::int64_t> ids;
    for (const auto& found :
         read([=](db::Tx& tx) { return addresses_after(tx, Coin::btc, id, limit); })) {
      ids.push_back(found.id);
    }
    return ids;
  };
  EXPECT_THAT(after(0, 2), ElementsAre(ann.id, bob.id));
  EXPECT_THAT(after(bob.id, 10), ElementsAre(cid.id));
}

}  // namespace
}  // namespace shop
