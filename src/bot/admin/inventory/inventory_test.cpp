// The inventory as owners and staff use it, on both engines.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "bot/admin/inventory/callbacks.h"
#include "bot/testing/conversation.h"
#include "shop/customers/staff.h"
#include "shop/pictures/notices.h"

namespace bot::admin {
namespace {

using testing::HasSubstr;

class InventoryTest : public Conversation {
 protected:
  void walk_to_units(std::int64_t who) {
    say(who, "/admin");
    press(who, "Inventory");
    press(who, "➕ Add a product");
    for (const char* typed : {"Warsaw", "Center", "Vouchers", "Book voucher", "79,50"}) {
      say(who, typed);
    }
    press(who, "Skip");
    press(who, "Skip");
  }
  std::int64_t units() {
    return read([](db::Tx& tx) {
      return tx.one<std::int64_t>("SELECT count(*) FROM products WHERE is_sold = false");
    });
  }
};
INSTANTIATE_TEST_SUITE_P(, InventoryTest, support::kBothEngines, support::engine_name);

TEST_P(InventoryTest, AnEmptyShopGetsItsFirstProductAndSellsIt) {
  walk_to_units(kOwner);
  EXPECT_THAT(text_of(kOwner), HasSubstr("Paste their codes"));
  say(kOwner, "AAA\nBBB\n\nAAA\n");
  EXPECT_THAT(text_of(kOwner), HasSubstr("Received: <b>3 units</b>"));
  EXPECT_THAT(text_of(kOwner), HasSubstr("1 repeats another line"));
  say(kOwner, "CCC");
  press(kOwner, "✅ Add 3 units");
  EXPECT_THAT(text_of(kOwner), HasSubstr("3 units added"));
  EXPECT_EQ(units(), 3);
  say(kCustomer, "/start");
  give_money(kCustomer, 100);
  walk_to_product(kCustomer, "79.50 PLN · Book voucher");
  press(kCustomer, "Buy");
  press(kCustomer, "Confirm Purchase");
  EXPECT_EQ(units(), 2);
}

TEST_P(InventoryTest, AProductIsAddedWithItsPicture) {
  say(kOwner, "/admin");
  press(kOwner, "Inventory");
  press(kOwner, "➕ Add a product");
  for (const char* typed : {"Warsaw", "Center", "Vouchers", "Book voucher", "79,50", "Any book."}) {
    say(kOwner, typed);
  }
  EXPECT_THAT(text_of(kOwner), HasSubstr("Send a picture of the product"));
  say(kOwner, "A-1");
  EXPECT_THAT(text_of(kOwner), HasSubstr("not a picture that can be used"));
  send_voice(kOwner);
  EXPECT_THAT(text_of(kOwner), HasSubstr("not a picture that can be used"));
  send_file(kOwner, {.file_id = "BQAC1", .mime_type = "application/pdf", .file_size = 900});
  EXPECT_THAT(text_of(kOwner), HasSubstr("not a picture that can be used"));
  send_file(kOwner, {.file_id = "BQAC2", .mime_type = "image/png", .file_size = 20'971'520});
  EXPECT_THAT(text_of(kOwner), HasSubstr("larger than 20 MB"));
  EXPECT_TRUE(has_button(kOwner, "Skip"));
  send_photo(kOwner, "first");
  EXPECT_THAT(text_of(kOwner), HasSubstr("With a picture"));
  press(kOwner, "Back");
  send_photo(kOwner, "second");
  send_photo(kOwner, "of the place");
  say(kOwner, "Behind the bench");
  EXPECT_THAT(outbox(kOwner), testing::IsEmpty()) << "the product is not there yet";
  press(kOwner, "✅ Add 1 unit");
  EXPECT_THAT(text_of(kOwner), HasSubstr("The picture is being prepared"));
  const auto notices = outbox(kOwner);
  ASSERT_EQ(notices.size(), 1U);
  EXPECT_EQ(notices[0].kind, shop::kPictureSent.name);
  EXPECT_THAT(notices[0].payload, HasSubstr("second"));
}

TEST_P(InventoryTest, APictureThatIsSkippedIsNotUsed) {
  walk_to_units(kOwner);
  press(kOwner, "Back");
  send_photo(kOwner, "first");
  press(kOwner, "Back");
  press(kOwner, "Skip");
  say(kOwner, "A-1");
  EXPECT_THAT(text_of(kOwner), testing::Not(HasSubstr("With a picture")));
  press(kOwner, "✅ Add 1 unit");
  EXPECT_THAT(outbox(kOwner), testing::IsEmpty());
}

TEST_P(InventoryTest, SkipOfAnEarlierDialogDoesNothingToARestock) {
  walk_to_units(kOwner);
  press(kOwner, "Back");
  const std::string skip = screen_of(kOwner).rows[0][0].callback_data;
  press_data(kOwner, encode_callback(BeginRestock{stock(voucher())}));
  press_data(kOwner, skip);
  EXPECT_THAT(text_of(kOwner), testing::Not(HasSubstr("Send a picture")));
}

TEST_P(InventoryTest, AFileOfTwentyThousandLinesIsRead) {
  std::string file = "\xEF\xBB\xBF";
  for (int i = 0; i < 20'000; ++i) {
    file += fmt::format("\t CODE-{} \r\n \t\r\n", i % 19'000);
  }
  file += std::string(5'000, 'x') + "\n";
  walk_to_units(kOwner);
  send_file(kOwner, "codes.txt", file);
  EXPECT_THAT(text_of(kOwner), HasSubstr("20000 units"));
  EXPECT_THAT(text_of(kOwner), HasSubstr("1000 repeat"));
  EXPECT_THAT(text_of(kOwner), HasSubstr("40001"));
  say(kOwner, "CODE-1\n" + std::string(3'000, 'y') + "\n\n \t\n" + "CODE-2");
  EXPECT_THAT(text_of(kOwner), HasSubstr("20003 units"));
  press(kOwner, "✅ Add 19001 units");
  EXPECT_EQ(units(), 19'001);
}

TEST_P(InventoryTest, NamesFromTheRightAndWithPiledMarksAreSold) {
  std::string piled = "Z";
  for (int i = 0; i < 20; ++i) {
    piled += "\u0335\u0317";
  }
  for (const std::string& name : {std::string("ספר <b>"), "\u202E" + piled + "algo", piled}) {
    press_data(kOwner, encode_callback(BeginAdd{AddStep::city, 0}));
    for (const std::string& typed : {name, name, name, name, std::string("１２ zł"), name}) {
      say(kOwner, typed);
    }
    press(kOwner, "Skip");
    say(kOwner, "A of " + name);
    press(kOwner, "✅ Add 1 unit");
    press(kOwner, "Show the product");
    EXPECT_THAT(text_of(kOwner), HasSubstr("Price: 12 PLN"));
  }
  EXPECT_EQ(units(), 3);
}

TEST_P(InventoryTest, WhoLosesTheRoleInTheMiddleAddsNothing) {
  const auto give = [&](std::optional<shop::Role> role) {
    transact([&](db::Tx& tx) {
      return shop::set_role(tx, kCustomer, role,
                            shop::permit<shop::Act::set_role>(shop::Actor::owner(kOwner)).value(),
                            clock.now(), {})
          .has_value();
    });
  };
  say(kCustomer, "/start");
  give(shop::Role::manager);
  walk_to_units(kCustomer);
  say(kCustomer, "A-1");
  const std::string add = screen_of(kCustomer).rows[0][0].callback_data;
  give(std::nullopt);
  say(kCustomer, "A-2");
  EXPECT_THAT(text_of(kCustomer), HasSubstr("did not understand"));
  press_data(kCustomer, add);
  EXPECT_EQ(units(), 0);
}

TEST_P(InventoryTest, APressRepeatedAddsOnce) {
  walk_to_units(kOwner);
  say(kOwner, "AAA");
  const Screen preview = screen_of(kOwner);
  press(kOwner, "✅ Add 1 unit");
  EXPECT_THAT(press_data(kOwner, preview.rows.front().front().callback_data).toast,
              HasSubstr("already done"));
  EXPECT_EQ(units(), 1);
}

TEST_P(InventoryTest, TellsWhoAddsACodeTwice) {
  stock(voucher());
  say(kOwner, "/admin");
  press(kOwner, "Inventory");
  press(kOwner, "100 PLN · Book voucher");
  press(kOwner, "➕ Restock");
  say(kOwner, "Code: SECRET-4711");
  EXPECT_THAT(text_of(kOwner), HasSubstr("1 is a code that the shop has"));
  EXPECT_FALSE(has_button(kOwner, "✅ Add"));
  press(kOwner, "Add 1, repeats too");
  EXPECT_EQ(units(), 2);
}

TEST_P(InventoryTest, AddsAtAPlaceThatIsThere) {
  stock(voucher());
  say(kOwner, "/admin");
  press(kOwner, "Inventory");
  press(kOwner, "➕ Add here");
  EXPECT_THAT(text_of(kOwner), HasSubstr("New product · Warsaw → Center → Vouchers"));
  press(kOwner, "Back");
  press(kOwner, "Vouchers");
  say(kOwner, "Game voucher");
  say(kOwner, "1,234");
  EXPECT_THAT(text_of(kOwner), HasSubstr("can be read as"));
  say(kOwner, "free");
  EXPECT_THAT(text_of(kOwner), HasSubstr("is not a price"));
  say(kOwner, "１２ zł");
  say(kOwner, "Any game.");
  press(kOwner, "Skip");
  say(kOwner, "G-1");
  press(kOwner, "✅ Add 1 unit");
  press(kOwner, "Show the product");
  EXPECT_THAT(text_of(kOwner), HasSubstr("Price: 12 PLN"));
  EXPECT_THAT(text_of(kOwner), HasSubstr("Free: 1 · held: 0"));
  press(kOwner, "Back");
  EXPECT_TRUE(has_button(kOwner, "100 PLN · Book voucher"));
}

TEST_P(InventoryTest, ATypedPlaceIsSpelledAsTheShopKnowsIt) {
  stock(voucher());
  press_data(kOwner, encode_callback(BeginAdd{AddStep::city, 0}));
  say(kOwner, "  WARSAW ");
  EXPECT_THAT(text_of(kOwner), HasSubstr("New product · Warsaw"));
  say(kOwner, std::string(101, 'x'));
  EXPECT_THAT(text_of(kOwner), HasSubstr("1 to 100 characters"));
  say(kOwner,
      "\xE2\x80\xAE"
      "Evil");  // written from right to left
  EXPECT_THAT(text_of(kOwner), HasSubstr("Warsaw → Evil"));
}

TEST_P(InventoryTest, CancelAndOtherCommandsLeaveTheDialog) {
  walk_to_units(kOwner);
  say(kOwner, "AAA");
  const Screen preview = screen_of(kOwner);
  press(kOwner, "Cancel");
  EXPECT_TRUE(has_button(kOwner, "➕ Add a product"));
  EXPECT_THAT(press_data(kOwner, preview.rows.front().front().callback_data).toast,
              HasSubstr("already done"));
  EXPECT_EQ(units(), 0);
}

TEST_P(InventoryTest, SoldOutOffersAreListedAndRestocked) {
  const auto unit = stock(voucher());
  say(kCustomer, "/start");
  give_money(kCustomer, 100);
  walk_to_product(kCustomer, "100 PLN · Book voucher");
  press(kCustomer, "Buy");
  press(kCustomer, "Confirm Purchase");
  say(kOwner, "/admin");
  press(kOwner, "Inventory");
  EXPECT_TRUE(has_button(kOwner, "➕ Add a product"));
  press(kOwner, "Sold out");
  press(kOwner, "Book voucher");
  EXPECT_THAT(text_of(kOwner), HasSubstr("sold: 1"));
  press(kOwner, "➕ Restock");
  say(kOwner, "NEW-1");
  press(kOwner, "✅ Add 1 unit");
  EXPECT_EQ(units(), 1);
  press_data(kOwner, encode_callback(ShowStockOffer{unit}));
  EXPECT_THAT(text_of(kOwner), HasSubstr("Free: 1"));
}

TEST_P(InventoryTest, UnitsAreShownWithdrawnAndReturned) {
  const auto unit = stock(voucher(), 2);
  say(kCustomer, "/start");
  give_money(kCustomer, 100);
  walk_to_product(kCustomer, "100 PLN · Book voucher");
  press(kCustomer, "Buy");
  say(kOwner, "/admin");
  press(kOwner, "Inventory");
  press(kOwner, "100 PLN · Book voucher");
  EXPECT_THAT(text_of(kOwner), HasSubstr("Free: 1 · held: 1"));
  press(kOwner, "Units in stock");
  EXPECT_TRUE(has_button(kOwner, fmt::format("#{}", unit + 1)));
  press(kOwner, fmt::format("#{} · Ann", unit));
  EXPECT_THAT(text_of(kOwner), HasSubstr("Held by Ann"));
  press(kOwner, "Show delivery");
  EXPECT_THAT(text_of(kOwner), HasSubstr("SECRET-4711"));
  press(kOwner, "Back");
  press(kOwner, "Withdraw");
  EXPECT_THAT(text_of(kOwner), HasSubstr("Ann holds this unit"));
  press(kOwner, "Withdraw from Ann");
  EXPECT_THAT(text_of(kOwner), HasSubstr("withdrawn"));
  EXPECT_THAT(text_of(kOwner), HasSubstr("Olga")) << "who did it, by name";
  EXPECT_THAT(text_of(kOwner), testing::Not(HasSubstr("owner:1")));
  EXPECT_EQ(units(), 1);
  EXPECT_EQ(outbox(kCustomer).back().kind, "unit_withdrawn");
  press(kCustomer, "Confirm Purchase");
  press(kOwner, "Back");
  press(kOwner, fmt::format("#{} · Book voucher", unit));
  press(kOwner, "Put back on sale");
  EXPECT_THAT(text_of(kOwner), HasSubstr("Free"));
  EXPECT_EQ(units(), 2);
  press(kOwner, "Back");
  press(kOwner, "Back");
  press(kOwner, "Withdraw all");
  press(kOwner, "Withdraw 2 units");
  EXPECT_THAT(text_of(kOwner), HasSubstr("2 units withdrawn"));
  EXPECT_EQ(units(), 0);
}

TEST_P(InventoryTest, AnOfferIsEdited) {
  const auto unit = stock(voucher(), 2);
  press_data(kOwner, encode_callback(ShowStockOffer{unit}));
  press(kOwner, "✏️ Edit");
  press(kOwner, "Price");
  say(kOwner, "a lot");
  EXPECT_THAT(text_of(kOwner), HasSubstr("not a price"));
  say(kOwner, "12,5");
  EXPECT_THAT(text_of(kOwner), HasSubstr("Price: 12.50 PLN"));
  EXPECT_THAT(text_of(kOwner), HasSubstr("2 units changed"));
  for (const auto& [field, typed] : {std::pair{"Name", "Gift"},
                                     {"Description", "-"},
                                     {"City", "Gdynia"},
                                     {"District", "Port"},
                                     {"Category", "Gifts"}}) {
    press(kOwner, "✏️ Edit");
    press(kOwner, field);
    say(kOwner, typed);
  }
  EXPECT_THAT(text_of(kOwner), HasSubstr("<b>Gift</b>\nGdynia → Port → Gifts"));
  press(kOwner, "Low stock: 3");
  press(kOwner, "10");
  EXPECT_TRUE(has_button(kOwner, "Low stock: 10 or fewer"));
}

TEST_P(InventoryTest, ADeliveryIsEditedByWhatIsSent) {
  const auto unit = stock(voucher());
  press_data(kOwner, encode_callback(ShowUnit{unit}));
  press(kOwner, "Edit delivery");
  send_voice(kOwner);
  EXPECT_THAT(text_of(kOwner), HasSubstr("Send what unit"));
  say(kOwner, "Code: OTHER");
  press(kOwner, "Show delivery");
  EXPECT_THAT(text_of(kOwner), HasSubstr("Code: OTHER"));
  press(kOwner, "Back");
  press(kOwner, "Edit delivery");
  send_photo(kOwner, "photo");
  EXPECT_EQ(press(kOwner, "Show delivery").pictures.front().file_id, "photo");
}

TEST_P(InventoryTest, UnitsComeAsAFileOrAPlaceToo) {
  walk_to_units(kOwner);
  send_voice(kOwner);
  EXPECT_THAT(text_of(kOwner), HasSubstr("not something a unit can be made of"));
  send_file(kOwner, "big.bin", std::nullopt);
  EXPECT_THAT(text_of(kOwner), HasSubstr("could not be fetched"));
  send_file(kOwner, "list.pdf", std::string("%PDF\x01\xff\xfe\n\x02", 9));
  EXPECT_THAT(text_of(kOwner), HasSubstr("could not be fetched"));
  send_file(kOwner, "codes.csv", "code\r\n\"A-1\"\r\n\"A-2\"\r\n");
  EXPECT_THAT(text_of(kOwner), HasSubstr("Received: <b>2 units</b>"));
  send_location(kOwner, base::Coordinate::microdegrees(52'000'000),
                base::Coordinate::microdegrees(21'000'000));
  send_photo(kOwner, "first");
  send_photo(kOwner, "second");
  EXPECT_THAT(text_of(kOwner), HasSubstr("2 photos so far"));
  say(kOwner, "Behind the bench,\nunder the stone.");
  EXPECT_THAT(text_of(kOwner), HasSubstr("Received: <b>4 units</b>"));
  press(kOwner, "✅ Add 4 units");
  EXPECT_EQ(units(), 4);
}

TEST_P(InventoryTest, TwoPeopleAddAtTheSameTime) {
  settings.owner_ids.push_back(kOtherCustomer);
  walk_to_units(kOwner);
  walk_to_units(kOtherCustomer);
  say(kOwner, "A\nB");
  say(kOtherCustomer, "B\nC\nD");
  press(kOtherCustomer, "✅ Add 3 units");
  press(kOwner, "✅ Add 2 units");
  EXPECT_EQ(units(), 3);  // B came on sale meanwhile: the list is shown again
  press(kOwner, "✅ Add 1 unit");
  EXPECT_EQ(units(), 4);
}

TEST_P(InventoryTest, WorksInPolish) {
  settings.owner_ids.push_back(kPolishCustomer);
  say(kPolishCustomer, "/admin");
  press(kPolishCustomer, "Towar");
  press(kPolishCustomer, "➕ Dodaj produkt");
  for (const char* typed : {"Łódź", "Śródmieście", "Bony", "Bon książkowy", "1 000 zł"}) {
    say(kPolishCustomer, typed);
  }
  press(kPolishCustomer, "Pomiń");
  EXPECT_THAT(text_of(kPolishCustomer), HasSubstr("Wyślij zdjęcie produktu"));
  press(kPolishCustomer, "Pomiń");
  say(kPolishCustomer, "A\nB\nC\nD\nE");
  EXPECT_THAT(text_of(kPolishCustomer), HasSubstr("Otrzymano: <b>5 sztuk</b>"));
  press(kPolishCustomer, "✅ Dodaj 5 sztuk");
  EXPECT_THAT(text_of(kPolishCustomer), HasSubstr("Dodano 5 sztuk"));
}

}  // namespace
}  // namespace bot::admin
