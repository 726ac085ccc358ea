#include "bot/view/wording.h"

#include <gtest/gtest.h>

#include "base/text.h"

namespace bot {
namespace {

class WordingTest : public testing::Test {
 protected:
  Wording in(const char* language) const { return {translations.in(language), "PLN"}; }
  static base::Money units(std::int64_t value) { return base::Money::units(value); }

  const std::vector<std::string> languages{"en", "pl"};
  const Translations translations = *Translations::load(languages);
  const base::Timestamp now = *base::parse_timestamp("2026-01-02T03:04:05Z");
};

TEST_F(WordingTest, StrikesTheBasePriceThrough) {
  const auto twenty = *base::Percent::of(20);
  EXPECT_EQ(in("en").price(units(100), twenty).text, "<s>100 PLN</s> 80 PLN 🔥 -20%");
  EXPECT_EQ(in("pl").price(units(100), twenty).text, "<s>100 zł</s> 80 zł 🔥 -20%");
  EXPECT_EQ(in("en").price(units(100), {}).text, "100 PLN");
  EXPECT_EQ(in("en").price(base::Money::hundredths(79'50), {}).text, "79.50 PLN");
}

TEST_F(WordingTest, WritesAmountsByTheLanguage) {
  const auto large = base::Money::hundredths(1'234'567'50);
  EXPECT_EQ(in("en").money(large), "1234567.50 PLN");
  EXPECT_EQ(in("pl").money(large), "1\u00a0234\u00a0567,50 zł");
  EXPECT_EQ(in("pl").money(units(1'000)), "1\u00a0000 zł");
  EXPECT_EQ(in("en").money(-base::Money::hundredths(50)), "−0.50 PLN");
  EXPECT_EQ(in("en").signed_money(large), "+1,234,567.50 PLN");
  EXPECT_EQ((Wording{translations.in("pl"), "EUR"}.money(units(5))), "5 EUR");
  EXPECT_EQ(in("en").plain_amount(large), "1234567.50");
  EXPECT_EQ(in("pl").plain_amount(large), "1234567,50");
  EXPECT_EQ(in("pl").plain_amount(units(1'000)), "1000");
}

TEST_F(WordingTest, ButtonsHaveNoMarkup) {
  EXPECT_EQ(in("en").price_label(units(100), *base::Percent::of(20)), "80 PLN 🔥 -20%");
  EXPECT_EQ(in("en").price_label(units(100), {}), "100 PLN");
}

TEST_F(WordingTest, CapsTheNumberOfUnitsLeft) {
  EXPECT_EQ(in("en").left(1), "1 left");
  EXPECT_EQ(in("en").left(99), "99 left");
  EXPECT_EQ(in("en").left(100), "99+ left");
  EXPECT_EQ(in("en").left(0), "All reserved");
  EXPECT_EQ(in("pl").left(1), "Dostępne: 1 szt.");
  EXPECT_EQ(in("pl").left(24), "Dostępne: 24 szt.");
  EXPECT_EQ(in("pl").left(100), "Dostępne: 99+ szt.");
}

TEST_F(WordingTest, RoundsTheTimeLeftDown) {
  using std::chrono::minutes;
  using std::chrono::seconds;
  EXPECT_EQ(in("en").time_left(now + minutes(15), now), "15 minutes");
  EXPECT_EQ(in("en").time_left(now + seconds(119), now), "1 minute");
  EXPECT_EQ(in("en").time_left(now + seconds(59), now), "less than a minute");
  EXPECT_EQ(in("en").time_left(now - minutes(5), now), "less than a minute");
  EXPECT_EQ(in("pl").time_left(now + minutes(2), now), "2 minuty");
  EXPECT_EQ(in("pl").time_left(now + minutes(12), now), "12 minut");
}

TEST_F(WordingTest, WritesDatesByTheLanguage) {
  EXPECT_EQ(in("en").date(now), "2026-01-02 03:04");
  EXPECT_EQ(in("pl").date(now), "02.01.2026, 03:04");
  EXPECT_EQ(in("pl").day(now), "02.01");
  EXPECT_EQ(in("en").day(now), "01-02");
}

TEST_F(WordingTest, WritesDatesInTheShopsTimeZone) {
  const Wording warsaw{translations.in("en"), "PLN",
                       base::TimeZone::named("Europe/Warsaw").value()};
  const auto at = [](const char* time) { return *base::parse_timestamp(time); };
  EXPECT_EQ(warsaw.date(at("2026-12-31T23:30:00Z")), "2027-01-01 00:30");
  EXPECT_EQ(warsaw.day(at("2026-12-31T23:30:00Z")), "01-01");
  EXPECT_EQ(warsaw.date(at("2026-03-29T00:59:00Z")), "2026-03-29 01:59");
  EXPECT_EQ(warsaw.date(at("2026-03-29T01:00:00Z")), "2026-03-29 03:00");
  EXPECT_EQ(warsaw.date(at("2026-10-25T00:30:00Z")), "2026-10-25 02:30");
  EXPECT_EQ(warsaw.date(at("2026-10-25T01:30:00Z")), "2026-10-25 02:30");
}

TEST_F(WordingTest, SignsMovements) {
  EXPECT_EQ(in("en").signed_money(units(25)), "+25.00 PLN");
  EXPECT_EQ(in("en").signed_money(-units(25)), "−25.00 PLN");
}

TEST_F(WordingTest, NamesPeopleByFirstNameUsernameOrId) {
  EXPECT_EQ(person("Ann", "ann99", 7), "Ann");
  EXPECT_EQ(person("  ", "ann99", 7), "@ann99");
  EXPECT_EQ(person("", "", 7), "7");
}

TEST_F(WordingTest, ShortensNamesOf4096Emoji) {
  std::string emoji;
  for (int i = 0; i < 4096; ++i) {
    emoji += "🦊";
  }
  EXPECT_LE(base::utf16_length(person(emoji, "", 7)), kMaxPersonUnits);
  EXPECT_LE(base::utf16_length(short_name(emoji)), kMaxNameUnits);
  EXPECT_LE(base::utf16_length(short_label(emoji)), kMaxLabelUnits);
}

}  // namespace
}  // namespace bot
