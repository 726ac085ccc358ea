// The audit log as owners read it, on both engines.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "bot/admin/audit/callbacks.h"
#include "bot/admin/customers/callbacks.h"
#include "bot/testing/conversation.h"
#include "shop/access/api_key.h"
#include "shop/core/acts/audit_log.h"

namespace bot::admin {
namespace {

using testing::HasSubstr;
using testing::Not;

class AuditTest : public Conversation {
 protected:
  void SetUp() override {
    Conversation::SetUp();
    for (const auto who : {kOwner, kCustomer, kOtherCustomer, kPolishCustomer}) {
      say(who, "/start");
    }
  }
  void write(const shop::Actor& actor, std::string_view action, const shop::AuditEntry& entry) {
    transact([&](db::Tx& tx) {
      shop::write_entry(tx, actor, action, entry, clock.now());
      return true;
    });
  }
  void open_log(std::int64_t who = kOwner) { press_data(who, encode_callback(ListAudit{})); }
};
INSTANTIATE_TEST_SUITE_P(, AuditTest, support::kBothEngines, support::engine_name);

TEST_P(AuditTest, IsInWordsWithBeforeAndAfter) {
  press_data(kOwner, encode_callback(SetRole{kCustomer, RoleChoice::support}));
  press_data(kOwner, encode_callback(SetRole{kCustomer, RoleChoice::manager}));
  write(
      shop::Actor::web("admin"), "edit_product",
      {"product:9",
       R"({"before":{"base_price":"10.00","name":"A"},"after":{"base_price":"12.00","name":"A"}})"});
  say(kOwner, "/admin");
  press(kOwner, "Audit log");
  EXPECT_THAT(text_of(kOwner), HasSubstr("Olga (1) · Owner\n<b>Set a role</b>: Ann (1001)\n"
                                         "Support → Manager"));
  EXPECT_THAT(text_of(kOwner), HasSubstr("\n– → Support"));
  EXPECT_THAT(text_of(kOwner), HasSubstr("Dashboard and API · admin\n<b>Edited a product</b>: "
                                         "product 9\nprice: 10 PLN → 12 PLN"));
  EXPECT_THAT(text_of(kOwner), Not(HasSubstr("name: A")));
  press(kOwner, "Back");
  EXPECT_TRUE(has_button(kOwner, "Audit log"));
}

TEST_P(AuditTest, SaysInWordsWhatActsNoteDown) {
  const auto web = shop::Actor::web("admin");
  write(web, "adjust", {"user:1001", R"({"amount":"-1300.50","reason":"Fee","transfer_id":7})"});
  write(web, "set_discount",
        {"product:9", R"({"filter":{"ids":[],"city":"Warsaw","base_price":"35.00","q":null},)"
                      R"("discount_percent":20,"ends_at":null,"bulk_discount_id":4})"});
  write(web, "edit_product",
        {"product:9", R"({"field":"base_price","before":"10.00","after":"12.50","updated":3})"});
  write(web, "edit_product", {"product:9", R"({"picture_before":null,"picture":14})"});
  write(web, "change_settings",
        {"setting:instructions:blik", R"({"before":"","after":"To 600 100 200"})"});
  write(web, "answer_tickets",
        {"ticket:1", R"({"before":"waiting","after":"answered","user_id":1003})"});
  open_log();
  const auto english = text_of(kOwner);
  EXPECT_THAT(english, HasSubstr("amount: −1300.50 PLN\nreason: Fee"));
  EXPECT_THAT(english, HasSubstr("of: city: Warsaw, price: 35 PLN\ndiscount in %: 20\n\n"));
  EXPECT_THAT(english, HasSubstr("10 PLN → 12.50 PLN\nwhat: price\nunits: 3"));
  EXPECT_THAT(english, HasSubstr("\npicture: ✅"));
  EXPECT_THAT(english, HasSubstr("BLIK: how to pay\n– → To 600 100 200"));
  EXPECT_THAT(english, HasSubstr("waits for an answer → answered\ncustomer: Celina (1003)"))
      << "though no subject names them";
  for (const auto* raw : {"transfer", "bulk", "{", "_", "instructions:"}) {
    EXPECT_THAT(english, Not(HasSubstr(raw)));
  }
  say(kOwner, "/language");
  press(kOwner, "Polski");
  open_log();
  EXPECT_THAT(text_of(kOwner), HasSubstr("zakres: miasto: Warsaw, cena: 35 zł"));
}

TEST_P(AuditTest, NamesTheKeysOfPrograms) {
  const auto id = transact([&](db::Tx& tx) {
    const auto owner = shop::Actor::owner(kOwner);
    const auto make = shop::permit<shop::Act::create_key>(owner).value();
    return shop::create_key(
               tx, {.name = "Till <1>", .role = shop::Role::manager, .secret_hash = "HASH"}, make,
               clock.now())
        .value()
        .id;
  });
  write(shop::Actor::key(shop::Role::manager, id), "set_discount",
        {"products", R"({"discount_percent":20})"});
  open_log();
  EXPECT_THAT(text_of(kOwner), HasSubstr("API key Till &lt;1&gt; · Manager\n<b>"));
  EXPECT_THAT(text_of(kOwner), HasSubstr("<b>Made an API key</b>: API key Till &lt;1&gt;\n"));
  EXPECT_THAT(text_of(kOwner), HasSubstr("role: – → Manager"));
  EXPECT_THAT(text_of(kOwner), HasSubstr("requests a second: – → 20"));
  EXPECT_THAT(text_of(kOwner), Not(HasSubstr("HASH")));
  press_data(kOwner, encode_callback(ListAudit{AuditOf::web}));
  EXPECT_THAT(text_of(kOwner), HasSubstr("API key Till &lt;1&gt; · Manager"));
  EXPECT_THAT(text_of(kOwner), Not(HasSubstr("Made an API key"))) << "in the chat";
}

TEST_P(AuditTest, UnknownShapesAreShownAsTheyAre) {
  write(shop::Actor::cli(), "paint_the_shop", {"walls", "not <JSON>"});
  write(shop::Actor::cli(), "set_discount", {"", R"({"new_thing":[1,2],"reason":"<b>"})"});
  open_log();
  EXPECT_THAT(text_of(kOwner), HasSubstr("<b>paint_the_shop</b>: walls\nnot &lt;JSON&gt;"));
  EXPECT_THAT(text_of(kOwner), HasSubstr("new thing: [1,2]\nreason: &lt;b&gt;"));
}

TEST_P(AuditTest, IsReadByPersonBySubjectAndByDay) {
  write(shop::Actor::cli(), "adjust", {"user:1001", R"({"reason":"by command"})"});
  clock.advance(std::chrono::hours(24));
  write(shop::Actor::owner(kOwner), "ban_customer", {"user:1002", R"({"reason":"by owner"})"});
  open_log();
  press(kOwner, "Person");
  press(kOwner, "Command line");
  EXPECT_THAT(text_of(kOwner), HasSubstr("by command"));
  EXPECT_THAT(text_of(kOwner), Not(HasSubstr("by owner")));
  press(kOwner, "Person");
  press(kOwner, "Olga (1)");
  EXPECT_THAT(text_of(kOwner), HasSubstr("by owner"));
  EXPECT_THAT(text_of(kOwner), Not(HasSubstr("by command")));
  press_data(kOwner, encode_callback(ShowUser{kCustomer}));
  press(kOwner, "History");
  EXPECT_THAT(text_of(kOwner), HasSubstr("<b>Audit log</b>: Ann (1001)"));
  EXPECT_THAT(text_of(kOwner), HasSubstr("by command"));
  press(kOwner, "Back");
  EXPECT_THAT(text_of(kOwner), HasSubstr("Id: <code>1001</code>"));
  open_log();
  press(kOwner, "Day");
  say(kOwner, "yesterday or so");
  EXPECT_THAT(text_of(kOwner), HasSubstr("isn't a date"));
  say(kOwner, "24.11.2026");
  EXPECT_THAT(text_of(kOwner), HasSubstr("by command"));
  EXPECT_THAT(text_of(kOwner), Not(HasSubstr("by owner")));
  press(kOwner, "Day");
  press(kOwner, "Today");
  EXPECT_THAT(text_of(kOwner), HasSubstr("by owner"));
  EXPECT_THAT(text_of(kOwner), Not(HasSubstr("by command")));
  press(kOwner, "All");
  EXPECT_THAT(text_of(kOwner), HasSubstr("by command"));
}

TEST_P(AuditTest, IsReadPageByPage) {
  for (int i = 1; i <= 14; ++i) {
    write(shop::Actor::cli(), "adjust", {"user:1001", std::string(5000, 'x') + "<"});
    write(shop::Actor::cli(), "adjust", {"user:1001", fmt::format(R"({{"reason":"no {}."}})", i)});
  }
  open_log();
  EXPECT_THAT(text_of(kOwner), HasSubstr("no 14."));
  for (int page = 0; page < 4; ++page) {
    press(kOwner, "▶️");
  }
  EXPECT_THAT(text_of(kOwner), HasSubstr("no 2."));
  EXPECT_THAT(text_of(kOwner), HasSubstr("no 1."));
  EXPECT_FALSE(has_button(kOwner, "▶️"));
  press(kOwner, "⏮️");
  EXPECT_THAT(text_of(kOwner), HasSubstr("no 14."));
}

TEST_P(AuditTest, AForgedDayIsStale) {
  const auto stale = press_data(kOwner, "nonsense").toast;
  for (const std::int32_t day : {-1, 100'000, 2'147'483'647}) {
    EXPECT_EQ(press_data(kOwner, encode_callback(ListAudit{.day = day})).toast, stale) << day;
  }
}

TEST_P(AuditTest, AnEmptyOneSaysWhatWillBeHereAndSpeaksPolish) {
  settings.owner_ids.push_back(kPolishCustomer);
  say(kPolishCustomer, "/admin");
  press(kPolishCustomer, "Dziennik");
  EXPECT_THAT(text_of(kPolishCustomer), HasSubstr("Jeszcze nic tu nie ma"));
  say(kPolishCustomer, "/admin");
  press(kPolishCustomer, "Obsługa");
  press(kPolishCustomer, "Znajdź osobę");
  press(kPolishCustomer, "Ann · 1001");
  press(kPolishCustomer, "Rola");
  press(kPolishCustomer, "Menedżer");
  press(kPolishCustomer, "Historia");
  EXPECT_THAT(text_of(kPolishCustomer), HasSubstr("<b>Zmiana roli</b>: Ann (1001)\n– → Menedżer"));
}

}  // namespace
}  // namespace bot::admin
