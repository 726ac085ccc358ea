#include "telegram/client.h"

#include <boost/json/parse.hpp>

#include <gmock/gmock.h>

#include "telegram/testing/scripted_api.h"

namespace telegram {
namespace {

using test::ok;
using test::refused;
using testing::HasSubstr;
using testing::Not;

class ClientTest : public test::ApiTest {
 protected:
  ApiError error_of(test::Reply reply) {
    api_.answer_with({std::move(reply)});
    const auto result = run(client_.call(GetMe{}));
    EXPECT_FALSE(result.has_value());
    return result ? ApiError{} : result.error();
  }
};

TEST_F(ClientTest, SendsFieldsAsJsonAndReadsTheResult) {
  api_.answer_with({test::sent_message(42)});
  const auto sent = run(client_.call(SendMessage{
      .chat_id = 7,
      .text = "Zażółć <b>gęślą</b>",
      .reply_markup = InlineKeyboardMarkup{{{{.text = "Buy", .callback_data = "b:1"}}}}}));
  ASSERT_TRUE(sent.has_value());
  EXPECT_EQ(sent->message_id, 42);
  EXPECT_EQ(sent->chat.id, 7);
  const test::Seen& seen = api_.seen().at(0);
  EXPECT_EQ(seen.path, "/bot123456:very-secret-token/sendMessage");
  EXPECT_THAT(seen.headers, HasSubstr("Content-Type: application/json"));
  const boost::json::value expected = boost::json::parse(
      R"({"chat_id":7,"text":"Zażółć <b>gęślą</b>","parse_mode":"HTML",
          "reply_markup":{"inline_keyboard":[[{"text":"Buy","callback_data":"b:1"}]]}})");
  EXPECT_EQ(seen.json(), expected);
}

TEST_F(ClientTest, ReadsWhatItKnowsOfAResultWithNewFields) {
  api_.answer_with({ok(R"({"id":5000000000,"is_bot":true,"first_name":"Kram","username":"kram_bot",
                           "can_join_groups":true,"a_new_field":{"x":[1.5]}})")});
  const auto me = run(client_.call(GetMe{}));
  ASSERT_TRUE(me.has_value());
  EXPECT_EQ(
      *me,
      (User{.id = 5'000'000'000, .is_bot = true, .first_name = "Kram", .username = "kram_bot"}));
}

TEST_F(ClientTest, UploadsAPhotoAsAForm) {
  api_.answer_with({test::sent_message()});
  const std::string bytes("\x89PNG\0\r\n--x", 10);
  const auto sent = run(client_.call(SendPhoto{
      .chat_id = 7,
      .caption = "Scan <b>me</b>",
      .reply_markup = InlineKeyboardMarkup{{{{.text = "OK", .callback_data = "ok"}}}},
      .upload = Upload{.bytes = bytes, .file_name = "qr.png", .content_type = "image/png"}}));
  ASSERT_TRUE(sent.has_value());
  const test::Seen& seen = api_.seen().at(0);
  EXPECT_THAT(seen.headers, HasSubstr("multipart/form-data; boundary="));
  EXPECT_THAT(seen.body, HasSubstr("name=\"chat_id\"\r\n\r\n7\r\n"));
  EXPECT_THAT(seen.body, HasSubstr("name=\"caption\"\r\n\r\nScan <b>me</b>\r\n"));
  EXPECT_THAT(seen.body,
              HasSubstr(R"({"inline_keyboard":[[{"text":"OK","callback_data":"ok"}]]})"));
  EXPECT_THAT(seen.body, HasSubstr("name=\"photo\"; filename=\"qr.png\""));
  EXPECT_THAT(seen.body, HasSubstr("Content-Type: image/png\r\n\r\n" + bytes + "\r\n"));
}

TEST_F(ClientTest, ReplacesAPhotoByAnUpload) {
  api_.answer_with({test::sent_message()});
  const auto edited = run(client_.call(
      EditMessageMedia{.chat_id = 7,
                       .message_id = 3,
                       .upload = Upload{.bytes = "x", .file_name = "a.png", .content_type = ""}}));
  ASSERT_TRUE(edited.has_value());
  EXPECT_THAT(api_.seen().at(0).body, HasSubstr(R"("media":"attach://photo")"));
  EXPECT_THAT(api_.seen().at(0).body, HasSubstr("name=\"photo\"; filename=\"a.png\""));
}

TEST_F(ClientTest, SortsRefusalsByWhatCanBeDone) {
  EXPECT_EQ(error_of(refused(401, "Unauthorized")).kind, ApiErrorKind::unauthorized);
  EXPECT_EQ(error_of(refused(404, "Not Found")).kind, ApiErrorKind::unauthorized);
  EXPECT_EQ(error_of(refused(409, "Conflict: terminated")).kind, ApiErrorKind::conflict);
  EXPECT_EQ(error_of(refused(403, "Forbidden: bot was blocked by the user")),
            (ApiError{.kind = ApiErrorKind::forbidden,
                      .description = "Forbidden: bot was blocked by the user"}));
  EXPECT_EQ(error_of(refused(400, "Bad Request: chat not found")).kind, ApiErrorKind::bad_request);
  EXPECT_EQ(error_of(refused(413, "Request Entity Too Large")).kind, ApiErrorKind::bad_request);
  EXPECT_EQ(error_of(refused(500, "Internal Server Error")).kind, ApiErrorKind::server);
}

TEST_F(ClientTest, SaysHowLongToWait) {
  const ApiError error = error_of(test::too_many_requests(35));
  EXPECT_EQ(error.kind, ApiErrorKind::too_many_requests);
  EXPECT_EQ(error.retry_after_s, 35);
  EXPECT_EQ(error_of(refused(429, "Too Many Requests")).retry_after_s, 1);
  EXPECT_EQ(error_of(test::too_many_requests(2'000'000'000)).retry_after_s, 86'400);
}

// Neither a proxy's page nor another program's JSON is a verdict on the token, the chat or the
// call.
TEST_F(ClientTest, TakesAnAnswerThatIsNoBotApiForAFailureOfTheWay) {
  for (const int status : {200, 400, 401, 403, 404, 409, 413, 429, 500, 502}) {
    for (const char* body :
         {"", "<html>Welcome to the hotel</html>", "null", "17", "[]", "[true]", "{}",
          R"({"error":"Forbidden"})", R"({"ok":"false","error_code":403})", R"({"ok":true})",
          R"({"ok":false})", R"({"ok":false,"description":"Forbidden: bot was blocked"})",
          R"({"ok":false,"error_code":"403"})",
          R"({"error_code":401,"description":"Unauthorized"})", R"({"ok":true,"result":)"}) {
      EXPECT_EQ(error_of({.status = status, .body = body}).kind, ApiErrorKind::network)
          << status << " " << body;
    }
  }
}

TEST_F(ClientTest, TellsTheStatusOfAPageAndNothingOfItsText) {
  const ApiError error = error_of({.status = 403, .body = "<html>very-secret</html>"});
  EXPECT_THAT(to_text(error), HasSubstr("403"));
  EXPECT_THAT(to_text(error), Not(HasSubstr("very-secret")));
}

TEST_F(ClientTest, TellsAResultThatItCannotRead) {
  EXPECT_EQ(error_of(ok(R"({"id":"seven"})")).kind, ApiErrorKind::unreadable);
  EXPECT_EQ(error_of(ok("[1]")).kind, ApiErrorKind::unreadable);
}

TEST_F(ClientTest, TellsABrokenConnectionWithoutTheToken) {
  const ApiError error = error_of(test::drop());
  EXPECT_EQ(error.kind, ApiErrorKind::network);
  EXPECT_FALSE(error.description.empty());
  EXPECT_THAT(to_text(error), Not(HasSubstr("very-secret")));
}

TEST_F(ClientTest, GivesUpAfterItsTimeLimit) {
  api_.answer_with({test::hold()});
  const auto result = run(client_.call(GetMe{}, std::chrono::milliseconds(50)));
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().kind, ApiErrorKind::network);
  EXPECT_THAT(result.error().description, Not(HasSubstr("very-secret")));
}

TEST_F(ClientTest, KeepsItsConnection) {
  api_.answer_with({ok(R"({"id":1})")});
  for (int i = 0; i < 20; ++i) {
    ASSERT_TRUE(run(client_.call(GetMe{})).has_value());
  }
  EXPECT_EQ(api_.seen().size(), 20U);
  EXPECT_EQ(api_.connections(), 1);
}

TEST_F(ClientTest, DownloadsAFile) {
  const std::string bytes("\xFF\xD8\0jpeg", 7);
  api_.answer_with({{.body = bytes}});
  EXPECT_EQ(run(client_.download("photos/file_1.jpg", bytes.size())), bytes);
  EXPECT_EQ(api_.seen().at(0).path, "/file/bot123456:very-secret-token/photos/file_1.jpg");
}

TEST_F(ClientTest, RefusesAFileThatIsGoneTooLargeOrNowhere) {
  const auto error = [&](std::string path, test::Reply reply) {
    api_.answer_with({std::move(reply)});
    const auto bytes = run(client_.download(std::move(path), 3));
    EXPECT_FALSE(bytes.has_value());
    EXPECT_THAT(to_text(bytes.error()), Not(HasSubstr("very-secret-token")));
    return bytes.error().kind;
  };
  EXPECT_EQ(error("a.jpg", {.body = "four"}), ApiErrorKind::bad_request);
  EXPECT_EQ(error("a.jpg", refused(404, "Not Found")), ApiErrorKind::bad_request);
  EXPECT_EQ(error("a.jpg", refused(502, "Bad Gateway")), ApiErrorKind::server);
  EXPECT_EQ(error("a.jpg", refused(401, "Unauthorized")), ApiErrorKind::unauthorized);
  EXPECT_EQ(error("a.jpg", {.status = 404, .body = "<html>"}), ApiErrorKind::network);
  EXPECT_EQ(error("a.jpg", {.status = 302, .body = R"({"ok":true,"result":1})"}),
            ApiErrorKind::network);
  EXPECT_EQ(error("a.jpg", test::drop()), ApiErrorKind::network);
  const auto calls = api_.seen().size();
  for (const char* path : {"", "/var/lib/bot/a.jpg", "../getMe", "a?b", "a b"}) {
    EXPECT_EQ(error(path, {.body = "x"}), ApiErrorKind::bad_request);
  }
  EXPECT_EQ(api_.seen().size(), calls) << "nothing is asked for";
}

}  // namespace
}  // namespace telegram
