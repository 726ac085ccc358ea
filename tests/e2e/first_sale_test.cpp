// A new shop, from its owner's first /start to the first product sold to a second account: nothing
// but the chat.
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "e2e/end_to_end.h"

namespace e2e {
namespace {

// What the two read and press.
struct SaleWords {
  std::string_view language;
  std::string_view first_steps, choose_payment, blik, change, preview, save, saved;
  std::string_view choose_goods, add_product, ask_city, ask_district, ask_category, ask_name,
      ask_price, ask_description, skip, ask_picture, ask_units, repeated, add_units, added;
  std::string_view deposit, paid, checking, approve, approved, credited;
  std::string_view price, buy, confirm, tried;
};

constexpr SaleWords kSaleInEnglish{.language = "en",
                                   .first_steps = "First steps",
                                   .choose_payment = "⬜ Choose how customers pay",
                                   .blik = "BLIK: how to pay",
                                   .change = "Change",
                                   .preview = "what customers will see",
                                   .save = "Save",
                                   .saved = "Saved",
                                   .choose_goods = "⬜ Add a product",
                                   .add_product = "➕ Add a product",
                                   .ask_city = "In which city?",
                                   .ask_district = "In which district?",
                                   .ask_category = "In which category?",
                                   .ask_name = "What is it called?",
                                   .ask_price = "What does one cost",
                                   .ask_description = "Type a description",
                                   .skip = "Skip",
                                   .ask_picture = "Send a picture",
                                   .ask_units = "Now the units",
                                   .repeated = "1 repeats another line",
                                   .add_units = "✅ Add 2 units",
                                   .added = "2 units added",
                                   .deposit = "Deposit",
                                   .paid = "I have paid",
                                   .checking = "We're checking your payment of 20",
                                   .approve = "Approve",
                                   .approved = "completed",
                                   .credited = "Deposit completed: +20",
                                   .price = "12.50 PLN",
                                   .buy = "Buy",
                                   .confirm = "Confirm Purchase",
                                   .tried = "✅ Try a purchase"};

constexpr SaleWords kSaleInPolish{.language = "pl",
                                  .first_steps = "Pierwsze kroki",
                                  .choose_payment = "⬜ Wybierz, jak płacą klienci",
                                  .blik = "BLIK: jak zapłacić",
                                  .change = "Zmień",
                                  .preview = "To zobaczą klienci",
                                  .save = "Zapisz",
                                  .saved = "Zapisano",
                                  .choose_goods = "⬜ Dodaj produkt",
                                  .add_product = "➕ Dodaj produkt",
                                  .ask_city = "W jakim mieście?",
                                  .ask_district = "W jakiej dzielnicy?",
                                  .ask_category = "W jakiej kategorii?",
                                  .ask_name = "Jak się nazywa?",
                                  .ask_price = "Ile kosztuje sztuka",
                                  .ask_description = "Wpisz opis",
                                  .skip = "Pomiń",
                                  .ask_picture = "Wyślij zdjęcie produktu",
                                  .ask_units = "Teraz sztuki",
                                  .repeated = "1 powtarza inny",
                                  .add_units = "✅ Dodaj 2 sztuki",
                                  .added = "Dodano 2 sztuki",
                                  .deposit = "Doładuj",
                                  .paid = "Już zapłacone",
                                  .checking = "Sprawdzamy Twoją płatność 20",
                                  .approve = "Zatwierdź",
                                  .approved = "zaksięgowane",
                                  .credited = "Doładowanie zaksięgowane: +20",
                                  .price = "12,50",
                                  .buy = "Kup",
                                  .confirm = "Potwierdź zakup",
                                  .tried = "✅ Wypróbuj zakup"};

class FirstSale : public EndToEnd {
 protected:
  void is_made_in(const SaleWords& words) {
    auto olga = newcomer("Olga", std::string(words.language));
    open({{"ADMIN_IDS", std::to_string(olga.id())}});
    olga.says("/start");
    olga.sees(words.first_steps);
    chooses_blik(olga, words);
    adds_product(olga, words);

    auto anna = newcomer("Anna", std::string(words.language));
    anna.says("/start");
    anna.sees("Anna");
    deposits(anna, words);
    ASSERT_TRUE(outbox_is_sent());
    olga.presses(words.approve);
    olga.sees(words.approved);
    anna.sees(words.credited);
    buys(anna, words);

    EXPECT_EQ(balance(anna), "7.50");
    EXPECT_EQ(number("SELECT COUNT(*) FROM products WHERE is_sold = true"), 1);
    olga.says("/admin");
    olga.presses(words.first_steps);
    olga.sees(words.tried);
  }

 private:
  // From the list below the first /start.
  static void chooses_blik(Person& owner, const SaleWords& words) {
    owner.presses(words.choose_payment);
    owner.sees("⬜ BLIK");
    owner.presses(words.blik);
    owner.presses(words.change);
    owner.says("To 600 100 200");
    owner.sees(words.preview);
    owner.presses(words.save);
    owner.sees(words.saved);
  }

  static void adds_product(Person& owner, const SaleWords& words) {
    owner.says("/admin");
    owner.presses(words.first_steps);
    owner.presses(words.choose_goods);
    owner.presses(words.add_product);
    owner.sees(words.ask_city);
    owner.says("Warsaw");
    owner.sees(words.ask_district);
    owner.says("Center");
    owner.sees(words.ask_category);
    owner.says("Vouchers");
    owner.sees(words.ask_name);
    owner.says("Coffee voucher");
    owner.sees(words.ask_price);
    owner.says("12,50 zł");
    owner.sees(words.ask_description);
    owner.says("One large coffee");
    owner.sees(words.ask_picture);
    owner.presses(words.skip);
    owner.sees(words.ask_units);
    owner.says("\xEF\xBB\xBF CAFE-1 \nCAFE-2\n\nCAFE-2\n");
    owner.sees(words.repeated);
    owner.presses(words.add_units);
    owner.sees(words.added);
  }

  static void deposits(Person& customer, const SaleWords& words) {
    customer.says("/wallet");
    customer.presses(words.deposit);
    customer.presses("BLIK");
    customer.says("20");
    customer.sees("To 600 100 200");
    customer.presses(words.paid);
    customer.sees(words.checking);
  }

  // The walk skips lists with one choice.
  static void buys(Person& customer, const SaleWords& words) {
    customer.says("/shop");
    customer.presses("Coffee voucher");
    customer.sees(words.price);
    customer.presses(words.buy);
    customer.presses(words.confirm);
    customer.sees("CAFE-");
  }
};
INSTANTIATE_TEST_SUITE_P(, FirstSale, support::kBothEngines, support::engine_name);

TEST_P(FirstSale, IsMadeInEnglish) { is_made_in(kSaleInEnglish); }

TEST_P(FirstSale, IsMadeInPolish) { is_made_in(kSaleInPolish); }

}  // namespace
}  // namespace e2e
