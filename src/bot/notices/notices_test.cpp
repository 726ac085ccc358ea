#include "bot/notices/notices.h"

#include <algorithm>
#include <array>

#include <gmock/gmock.h>

#include "bot/admin/customers/callbacks.h"
#include "bot/admin/orders/callbacks.h"
#include "bot/notices/renderers.h"
#include "shop/checkout/notices.h"
#include "shop/customers/notices.h"
#include "shop/deposits/alert.h"
#include "shop/deposits/notices.h"
#include "shop/reports/daily_summary.h"
#include "shop/sales/notices.h"
#include "shop/sales/sale_news.h"
#include "shop/stock/low_stock.h"
#include "shop/support/notices.h"
#include "shop/testing/shop_fixture.h"
#include "support/on_both_engines.h"

namespace bot {
namespace {

using testing::HasSubstr;

class NoticesTest : public support::OnBothEngines {
 protected:
  std::optional<Sending> render(std::string_view kind, std::string payload) {
    return read([&](db::Tx& tx) {
      NoticeSources sources(tx);
      const shop::ClaimedNotice notice{
          .id = 1, .kind = std::string(kind), .user_id = 7, .payload = std::move(payload)};
      renderers_.expect(sources, notice);
      return renderers_.render(tx, {router_, translations_, settings_, clock_, random_}, sources,
                               notice);
    });
  }

  Router router_;

