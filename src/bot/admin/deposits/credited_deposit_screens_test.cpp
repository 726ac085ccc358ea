// What owners see of credited deposits, and before they give Stars back.
#include "bot/admin/deposits/credited_deposit_screens.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "bot/admin/deposits/callbacks.h"
#include "bot/testing/conversation.h"
#include "bot/testing/sample_deposits.h"

namespace bot::admin {
namespace {

using testing::HasSubstr;
using testing::Not;

class CreditedScreens : public SampleDeposits {
 protected:
  CreditedDeposit stars(std::int64_t balance_units = 100) const {
    CreditedDeposit owned{.deposit = manual(), .customer = {}};
    owned.deposit.method = shop::DepositMethod::stars;
    owned.deposit.status = shop::DepositStatus::completed;
    owned.deposit.details = shop::StarDetails{.charge_id = "stx1", .stars = 500};
    owned.customer.id = 1001;
    owned.customer.first_name = "Ann <b>";
    owned.customer.balance = units(balance_units);
    return owned;
  }
};

TEST_F(CreditedScreens, OnlyCreditedStarsCanBeGivenBack) {
  const Screen card = credited_screen(english, stars());
  EXPECT_THAT(card.text, HasSubstr("Paid: 500 Stars\nCharge: <code>stx1</code>\n"));
  EXPECT_THAT(card.text, HasSubstr("Ann &lt;b&gt; (<code>1001</code>)\nBalance now: 100 PLN"));
  EXPECT_EQ(card.rows[0][0], styled(button("Refund Stars", AskStarRefund{5}), ButtonStyle::danger));
  auto other = stars();
  other.deposit.status = shop::DepositStatus::reversed;
  EXPECT_EQ(credited_screen(english, other).rows.size(), 1U);
  other.deposit = manual();
  other.deposit.status = shop::DepositStatus::completed;
  EXPECT_EQ(credited_screen(english, other).rows.size(), 1U);
  EXPECT_THAT(credited_screen(english, other).text, Not(HasSubstr("Charge")));
}

TEST_F(CreditedScreens, SaysWhatARefundDoesToTheBalance) {
  const Screen all_there = ask_star_refund_screen(english, stars());
  EXPECT_THAT(all_there.text, HasSubstr("100 PLN → <b>0 PLN</b>"));
  EXPECT_THAT(all_there.text, Not(HasSubstr("negative")));
  EXPECT_EQ(
      all_there.rows[0][0],
      styled(button("Yes, refund 500 Stars", RefundStars{5, units(100)}), ButtonStyle::danger));
  const auto spent = ask_star_refund_screen(english, stars(40)).text;
  EXPECT_THAT(spent, HasSubstr("40 PLN → <b>−60 PLN</b>"));
  EXPECT_THAT(spent, HasSubstr("the balance will be negative"));
  EXPECT_THAT(ask_star_refund_screen(polish, stars(40)).text, HasSubstr("ujemne"));
}

TEST_F(CreditedScreens, TheListKeepsItsFilterFromPageToPage) {
  const CreditedPage page{
      .deposits = {.items = {stars()}, .has_more = true}, .offset = 8, .only_stars = true};
  const Screen list = credited_list_screen(english, page);
  EXPECT_THAT(list.rows[0][0].label, HasSubstr("✅ 100 PLN · 11-24 · Ann"));
  EXPECT_EQ(list.rows[0][0].callback_data, encode_callback(ShowCredited{5}));
  EXPECT_EQ(list.rows[1][0].callback_data, encode_callback(ListCredited{0, true}));
  EXPECT_EQ(list.rows[1][1].callback_data, encode_callback(ListCredited{16, true}));
  EXPECT_EQ(list.rows[2][0], button("Every way to pay", ListCredited{0, false}));
}

TEST_F(CreditedScreens, AreSendable) {
  const std::string hostile(10'000, '<');
  auto rude = stars();
  rude.customer.first_name = hostile;
  for (const Wording& wording : wordings_of(every)) {
    for (const auto& deposit : every_kind()) {
      rude.deposit = deposit;
      set_reason(rude.deposit, hostile);
      expect_sendable(credited_screen(wording, rude));
      expect_sendable(ask_star_refund_screen(wording, rude));
      expect_sendable(credited_list_screen(
          wording,
          {.deposits = {std::vector<CreditedDeposit>(kCreditedPerPage, rude), true}, .offset = 8}));
    }
    expect_sendable(credited_list_screen(wording, {}));
    using enum shop::StarRefundRefusal;
    for (const auto why : {unknown_deposit, not_stars, not_completed, balance_changed}) {
      EXPECT_FALSE(star_refund_refused_label(wording.texts, why).empty());
    }
  }
}

}  // namespace
}  // namespace bot::admin
