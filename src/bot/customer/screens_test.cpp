// The customers' screens as pure functions: text and buttons in both languages.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "bot/customer/contact.h"
#include "bot/customer/language_screens.h"
#include "bot/customer/menu_screens.h"
#include "bot/customer/profile/callbacks.h"
#include "bot/customer/profile/order_screens.h"
#include "bot/customer/profile/profile_screens.h"
#include "bot/customer/profile/referral_screens.h"
#include "bot/customer/routes.h"
#include "bot/customer/shop/callbacks.h"
#include "bot/customer/shop/checkout_screens.h"
#include "bot/customer/shop/pay_and_buy_screens.h"
#include "bot/customer/shop/shop_screens.h"
#include "bot/customer/wallet/wallet_screens.h"
#include "bot/testing/conversation.h"
#include "bot/testing/languages.h"

namespace bot::customer {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

using Labels = std::vector<std::vector<std::string>>;

Labels labels_of(const Screen& screen) {
  Labels labels;
  for (const auto& row : screen.rows) {
    labels.emplace_back();
    for (const Button& button : row) {
      labels.back().push_back(button.label);
    }
  }
  return labels;
}

std::string foxes(int count) {
  std::string text;
  for (int i = 0; i < count; ++i) {
    text += "🦊";
  }
  return text;
}

class Screens : public testing::Test {
 protected:
  static base::Money units(std::int64_t value) { return base::Money::units(value); }
  static shop::Product product() {
    shop::Product product;
    product.id = 5;
    product.city = "Warsaw";
    product.district = "Center";
    product.category = "Vouchers";
    product.name = "Book voucher";
    product.base_price = units(100);
    product.discount_percent = *base::Percent::of(20);
    return product;
  }
  shop::Reservation reservation() const { return {product(), now + std::chrono::minutes(14)}; }
  shop::Shortfall shortfall(base::Money balance) const {
    return shop::shortfall_of(reservation(), balance);
  }
  static shop::Customer ann() {
    shop::Customer customer;
    customer.id = 1001;
    customer.first_name = "Ann";
    customer.referral_code = "ABC123XY";
    return customer;
  }
  static shop::Order order() {
    shop::Order order;
    order.id = 12;
    order.city = "Warsaw";
    order.district = "Center";
    order.category = "Vouchers";
    order.name = "Book voucher";
    order.original_price = units(100);
    order.discount_applied = *base::Percent::of(20);
    order.final_price = units(80);
    return order;
  }
  static ShopSettings settings() {
    ShopSettings settings;
    settings.support_contact = "@shop_help";
    settings.owner_ids = {1, 2};
    return settings;
  }

  const Navigation& navigation() const { return router_.navigation(); }

  const std::vector<std::string> languages{"en", "pl"};
  const Translations translations = *Translations::load(languages);
  const Translations every = every_language();
  const Texts& en = translations.in("en");
  const Texts& pl = translations.in("pl");
  const Wording english{en, "PLN"};
  const Wording polish{pl, "PLN"};
  const base::Timestamp now = *base::parse_timestamp("2026-11-24T08:00:00Z");

