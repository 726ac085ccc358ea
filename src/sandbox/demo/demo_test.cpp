// The chat page and the goods of `kram demo`.
#include <boost/json/serialize.hpp>
#include <set>

#include <gtest/gtest.h>

#include "base/text.h"
#include "json/json.h"
#include "sandbox/demo/demo_goods.h"
#include "sandbox/demo/locker_picture.h"
#include "sandbox/model/image_size.h"
#include "sandbox/testing/test_bot.h"
#include "support/recording.h"

namespace {
using sandbox::BotApiServer;

class ChatPage : public testing::Test {
 protected:
  net::HttpResponse post(const std::string& path, const boost::json::object& body) const {
    return bot_.send({.method = "POST",
                      .url = "/chat/people" + path,
                      .headers = {{"X-Kram-Demo", "1"}},
                      .body = boost::json::serialize(body)});
  }
  boost::json::value events(const std::string& query = "") const {
    return *json::parse_value(bot_.get("/chat/events" + query).body);
  }

  base::SystemClock clock_;
  base::Logger logger_;
  BotApiServer server_{
      {.record_file = support::record_file("sandbox"), .chat_page = true}, clock_, logger_};
  sandbox::TestBot bot_{server_};
};

TEST_F(ChatPage, IsServedWithAContentPolicy) {
  const net::HttpResponse page = bot_.get("/");
  EXPECT_EQ(page.status, 200);
  EXPECT_EQ(page.headers.find("Content-Type"), "text/html; charset=utf-8");
  EXPECT_TRUE(page.headers.find("Content-Security-Policy")->starts_with("default-src 'none'"));
  EXPECT_EQ(bot_.get("/chat.js").status, 200);
  EXPECT_EQ(bot_.get("/secret").status, 404);
}

TEST_F(ChatPage, IsNotServedUnlessItIsAskedFor) {
  const BotApiServer plain({}, clock_, logger_);
  EXPECT_EQ(sandbox::TestBot(plain).get("/").status, 404);
}

// A page of another site whose name resolves to this machine is of that name's origin.
TEST_F(ChatPage, IsOnlyForThoseWhoCallThisMachineByItsName) {
  for (const net::Headers::Field& field : {net::Headers::Field{"Host", "evil.example:8080"},
                                           net::Headers::Field{"Via", "1.1 proxy"}}) {
    for (const auto* path : {"/chat/events", "/chat/photos/1"}) {
      EXPECT_EQ(bot_.send({.url = path, .headers = {field}}).status, 403) << path;
    }
    EXPECT_EQ(bot_.send({.method = "POST",
                         .url = "/chat/people",
                         .headers = {{"X-Kram-Demo", "1"}, field},
                         .body = R"({"first_name":"Zofia"})"})
                  .status,
              403);
  }
}

TEST_F(ChatPage, ActsForPeople) {
  ASSERT_EQ(post("", {{"first_name", "Zofia"}}).status, 200);
  const boost::json::value person = events().at("chats").as_array().front();
  EXPECT_EQ(person.at("first_name").as_string(), "Zofia");
  const std::string path = "/" + std::to_string(person.at("id").as_int64());
  EXPECT_EQ(post(path + "/text", {{"text", "/start"}}).status, 200);
  EXPECT_EQ(post(path + "/text", {{"text", " "}}).status, 400);
  EXPECT_EQ(post(path + "/press", {{"message_id", 99}, {"data", "x"}}).status, 400);
  EXPECT_EQ(post("/5/text", {{"text", "x"}}).status, 404);
  EXPECT_EQ(post(path + "/block", {}).status, 200);
  EXPECT_TRUE(events().at("chats").at(0).at("has_blocked_bot").as_bool());
  EXPECT_EQ(bot_.result("getUpdates").as_array().size(), 2U);
}

TEST_F(ChatPage, TakesNoWritesOfOtherPages) {
  const net::HttpResponse foreign =
      bot_.send({.method = "POST", .url = "/chat/people", .body = "{}"});
  EXPECT_EQ(foreign.status, 403);
}

TEST_F(ChatPage, TellsOnlyWhatIsNew) {
  sandbox::User anna = server_.user(7);
  anna.send_text("one");
  const boost::json::value first = events();
  anna.send_text("two");
  const std::string query = "?epoch=" + std::string(first.at("epoch").as_string()) +
                            "&since=" + std::to_string(first.at("version").as_int64());
  const boost::json::value next = events(query);
  const boost::json::array& messages = next.at("chats").at(0).at("messages").as_array();
  ASSERT_EQ(messages.size(), 1U);
  EXPECT_EQ(messages[0].at("text").as_string(), "two");
}

TEST(DemoGoods, AreInThreeCitiesWithAPictureForEachLocker) {
  const std::string csv = sandbox::demo_goods_csv("http://127.0.0.1:81");
  std::set<std::string_view> cities;
  std::set<std::string_view> lines;
  for (const std::string_view line : base::split(csv, '\n')) {
    cities.insert(line.substr(0, line.find(',')));
    EXPECT_TRUE(line.empty() || lines.insert(line).second) << "twice: " << line;
    const std::size_t url = line.find("http://");
    if (url != std::string_view::npos) {
      const std::string_view address = line.substr(url, line.find(',', url) - url);
      const auto picture = sandbox::demo_picture(address, "http://127.0.0.1:81");
      ASSERT_TRUE(picture) << address;
      EXPECT_EQ(sandbox::image_size(*picture)->content_type, "image/png");
    }
  }
  EXPECT_EQ(cities, (std::set<std::string_view>{"", "city", "Warsaw", "Kraków", "Gdańsk"}));
  EXPECT_EQ(csv.find('{'), std::string::npos);
  EXPECT_EQ(csv, sandbox::demo_goods_csv("http://127.0.0.1:81"));
}

TEST(LockerPicture, ExistsForCompartmentsOnly) {
  EXPECT_TRUE(sandbox::locker_picture("A01"));
  EXPECT_TRUE(sandbox::locker_picture("F24"));
  EXPECT_FALSE(sandbox::locker_picture("F25"));
  EXPECT_FALSE(sandbox::locker_picture("G01"));
  EXPECT_FALSE(sandbox::locker_picture("A1"));
  EXPECT_FALSE(sandbox::demo_picture("http://127.0.0.1:8/goods/locker-.png", "http://127.0.0.1:8"));
  EXPECT_FALSE(
      sandbox::demo_picture("http://elsewhere/goods/locker-A01.png", "http://127.0.0.1:8"));
}

TEST(ImageSize, ReadsPngAndJpegHeadersOnly) {
  EXPECT_EQ(sandbox::image_size(*sandbox::locker_picture("A01"))->height, 480);
  const std::string jpeg(
      "\xff\xd8\xff\xe0\x00\x04zz\xff\xc0\x00\x0b\x08\x01\x02\x03\x04\x01\x01\x11", 20);
  ASSERT_TRUE(sandbox::image_size(jpeg));
  EXPECT_EQ(sandbox::image_size(jpeg)->width, 0x304);
  EXPECT_EQ(sandbox::image_size(jpeg)->height, 0x102);
  EXPECT_FALSE(sandbox::image_size("GIF89a"));
  EXPECT_FALSE(sandbox::image_size("\xff\xd8\xff"));
}

}  // namespace