 private:
  NoticeRenderers renderers_ = notice_renderers();
  Translations translations_ = *Translations::load(std::vector<std::string>{"en", "pl"});
  LiveSettings settings_{ShopSettings()};
  base::ManualClock clock_{*base::parse_timestamp("2026-11-24T08:00:00Z")};
  base::SeededRandom random_{7};
};
INSTANTIATE_TEST_SUITE_P(, NoticesTest, support::kBothEngines, support::engine_name);

TEST_P(NoticesTest, SendNothingWhenTheirSubjectIsGone) {
  constexpr std::array kinds{
      shop::kDeliveryPhoto.name,      shop::kDeliveryLocation.name, shop::kDeliveryText.name,
      shop::kNewReferral.name,        shop::kAdjusted.name,         shop::kCommission.name,
      shop::kCommissionReversed.name, shop::kDepositSeen.name,      shop::kDepositProgress.name,
      shop::kDepositTooSmall.name,    shop::kDepositCompleted.name, shop::kDepositReplaced.name,
      shop::kDepositReversed.name,    shop::kDepositRejected.name,  shop::kDepositExpired.name,
      shop::kDepositReview.name,      shop::kDepositReminder.name,  shop::kDepositDecided.name,
      shop::kDepositReceipt.name,     shop::kStarRefund.name,       shop::kSales.name,
      shop::kReservationEnded.name,   shop::kOrderDone.name,        shop::kCheckoutHeld.name,
      shop::kCheckoutEnded.name,      shop::kOrderRefunded.name,    shop::kOrderReplaced.name,
      shop::kTicketWritten.name,      shop::kTicketAnswered.name,   shop::kTicketClosed.name};
  for (const auto kind : kinds) {
    const auto sending = render(kind, R"({"order_id":9,"user_id":9,"transfer_id":9,"deposit_id":9,
                         "checkout_id":9,"product_id":9,"order_ids":[9],"sold_out_ids":[9],
                         "ticket_id":9,"message_id":9})");
    ASSERT_TRUE(sending) << kind << " has no renderer";
    EXPECT_TRUE(sending->calls.empty() && !sending->file) << kind;
  }
}

TEST_P(NoticesTest, ReadThePayloadsOfTheOutbox) {
  const auto sending = render("alert", R"({"alert":"chain_stopped","coin":"btc","height":800000})");
  ASSERT_TRUE(sending);
  ASSERT_EQ(sending->calls.size(), 1U);
  const auto* message = std::get_if<telegram::SendMessage>(&sending->calls[0].call);
  ASSERT_NE(message, nullptr);
  EXPECT_THAT(message->text, HasSubstr("BTC"));
  EXPECT_THAT(message->text, HasSubstr("800000"));
}

TEST_P(NoticesTest, ARoleComesWithItsCommands) {
  router_.on_command(
      {.name = "admin", .audience = shop::Act::see_panel, .description = "command.admin"_msg},
      db::Access::read, [](db::Tx&, const Request&) { return Reply(); });
  const auto offered = [&](const std::string& payload) {
    std::vector<std::ptrdiff_t> counts;
    const auto sending = render(shop::kRoleChanged.name, payload).value();
    for (const auto& call : sending.calls) {
      if (const auto* list = std::get_if<telegram::SetMyCommands>(&call.call)) {
        EXPECT_EQ(list->scope->chat_id, 7);
        EXPECT_TRUE(call.may_fail);
        counts.push_back(
            std::ranges::count(list->commands, "admin", &telegram::BotCommand::command));
      }
    }
    return counts;
  };
  EXPECT_THAT(offered(R"({"role":"support"})"), testing::ElementsAre(1, 1, 1));
  EXPECT_THAT(offered("{}"), testing::ElementsAre(0, 0, 0));
}

TEST_P(NoticesTest, TheDailySummaryNamesWhatRunsLow) {
  const auto summary = [&] {
    const auto sending = render(shop::kDailySummary.name, R"({"day":"2026-11-25"})");
    return std::get<telegram::SendMessage>(sending.value().calls.at(0).call);
  };
  EXPECT_THAT(summary().text, testing::Not(HasSubstr("Running low")));
  transact([](db::Tx& tx) {
    shop::add_customer(tx, shop::kAnn, base::Money::units(1'000));
    for (int i = 0; i < 6; ++i) {
      const auto product = shop::voucher_named("Offer " + std::to_string(i));
      const auto units = shop::add_units(tx, product, 2);
      EXPECT_TRUE(shop::reserve(tx, shop::kAnn, units[0], shop::kNow, shop::kReservationTime) &&
                  shop::purchase(tx, shop::kAnn, units[0], product.base_price, shop::kNow));
      shop::note_low_stock(tx, {product.city, product.district, product.category}, product.name,
                           units[1]);
    }
    return true;
  });
  const auto message = summary();
  EXPECT_THAT(message.text,
              HasSubstr("Running low</b>\n• Offer 0: 1 unit left\n• Offer 1: 1 unit"));
  EXPECT_THAT(message.text, HasSubstr("… and others"));
  EXPECT_THAT(message.text, testing::Not(HasSubstr("Offer 5")));
  EXPECT_EQ(message.reply_markup.value().inline_keyboard.at(0).at(0).text, "Inventory");
}

TEST_P(NoticesTest, TellOwnersWhoTakesTheUpdates) {
  const auto text_of = [&](const std::string& alert) {
    const auto sending = render("alert", R"({"alert":")" + alert + R"("})");
    return std::get<telegram::SendMessage>(sending.value().calls.at(0).call).text;
  };
  EXPECT_THAT(text_of("second_poller"), HasSubstr("Another program receives"));
  EXPECT_THAT(text_of("webhook_in_the_way"), HasSubstr("deleteWebhook"));
  EXPECT_THAT(text_of("webhook_changed"), HasSubstr("is setting it again"));
}

TEST_P(NoticesTest, ToOwnersHaveTheButtonThatLeadsToTheirMatter) {
  const auto message = [&](std::string_view kind, std::string payload) {
    const auto sending = render(kind, std::move(payload));
    return std::get<telegram::SendMessage>(sending.value().calls.at(0).call);
  };
  const auto first_button = [](const telegram::SendMessage& sent) {
    return sent.reply_markup.value().inline_keyboard.at(0).at(0).callback_data.value();
  };
  const auto digest =
      message("sale_digest",
              R"({"orders":12,"sold_out":0,"revenue":"1200.00","since":"2026-11-24T07:00:00Z"})");
  EXPECT_EQ(first_button(digest), encode_callback(admin::ForgetSearch{}));
  const auto given =
      message("staff_changed", R"({"user_id":9,"role":"manager","actor":"owner:1"})");
  EXPECT_THAT(given.text, HasSubstr("gave 9 the role Manager"));
  EXPECT_EQ(first_button(given), encode_callback(admin::ShowUser{9}));
  EXPECT_THAT(message("staff_changed", R"({"user_id":9,"actor":"owner:1"})").text,
              HasSubstr("took the role of 9 away"));
}

TEST_P(NoticesTest, OfAnUnknownKindAreNotRendered) {
  EXPECT_FALSE(render("kind_of_a_newer_program", R"({"order_id":9})"));
}

}  // namespace
}  // namespace bot
