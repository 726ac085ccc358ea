// What customers and staff write to each other, on both engines.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "bot/admin/tickets/callbacks.h"
#include "bot/customer/support/callbacks.h"
#include "bot/testing/conversation.h"
#include "shop/customers/staff.h"
#include "shop/support/ticket.h"

namespace bot::admin {
namespace {

using customer::CloseOwnTicket;
using customer::ReportProblem;
using customer::ShowOwnTicket;
using shop::Role;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;

constexpr std::int64_t kHelper = 2002;

class TicketsTest : public Conversation {
 protected:
  void SetUp() override {
    Conversation::SetUp();
    settings.support_contact = "";
    names[kHelper] = "Sara";
    for (const auto who : {kOwner, kCustomer, kOtherCustomer, kHelper}) {
      say(who, "/start");
    }
    transact([&](db::Tx& tx) {
      return shop::set_role(tx, kHelper, Role::support,
                            shop::permit<shop::Act::set_role>(shop::Actor::owner(kOwner)).value(),
                            clock.now(), {})
          .has_value();
    });
  }
  void buy_as_customer() {
    stock(voucher());
    give_money(kCustomer, 100);
    walk_to_product(kCustomer, "100 PLN · Book voucher");
    press(kCustomer, "Buy");
    press(kCustomer, "Confirm Purchase");
  }
  void ask(std::string_view question = "Are you open?") {
    say(kCustomer, "/support");
    say(kCustomer, question);
  }
  std::vector<std::string> kinds_for(std::int64_t who) {
    std::vector<std::string> kinds;
    for (const auto& notice : outbox(who)) {
      kinds.push_back(notice.kind);
    }
    return kinds;
  }
  shop::TicketState state_of(std::int64_t ticket_id) {
    return read([&](db::Tx& tx) { return shop::find_ticket(tx, ticket_id); })->state;
  }
  // As the outbox does when the notice was sent.
  void note_post(std::int64_t who, std::int64_t message_id, std::int64_t ticket_id) {
    transact([&](db::Tx& tx) {
      shop::remember_ticket_post(tx, ticket_id, who, message_id);
      return 0;
    });
  }
  std::int64_t messages() {
    return read(
        [](db::Tx& tx) { return tx.one<std::int64_t>("SELECT count(*) FROM ticket_messages"); });
  }
};
INSTANTIATE_TEST_SUITE_P(, TicketsTest, support::kBothEngines, support::engine_name);

TEST_P(TicketsTest, ACustomerReportsAProblemWithAnOrder) {
  buy_as_customer();
  say(kCustomer, "/profile");
  press(kCustomer, "My orders");
  press(kCustomer, "100 PLN · #1 ");
  press(kCustomer, "Problem with this order");
  EXPECT_THAT(text_of(kCustomer), HasSubstr("Problem with order 1"));
  say(kCustomer, "");
  EXPECT_THAT(text_of(kCustomer), HasSubstr("or send a picture")) << "a voice note";
  say(kCustomer, std::string(3'501, 'x'));
  EXPECT_THAT(text_of(kCustomer), HasSubstr("at most 3500 characters"));
  say(kCustomer, "The code does not work");
  EXPECT_THAT(text_of(kCustomer), HasSubstr("Ticket 1 · order 1"));
  send_photo(kCustomer, "AgAC", "This is what I see");
  EXPECT_EQ(messages(), 2) << "the dialog goes on";
  for (const auto who : {kOwner, kHelper}) {
    EXPECT_THAT(kinds_for(who), Contains("ticket_written").Times(2)) << who;
  }
  press(kCustomer, "Our conversation");
  EXPECT_THAT(text_of(kCustomer), HasSubstr("<b>You</b>"));
  EXPECT_THAT(text_of(kCustomer), HasSubstr("📷 Picture\nThis is what I see"));
}

TEST_P(TicketsTest, SupportOpensATicketOnlyWithoutAContact) {
  ask();
  EXPECT_EQ(state_of(1), shop::TicketState::waiting);
  say(kCustomer, "/support");
  EXPECT_TRUE(has_button(kCustomer, "Ticket 1"));
  settings.support_contact = "@shop_help";
  say(kCustomer, "/support");
  EXPECT_THAT(text_of(kCustomer), HasSubstr("@shop_help"));
  say(kCustomer, "Hello?");
  EXPECT_EQ(messages(), 1);
}

TEST_P(TicketsTest, ThePanelCountsThoseThatWait) {
  say(kHelper, "/admin");
  EXPECT_TRUE(has_button(kHelper, "Tickets"));
  press(kHelper, "Tickets");
  EXPECT_THAT(text_of(kHelper), HasSubstr("Nobody has written yet"));
  ask();
  say(kHelper, "/admin");
  EXPECT_TRUE(has_button(kHelper, "Tickets (1)"));
}

TEST_P(TicketsTest, StaffAnswerFromTheThread) {
  ask("Where is <b>my</b> code?");
  say(kHelper, "/admin");
  press(kHelper, "Tickets (1)");
  press(kHelper, "🔴 #1 Ann");
  EXPECT_THAT(text_of(kHelper), HasSubstr("Where is &lt;b&gt;my&lt;/b&gt; code?"));
  press(kHelper, "Answer");
  EXPECT_THAT(say(kHelper, "").toast, HasSubstr("or send a picture"));
  EXPECT_THAT(say(kHelper, std::string(3'501, 'x')).toast, HasSubstr("at most 3500"));
  say(kHelper, "In your profile");
  EXPECT_THAT(text_of(kHelper), HasSubstr("Sent to the customer"));
  EXPECT_THAT(kinds_for(kCustomer), Contains("ticket_answered"));
  EXPECT_EQ(state_of(1), shop::TicketState::answered);
  say(kHelper, "and this is not sent");
  EXPECT_EQ(messages(), 2);
  press_data(kCustomer, encode_callback(ShowOwnTicket{1, 0}));
  EXPECT_THAT(text_of(kCustomer), HasSubstr("<b>Support</b>"));
  EXPECT_THAT(text_of(kCustomer), Not(HasSubstr("Sara")));
  press_data(kOwner, encode_callback(ShowTicket{1, 0}));
  EXPECT_THAT(text_of(kOwner), HasSubstr("<b>Sara</b>"));
}

TEST_P(TicketsTest, StaffAnswerByReplyingToTheMessage) {
  ask();
  note_post(kHelper, 500, 1);
  const Reply reply = reply_to(kHelper, 500, "At nine");
  EXPECT_THAT(text_of(kHelper), HasSubstr("Sent to the customer"));
  EXPECT_EQ(messages(), 2);
  reply_to(kHelper, 501, "to something else");
  EXPECT_EQ(messages(), 2);
  EXPECT_THAT(text_of(kHelper), HasSubstr("did not understand"));
}

TEST_P(TicketsTest, ACustomerAnswersByReplyingToTheMessage) {
  ask();
  say(kCustomer, "/start");
  note_post(kCustomer, 600, 1);
  reply_to(kCustomer, 600, "Thank you");
  EXPECT_EQ(messages(), 2);
  note_post(kOtherCustomer, 600, 1);
  reply_to(kOtherCustomer, 600, "I listen in");
  EXPECT_EQ(messages(), 2) << "the ticket is another customer's";
}

TEST_P(TicketsTest, AReplyToWhatADialogAskedIsTheDialogs) {
  ask();
  press_data(kHelper, encode_callback(AskAnswer{1}));
  reply_to(kHelper, 501, "At nine");
  EXPECT_EQ(messages(), 2);
  EXPECT_EQ(state_of(1), shop::TicketState::answered);
}

TEST_P(TicketsTest, EitherSideCloses) {
  ask();
  press_data(kHelper, encode_callback(CloseTicket{1}));
  EXPECT_THAT(text_of(kHelper), HasSubstr("closed"));
  EXPECT_THAT(kinds_for(kCustomer), Contains("ticket_closed"));
  EXPECT_THAT(press_data(kOwner, encode_callback(CloseTicket{1})).toast,
              HasSubstr("closed already"));
  ask("Still there?");
  EXPECT_EQ(state_of(1), shop::TicketState::waiting) << "writing opens it again";
  EXPECT_THAT(press_data(kOtherCustomer, encode_callback(CloseOwnTicket{1})).toast,
              HasSubstr("closed already"));
  EXPECT_THAT(press_data(kCustomer, encode_callback(CloseOwnTicket{1})).toast,
              HasSubstr("Writing opens it again"));
  EXPECT_EQ(state_of(1), shop::TicketState::closed);
}

TEST_P(TicketsTest, TwoOfTheStaffAnswerTheSameTicket) {
  ask();
  press_data(kHelper, encode_callback(AskAnswer{1}));
  press_data(kOwner, encode_callback(AskAnswer{1}));
  say(kHelper, "At nine");
  say(kOwner, "At ten on Sundays");
  EXPECT_EQ(messages(), 3);
  EXPECT_THAT(kinds_for(kCustomer), Contains("ticket_answered").Times(2));
}

TEST_P(TicketsTest, WhoLosesTheRoleAnswersNobody) {
  ask();
  note_post(kHelper, 500, 1);
  press_data(kHelper, encode_callback(AskAnswer{1}));
  transact([&](db::Tx& tx) {
    return shop::set_role(tx, kHelper, std::nullopt,
                          shop::permit<shop::Act::set_role>(shop::Actor::owner(kOwner)).value(),
                          clock.now(), {})
        .has_value();
  });
  say(kHelper, "At nine");
  EXPECT_THAT(text_of(kHelper), HasSubstr("did not understand"));
  reply_to(kHelper, 500, "At nine");
  EXPECT_EQ(messages(), 1);
}

TEST_P(TicketsTest, StaffWriteFirstAboutAnOrder) {
  buy_as_customer();
  say(kHelper, "/admin");
  press(kHelper, "Orders");
  press(kHelper, "100 PLN · #1 ");
  press(kHelper, "Write to customer");
  send_photo(kHelper, "AgAC", "The locker moved");
  EXPECT_THAT(text_of(kHelper), HasSubstr("Ticket 1 · order 1"));
  EXPECT_THAT(kinds_for(kCustomer), Contains("ticket_answered"));
}

TEST_P(TicketsTest, AThreadIsSentInFullWithItsPictures) {
  ask(std::string(3'000, 'x'));
  send_photo(kCustomer, "AgAC");
  const Reply reply = press_data(kOwner, encode_callback(SendThread{1, 0}));
  ASSERT_EQ(reply.more.size(), 2U);
  EXPECT_THAT(reply.more[0].text, HasSubstr(std::string(3'000, 'x')));
  ASSERT_EQ(reply.pictures.size(), 1U);
  EXPECT_EQ(reply.pictures[0].file_id, "AgAC");
}

TEST_P(TicketsTest, LongThreadsAreReadInPages) {
  ask();
  for (int i = 2; i <= 7; ++i) {
    say(kCustomer, "Message " + std::to_string(i));
  }
  press_data(kOwner, encode_callback(ShowTicket{1, 0}));
  EXPECT_THAT(text_of(kOwner), HasSubstr("Message 7"));
  EXPECT_THAT(text_of(kOwner), Not(HasSubstr("Are you open?")));
  press(kOwner, "▶️");
  EXPECT_THAT(text_of(kOwner), HasSubstr("Are you open?"));
  press(kOwner, "Back");
  EXPECT_THAT(text_of(kOwner), HasSubstr("<b>Tickets</b>"));
}

TEST_P(TicketsTest, AnotherCustomersThingsAreNotThere) {
  buy_as_customer();
  ask();
  EXPECT_FALSE(press_data(kOtherCustomer, encode_callback(ReportProblem{1})).screen);
  EXPECT_FALSE(press_data(kOtherCustomer, encode_callback(ShowOwnTicket{1, 0})).screen);
}

TEST_P(TicketsTest, SpeakPolishToo) {
  settings.owner_ids.push_back(kPolishCustomer);
  say(kPolishCustomer, "/start");
  ask();
  say(kPolishCustomer, "/admin");
  press(kPolishCustomer, "Zgłoszenia (1)");
  press(kPolishCustomer, "🔴 #1 Ann");
  press(kPolishCustomer, "Odpowiedz");
  say(kPolishCustomer, "O dziewiątej");
  EXPECT_THAT(text_of(kPolishCustomer), HasSubstr("Wysłano do klienta"));
}

}  // namespace
}  // namespace bot::admin
