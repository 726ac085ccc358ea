// Each mistake of a bot gets Telegram's own error.
#include <boost/json/serialize.hpp>

#include <gtest/gtest.h>

#include "sandbox/demo/locker_picture.h"
#include "sandbox/testing/test_bot.h"
#include "support/recording.h"

namespace {
using sandbox::BotApiServer;
using sandbox::FaultKind;
using sandbox::kAnna;

class Strictness : public testing::Test {
 protected:
  void SetUp() override { anna_.send_command("/start"); }

  std::string send(boost::json::object params) const {
    params["chat_id"] = kAnna;
    return bot_.error("sendMessage", params);
  }
  std::string send_button(const boost::json::object& button) const {
    const boost::json::array rows{
        boost::json::value(boost::json::array{boost::json::value(button)})};
    return send({{"text", "x"}, {"reply_markup", {{"inline_keyboard", rows}}}});
  }
  std::int64_t sent(boost::json::object params) const {
    params["chat_id"] = kAnna;
    return bot_.result("sendMessage", params).at("message_id").as_int64();
  }

  base::ManualClock clock_{base::Timestamp(std::chrono::hours(24 * 365))};
  base::Logger logger_;
  BotApiServer server_{{.record_file = support::record_file("sandbox")}, clock_, logger_};
  sandbox::TestBot bot_{server_};
  sandbox::User anna_ = server_.user(kAnna);
};

std::string repeated(std::string_view piece, int times) {
  std::string text;
  for (int i = 0; i < times; ++i) {
    text += piece;
  }
  return text;
}

TEST_F(Strictness, RefusesAWrongTokenAndAnUnknownMethod) {
  EXPECT_EQ(bot_.get("/bot1:x/getMe").status, 401);
  EXPECT_EQ(bot_.get("/bot1:x/getMe").body,
            R"({"ok":false,"error_code":401,"description":"Unauthorized"})");
  EXPECT_EQ(bot_.error("sendMesage"), "Not Found: method not found");
}

TEST_F(Strictness, RefusesAChatThatItDoesNotKnow) {
  EXPECT_EQ(bot_.error("sendMessage", {{"chat_id", 999}, {"text", "x"}}),
            "Bad Request: chat not found");
  EXPECT_EQ(bot_.error("sendMessage", {{"chat_id", "@nobody"}, {"text", "x"}}),
            "Bad Request: chat not found");
  EXPECT_EQ(bot_.error("sendMessage", {{"text", "x"}}), "Bad Request: chat_id is empty");
}

TEST_F(Strictness, RefusesUnknownAndMistypedFields) {
  EXPECT_EQ(send({{"text", "x"}, {"parsemode", "HTML"}}),
            "Bad Request: unknown field \"parsemode\" in sendMessage");
  EXPECT_EQ(send({{"text", "x"}, {"disable_notification", "yes"}}),
            "Bad Request: can't parse sendMessage: field \"disable_notification\" must be of type "
            "Boolean");
  EXPECT_EQ(send({{"text", 5}}),
            "Bad Request: can't parse sendMessage: field \"text\" must be of type String");
  EXPECT_EQ(
      send({{"text", "x"}, {"reply_markup", {{"inline_keyboard", {{{"text", "x"}}}}}}}),
      "Bad Request: can't parse InlineKeyboardMarkup: field \"inline_keyboard\" must be of type "
      "Array");
  EXPECT_EQ(bot_.error("editMessageText", {{"chat_id", kAnna}, {"message_id", "5"}, {"text", "x"}}),
            "Bad Request: can't parse editMessageText: field \"message_id\" must be of type "
            "Integer");
}

TEST_F(Strictness, RefusesTextsThatAreEmptyOrTooLong) {
  EXPECT_EQ(send({{"text", ""}}), "Bad Request: message text is empty");
  EXPECT_EQ(send({}), "Bad Request: message text is empty");
  EXPECT_EQ(send({{"text", " <b> </b> "}, {"parse_mode", "HTML"}}),
            "Bad Request: text must be non-empty");
  EXPECT_EQ(send({{"text", repeated("🔥", 2049)}}), "Bad Request: message is too long");
  EXPECT_EQ(send({{"text", repeated("🔥", 2048)}}), "");
  EXPECT_EQ(send({{"text", repeated("<b>x</b>", 4096)}, {"parse_mode", "HTML"}}), "");
}

TEST_F(Strictness, RefusesBadHtml) {
  EXPECT_EQ(send({{"text", "ab<div>c</div>"}, {"parse_mode", "HTML"}}),
            "Bad Request: can't parse entities: Unsupported start tag \"div\" at byte offset 2");
  EXPECT_EQ(send({{"text", "ab<div>c</div>"}}), "");
  EXPECT_EQ(send({{"text", "x"}, {"parse_mode", "XML"}}), "Bad Request: unsupported parse_mode");
}

TEST_F(Strictness, RefusesBadButtons) {
  EXPECT_EQ(send_button({{"text", "x"}, {"callback_data", std::string(65, 'x')}}),
            "Bad Request: BUTTON_DATA_INVALID");
  EXPECT_EQ(send_button({{"text", "x"}, {"callback_data", ""}}),
            "Bad Request: BUTTON_DATA_INVALID");
  EXPECT_EQ(send_button({{"text", "x"}, {"callback_data", std::string(64, 'x')}}), "");
  EXPECT_EQ(send_button({{"text", "x"}}),
            "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the "
            "inline keyboard");
  EXPECT_EQ(send_button({{"text", "x"}, {"url", "shop"}}),
            "Bad Request: inline keyboard button URL 'shop' is invalid: Wrong HTTP URL");
  EXPECT_EQ(send_button({{"text", "x"}, {"data", "y"}}),
            "Bad Request: unknown field \"data\" in InlineKeyboardButton");
}

TEST_F(Strictness, RefusesEditsThatChangeNothingOrMiss) {
  const std::int64_t id = sent({{"text", "one"}});
  const auto edit = [&](std::int64_t message_id, std::string_view text) {
    return bot_.error("editMessageText",
                      {{"chat_id", kAnna}, {"message_id", message_id}, {"text", text}});
  };
  EXPECT_EQ(edit(id, "one"),
            "Bad Request: message is not modified: specified new message content and reply markup "
            "are exactly the same as a current content and reply markup of the message");
  EXPECT_EQ(edit(id + 1000, "two"), "Bad Request: message to edit not found");
  EXPECT_EQ(edit(anna_.messages().front().id, "two"), "Bad Request: message can't be edited");
  EXPECT_EQ(edit(id, repeated("x", 4097)), "Bad Request: MESSAGE_TOO_LONG");
  EXPECT_EQ(
      bot_.error("editMessageCaption", {{"chat_id", kAnna}, {"message_id", id}, {"caption", "c"}}),
      "Bad Request: there is no caption in the message to edit");
  EXPECT_EQ(edit(id, "two"), "");
  EXPECT_EQ(anna_.newest()->edits, std::vector<std::string>{"one"});
}

TEST_F(Strictness, DeletesAMessageOnce) {
  const boost::json::object message{{"chat_id", kAnna}, {"message_id", sent({{"text", "one"}})}};
  EXPECT_EQ(bot_.error("deleteMessage", message), "");
  EXPECT_EQ(bot_.error("deleteMessage", message), "Bad Request: message to delete not found");
  EXPECT_FALSE(anna_.newest());
}

TEST_F(Strictness, AnswersACallbackOnceAndInTime) {
  const std::string too_old =
      "Bad Request: query is too old and response timeout expired or query ID is invalid";
  EXPECT_EQ(bot_.error("answerCallbackQuery", {{"callback_query_id", "1"}}), too_old);

  const sandbox::Press first = anna_.press_data("buy");
  const boost::json::object answer{{"callback_query_id", first.callback_id}};
  EXPECT_EQ(bot_.error("answerCallbackQuery",
                       {{"callback_query_id", first.callback_id}, {"text", repeated("x", 201)}}),
            "Bad Request: MESSAGE_TOO_LONG");
  EXPECT_EQ(bot_.error("answerCallbackQuery", answer), "");
  EXPECT_EQ(bot_.error("answerCallbackQuery", answer), too_old);
  EXPECT_TRUE(server_.violations().empty());

  const sandbox::Press late = anna_.press_data("buy");
  clock_.advance(std::chrono::seconds(11));
  ASSERT_EQ(server_.violations().size(), 1U);
  EXPECT_EQ(server_.violations().front(),
            "The callback \"buy\" of user 7 is not answered after 11 s.");
  clock_.advance(std::chrono::seconds(60));
  EXPECT_EQ(bot_.error("answerCallbackQuery", {{"callback_query_id", late.callback_id}}), too_old);
}

TEST_F(Strictness, RefusesToWriteToWhoDoesNotWantIt) {
  server_.user(8);
  EXPECT_EQ(bot_.error("sendMessage", {{"chat_id", 8}, {"text", "x"}}),
            "Forbidden: bot can't initiate conversation with a user");
  anna_.block_bot();
  EXPECT_EQ(send({{"text", "x"}}), "Forbidden: bot was blocked by the user");
  anna_.unblock_bot();
  EXPECT_EQ(send({{"text", "x"}}), "");
}

TEST_F(Strictness, TakesPhotosAsUploadsIdsAndAddresses) {
  const std::string png = *sandbox::locker_picture("C07");
  const boost::json::value sent = bot_.call(
      "sendPhoto",
      std::vector<net::HttpPart>{
          {.name = "chat_id", .body = "7"},
          {.name = "caption", .body = "<b>here</b>"},
          {.name = "parse_mode", .body = "HTML"},
          {.name = "photo", .body = png, .file_name = "a.png", .content_type = "image/png"}});
  ASSERT_TRUE(sent.at("ok").as_bool()) << boost::json::serialize(sent);
  const boost::json::array& sizes = sent.at("result").at("photo").as_array();
  const boost::json::string& file_id = sizes.back().at("file_id").as_string();
  EXPECT_EQ(bot_.error("sendPhoto", {{"chat_id", kAnna}, {"photo", file_id}}), "");

  const boost::json::value file = bot_.result("getFile", {{"file_id", file_id}});
  EXPECT_EQ(
      bot_.get("/file/bot" + server_.token() + "/" + std::string(file.at("file_path").as_string()))
          .body,
      png);
  EXPECT_EQ(bot_.error("sendPhoto",
                       {{"chat_id", kAnna}, {"photo", server_.url() + "/goods/locker-A12.png"}}),
            "");
  EXPECT_EQ(bot_.error("sendPhoto", {{"chat_id", kAnna}, {"photo", "http://127.0.0.1:1/a.png"}}),
            "Bad Request: failed to get HTTP URL content");
  EXPECT_EQ(bot_.error("sendPhoto", {{"chat_id", kAnna}, {"photo", "AgAC"}}),
            "Bad Request: wrong file identifier/HTTP URL specified");
  EXPECT_EQ(bot_.error("sendPhoto",
                       {{"chat_id", kAnna}, {"photo", file_id}, {"caption", repeated("x", 1025)}}),
            "Bad Request: message caption is too long");
}

TEST_F(Strictness, TakesDocumentsAsUploads) {
  const auto send = [&](const std::string& bytes) {
    return bot_.call(
        "sendDocument",
        std::vector<net::HttpPart>{
            {.name = "chat_id", .body = "7"},
            {.name = "caption", .body = "<b>here</b>"},
            {.name = "parse_mode", .body = "HTML"},
            {.name = "document", .body = bytes, .file_name = "a.csv", .content_type = "text/csv"}});
  };
  const boost::json::value sent = send("a,b\n1,2\n");
  ASSERT_TRUE(sent.at("ok").as_bool()) << boost::json::serialize(sent);
  EXPECT_EQ(sent.at("result").at("caption").as_string(), "here");
  const boost::json::value& document = sent.at("result").at("document");
  EXPECT_EQ(document.at("file_name").as_string(), "a.csv");
  EXPECT_EQ(document.at("mime_type").as_string(), "text/csv");
  const boost::json::value file = bot_.result("getFile", {{"file_id", document.at("file_id")}});
  EXPECT_EQ(
      bot_.get("/file/bot" + server_.token() + "/" + std::string(file.at("file_path").as_string()))
          .body,
      "a,b\n1,2\n");
  EXPECT_EQ(send("").at("description").as_string(), "Bad Request: file must be non-empty");
  EXPECT_EQ(bot_.error("sendDocument", {{"chat_id", kAnna}, {"document", "attach://none"}}),
            "Bad Request: there is no document in the request");
}

TEST_F(Strictness, RefusesWhatIsNoPicture) {
  const boost::json::value answer = bot_.call(
      "sendPhoto", std::vector<net::HttpPart>{{.name = "chat_id", .body = "7"},
                                              {.name = "photo", .body = "text", .file_name = "a"}});
  EXPECT_EQ(answer.at("description").as_string(), "Bad Request: IMAGE_PROCESS_FAILED");
}

TEST_F(Strictness, ReadsFormsAsTelegramDoes) {
  const boost::json::value answer = bot_.call_form(
      "sendLocation", "chat_id=7&latitude=52.229676&longitude=21.012229&disable_notification=true");
  ASSERT_TRUE(answer.at("ok").as_bool()) << boost::json::serialize(answer);
  ASSERT_TRUE(anna_.newest()->location);
  EXPECT_EQ(anna_.newest()->location->latitude.decimal(), "52.229676");
  EXPECT_EQ(bot_.call_form("sendLocation", "chat_id=7&latitude=95&longitude=1")
                .at("description")
                .as_string(),
            "Bad Request: wrong location specified");
}

TEST_F(Strictness, KeepsCommandsForEachAudience) {
  const auto set = [&](std::string_view command, boost::json::object more) {
    more["commands"] = {{{"command", command}, {"description", "d"}}};
    return bot_.error("setMyCommands", more);
  };
  EXPECT_EQ(set("shop", {}), "");
  EXPECT_EQ(set("admin", {{"scope", {{"type", "chat"}, {"chat_id", kAnna}}}}), "");
  EXPECT_EQ(set("Shop", {}), "Bad Request: BOT_COMMAND_INVALID");
  EXPECT_EQ(set("shop", {{"language_code", "polish"}}),
            "Bad Request: invalid language code specified");
  EXPECT_EQ(bot_.result("getMyCommands").as_array().front().at("command").as_string(), "shop");
}

TEST_F(Strictness, FailsAsOrdered) {
  server_.inject({.kind = FaultKind::too_many_requests, .retry_after_s = 3});
  const boost::json::value limited = bot_.call("sendMessage", {{"chat_id", kAnna}, {"text", "x"}});
  EXPECT_EQ(limited.at("error_code").as_int64(), 429);
  EXPECT_EQ(limited.at("description").as_string(), "Too Many Requests: retry after 3");
  EXPECT_EQ(limited.at("parameters").at("retry_after").as_int64(), 3);

  server_.inject({.kind = FaultKind::server_error, .method = "sendMessage", .times = 2});
  EXPECT_EQ(bot_.error("getMe"), "");
  EXPECT_EQ(send({{"text", "x"}}), "Internal Server Error");
  EXPECT_EQ(send({{"text", "x"}}), "Internal Server Error");
  EXPECT_EQ(send({{"text", "x"}}), "");

  server_.inject({.kind = FaultKind::lost_request});
  EXPECT_TRUE(bot_.call("sendMessage", {{"chat_id", kAnna}, {"text", "never"}}).is_null());
  server_.inject({.kind = FaultKind::lost_answer});
  EXPECT_TRUE(bot_.call("sendMessage", {{"chat_id", kAnna}, {"text", "unheard"}}).is_null());
  EXPECT_EQ(anna_.count("never"), 0U);
  EXPECT_EQ(anna_.count("unheard"), 1U);
}

TEST_F(Strictness, RefusesBodiesThatItCannotRead) {
  EXPECT_EQ(bot_.call_form("sendMessage", "text=%zz").at("description").as_string(),
            "Bad Request: can't parse request body as form");
  const net::HttpResponse broken = bot_.send({.method = "POST",
                                              .url = "/bot" + server_.token() + "/getMe",
                                              .headers = {{"Content-Type", "application/json"}},
                                              .body = "{"});
  EXPECT_EQ(broken.status, 400);
  EXPECT_NE(broken.body.find("can't parse request body as JSON object"), std::string::npos);
}

TEST(FloodLimits, AreAnsweredWith429) {
  base::ManualClock clock{base::Timestamp(std::chrono::hours(1))};
  base::Logger logger;
  BotApiServer server({.flood = {30, 1, 2}}, clock, logger);
  const sandbox::TestBot bot(server);
  server.user(kAnna).send_command("/start");
  const boost::json::object message{{"chat_id", kAnna}, {"text", "x"}};
  EXPECT_EQ(bot.error("sendMessage", message), "");
  EXPECT_EQ(bot.error("sendMessage", message), "");
  EXPECT_EQ(bot.error("sendMessage", message), "Too Many Requests: retry after 1");
  clock.advance(std::chrono::seconds(1));
  EXPECT_EQ(bot.error("sendMessage", message), "");
}

}  // namespace
