#include "telegram/updates/intake.h"

#include <stdexcept>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "json/json.h"
#include "telegram/testing/scripted_api.h"

namespace telegram {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using Outcome = UpdateRun::Outcome;

constexpr std::string_view kPaid =
    R"("successful_payment":{"currency":"XTR","total_amount":5,"invoice_payload":"x",)"
    R"("telegram_payment_charge_id":"c","provider_payment_charge_id":""})";
constexpr std::string_view kChat = R"("chat":{"id":7,"type":"private"})";
constexpr std::string_view kFrom = R"("from":{"id":7,"is_bot":false,"first_name":"Ada"})";

template <class... Parts>
std::string message_update(std::int64_t id, const Parts&... parts) {
  return fmt::format(R"({{"update_id":{},"message":{{"message_id":1,"date":1,{}}}}})", id,
                     fmt::join(std::vector<std::string_view>{parts...}, ","));
}

class IntakeTest : public test::ApiTest {
 protected:
  // none: left out.
  std::optional<Outcome> take(const std::string& json) {
    const auto started = intake_.start(context_.get_executor(), json::parse_value(json).value());
    return started ? std::optional(run(started->wait())) : std::nullopt;
  }
  boost::asio::awaitable<Handled> handle(Update update) {
    handled_.push_back(std::move(update));
    if (throws_) {
      throw std::runtime_error("defect");
    }
    co_return answer_;
  }
  boost::asio::awaitable<bool> keep(std::string json) {
    kept_.push_back(std::move(json));
    co_return keeps_;
  }

  std::vector<Update> handled_;
  std::vector<std::string> kept_;
  Handled answer_;
  bool throws_ = false;
  bool keeps_ = true;
  Intake intake_{[this](Update update) { return handle(std::move(update)); },
                 [this](std::string json) { return keep(std::move(json)); }, logger_};
};

TEST_F(IntakeTest, LeavesOutOnlyWhatTellsOfNoMoney) {
  for (const auto& json :
       {message_update(10, kChat, kFrom, R"("text":5)"), std::string(R"({"update_id":"ten"})"),
        message_update(10, kChat, kFrom, R"("text":5,"successful_payment":null)")}) {
    EXPECT_EQ(take(json), std::nullopt) << json;
  }
  EXPECT_THAT(handled_, IsEmpty());
  EXPECT_THAT(kept_, IsEmpty());
}

// The payment alone is booked, whatever else of its update cannot be read.
TEST_F(IntakeTest, ReadsThePaymentOfAnUpdateThatIsOtherwiseOdd) {
  const std::vector<std::string> odd = {
      message_update(10, kChat, kFrom, kPaid, R"("text":5)"),
      message_update(10, kChat, kFrom, kPaid, R"("entities":{},"photo":"none")"),
      message_update(10, kChat, R"("from":{"id":7,"first_name":{"is":"Ada"}})", kPaid),
      message_update(10, kChat, R"("from":"Ada")", kPaid),
      message_update(10, R"("chat":{"id":7,"type":1})", kFrom, kPaid),
      message_update(10, R"("chat":[])", kFrom, kPaid),
      message_update(10, kFrom, kPaid),
  };
  for (const auto& json : odd) {
    handled_.clear();
    EXPECT_EQ(take(json), Outcome::done) << json;
    ASSERT_EQ(handled_.size(), 1U) << json;
    const auto& update = handled_.front();
    EXPECT_EQ(update.update_id, 10);
    EXPECT_EQ(update.message->successful_payment->telegram_payment_charge_id, "c");
    EXPECT_EQ(chat_of(update), 7) << json;
    EXPECT_TRUE(update.message->chat.is_private()) << json;
    EXPECT_TRUE(!update.message->from || update.message->from->id == 7) << json;
  }
  EXPECT_THAT(kept_, IsEmpty());
}

TEST_F(IntakeTest, ReadsARefundOfAnUpdateThatIsOtherwiseOdd) {
  EXPECT_EQ(take(message_update(10, kChat, R"("from":1)",
                                R"("refunded_payment":{"currency":"XTR","total_amount":5,)"
                                R"("telegram_payment_charge_id":"c"})")),
            Outcome::done);
  ASSERT_EQ(handled_.size(), 1U);
  EXPECT_EQ(handled_.front().message->refunded_payment->telegram_payment_charge_id, "c");
}

TEST_F(IntakeTest, KeepsAPaymentThatCannotBeRead) {
  const std::vector<std::string> unreadable = {
      message_update(10, kChat, kFrom, R"("successful_payment":{"total_amount":"five"})"),
      message_update(10, kChat, kFrom, R"("successful_payment":"five Stars")"),
      message_update(10, kPaid), R"({"message":{"message_id":1,)" + std::string(kPaid) + "}}",
      R"({"update_id":-1,"message":{"message_id":1,)" + std::string(kPaid) + "}}"};
  for (const auto& json : unreadable) {
    kept_.clear();
    EXPECT_EQ(take(json), Outcome::done) << json;
    EXPECT_THAT(kept_, ElementsAre(json));
  }
  EXPECT_THAT(handled_, IsEmpty());
}

TEST_F(IntakeTest, AsksForAPaymentAgainWhileItCannotBeKept) {
  keeps_ = false;
  const auto json = message_update(10, kPaid);
  EXPECT_EQ(take(json), Outcome::later);
  keeps_ = true;
  EXPECT_EQ(take(json), Outcome::done);
  EXPECT_EQ(kept_.size(), 2U);
}

TEST_F(IntakeTest, KeepsAPaymentThatIsNotBookedAgainAndAgain) {
  const auto json = message_update(10, kChat, kFrom, kPaid);
  for (const bool throws : {false, true}) {
    kept_.clear();
    throws_ = throws;
    answer_ = Handled::later();
    for (int i = 1; i < Intake::kTries; ++i) {
      EXPECT_EQ(take(json), Outcome::later);
    }
    EXPECT_THAT(kept_, IsEmpty());
    EXPECT_EQ(take(json), Outcome::done);
    EXPECT_THAT(kept_, ElementsAre(json));
  }
}

TEST_F(IntakeTest, KeepsNothingThatIsBooked) {
  answer_ = Handled::later();
  EXPECT_EQ(take(message_update(10, kChat, kFrom, kPaid)), Outcome::later);
  answer_ = Handled();
  EXPECT_EQ(take(message_update(10, kChat, kFrom, kPaid)), Outcome::done);
  EXPECT_THAT(kept_, IsEmpty());
}

TEST_F(IntakeTest, KeepsNothingButMoney) {
  throws_ = true;
  for (int i = 0; i < 2 * Intake::kTries; ++i) {
    EXPECT_EQ(take(message_update(10, kChat, kFrom, R"("text":"hi")")), Outcome::threw);
  }
  EXPECT_THAT(kept_, IsEmpty());
}

}  // namespace
}  // namespace telegram
