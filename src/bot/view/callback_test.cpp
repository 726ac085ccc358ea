#include "bot/view/callback.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace bot {
namespace {

enum class Side : std::uint8_t { left = 1, right = 4 };
BOOST_DESCRIBE_ENUM(Side, left, right)

struct OpenMenu {
  static constexpr std::string_view tag = "menu";
};
BOOST_DESCRIBE_STRUCT(OpenMenu, (), ())

struct Confirm {
  static constexpr std::string_view tag = "confirm";
  std::int64_t product_id = 0;
  base::Money price;
  int offset = 0;
  base::Percent percent;
  Side side = Side::left;
  bool is_last = false;
  friend bool operator==(const Confirm&, const Confirm&) = default;
};
BOOST_DESCRIBE_STRUCT(Confirm, (), (product_id, price, offset, percent, side, is_last))

struct TooLong {
  static constexpr std::string_view tag = "long";
  std::int64_t a = 0, b = 0, c = 0, d = 0, e = 0;
};
BOOST_DESCRIBE_STRUCT(TooLong, (), (a, b, c, d, e))

struct BadTag {
  static constexpr std::string_view tag = "a.b";
};
BOOST_DESCRIBE_STRUCT(BadTag, (), ())

static_assert(CallbackData<Confirm>);
static_assert(!CallbackData<TooLong>, "its longest form has over 64 bytes");
static_assert(!CallbackData<BadTag>, "a separator in a tag would be ambiguous");

Confirm any_confirm() {
  return {.product_id = *rc::gen::arbitrary<std::int64_t>(),
          .price = base::Money::hundredths(*rc::gen::inRange<std::int64_t>(
              -base::Money::max_hundredths, base::Money::max_hundredths)),
          .offset = *rc::gen::arbitrary<int>(),
          .percent = *base::Percent::of(*rc::gen::inRange(0, 101)),
          .side = *rc::gen::element(Side::left, Side::right),
          .is_last = *rc::gen::arbitrary<bool>()};
}

TEST(Callback, HasAFormThatStaysTheSame) {
  EXPECT_EQ(encode_callback(OpenMenu{}), "menu");
  EXPECT_EQ(encode_callback(Confirm{.product_id = 71,
                                    .price = base::Money::units(80),
                                    .offset = -36,
                                    .percent = *base::Percent::of(20),
                                    .side = Side::right,
                                    .is_last = true}),
            "confirm.1z.668.-10.k.right.1");
}

TEST(Callback, FitsIntoAButtonAtItsLongest) {
  const Confirm longest{.product_id = std::numeric_limits<std::int64_t>::min(),
                        .price = -base::Money::hundredths(base::Money::max_hundredths),
                        .offset = std::numeric_limits<int>::min(),
                        .percent = *base::Percent::of(100),
                        .side = Side::right,
                        .is_last = true};
  EXPECT_LE(encode_callback(longest).size(), kMaxCallbackBytes);
  EXPECT_EQ(decode_callback<Confirm>(encode_callback(longest)), longest);
}

RC_GTEST_PROP(Callback, ReadsWhatItWrites, ()) {
  const Confirm callback = any_confirm();
  RC_ASSERT(decode_callback<Confirm>(encode_callback(callback)) == callback);
}

RC_GTEST_PROP(Callback, ReadsRandomBytesOnlyWhenTheyAreItsOwnForm, ()) {
  const auto data = *rc::gen::container<std::string>(64, rc::gen::arbitrary<char>());
  RC_ASSERT(!decode_callback<Confirm>(data));
  RC_ASSERT(!decode_callback<OpenMenu>(data));
}

RC_GTEST_PROP(Callback, RefusesEveryOtherSpelling, ()) {
  auto data = encode_callback(any_confirm());
  const auto at = *rc::gen::inRange<std::size_t>(0, data.size());
  data[at] = *rc::gen::arbitrary<char>();
  const auto decoded = decode_callback<Confirm>(data);
  if (decoded) {
    RC_ASSERT(encode_callback(*decoded) == data);
  }
}

TEST(Callback, RefusesGarbage) {
  for (const std::string_view data : {"",
                                      ".",
                                      "menu.",
                                      "menu.1",
                                      "confirm",
                                      "confirm.",
                                      "confirm.1z",
                                      "confirm.1z.668.-10.k.right",
                                      "confirm.1z.668.-10.k.right.1.",
                                      "confirm.1z.668.-10.k.right.1.0",
                                      "confirm.01z.668.-10.k.right.1",
                                      "confirm.1Z.668.-10.k.right.1",
                                      "confirm.1z.668.-0.k.right.1",
                                      "confirm.+1.668.-10.k.right.1",
                                      "confirm.1z.668.-10.2t.right.1",
                                      "confirm.1z.668.-10.k.middle.1",
                                      "confirm.1z.668.-10.k.righ.1",
                                      "confirm.1z.668.-10.k..1",
                                      "confirm.1z.668.-10.k.4.1",
                                      "confirm.1z.668.-10.k.right.2",
                                      "confirm.1y2p0ij32e8e8.668.-10.k.right.1",
                                      "confirm..668.-10.k.right.1",
                                      "confirm.1z.zzzzzzzzzz.-10.k.right.1",
                                      "confirm.1z.668.zzzzzz1.k.right.1"}) {
    EXPECT_FALSE(decode_callback<Confirm>(data)) << data;
    EXPECT_FALSE(decode_callback<OpenMenu>(data)) << data;
  }
}

TEST(Callback, TellsTheTag) {
  EXPECT_EQ(callback_tag("confirm.1z"), "confirm");
  EXPECT_EQ(callback_tag("menu"), "menu");
  EXPECT_EQ(callback_tag(""), "");
}

}  // namespace
}  // namespace bot
