#include "sandbox/server/user.h"

#include <filesystem>
#include <fstream>
#include <future>
#include <sstream>

#include <gtest/gtest.h>

#include "json/json.h"
#include "sandbox/demo/locker_picture.h"
#include "sandbox/testing/test_bot.h"
#include "support/recording.h"

namespace {
using sandbox::BotApiServer;
using sandbox::kAnna;
using sandbox::TimedOut;
using std::chrono::milliseconds;

boost::json::object keyboard(std::string_view label, std::string_view data) {
  const boost::json::object button{{"text", label}, {"callback_data", data}};
  return {{"inline_keyboard",
           boost::json::array{boost::json::value(boost::json::array{boost::json::value(button)})}}};
}

class UserDriver : public testing::Test {
 protected:
  std::int64_t show(std::string_view text, std::string_view label, std::string_view data) const {
    return bot_
        .result("sendMessage",
                {{"chat_id", kAnna}, {"text", text}, {"reply_markup", keyboard(label, data)}})
        .at("message_id")
        .as_int64();
  }

  base::SystemClock clock_;
  base::Logger logger_;
  BotApiServer server_{{.record_file = support::record_file("sandbox")}, clock_, logger_};
  sandbox::TestBot bot_{server_};
  sandbox::User anna_ = server_.user(kAnna);
};

TEST_F(UserDriver, PressesTheButtonOfAScreenThatIsStillToCome) {
  anna_.send_command("/start");
  auto press = std::async(std::launch::async, [&] { return anna_.press("Shop"); });
  const std::int64_t id = show("Welcome", "🛍 Shop", "s");
  const sandbox::Press pressed = press.get();
  EXPECT_EQ(pressed.message_id, id);
  EXPECT_EQ(pressed.data, "s");
}

TEST_F(UserDriver, SeesOnlyWhatCameAfterTheLastAction) {
  anna_.send_command("/start");
  show("Welcome", "Shop", "s");
  anna_.press("Shop");
  EXPECT_THROW(anna_.wait_for("Welcome", milliseconds(0)), TimedOut);
  EXPECT_EQ(anna_.newest()->text(), "Welcome");
}

TEST_F(UserDriver, SeesAnEditAsNew) {
  anna_.send_command("/start");
  const std::int64_t id = show("Welcome", "Shop", "s");
  anna_.press("Shop");
  bot_.result("editMessageText", {{"chat_id", kAnna}, {"message_id", id}, {"text", "Cities"}});
  EXPECT_EQ(anna_.wait_for("Cities").id, id);
}

TEST_F(UserDriver, WaitsForTheAnswerOfAPress) {
  anna_.send_command("/start");
  show("Welcome", "Buy", "b");
  const sandbox::Press press = anna_.press("Buy");
  EXPECT_THROW(anna_.answer_to(press, milliseconds(0)), TimedOut);
  bot_.result("answerCallbackQuery",
              {{"callback_query_id", press.callback_id}, {"text", "Sold"}, {"show_alert", true}});
  const sandbox::CallbackAnswer answer = anna_.answer_to(press);
  EXPECT_EQ(answer.text, "Sold");
  EXPECT_TRUE(answer.is_alert);
}

TEST_F(UserDriver, ShowsTheChatWhenItWaitsInVain) {
  anna_.send_command("/start");
  show("Welcome", "Shop", "s");
  try {
    anna_.wait_for("Wallet", milliseconds(0));
    FAIL() << "nothing with that text was sent";
  } catch (const TimedOut& failure) {
    EXPECT_NE(std::string_view(failure.what()).find("Welcome\n  [Shop]"), std::string_view::npos)
        << failure.what();
  }
}

TEST_F(UserDriver, SendsPhotos) {
  anna_.send_photo(*sandbox::locker_picture("A01"), "receipt");
  const boost::json::value update = bot_.result("getUpdates").as_array().front();
  EXPECT_EQ(update.at("message").at("caption").as_string(), "receipt");
  EXPECT_EQ(update.at("message").at("photo").as_array().back().at("width").as_int64(), 640);
}

TEST_F(UserDriver, SendsFilesAndStickers) {
  anna_.send_document("receipt.pdf", "application/pdf", 20'000'000);
  anna_.send_sticker();
  const boost::json::array updates = bot_.result("getUpdates").as_array();
  ASSERT_EQ(updates.size(), 2U);
  EXPECT_EQ(updates[0].at("message").at("document").at("file_size").as_int64(), 20'000'000);
  EXPECT_EQ(updates[1].at("message").at("sticker").at("type").as_string(), "regular");
}

TEST(Recorder, WritesEachAcceptedCallOnce) {
  const std::string path = testing::TempDir() + "kram_recorder_test.jsonl";
  std::filesystem::remove(path);
  {
    const base::SystemClock clock;
    base::Logger logger;
    BotApiServer server({.record_file = path}, clock, logger);
    const sandbox::TestBot bot(server);
    server.user(kAnna).send_command("/start");
    bot.result("sendMessage", {{"chat_id", kAnna}, {"text", "x"}});
    bot.error("sendMessage", {{"chat_id", kAnna}});
    EXPECT_EQ(server.call_count("sendMessage"), 1U);
  }
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  std::filesystem::remove(path);
  EXPECT_EQ(text.str(), "{\"method\":\"sendMessage\",\"params\":{\"chat_id\":7,\"text\":\"x\"}}\n");
}

}  // namespace
