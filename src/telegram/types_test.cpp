#include "telegram/types.h"

#include <gtest/gtest.h>

#include "json/json.h"
#include "telegram/update_run.h"

namespace telegram {
namespace {

Update read(std::string_view text) {
  const auto update = read_update(json::parse_value(text).value());
  EXPECT_TRUE(update.has_value());
  return update.value_or(Update{});
}

TEST(Update, TellsWhoPressedWhere) {
  const Update update = read(
      R"({"update_id":3,"callback_query":{"id":"99","chat_instance":"-1","data":"buy:7",
          "from":{"id":5000000001,"is_bot":false,"first_name":"Ada","language_code":"pl"},
          "message":{"message_id":12,"date":1700000000,"chat":{"id":5000000001,"type":"private"},
                     "reply_markup":{"inline_keyboard":[]}}}})");
  ASSERT_NE(sender_of(update), nullptr);
  EXPECT_EQ(sender_of(update)->language_code, "pl");
  EXPECT_EQ(chat_of(update), 5'000'000'001);
  EXPECT_EQ(update.callback_query->data, "buy:7");
  EXPECT_TRUE(update.callback_query->message->is_accessible());
}

TEST(Update, KnowsAMessageThatIsOutOfReach) {
  const Update update = read(
      R"({"update_id":3,"callback_query":{"id":"99","from":{"id":7,"is_bot":false,"first_name":"A"},
          "message":{"message_id":12,"date":0,"chat":{"id":7,"type":"private"}}}})");
  EXPECT_FALSE(update.callback_query->message->is_accessible());
}

TEST(Update, APressOfUnknownOriginHappensInThePrivateChat) {
  const Update update = read(
      R"({"update_id":3,"callback_query":{"id":"99","from":{"id":7,"is_bot":false,"first_name":"A"},
          "inline_message_id":"x"}})");
  EXPECT_EQ(chat_of(update), 7);
}

TEST(Update, ReadsPhotosAndPlaces) {
  const Update update = read(
      R"({"update_id":3,"message":{"message_id":1,"date":1,"chat":{"id":7,"type":"private"},
          "photo":[{"file_id":"s","file_unique_id":"1","width":90,"height":60,"file_size":1},
                   {"file_id":"l","file_unique_id":"2","width":900,"height":600}],
          "caption":"receipt","location":{"latitude":52.229676,"longitude":-21.5}}})");
  EXPECT_EQ(update.message->photo.back().file_id, "l");
  EXPECT_EQ(update.message->location->latitude, base::Coordinate::microdegrees(52'229'676));
  EXPECT_EQ(update.message->location->longitude, base::Coordinate::microdegrees(-21'500'000));
  EXPECT_EQ(sender_of(update), nullptr);
}

TEST(Update, TellsABlockFromAnUnblock) {
  constexpr const char* kText =
      R"({"update_id":3,"my_chat_member":{"chat":{"id":7,"type":"private"},"date":1,
          "from":{"id":7,"is_bot":false,"first_name":"A"},
          "old_chat_member":{"status":"member","user":{"id":1,"is_bot":true,"first_name":"B"}},
          "new_chat_member":{"status":"kicked","until_date":0,
                             "user":{"id":1,"is_bot":true,"first_name":"B"}}}})";
  Update update = read(kText);
  EXPECT_TRUE(update.my_chat_member->has_blocked_bot());
  update.my_chat_member->new_chat_member.status = "member";
  EXPECT_FALSE(update.my_chat_member->has_blocked_bot());
  EXPECT_EQ(chat_of(update), 7);
  EXPECT_EQ(sender_of(update)->id, 7);
}

TEST(Update, AsksForExactlyTheKindsThatItHolds) {
  std::vector<std::string_view> kinds;
  boost::mp11::mp_for_each<boost::describe::describe_members<Update, boost::describe::mod_public>>(
      [&](auto member) { kinds.emplace_back(member.name); });
  kinds.erase(kinds.begin());  // update_id
  EXPECT_EQ(kinds, std::vector(kAllowedUpdates.begin(), kAllowedUpdates.end()));
}

}  // namespace
}  // namespace telegram
