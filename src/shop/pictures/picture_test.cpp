// The picture of an offer, through discounts, sales, new units and replacements.
#include "shop/pictures/picture.h"

#include <future>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "shop/testing/shop_fixture.h"

namespace shop {
namespace {

constexpr std::string_view kBot = "kram_bot";

class PictureTest : public ShopTest {
 protected:
  static Permit<Act::edit_product> by_owner() {
    return permit<Act::edit_product>(Actor::owner(7)).value();
  }
  // What stands for a JPEG: the shop never looks into it again.
  static SmallPicture picture_of(std::string bytes) {
    return {.jpeg = std::move(bytes), .width = 3, .height = 2};
  }
  std::int64_t set(std::int64_t unit, std::string bytes = "a picture") {
    return transact([&](db::Tx& tx) {
      return set_picture(tx, unit, picture_of(bytes), by_owner(), kNow).value();
    });
  }
  std::optional<std::int64_t> shown(std::int64_t unit) {
    return read([&](db::Tx& tx) { return find_card(tx, unit, kNow).value().picture_id; });
  }
  std::optional<PictureSource> source(std::int64_t picture) {
    return read([&](db::Tx& tx) { return find_picture_source(tx, picture, kBot); });
  }
};
INSTANTIATE_TEST_SUITE_P(, PictureTest, support::kBothEngines, support::engine_name);

TEST_P(PictureTest, IsThatOfAllUnitsOfTheOffer) {
  const auto units = stock(voucher(), 3);
  const auto other = stock(voucher_named("Another"));
  EXPECT_EQ(shown(units[0]), std::nullopt);
  const auto id = set(units[1]);
  for (const auto unit : units) {
    EXPECT_EQ(shown(unit), id);
  }
  EXPECT_EQ(shown(other), std::nullopt);
}

TEST_P(PictureTest, KeepsEveryByte) {
  std::string bytes;
  for (int value = 0; value < 256; ++value) {
    bytes += static_cast<char>(value);
  }
  const auto id = set(stock(), bytes);
  EXPECT_EQ(source(id).value().jpeg, bytes);
  EXPECT_EQ(read([&](db::Tx& tx) { return find_picture(tx, id); }), bytes);
}

TEST_P(PictureTest, SurvivesADiscountASaleAndNewUnits) {
  join(kAnn, base::Money::units(1'000));
  const auto units = stock(voucher(), 2);
  const auto id = set(units[0]);
  discount(units[0], 20);
  EXPECT_EQ(shown(units[1]), id);
  buy(kAnn, units[0]);
  buy(kAnn, units[1]);
  EXPECT_EQ(shown(units[1]), id) << "all are sold";
  const auto restocked = stock();
  EXPECT_EQ(shown(restocked), id);
  EXPECT_EQ(shown(units[0]), id) << "an old button";
}

TEST_P(PictureTest, IsReplacedAndTheOldOneDeleted) {
  join(kAnn, base::Money::units(1'000));
  const auto units = stock(voucher(), 2);
  const auto first = set(units[0], "first");
  buy(kAnn, units[0]);
  const auto second = set(units[1], "second");
  EXPECT_EQ(shown(units[1]), second);
  EXPECT_EQ(source(first), std::nullopt);
  EXPECT_EQ(count("pictures"), 1);
}

TEST_P(PictureTest, IsRemoved) {
  const auto units = stock(voucher(), 2);
  const auto id = set(units[0]);
  const auto removed =
      transact([&](db::Tx& tx) { return remove_picture(tx, units[1], by_owner(), kNow).value(); });
  EXPECT_EQ(removed, id);
  EXPECT_EQ(shown(units[0]), std::nullopt);
  EXPECT_EQ(count("pictures"), 0);
  const auto again =
      transact([&](db::Tx& tx) { return remove_picture(tx, units[1], by_owner(), kNow); });
  EXPECT_EQ(refusal_of(again), PictureRefusal::no_picture);
}

TEST_P(PictureTest, OfAUnitThatNeverWasIsRefused) {
  const auto set_it =
      transact([&](db::Tx& tx) { return set_picture(tx, 99, picture_of("x"), by_owner(), kNow); });
  EXPECT_EQ(refusal_of(set_it), PictureRefusal::unknown_product);
  EXPECT_EQ(count("pictures"), 0);
}

TEST_P(PictureTest, IsSentByTheFileIdThatTheBotHas) {
  const auto id = set(stock());
  const auto note = [&](std::string_view bot, std::string_view file_id) {
    transact([&](db::Tx& tx) {
      note_picture_file(tx, id, bot, file_id);
      return true;
    });
  };
  note("other_bot", "theirs");
  EXPECT_EQ(source(id).value().file_id, "");
  note(kBot, "old");
  note(kBot, "new");
  EXPECT_EQ(source(id).value().file_id, "new");
  EXPECT_EQ(source(id).value().jpeg, "") << "two megabytes that nobody needs";
}

TEST_P(PictureTest, WhatWasReplacedWhileItWasShownIsNotNoted) {
  const auto unit = stock();
  const auto first = set(unit, "first");
  set(unit, "second");
  transact([&](db::Tx& tx) {
    note_picture_file(tx, first, kBot, "late");
    return true;
  });
  EXPECT_EQ(count("picture_files"), 0);
}

TEST_P(PictureTest, TheAuditLogSaysWhatWasBefore) {
  const auto unit = stock();
  const auto first = set(unit, "first");
  const auto second = set(unit, "second");
  EXPECT_EQ(value<std::string>("SELECT details FROM audit_log WHERE action = 'edit_product' "
                               "ORDER BY id DESC LIMIT 1"),
            fmt::format(R"({{"picture_before":{},"picture":{}}})", first, second));
}

TEST_P(PictureTest, SetByTwoAtOnceLeavesOne) {
  const auto units = stock(voucher(), 20);
  std::vector<std::future<std::int64_t>> results;
  for (int i = 0; i < 4; ++i) {
    results.push_back(std::async(std::launch::async, [&, i] {
      return set(units[static_cast<std::size_t>(i)], std::to_string(i));
    }));
  }
  for (auto& result : results) {
    result.get();
  }
  const auto picture = shown(units[0]);
  ASSERT_TRUE(picture);
  for (const auto unit : units) {
    EXPECT_EQ(shown(unit), picture);
  }
  EXPECT_TRUE(source(*picture));
}

}  // namespace
}  // namespace shop
