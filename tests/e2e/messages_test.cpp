// Messages that are neither texts nor photos, service messages, and chats with topics.
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <chrono>
#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "e2e/end_to_end.h"
#include "shop/money/adjustment.h"
#include "support/eventually.h"

namespace e2e {
namespace {

constexpr std::int64_t kTopic = 77;

class Messages : public EndToEnd {
 protected:
  // Sends a message of Telegram's about this person's chat.
  void push_service_message(const Person& person, std::string_view content) {
    clock.advance(std::chrono::seconds(1));
    telegram.push_update(
        boost::json::parse(
            fmt::format(R"({{"message":{{"message_id":900,"date":1,"from":{{"id":{0},)"
                        R"("is_bot":false,"first_name":"Anna"}},)"
                        R"("chat":{{"id":{0},"type":"private"}},{1}}}}})",
                        person.id(), content))
            .as_object());
  }
  sandbox::Message says_in_topic(Person& person, std::string text, std::string_view answer) {
    clock.advance(std::chrono::seconds(1));
    person.chat().send_text_in(kTopic, std::move(text));
    return person.sees(answer);
  }
  void adjust(const Person& person) {
    transact([&](db::Tx& tx) {
      return shop::adjust(tx,
                          {.user_id = person.id(),
                           .amount = base::Money::units(1),
                           .reason = "gift",
                           .idempotency_key = "gift"},
                          shop::permit<shop::Act::adjust>(shop::Actor::cli()).value(), clock.now())
          .has_value();
    });
  }
};
INSTANTIATE_TEST_SUITE_P(, Messages, support::kBothEngines, support::engine_name);

TEST_P(Messages, InWhichNobodySaidAnythingGetNoAnswer) {
  open();
  auto anna = customer("Anna", 12);
  push_service_message(
      anna,
      R"("pinned_message":{"message_id":2,"date":1,"chat":{"id":1,"type":"private"},"text":"x"})");
  push_service_message(anna,
                       R"("message_auto_delete_timer_changed":{"message_auto_delete_time":9})");
  push_service_message(anna, R"("forum_topic_created":{"name":"Orders","icon_color":1})");
  anna.says("/wallet");
  anna.sees("Balance: 12 PLN");
  EXPECT_TRUE(support::eventually([&] { return telegram.pending_updates() == 0; }));
  EXPECT_EQ(telegram.call_count("sendMessage"), 1U);
}

TEST_P(Messages, ThatHoldNoTextGetAHelpfulAnswer) {
  open();
  auto anna = customer("Anna", 0);
  anna.sends_sticker();
  anna.sees("I did not understand that.");
  anna.sends_document("a.pdf", "application/pdf", 1'000);
  anna.sees("I did not understand that.");
  clock.advance(std::chrono::seconds(1));
  anna.chat().send_voice();
  anna.sees("I did not understand that.");
}

TEST_P(Messages, InATopicAreAnsweredThere) {
  stock(voucher());
  open();
  auto anna = customer("Anna", 100);
  EXPECT_EQ(says_in_topic(anna, "/wallet", "Balance: 100 PLN").topic, kTopic);
  clock.advance(std::chrono::seconds(1));
  anna.chat().send_text_in(kTopic, "/shop");
  anna.presses("Book voucher");
  anna.presses("Buy");
  anna.presses("Confirm Purchase");
  EXPECT_EQ(anna.sees("SECRET-4711").topic, kTopic) << "notices too";
  anna.says("/wallet");
  EXPECT_EQ(anna.sees("Balance: 0 PLN").topic, 0);
}

TEST_P(Messages, GoToTheChatWhenTheirTopicIsGone) {
  open();
  auto anna = customer("Anna", 0);
  says_in_topic(anna, "/wallet", "Balance: 0 PLN");
  anna.chat().delete_topic(kTopic);
  adjust(anna);
  EXPECT_EQ(anna.sees("credited").topic, 0);
  EXPECT_TRUE(outbox_is_sent());
}

}  // namespace
}  // namespace e2e