 private:
  static Router all_routes() {
    Router router;
    add_routes(router);
    return router;
  }
  const Router router_ = all_routes();
};

TEST_F(Screens, MainMenuHasTheSevenWays) {
  EXPECT_THAT(
      labels_of(menu_screen(en, navigation(), ann())),
      ElementsAre(ElementsAre("Shop"), ElementsAre("Wallet", "Profile"),
                  ElementsAre("Referrals", "Leaderboard"), ElementsAre("Language", "Support")));
  EXPECT_THAT(labels_of(menu_screen(pl, navigation(), ann())),
              ElementsAre(ElementsAre("Sklep"), ElementsAre("Portfel", "Profil"),
                          ElementsAre("Poleć znajomym", "Ranking"), ElementsAre("Język", "Pomoc")));
}

TEST_F(Screens, HelpTellsTheCommandsInTheirOrder) {
  EXPECT_THAT(help_screen(en, navigation(), /*role=*/{}).text,
              testing::EndsWith("\n\n"
                                "/shop – products\n"
                                "/wallet – balance and history\n"
                                "/profile – your orders\n"
                                "/referrals – invite friends\n"
                                "/leaderboard – top referrers\n"
                                "/language – change the language\n"
                                "/support – contact\n"
                                "/cancel – stop what you are doing"));
}

TEST_F(Screens, WelcomeNamesTheReferrer) {
  shop::Customer bob;
  bob.first_name = "Bob";
  EXPECT_THAT(welcome_screen(en, navigation(), ann(), bob).text,
              HasSubstr("invited by <b>Bob</b>"));
  EXPECT_THAT(welcome_screen(pl, navigation(), ann(), bob).text,
              HasSubstr("z polecenia: <b>Bob</b>"));
  EXPECT_EQ(welcome_screen(en, navigation(), ann(), std::nullopt).text.find("invited"),
            std::string::npos);
}

TEST_F(Screens, CitiesArePagedAndShowTheWayToReservations) {
  const shop::Slice<shop::Entry> cities{{{"Gdansk", 3}, {"Krakow", 4}, {"Warsaw", 5}}, true};
  Screen screen = cities_screen<ShopSteps>(en, cities, 10);
  add_shop_way_out(en, screen, 2);
  EXPECT_THAT(labels_of(screen), ElementsAre(ElementsAre("Gdansk", "Krakow"), ElementsAre("Warsaw"),
                                             ElementsAre("◀️", "▶️"), ElementsAre("My reservations"),
                                             ElementsAre("Menu")));
  EXPECT_EQ(screen.rows[2][0].callback_data, encode_callback(ShowCities{0}));
  EXPECT_EQ(screen.rows[2][1].callback_data, encode_callback(ShowCities{20}));
  EXPECT_THAT(cities_screen<ShopSteps>(en, {}, 0).text, HasSubstr("sold out"));
  EXPECT_THAT(cities_screen<ShopSteps>(pl, {}, 0).text, HasSubstr("wyprzedane"));
}

TEST_F(Screens, OffersAreNamedOnceWithThePriceFirst) {
  shop::Offer plain{.product_id = 5,
                    .name = "Book voucher",
                    .base_price = units(100),
                    .discount_percent = {},
                    .available = 3};
  shop::Offer reduced = plain;
  reduced.discount_percent = *base::Percent::of(20);
  reduced.available = 100;
  const Screen screen = offers_screen<ShopSteps>(english, product(), {{plain, reduced}, false}, 0);
  EXPECT_THAT(screen.text, testing::Not(HasSubstr("Book voucher")));
  EXPECT_THAT(labels_of(screen), ElementsAre(ElementsAre("100 PLN · Book voucher (3)"),
                                             ElementsAre("80 PLN 🔥 -20% · Book voucher")));
  plain.name = "A voucher for every book shop in the country";
  EXPECT_THAT(labels_of(offers_screen<ShopSteps>(english, product(), {{plain}, false}, 0)),
              ElementsAre(ElementsAre("100 PLN · A voucher for every…")));
}

TEST_F(Screens, ProductCardSellsUnlessSold) {
  shop::Card card{product(), 3};
  EXPECT_THAT(product_screen(english, card).text,
              HasSubstr("Price: <s>100 PLN</s> 80 PLN 🔥 -20%\n3 left"));
  EXPECT_THAT(labels_of(product_screen(english, card)),
              ElementsAre(ElementsAre("Buy"), ElementsAre("Back", "Menu")));
  EXPECT_THAT(labels_of(product_screen(polish, card))[0], ElementsAre("Kup"));
  card.product.is_sold = true;
  EXPECT_THAT(product_screen(english, card).text, HasSubstr("Sorry, this product was just sold!"));
  EXPECT_THAT(labels_of(product_screen(english, card)), ElementsAre(ElementsAre("Back", "Menu")));
}

TEST_F(Screens, HoldShowsPriceTimeConfirmAndCancel) {
  const Screen screen = reservation_screen(english, shortfall(units(85)), units(5), now);
  EXPECT_THAT(screen.text, HasSubstr("Price: <s>100 PLN</s> 80 PLN 🔥 -20%"));
  EXPECT_THAT(screen.text, HasSubstr("Time left: 14 minutes"));
  EXPECT_THAT(screen.text, HasSubstr("Your balance: 85 PLN"));
  EXPECT_THAT(labels_of(screen),
              ElementsAre(ElementsAre("Confirm Purchase", "Cancel"), ElementsAre("Menu")));
  EXPECT_EQ(screen.rows[0][0].callback_data, encode_callback(ConfirmPurchase{5, units(80)}));
  EXPECT_THAT(labels_of(reservation_screen(polish, shortfall(units(85)), units(5), now))[0],
              ElementsAre("Potwierdź zakup", "Anuluj"));
}

TEST_F(Screens, MissingMoneyIsPaidWithOnePressAndTheReservationStays) {
  const Screen screen = reservation_screen(english, shortfall(units(50)), units(5), now);
  EXPECT_THAT(screen.text, HasSubstr("You're <b>30 PLN</b> short"));
  EXPECT_THAT(screen.text, HasSubstr("stays reserved"));
  EXPECT_THAT(labels_of(screen),
              ElementsAre(ElementsAre("Pay 30 PLN and buy"), ElementsAre("Deposit", "Cancel"),
                          ElementsAre("Menu")));
  EXPECT_EQ(screen.rows[0][0].callback_data, encode_callback(PayAndBuy{5, units(80)}));
}

TEST_F(Screens, LessThanTheSmallestDepositIsPaidAsTheSmallest) {
  const auto screen = reservation_screen(english, shortfall(units(79)), units(5), now);
  EXPECT_THAT(labels_of(screen)[0], ElementsAre("Pay 5 PLN and buy"));
  const std::vector methods{shop::DepositMethod::btc, shop::DepositMethod::blik};
  const auto pick = pick_payment_screen(english, shortfall(units(79)), units(5), methods, now);
  EXPECT_THAT(pick.text, HasSubstr("5 PLN is the smallest deposit"));
  EXPECT_THAT(labels_of(pick),
              ElementsAre(ElementsAre("Bitcoin", "BLIK"), ElementsAre("Back", "Menu")));
}

TEST_F(Screens, EveryRefusalHasANextStep) {
  using enum shop::ReserveRefusal;
  const auto refused = [&](shop::ReserveRefusal why) { return reserve_refused_screen(en, why, 5); };
  EXPECT_EQ(refused(sold).text, "Sorry, this product was just sold!");
  EXPECT_THAT(labels_of(refused(sold))[0], ElementsAre("Other products", "Menu"));
  EXPECT_THAT(refused(held_by_other).text, HasSubstr("Reserved by another user"));
  EXPECT_THAT(labels_of(refused(held_by_other))[0], ElementsAre("Try again"));
  EXPECT_THAT(refused(too_many).text, HasSubstr("You already hold 3 products"));
  EXPECT_THAT(labels_of(refused(too_many))[0], ElementsAre("My reservations", "Menu"));
  EXPECT_THAT(labels_of(refused(banned))[0], ElementsAre("Support", "Menu"));
  EXPECT_THAT(labels_of(refused(unknown_product))[0], ElementsAre("Shop", "Menu"));
  EXPECT_THAT(reserve_refused_screen(pl, too_many, 5).text, HasSubstr("3 zarezerwowane produkty"));
}

TEST_F(Screens, TermsComeAsTextOrAsLink) {
  ShopSettings with_text = settings();
  with_text.terms_text = "No <returns>";
  EXPECT_THAT(terms_screen(en, with_text, 5).text, HasSubstr("No &lt;returns&gt;"));
  EXPECT_THAT(labels_of(terms_screen(en, with_text, 5)),
              ElementsAre(ElementsAre("Accept", "Cancel")));
  ShopSettings with_link = settings();
  with_link.terms_url = "https://shop.example/terms";
  const Screen screen = terms_screen(en, with_link, 5);
  EXPECT_EQ(screen.rows[0][0], link_button("Read the terms", "https://shop.example/terms"));
  EXPECT_THAT(labels_of(screen)[1], ElementsAre("Accept", "Cancel"));
}

TEST_F(Screens, OrderShowsWhatWasPaid) {
  EXPECT_THAT(order_done_screen(english, order(), units(5)).text,
              HasSubstr("Paid: 80 PLN\nYour balance: 5 PLN"));
  EXPECT_THAT(order_done_screen(polish, order(), units(5)).text, HasSubstr("Zamówienie nr 12"));
  const Screen card = order_screen(english, order(), "SECRET-4711");
  EXPECT_THAT(card.text, HasSubstr("Paid: 80 PLN\n"));
  EXPECT_THAT(card.text, HasSubstr("<code>SECRET-4711</code>"));
  EXPECT_EQ(card.rows[0][0], styled(copy_button("Copy code", "SECRET-4711"), ButtonStyle::primary));
  EXPECT_EQ(card.rows[1][0], button("Send the delivery again", SendDeliveryAgain{12}));
  EXPECT_THAT(labels_of(orders_screen(english, {{order()}, false}, 0))[0],
              ElementsAre("80 PLN · #12 Book voucher"));
}

TEST_F(Screens, HistoryHasDateKindAndAmount) {
  shop::Movement movement;
  movement.kind = shop::TransferKind::purchase;
  movement.amount = -units(80);
  movement.created_at = now;
  EXPECT_THAT(history_screen(english, {{movement}, false}, 0).text,
              HasSubstr("2026-11-24 08:00\nPurchase: <b>−80.00 PLN</b>"));
  EXPECT_THAT(history_screen(polish, {{movement}, false}, 0).text,
              HasSubstr("24.11.2026, 08:00\nZakup: <b>−80,00 zł</b>"));
  EXPECT_THAT(history_screen(english, {}, 0).text, HasSubstr("No transactions yet"));
}

TEST_F(Screens, DepositNamesTheContactUntilThereAreMethods) {
  EXPECT_THAT(deposit_screen(en, settings(), 1001).text, HasSubstr("@shop_help"));
  EXPECT_THAT(deposit_screen(en, settings(), 1001).text, HasSubstr("<code>1001</code>"));
  ShopSettings with_coin = settings();
  with_coin.deposits.coins[base::Coin::ltc] = {};
  EXPECT_THAT(labels_of(deposit_screen(en, with_coin, 1001))[0], ElementsAre("Litecoin"));
}

TEST_F(Screens, SupportFallsBackToTheOwners) {
  EXPECT_THAT(support_screen(en, settings()).text, HasSubstr("@shop_help"));
  ShopSettings without = settings();
  without.support_contact = "";
  EXPECT_THAT(support_screen(en, without).text, HasSubstr(R"(<a href="tg://user?id=1">)"));
  EXPECT_THAT(support_screen(en, without).text, HasSubstr(R"(<a href="tg://user?id=2">)"));
}

TEST_F(Screens, ProfileTicksWhatIsEarned) {
  const shop::Activity activity{.orders = 5, .discounted_orders = 0, .referees = 1};
  const std::string text = profile_screen(english, ann(), activity).text;
  EXPECT_THAT(text, HasSubstr("🏅 First purchase\n🏅 Regular: 5 purchases\n🔒 Collector"));
  EXPECT_THAT(text, HasSubstr("🔒 Bargain"));
  EXPECT_THAT(text, HasSubstr("🏅 First referral\n🔒 Ambassador"));
  EXPECT_THAT(text, HasSubstr("Tier: 🥉 Bronze"));
}

TEST_F(Screens, ReferralsShowLinkTierAndProgress) {
  shop::Customer customer = ann();
  customer.referral_earnings = units(30);
  const Screen screen = referrals_screen(english, customer, 2, "kram_bot");
  EXPECT_THAT(screen.text, HasSubstr("https://t.me/kram_bot?start=ref_ABC123XY"));
  EXPECT_THAT(screen.text, HasSubstr("2 people have joined"));
  EXPECT_THAT(screen.text, HasSubstr("▰▰▰▱▱▱▱▱▱▱ 30%\n70 PLN to 🥈 Silver"));
  customer.referral_earnings = units(5000);
  EXPECT_THAT(referrals_screen(english, customer, 2, "kram_bot").text,
              HasSubstr("Tier: 👑 Diamond\nThis is the highest tier."));
  EXPECT_THAT(referrals_screen(polish, customer, 5, "kram_bot").text,
              HasSubstr("skorzystało 5 osób"));
}

TEST_F(Screens, LeaderboardRanks) {
  const std::vector<shop::Leader> leaders{{1, std::nullopt, "Ann", units(30), 2},
                                          {2, "bob", "", units(0), 1}};
  EXPECT_THAT(
      leaderboard_screen(english, leaders).text,
      HasSubstr("1. <b>Ann</b> · 30 PLN · 2 referrals\n2. <b>@bob</b> · 0 PLN · 1 referral"));
  EXPECT_THAT(leaderboard_screen(polish, leaders).text, HasSubstr("2 osoby"));
  EXPECT_THAT(leaderboard_screen(english, {}).text, HasSubstr("Nobody has invited"));
}

TEST_F(Screens, LanguagesTickThePresentOne) {
  EXPECT_THAT(labels_of(languages_screen(en, translations)),
              ElementsAre(ElementsAre("English ✓"), ElementsAre("Polski"), ElementsAre("Menu")));
  EXPECT_EQ(offered_language(translations, language_number("pl")), "pl");
  EXPECT_EQ(offered_language(translations, language_number("de")), std::nullopt);
  EXPECT_EQ(offered_language(translations, 0), std::nullopt);
}

// Every screen that shows what somebody typed, fed with markup and with text far over the limits.
class HostileText : public Screens, public testing::WithParamInterface<std::string> {
 protected:
  shop::Product hostile_product() const {
    shop::Product product = Screens::product();
    product.city = product.district = product.category = GetParam();
    product.name = product.description = GetParam();
    return product;
  }
};

TEST_P(HostileText, StaysWithinTheLimitsAndEscaped) {
  const shop::Product product = hostile_product();
  const std::vector<shop::Entry> entries(kPlacesPerPage, shop::Entry{GetParam(), 5});
  const std::vector<shop::Offer> offers(
      kOffersPerPage, shop::Offer{5, GetParam(), units(1'000'000), *base::Percent::of(99), 3});
  const std::vector<shop::Reservation> reservations(shop::kMaxReservations, {product, now});
  const std::vector<shop::Leader> leaders(kLeaders, {1, GetParam(), GetParam(), units(5), 3});
  shop::Customer customer = ann();
  customer.first_name = GetParam();
  ShopSettings shop_settings = settings();
  shop_settings.support_contact = shop_settings.terms_text = GetParam();
  shop::Order order = Screens::order();
  order.city = order.district = order.category = order.name = GetParam();

  const auto nothing = shop::shortfall_of({product, now}, base::Money());
  const auto enough = shop::shortfall_of({product, now}, shop::price_of(product));
  const std::vector methods{shop::DepositMethod::btc, shop::DepositMethod::stars};
  for (const Wording& wording : wordings_of(every)) {
    const Texts& texts = wording.texts;
    expect_sendable(welcome_screen(texts, navigation(), customer, customer));
    expect_sendable(menu_screen(texts, navigation(), customer));
    expect_sendable(cities_screen<ShopSteps>(texts, {entries, true}, 10));
    expect_sendable(districts_screen<ShopSteps>(texts, product, {entries, true}, 10));
    expect_sendable(categories_screen<ShopSteps>(texts, product, {entries, true}, 10));
    expect_sendable(offers_screen<ShopSteps>(wording, product, {offers, true}, 8));
    expect_sendable(product_screen(wording, {product, 3}));
    expect_sendable(reservation_screen(wording, enough, units(5), now));
    expect_sendable(price_changed_screen(wording, {product, now}, now));
    expect_sendable(reservation_screen(wording, nothing, units(5), now));
    expect_sendable(pick_payment_screen(wording, nothing, units(5), methods, now));
    expect_sendable(no_payment_screen(wording, nothing, units(5), Html{"@shop"}));
    expect_sendable(reservations_screen(wording, reservations, now));
    expect_sendable(terms_screen(texts, shop_settings, 5));
    expect_sendable(order_done_screen(wording, order, units(5)));
    expect_sendable(order_screen(wording, order, GetParam()));
    expect_sendable(orders_screen(wording, {{order}, true}, 8));
    expect_sendable(support_screen(texts, shop_settings));
    expect_sendable(deposit_screen(texts, shop_settings, 1));
    expect_sendable(leaderboard_screen(wording, leaders));
  }
}

INSTANTIATE_TEST_SUITE_P(, HostileText,
                         testing::Values(foxes(4096), "<b>bold</b><script>&\"</i>", "{name}{price}",
                                         std::string(10'000, '<'), "a"));

}  // namespace
}  // namespace bot::customer
