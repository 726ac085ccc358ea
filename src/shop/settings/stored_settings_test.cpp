#include "shop/settings/stored_settings.h"

#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "shop/testing/shop_fixture.h"

namespace shop {
namespace {

using testing::ElementsAre;

const SettingKey kMin{SettingName::deposit_min};
const SettingKey kBlik{SettingName::instructions, "blik"};
const SettingKey kGreetingPl{SettingName::greeting, "pl"};

class SettingsTest : public ShopTest {
 protected:
  auto set(const SettingKey& key, std::string_view value) {
    return transact([&](db::Tx& tx) { return set_setting(tx, key, value, base, owner(), kNow); });
  }
  auto undo(const SettingKey& key, std::int64_t version) {
    return transact(
        [&](db::Tx& tx) { return undo_setting(tx, key, version, base, owner(), kNow); });
  }
  static Permit<Act::change_settings> owner() {
    return permit<Act::change_settings>(Actor::owner(9)).value();
  }
  OwnerSettings effective() { return with_stored(base.values, read(stored_settings), base.locked); }
  std::vector<std::string> log() {
    return read([](db::Tx& tx) {
      return tx.all<std::string>(
          "SELECT actor || ' ' || subject || ' ' || details FROM audit_log ORDER BY id");
    });
  }
  SettingsBase base{.values = default_settings(), .locked = {}};
};
INSTANTIATE_TEST_SUITE_P(, SettingsTest, support::kBothEngines, support::engine_name);

TEST_P(SettingsTest, AreSetLoggedAndReturnToTheDefault) {
  EXPECT_EQ(effective().deposit_min, base::Money::units(5));
  const auto done = set(kMin, "12.50");
  ASSERT_TRUE(done);
  EXPECT_EQ(done->before, "");
  EXPECT_EQ(effective().deposit_min, base::Money::hundredths(1250));
  ASSERT_TRUE(set(kMin, "12.50")) << "the same again changes nothing and is not logged";
  ASSERT_TRUE(set(kMin, ""));
  EXPECT_EQ(effective().deposit_min, base::Money::units(5));
  EXPECT_THAT(log(),
              ElementsAre("owner:9 setting:deposit_min {\"before\":\"\",\"after\":\"12.50\"}",
                          "owner:9 setting:deposit_min {\"before\":\"12.50\",\"after\":\"\"}"));
}

TEST_P(SettingsTest, AreKeptForEachMethodAndLanguage) {
  ASSERT_TRUE(set(kBlik, "To 600 100 200"));
  ASSERT_TRUE(set(kGreetingPl, "Cześć!"));
  const auto now = effective();
  EXPECT_EQ(now.instructions.at(DepositMethod::blik), "To 600 100 200");
  EXPECT_EQ(now.greetings.at("pl"), "Cześć!");
  ASSERT_TRUE(set(kBlik, ""));
  EXPECT_TRUE(effective().instructions.empty()) << "off";
}

TEST_P(SettingsTest, MalformedOnesAreRefusedAndChangeNothing) {
  const std::vector<std::pair<SettingKey, std::string>> wrong{
      {kMin, "0"},
      {kMin, "-5"},
      {kMin, "five"},
      {kMin, "1.234"},
      {{SettingName::referral_percent}, "101"},
      {{SettingName::reservation_minutes}, "0"},
      {{SettingName::reservation_minutes}, "1441"},
      {{SettingName::low_stock_line}, "-1"},
      {{SettingName::shop_name}, "two\nlines"},
      {{SettingName::shop_name}, std::string(65, 'x')},
      {kGreetingPl, std::string(501, 'x')},
      {kBlik, std::string(3501, 'x')},
      {kBlik, "\xC3"}};
  for (const auto& [key, value] : wrong) {
    EXPECT_EQ(set(key, value).error(), SettingRefusal::malformed) << to_text(key) << " " << value;
  }
  EXPECT_THAT(log(), ElementsAre());
}

TEST_P(SettingsTest, ContradictionsAreRefused) {
  EXPECT_EQ(set(kMin, "10000.01").error(), SettingRefusal::contradiction);
  ASSERT_TRUE(set({SettingName::manual_deposit_max}, "20000"));
  ASSERT_TRUE(set(kMin, "15000"));
  EXPECT_EQ(set({SettingName::manual_deposit_max}, "").error(), SettingRefusal::contradiction);
}

TEST_P(SettingsTest, ThoseOfTheEnvironmentWin) {
  ASSERT_TRUE(set(kMin, "7"));
  base.locked.insert(kMin);
  EXPECT_EQ(effective().deposit_min, base::Money::units(5));
  EXPECT_EQ(set(kMin, "8").error(), SettingRefusal::locked);
}

TEST_P(SettingsTest, TheLastChangeIsUndoneOnce) {
  const auto first = set(kMin, "7").value();
  const auto second = set(kMin, "8").value();
  EXPECT_EQ(undo(kMin, first.version).error(), SettingRefusal::changed_since);
  const auto undone = undo(kMin, second.version);
  ASSERT_TRUE(undone);
  EXPECT_EQ(effective().deposit_min, base::Money::units(7));
  EXPECT_EQ(undo(kMin, second.version).error(), SettingRefusal::changed_since);
  ASSERT_TRUE(undo(kMin, undone->version)) << "an undo is undone";
  EXPECT_EQ(effective().deposit_min, base::Money::units(8));
  EXPECT_EQ(undo(kBlik, 0).error(), SettingRefusal::changed_since);
}

TEST_P(SettingsTest, TwoOwnersAtOnceComeOneAfterTheOther) {
  constexpr int kOwners = 8;
  {
    std::vector<std::jthread> owners;
    for (int i = 0; i < kOwners; ++i) {
      owners.emplace_back([&, i] { set(kMin, std::to_string(10 + i)).value(); });
    }
  }
  const auto stored = read(stored_settings).at(kMin);
  EXPECT_EQ(stored.version, kOwners);
  EXPECT_EQ(log().size(), std::size_t{kOwners});
  const auto undone = undo(kMin, kOwners).value();
  EXPECT_EQ(undone.after, stored.former_value) << "of the change before the last";
}

TEST_P(SettingsTest, EachChangeRaisesTheVersion) {
  EXPECT_EQ(read(settings_version), 0);
  ASSERT_TRUE(set(kMin, "7"));
  const auto one = read(settings_version);
  ASSERT_TRUE(set(kBlik, "x"));
  EXPECT_GT(read(settings_version), one);
}

TEST_P(SettingsTest, OfANewerProgramArePassedOver) {
  execute(
      "INSERT INTO settings (name, value, former_value, version, changed_by, changed_at) "
      "VALUES ('from_the_future', 'x', '', 1, 'cli', $1), ('deposit_min', 'x', '', 1, 'cli', $1)",
      kNow);
  EXPECT_EQ(effective().deposit_min, base::Money::units(5));
}

TEST(OwnerSettings, AreReadAsPeopleTypeThem) {
  const auto typed = [](SettingName name, std::string_view text) {
    return as_value({name}, text, "PLN");
  };
  EXPECT_EQ(typed(SettingName::deposit_min, " 12,5 "), "12.50");
  EXPECT_EQ(typed(SettingName::large_deposit, "1 000 zł"), "1000.00");
  EXPECT_EQ(typed(SettingName::deposit_min, "１２"), "12.00");
  EXPECT_EQ(typed(SettingName::referral_percent, "3 %"), "3");
  EXPECT_EQ(typed(SettingName::referral_percent, "２０％"), "20");
  EXPECT_EQ(typed(SettingName::reservation_minutes, "１５"), "15");
  EXPECT_EQ(typed(SettingName::shop_name, " Ann's \u200b shop "), "Ann's shop");
  EXPECT_EQ(typed(SettingName::deposit_min, "a lot"), "a lot");
}

TEST(OwnerSettings, HaveNamesThatAreReadBack) {
  for (const auto& row : setting_rows()) {
    const std::string part = row.parts == SettingParts::languages        ? "pl"
                             : row.parts == SettingParts::manual_methods ? "bank"
                                                                         : "";
    const SettingKey key{row.name, part};
    EXPECT_EQ(parse_setting_key(to_text(key)), key);
    OwnerSettings settings = default_settings();
    EXPECT_TRUE(read_setting(key, value_of(settings, key), settings)) << to_text(key);
  }
  for (const auto* text : {"", "greeting", "greeting:", "greeting:../x", "instructions:btc",
                           "instructions:stars", "deposit_min:x", "deposit"}) {
    EXPECT_FALSE(parse_setting_key(text)) << text;
  }
  EXPECT_EQ(env_name({SettingName::instructions, "blik"}), "BLIK_INSTRUCTIONS");
  EXPECT_EQ(env_name({SettingName::shop_name}), "");
}

}  // namespace
}  // namespace shop
