#include "json/json.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace {

using base::Coordinate;
using base::Money;
using base::Percent;
using json::Boxed;
using json::Strictness;

enum class Mood { calm, default_ };
BOOST_DESCRIBE_ENUM(Mood, calm, default_)

struct Chat {
  std::int64_t id = 0;
  std::optional<std::string> username;
  friend bool operator==(const Chat&, const Chat&) = default;
};
BOOST_DESCRIBE_STRUCT(Chat, (), (id, username))

struct Message {
  std::int32_t message_id = 0;
  Chat chat;
  std::vector<std::string> lines;
  Boxed<Message> reply_to_message;
  friend bool operator==(const Message&, const Message&) = default;
};
BOOST_DESCRIBE_STRUCT(Message, (), (message_id, chat, lines, reply_to_message))

struct Values {
  Money price;
  Percent discount;
  base::Timestamp at;
  Coordinate latitude;
  Mood mood = Mood::calm;
  bool default_ = false;
  std::map<std::string, std::int64_t> counts;
  boost::json::value raw;
};
BOOST_DESCRIBE_STRUCT(Values, (), (price, discount, at, latitude, mood, default_, counts, raw))

struct Envelope {
  std::vector<Message> result;
};
BOOST_DESCRIBE_STRUCT(Envelope, (), (result))

template <class T>
std::string problem_of(std::string_view text, Strictness strictness = Strictness::strict) {
  const auto value = json::parse<T>(text, strictness);
  return value ? "" : value.error().message;
}

TEST(Json, LeavesOutWhatIsEmptyAndReadsItBack) {
  Message message{.message_id = 1, .chat = {.id = -100, .username = "zofia"}, .lines = {"a", "b"}};
  message.reply_to_message = Message{.message_id = 2, .chat = {.id = 3}};
  const auto text = json::to_text(message);
  EXPECT_EQ(text, R"({"message_id":1,"chat":{"id":-100,"username":"zofia"},"lines":["a","b"],)"
                  R"("reply_to_message":{"message_id":2,"chat":{"id":3},"lines":[]}})");
  EXPECT_EQ(json::parse<Message>(text, Strictness::strict).value(), message);
}

