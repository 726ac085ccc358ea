// The owners' screens about deposits: text and buttons in both languages.
#include "bot/admin/deposits/review_screens.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "bot/admin/deposits/callbacks.h"
#include "bot/testing/conversation.h"
#include "bot/testing/sample_deposits.h"

namespace bot::admin {
namespace {

using testing::HasSubstr;
using testing::Not;

class ReviewScreens : public SampleDeposits {
 protected:
  Review review() const {
    shop::Customer ann;
    ann.id = 1001;
    ann.first_name = "Ann <b>";
    return {.deposit = manual(), .customer = ann, .same_receipt = {}};
  }
};

TEST_F(ReviewScreens, APendingOneCanBeApprovedOrRejected) {
  const Screen screen = review_screen(english, review());
  EXPECT_THAT(screen.text, HasSubstr("BLIK: 100 PLN"));
  EXPECT_THAT(screen.text, HasSubstr("Ann &lt;b&gt; (<code>1001</code>)"));
  EXPECT_THAT(screen.text, HasSubstr("<code>KR-7F3K2Q</code>"));
  EXPECT_THAT(screen.text, HasSubstr("No receipt attached"));
  EXPECT_EQ(screen.rows[0][0], styled(button("Approve", ApproveDeposit{5}), ButtonStyle::success));
  EXPECT_EQ(screen.rows[0][1], styled(button("Reject", AskReason{5}), ButtonStyle::danger));
  EXPECT_EQ(review_screen(polish, review()).rows[0][1].callback_data,
            encode_callback(AskReason{5}));
}

TEST_F(ReviewScreens, ADecidedOneSaysByWhomAndHow) {
  auto decided = review();
  decided.deposit.status = shop::DepositStatus::rejected;
  decided.deposit.manual().decided_as = "owner:2";
  decided.deposit.manual().reason = "Not found";
  decided.decided_by = "Ola";
  const Screen screen = review_screen(english, decided);
  EXPECT_THAT(screen.text, HasSubstr("<b>rejected</b> by Ola: Not found"));
  EXPECT_EQ(screen.rows.size(), 1U) << "nothing is left to decide";
}

TEST_F(ReviewScreens, PointsOutACustomerWhoIsBanned) {
  auto banned = review();
  EXPECT_THAT(review_screen(english, banned).text, Not(HasSubstr("banned")));
  banned.customer->is_banned = true;
  EXPECT_THAT(review_screen(english, banned).text, HasSubstr("⚠️ This customer is banned."));
  banned.deposit.status = shop::DepositStatus::completed;
  EXPECT_THAT(review_screen(english, banned).text, HasSubstr("⚠️ This customer is banned."));
  EXPECT_THAT(review_screen(polish, banned).text, HasSubstr("⚠️ Ten klient jest zablokowany."));
}

TEST_F(ReviewScreens, PointsOutAReceiptThatCameBefore) {
  auto twice = review();
  twice.deposit.manual().receipt_file_id = "AgAC";
  twice.same_receipt = {manual()};
  twice.same_receipt[0].id = 3;
  const auto text = review_screen(english, twice).text;
  EXPECT_THAT(text, HasSubstr("Receipt attached"));
  EXPECT_THAT(text, HasSubstr("⚠️ The same receipt came with deposit 3 of 100 PLN"));
}

TEST_F(ReviewScreens, ACustomerWhoIsGoneIsHisNumber) {
  auto gone = review();
  gone.customer = std::nullopt;
  EXPECT_THAT(review_screen(english, gone).text, HasSubstr("Customer: 1001"));
}

TEST_F(ReviewScreens, EveryRefusalIsExplained) {
  using Kind = shop::DecideRefusal::Kind;
  auto decided = manual();
  decided.manual().decided_as = "owner:2";
  const auto label = [&](Kind kind) {
    return decide_refused_label(english.texts, {.kind = kind, .deposit = decided}, "Ola");
  };
  EXPECT_EQ(label(Kind::already_decided), "Already decided by Ola.");
  EXPECT_THAT(label(Kind::own_deposit), HasSubstr("your own deposit"));
  for (const auto kind :
       {Kind::unknown_deposit, Kind::not_manual, Kind::own_deposit, Kind::already_decided,
        Kind::too_much_money, Kind::no_reason, Kind::long_reason}) {
    EXPECT_FALSE(label(kind).empty());
    EXPECT_LE(label(kind).size(), 200U);
  }
}

TEST_F(ReviewScreens, AreSendable) {
  const std::string hostile(10'000, '<');
  auto rude = review();
  rude.customer->first_name = hostile;
  rude.same_receipt = std::vector<shop::Deposit>(5, manual());
  for (const Wording& wording : wordings_of(every)) {
    for (const auto& deposit : every_kind()) {
      rude.deposit = deposit;
      set_reason(rude.deposit, hostile);
      expect_sendable(review_screen(wording, rude));
      expect_sendable(ask_reason_screen(wording, rude.deposit));
    }
    expect_sendable(
        reviews_screen(wording, {std::vector<shop::Deposit>(kReviewsPerPage, manual()), true}, 8));
    expect_sendable(reviews_screen(wording, {}, 0));
    expect_sendable(no_reason_screen(wording.texts));
    expect_sendable(long_reason_screen(wording.texts));
  }
}

}  // namespace
}  // namespace bot::admin
