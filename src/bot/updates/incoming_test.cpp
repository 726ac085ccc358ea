#include "bot/updates/incoming.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "json/json.h"
#include "telegram/update_run.h"

namespace bot {
namespace {

telegram::Update message_from(std::int64_t user_id, std::string text) {
  return {.update_id = 9,
          .message = telegram::Message{
              .message_id = 3,
              .from = telegram::User{.id = user_id, .first_name = "Ada", .language_code = "pl"},
              .date = 1,
              .chat = {.id = user_id, .type = "private"},
              .text = std::move(text)}};
}

telegram::Update press_from(std::int64_t user_id, std::int64_t date) {
  return {.update_id = 9,
          .callback_query = telegram::CallbackQuery{
              .id = "q1",
              .from = {.id = user_id, .first_name = "Ada"},
              .message =
                  telegram::Message{
                      .message_id = 3, .date = date, .chat = {.id = user_id, .type = "private"}},
              .data = "menu"}};
}

TEST(Incoming, ReadsAMessage) {
  const auto incoming = read_incoming(message_from(5, "hello"));
  ASSERT_TRUE(incoming);
  EXPECT_EQ(incoming->update_id, 9);
  EXPECT_EQ(incoming->chat_id(), 5);
  EXPECT_EQ(incoming->sender.language_tag, "pl");
  EXPECT_EQ(incoming->text, "hello");
  EXPECT_EQ(incoming->command, "");
  EXPECT_FALSE(incoming->press);
}

TEST(Incoming, ReadsCommands) {
  const auto start = read_incoming(message_from(5, "/Start@kram_bot  ref_ABC123XY "));
  EXPECT_EQ(start->command, "start");
  EXPECT_EQ(start->command_payload, "ref_ABC123XY");
  EXPECT_EQ(read_incoming(message_from(5, "/shop"))->command, "shop");
  EXPECT_EQ(read_incoming(message_from(5, "/shop a@b"))->command, "shop");
  EXPECT_EQ(read_incoming(message_from(5, "/"))->command, "");
  EXPECT_EQ(read_incoming(message_from(5, "a /shop"))->command, "");
}

TEST(Incoming, TakesTheLargestPhotoAndItsCaption) {
  auto update = message_from(5, "");
  update.message->text.reset();
  update.message->caption = "receipt";
  update.message->photo = {{.file_id = "small"}, {.file_id = "large"}};
  const auto incoming = read_incoming(update);
  EXPECT_EQ(incoming->photo_file_id, "large");
  EXPECT_EQ(incoming->text, "receipt");
}

// Each kind of the Bot API's Message with the update as Telegram sends it.
std::optional<Incoming> incoming_of(std::string_view content) {
  const auto json = json::parse_value(fmt::format(
      R"({{"update_id":9,"message":{{"message_id":3,"date":1,"from":{{"id":5,"is_bot":false,)"
      R"("first_name":"Ada"}},"chat":{{"id":5,"type":"private"}},{}}}}})",
      content));
  const auto update = telegram::read_update(json.value());
  EXPECT_TRUE(update) << content;
  return update ? read_incoming(*update) : std::nullopt;
}

TEST(Incoming, ReadsWhateverSomebodySends) {
  for (const char* kind : {"rich_message", "animation", "audio", "document", "live_photo",
                           "paid_media", "sticker", "story", "video", "video_note", "voice",
                           "checklist", "contact", "dice", "game", "poll", "venue", "invoice"}) {
    EXPECT_TRUE(incoming_of(fmt::format(R"("{}":{{"file_id":"x"}})", kind))) << kind;
  }
  EXPECT_TRUE(incoming_of(R"("location":{"latitude":1.5,"longitude":2})"));
}

TEST(Incoming, IgnoresServiceMessages) {
  for (const char* content :
       {R"("pinned_message":{"message_id":2,"date":1,"chat":{"id":5,"type":"private"}})",
        R"("new_chat_members":[{"id":5,"is_bot":false,"first_name":"Ada"}])",
        R"("message_auto_delete_timer_changed":{"message_auto_delete_time":86400})",
        R"("forum_topic_created":{"name":"Orders","icon_color":1})",
        R"("forum_topic_edited":{},"message_thread_id":7,"is_topic_message":true)",
        R"("chat_background_set":{"type":{}})", R"("write_access_allowed":{})",
        R"("gift":{"gift":{}})", R"("users_shared":{"request_id":1,"users":[]})",
        R"("boost_added":{"boost_count":1})", R"("something_new":{})", R"("edit_date":1)"}) {
    EXPECT_FALSE(incoming_of(content)) << content;
  }
}

TEST(Incoming, KnowsItsTopic) {
  EXPECT_EQ(incoming_of(R"("text":"hi","message_thread_id":7,"is_topic_message":true)")->topic_id,
            7);
  EXPECT_EQ(incoming_of(R"("text":"hi","message_thread_id":7)")->topic_id, std::nullopt)
      << "a thread of replies";
  EXPECT_EQ(incoming_of(R"("text":"hi")")->topic_id, std::nullopt);
  auto press = press_from(5, /*date=*/1);
  press.callback_query->message->message_thread_id = 7;
  press.callback_query->message->is_topic_message = true;
  EXPECT_EQ(read_incoming(press)->topic_id, 7);
}

TEST(Incoming, ReadsAPaymentInStars) {
  auto update = message_from(5, "");
  update.message->successful_payment =
      telegram::SuccessfulPayment{.currency = "XTR",
                                  .total_amount = 500,
                                  .invoice_payload = "stars:5:10000:500",
                                  .telegram_payment_charge_id = "stx1"};
  const auto incoming = read_incoming(update);
  ASSERT_TRUE(incoming && incoming->payment);
  EXPECT_EQ(incoming->payment->charge_id, "stx1");
  EXPECT_EQ(incoming->payment->total_amount, 500);
  EXPECT_FALSE(incoming->payment->is_refund);
}

// Money that has moved is never overlooked.
TEST(Incoming, APaymentIsTheirsWhoSentItOrWhoseChatItIs) {
  auto update = message_from(5, "");
  update.message->successful_payment =
      telegram::SuccessfulPayment{.currency = "XTR", .telegram_payment_charge_id = "stx1"};
  const auto payer = [&] {
    const auto incoming = read_incoming(update);
    return incoming && incoming->payment ? std::optional(incoming->sender.id) : std::nullopt;
  };
  update.message->chat = {.id = -100, .type = "supergroup"};
  EXPECT_EQ(payer(), 5);
  update.message->from.reset();
  EXPECT_EQ(payer(), std::nullopt);
  update.message->chat = {.id = 7, .type = "private"};
  EXPECT_EQ(payer(), 7);
  update.message->from = telegram::User{.id = 42, .is_bot = true, .first_name = "Kram"};
  EXPECT_EQ(payer(), 7);
}

TEST(Incoming, ARefundBelongsToTheChatsPerson) {
  auto update = message_from(5, "");
  update.message->chat.first_name = "Ada";
  update.message->refunded_payment = telegram::RefundedPayment{
      .currency = "XTR", .total_amount = 500, .telegram_payment_charge_id = "stx1"};
  const auto check = [&] {
    const auto incoming = read_incoming(update);
    ASSERT_TRUE(incoming && incoming->payment);
    EXPECT_EQ(incoming->sender.id, 5);
    EXPECT_EQ(incoming->sender.first_name, "Ada");
    EXPECT_TRUE(incoming->payment->is_refund);
  };
  check();
  update.message->from = telegram::User{.id = 42, .is_bot = true, .first_name = "Kram"};
  check();
  update.message->from.reset();
  check();
}

TEST(Incoming, ReadsAPress) {
  const auto incoming = read_incoming(press_from(5, /*date=*/1));
  ASSERT_TRUE(incoming && incoming->press);
  EXPECT_EQ(incoming->press->id, "q1");
  EXPECT_EQ(incoming->press->data, "menu");
  EXPECT_EQ(incoming->press->message_id, 3);
}

TEST(Incoming, DoesNotEditAMessageThatIsGone) {
  EXPECT_EQ(read_incoming(press_from(5, /*date=*/0))->press->message_id, 0);
  auto without_message = press_from(5, /*date=*/1);
  without_message.callback_query->message.reset();
  EXPECT_EQ(read_incoming(without_message)->press->message_id, 0);
}

TEST(Incoming, IgnoresAllButPeopleInPrivateChats) {
  auto nobody = message_from(5, "hello");
  nobody.message->from.reset();
  auto group = message_from(5, "hello");
  group.message->chat = {.id = -100, .type = "supergroup"};
  auto channel = message_from(5, "hello");
  channel.message->chat.type = "channel";
  auto other_bot = message_from(5, "hello");
  other_bot.message->from->is_bot = true;
  auto forged_chat = message_from(5, "hello");
  forged_chat.message->chat.id = 6;
  auto group_press = press_from(5, /*date=*/1);
  group_press.callback_query->message->chat = {.id = -100, .type = "group"};
  for (const auto& update :
       {nobody, group, channel, other_bot, forged_chat, group_press, telegram::Update{}}) {
    EXPECT_FALSE(read_incoming(update));
  }
}

}  // namespace
}  // namespace bot
