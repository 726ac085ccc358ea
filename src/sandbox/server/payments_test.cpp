// Payments in Telegram Stars: what is refused, and what is paid.
#include <gtest/gtest.h>

#include "sandbox/testing/test_bot.h"
#include "support/recording.h"

namespace {
using sandbox::BotApiServer;
using sandbox::kAnna;

constexpr std::int64_t kBen = 8;

class Payments : public testing::Test {
 protected:
  void SetUp() override { anna_.send_command("/start"); }

  static boost::json::object invoice() {
    return {{"chat_id", kAnna},
            {"title", "Wallet: 100 PLN"},
            {"description", "Tops up your wallet."},
            {"payload", "stars:7:10000:50"},
            {"currency", "XTR"},
            {"prices", {{{"label", "100 PLN"}, {"amount", 50}}}}};
  }
  template <class Value>
  std::string refused(std::string_view field, const Value& value) const {
    boost::json::object params = invoice();
    params[field] = value;
    return bot_.error("sendInvoice", params);
  }

  // The next update of that kind.
  boost::json::value next(std::string_view kind) {
    while (true) {
      const boost::json::array updates =
          bot_.result("getUpdates", {{"offset", offset_}, {"limit", 1}, {"timeout", 20}})
              .as_array();
      offset_ = updates.at(0).at("update_id").as_int64() + 1;
      if (const boost::json::value* found = updates.at(0).as_object().if_contains(kind)) {
        return *found;
      }
    }
  }

  // `payer` pays Anna's invoice; the bot agrees.
  sandbox::Payment pay(sandbox::User payer) {
    const std::string id = payer.press_pay(*anna_.newest());
    EXPECT_EQ(next("pre_checkout_query").at("id").as_string(), id);
    bot_.result("answerPreCheckoutQuery", {{"pre_checkout_query_id", id}, {"ok", true}});
    return payer.payment_of(id);
  }