TEST(Json, WritesTheValuesOfBaseInTheFormsOfTheApi) {
  const Values values{.price = Money::hundredths(7'950),
                      .discount = *Percent::of(20),
                      .at = *base::parse_timestamp("2026-11-24T07:21:50Z"),
                      .latitude = Coordinate::microdegrees(52'500'000),
                      .mood = Mood::default_,
                      .default_ = true,
                      .counts = {{"a", 1}},
                      .raw = boost::json::array{1, "x"}};
  const auto text = json::to_text(values);
  EXPECT_EQ(text, R"({"price":"79.50","discount":20,"at":"2026-11-24T07:21:50Z","latitude":5.25E1,)"
                  R"("mood":"default","default":true,"counts":{"a":1},"raw":[1,"x"]})");
  const auto back = json::parse<Values>(text, Strictness::strict);
  ASSERT_TRUE(back) << back.error().message;
  EXPECT_EQ(json::to_text(*back), text);
}

TEST(Json, SaysWhereATextIsNotWellFormed) {
  EXPECT_EQ(problem_of<Chat>(R"({"id":1,})"),
            "The JSON document is not well-formed at byte 9: syntax error.");
  EXPECT_EQ(problem_of<Chat>(R"({"id":1} x)"),
            "The JSON document is not well-formed at byte 10: extra data.");
  EXPECT_EQ(problem_of<Chat>(""),
            "The JSON document is not well-formed at byte 1: incomplete JSON.");
  for (const auto* name : {R"(\ud800)", R"(\uDBFFx)", R"(\udc00)", R"(\ud800\ud800)",
                           R"(\udc00\ud800)", R"(\ud800\n)"}) {
    EXPECT_TRUE(problem_of<Chat>(fmt::format(R"({{"id":1,"username":"{}"}})", name))
                    .ends_with("half of a surrogate pair."))
        << name;
  }
}

TEST(Json, NamesTheFieldThatStandsTwice) {
  const auto place_in = [](std::string_view text) {
    const auto json = json::parse_once_named(text, {});
    return json ? "" : json.error().path + " " + json.error().pointer;
  };
  EXPECT_EQ(place_in(R"({"a":1,"a":2})"), "a /a");
  EXPECT_EQ(place_in(R"({"a":1,"\u0061":2})"), "a /a");
  EXPECT_EQ(place_in(R"({"filter":{"sold":true,"sold":true}})"), "filter.sold /filter/sold");
  EXPECT_EQ(place_in(R"({"a":[[1,"x"],{"b":{"c":{}},"b":2}]})"), "a[1].b /a/1/b");
  EXPECT_EQ(place_in(R"([{"a":1},{"a":2},{"b":[],"b":[]}])"), "[2].b /2/b");
  EXPECT_EQ(place_in(R"({"a":{"a":1},"b":[{"a":1},{"a":2}]})"), "");
}

TEST(Json, LenientIgnoresUnknownAndMissingFields) {
  const auto chat = json::parse<Chat>(R"({"type":"private","username":null})", Strictness::lenient);
  EXPECT_EQ(chat.value(), Chat{});
}

TEST(Json, StrictNamesTheFirstUnknownOrMissingField) {
  EXPECT_EQ(problem_of<Chat>(R"({"id":1,"type":"private"})"), "`type` is not a known field.");
  EXPECT_EQ(problem_of<Chat>(R"({"username":"a"})"), "`id` is missing.");
  EXPECT_EQ(problem_of<Envelope>(R"({"result":[{"message_id":1,"chat":{},"lines":[]}]})"),
            "`result[0].chat.id` is missing.");
}

TEST(Json, StrictRefusesATextWithANul) {
  EXPECT_EQ(problem_of<Envelope>(
                R"({"result":[{"message_id":1,"chat":{"id":1},"lines":["a","b\u0000"]}]})"),
            "`result[0].lines[1]` must not contain the character U+0000.");
  EXPECT_EQ(problem_of<Chat>(R"({"id":1,"username":"\u0000"})"),
            "`username` must not contain the character U+0000.");
  EXPECT_EQ(problem_of<Chat>(R"({"id":1,"username":"\u0000"})", Strictness::lenient), "");
}

TEST(Json, NamesTheMistypedFieldByItsPath) {
  const auto wrong_id = R"({"result":[{"message_id":1,"chat":{"id":"7"},"lines":[]}]})";
  for (const auto strictness : {Strictness::lenient, Strictness::strict}) {
    EXPECT_EQ(problem_of<Envelope>(wrong_id, strictness),
              "`result[0].chat.id` must be a whole number.");
    EXPECT_EQ(problem_of<std::vector<std::vector<bool>>>("[[true],[true,0]]", strictness),
              "`[1][1]` must be true or false.");
    EXPECT_EQ(problem_of<Message>(R"({"message_id":1,"chat":{"id":1},"lines":"x"})", strictness),
              "`lines` must be a list.");
    EXPECT_EQ(problem_of<Message>("[]", strictness), "The JSON document must be an object.");
  }
}

TEST(Json, RefusesValuesOutsideTheirRange) {
  EXPECT_EQ(problem_of<std::int32_t>("2147483648"),
            "The JSON document must be between -2147483648 and 2147483647.");
  for (const auto* text : {"1.5", "1.0", "1e3", "\"1\"", "null", "9223372036854775808"}) {
    EXPECT_NE(problem_of<std::int64_t>(text), "") << text;
  }
  for (const auto* text : {"79.5", "\"79.505\"", "\"\"", "\"12 PLN\"", "null"}) {
    EXPECT_NE(problem_of<Money>(text), "") << text;
  }
  for (const auto* text : {"-1", "101", "\"20\"", "20.5"}) {
    EXPECT_NE(problem_of<Percent>(text), "") << text;
  }
  for (const auto* text : {"180.1", "1e300", "\"52\"", "null"}) {
    EXPECT_NE(problem_of<Coordinate>(text), "") << text;
  }
  EXPECT_NE(problem_of<base::Timestamp>("\"yesterday\""), "");
  EXPECT_EQ(problem_of<Mood>("\"angry\""), "The JSON document must be one of calm, default.");
}

TEST(Json, RefusesWhatIsNoJsonDocument) {
  for (const auto* text : {"", "{", "{}x", "{\"a\":1,}", "nul", "\"\xff\"", "'a'", "NaN", "[1 2]",
                           "\"\\ud800\"", "// c\n1"}) {
    EXPECT_FALSE(json::parse_value(text)) << text;
  }
}

TEST(Json, StopsAtItsLimits) {
  const std::string deep = std::string(33, '[') + std::string(33, ']');
  EXPECT_TRUE(json::parse_value(deep.substr(1, 64)));
  EXPECT_FALSE(json::parse_value(deep));
  EXPECT_FALSE(json::parse_value(std::string(1'000'000, '[')));
  EXPECT_EQ(json::parse_value("[1,2,3]", {}, {.size_bytes = 6}).error().message,
            "The JSON document is larger than 6 bytes.");
}

TEST(Json, ShortensAFieldNameThatAPeerInvented) {
  const auto text = "{\"id\":1,\"" + std::string(10'000, 'x') + "\":1}";
  EXPECT_LT(problem_of<Chat>(text).size(), 100U);
}

RC_GTEST_PROP(JsonProperty, EveryCoordinateReadsBack, ()) {
  const auto any = Coordinate::microdegrees(*rc::gen::inRange(-180'000'000, 180'000'001));
  RC_ASSERT(json::parse<Coordinate>(json::to_text(any), Strictness::strict).value() == any);
}

RC_GTEST_PROP(JsonProperty, NoTextBreaksTheReader, (std::string text)) {
  static_cast<void>(json::parse<Envelope>(text, Strictness::strict));
  static_cast<void>(json::parse<Values>("{\"raw\":" + text + "}", Strictness::lenient));
}

}  // namespace
