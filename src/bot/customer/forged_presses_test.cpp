// Presses that no screen ever offered, of every button there is.
#include <array>
#include <string>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "bot/customer/shop/callbacks.h"
#include "bot/customer/wallet/callbacks.h"
#include "bot/testing/conversation.h"
#include "shop/reports/audit.h"

namespace bot {
namespace {

// In base 36: nothing, less, what may be there, a mean number, the largest amount of money, the
// largest and the smallest number. Then a coin and methods by their names.
constexpr std::array<std::string_view, 11> kValues{
    "0",   "-1",  "1",    "4",    "zg3d62r5r", "1y2p0ij32e8e7", "-1y2p0ij32e8e8",
    "btc", "ltc", "blik", "stars"};

class ForgedPresses : public Conversation {
 protected:
  void SetUp() override {
    Conversation::SetUp();
    settings.deposits = {.coins = {{base::Coin::btc, {.key = {"", address}, .confirmations = {}}}},
                         .instructions = {{shop::DepositMethod::blik, "Pay to 600 100 200"},
                                          {shop::DepositMethod::bank, "Pay to PL61 1090 1014"}},
                         .stars_per_unit = 20,
                         .min = base::Money::units(5),
                         .max = base::Money::units(10'000),
                         .commission = {}};
    stock(voucher(), 3);
    say(kOwner, "/start");
    say(kCustomer, "/start");
    say(kOtherCustomer, "/start");
    give_money(kOtherCustomer, 200);
    press_data(kOtherCustomer, encode_callback(customer::Buy{1}));
    press_data(kOtherCustomer, encode_callback(customer::PickAmount{shop::DepositMethod::blik,
                                                                    base::Money::units(10)}));
  }

  static std::string address(std::uint32_t index) { return fmt::format("address {}", index); }

  void forge(std::int64_t who, const std::string& data) {
    const Reply reply = press_data(who, data);
    EXPECT_TRUE(reply.screen || !reply.toast.empty()) << data;
  }
  void forge_all(std::int64_t who) {
    for (const auto& tag : callback_tags()) {
      forge(who, tag);
      for (const auto one : kValues) {
        forge(who, fmt::format("{}.{}", tag, one));
        for (const auto other : kValues) {
          forge(who, fmt::format("{}.{}.{}", tag, one, other));
        }
      }
    }
  }
};
INSTANTIATE_TEST_SUITE_P(, ForgedPresses, support::kBothEngines, support::engine_name);

TEST_P(ForgedPresses, OfACustomerTouchNobodyElse) {
  forge_all(kCustomer);
  EXPECT_EQ(balance(kCustomer), "0.00");
  EXPECT_EQ(balance(kOtherCustomer), "200.00");
  EXPECT_THAT(outbox(kOtherCustomer), testing::SizeIs(1)) << "the adjustment alone";
  press_data(kOtherCustomer,
             encode_callback(customer::ConfirmPurchase{1, base::Money::units(100)}));
  EXPECT_EQ(balance(kOtherCustomer), "100.00") << "the reservation stands";
  EXPECT_THAT(read([&](db::Tx& tx) { return shop::violations(tx, clock.now()); }),
              testing::IsEmpty());
}

// They may well approve a deposit that is there.
TEST_P(ForgedPresses, OfAnAdministratorLeaveTheBooksInOrder) {
  forge_all(kOwner);
  EXPECT_THAT(read([&](db::Tx& tx) { return shop::violations(tx, clock.now()); }),
              testing::IsEmpty());
}

}  // namespace
}  // namespace bot