  base::ManualClock clock_{base::Timestamp(std::chrono::hours(24 * 365))};
  base::Logger logger_;
  BotApiServer server_{{.record_file = support::record_file("sandbox")}, clock_, logger_};
  sandbox::TestBot bot_{server_};
  sandbox::User anna_ = server_.user(kAnna);
  std::int64_t offset_ = 0;
};

TEST_F(Payments, TakeInvoicesInStarsOnly) {
  EXPECT_EQ(refused("currency", "PLN"), "Bad Request: PAYMENT_PROVIDER_INVALID");
  EXPECT_EQ(refused("provider_token", "1:TEST"), "Bad Request: PAYMENT_PROVIDER_INVALID");
  EXPECT_EQ(refused("provider_token", ""), "");
  const boost::json::object price{{"label", "x"}, {"amount", 1}};
  EXPECT_EQ(refused("prices", boost::json::array{price, price}),
            "Bad Request: STARS_INVOICE_INVALID");
  EXPECT_EQ(refused("prices", boost::json::array{}), "Bad Request: STARS_INVOICE_INVALID");
  EXPECT_EQ(
      refused("prices", boost::json::array{boost::json::object{{"label", "x"}, {"amount", 0}}}),
      "Bad Request: CURRENCY_TOTAL_AMOUNT_INVALID");
  EXPECT_EQ(
      refused("prices", boost::json::array{boost::json::object{{"label", "x"}, {"price", 1}}}),
      "Bad Request: unknown field \"price\" in LabeledPrice");
  EXPECT_EQ(refused("title", std::string(33, 'x')), "Bad Request: STARS_INVOICE_INVALID");
  EXPECT_EQ(refused("description", ""), "Bad Request: STARS_INVOICE_INVALID");
  EXPECT_EQ(refused("description", std::string(256, 'x')), "Bad Request: STARS_INVOICE_INVALID");
  EXPECT_EQ(refused("payload", std::string(129, 'x')), "Bad Request: INVOICE_PAYLOAD_INVALID");
  EXPECT_EQ(refused("payload", ""),
            "Bad Request: parameter \"payload\" is required in sendInvoice");
}

TEST_F(Payments, ArePaidWhenTheBotAgrees) {
  const boost::json::value sent = bot_.result("sendInvoice", invoice());
  EXPECT_EQ(sent.at("invoice").at("total_amount").as_int64(), 50);
  const sandbox::Payment payment = pay(anna_);
  EXPECT_EQ(payment.refusal, "");
  const boost::json::value paid = next("message").at("successful_payment");
  EXPECT_EQ(paid.at("currency").as_string(), "XTR");
  EXPECT_EQ(paid.at("total_amount").as_int64(), 50);
  EXPECT_EQ(paid.at("invoice_payload").as_string(), "stars:7:10000:50");
  EXPECT_EQ(paid.at("telegram_payment_charge_id").as_string(), payment.charge_id);
  EXPECT_TRUE(anna_.newest()->invoice->is_paid);
  EXPECT_TRUE(server_.violations().empty());
}

TEST_F(Payments, OfAForwardedInvoiceBelongToThePayer) {
  bot_.result("sendInvoice", invoice());
  sandbox::User ben = server_.user(kBen);
  ben.send_command("/start");
  const sandbox::Payment first = pay(anna_);
  const sandbox::Payment second = pay(ben);
  EXPECT_NE(first.charge_id, second.charge_id);
  EXPECT_TRUE(ben.messages().back().payment);
}

TEST_F(Payments, AreNotMadeWhenTheBotRefuses) {
  bot_.result("sendInvoice", invoice());
  const std::string id = anna_.press_pay(*anna_.newest());
  EXPECT_THROW(anna_.payment_of(id, std::chrono::milliseconds(0)), sandbox::TimedOut);
  EXPECT_EQ(bot_.error("answerPreCheckoutQuery", {{"pre_checkout_query_id", id}, {"ok", false}}),
            "Bad Request: parameter \"error_message\" is required");
  EXPECT_EQ(
      bot_.error("answerPreCheckoutQuery",
                 {{"pre_checkout_query_id", id}, {"ok", false}, {"error_message", "Not now."}}),
      "");
  EXPECT_EQ(anna_.payment_of(id).refusal, "Not now.");
  EXPECT_FALSE(anna_.messages().back().payment);
}

TEST_F(Payments, AreAnsweredOnceAndInTenSeconds) {
  const std::string too_old =
      "Bad Request: query is too old and response timeout expired or query ID is invalid";
  bot_.result("sendInvoice", invoice());
  pay(anna_);
  const auto answer = [&](const std::string& id) {
    return bot_.error("answerPreCheckoutQuery", {{"pre_checkout_query_id", id}, {"ok", true}});
  };
  EXPECT_EQ(answer("1"), too_old);
  EXPECT_EQ(answer("5000000000001"), too_old) << "it was answered";

  const std::string late = anna_.press_pay(*anna_.newest());
  clock_.advance(std::chrono::seconds(11));
  EXPECT_EQ(answer(late), too_old);
  EXPECT_EQ(server_.violations(),
            std::vector<std::string>{
                "The pre-checkout of user 7 over 50 Stars was not answered in time."});
}

TEST_F(Payments, AreGivenBackOnce) {
  bot_.result("sendInvoice", invoice());
  const boost::json::object refund{{"user_id", kAnna},
                                   {"telegram_payment_charge_id", pay(anna_).charge_id}};
  boost::json::object wrong = refund;
  wrong["telegram_payment_charge_id"] = "stx0";
  EXPECT_EQ(bot_.error("refundStarPayment", wrong), "Bad Request: CHARGE_ID_INVALID");
  wrong = refund;
  wrong["user_id"] = 999;
  EXPECT_EQ(bot_.error("refundStarPayment", wrong), "Bad Request: user not found");
  next("message");
  EXPECT_EQ(bot_.error("refundStarPayment", refund), "");
  EXPECT_EQ(next("message").at("refunded_payment").at("total_amount").as_int64(), 50);
  EXPECT_EQ(bot_.error("refundStarPayment", refund), "Bad Request: CHARGE_ALREADY_REFUNDED");
}

}  // namespace
