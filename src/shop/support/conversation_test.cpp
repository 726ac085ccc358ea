#include "shop/support/conversation.h"

#include <array>
#include <future>
#include <string>
#include <vector>

#include <gmock/gmock.h>

#include "shop/support/notices.h"
#include "shop/testing/shop_fixture.h"

namespace shop {
namespace {

using base::Money;
using testing::ElementsAre;

constexpr std::array<std::int64_t, 2> kStaff{7, 8};
constexpr int kWritersAtOnce = 6;

class SupportConversation : public ShopTest {
 protected:
  using Written = std::expected<Ticket, WriteRefusal>;

  void SetUp() override {
    ShopTest::SetUp();
    join(kAnn, Money::units(1000));
    join(kBob, Money::units(1000));
    order_id = buy(kAnn, stock()).id;
  }
  Written write(std::optional<std::int64_t> about, Writing writing = {"It does not work"},
                std::int64_t who = kAnn) {
    return transact(
        [&](db::Tx& tx) { return write_as_customer(tx, who, about, writing, kStaff, now); });
  }
  Written answer(std::int64_t ticket_id, Writing writing = {"Try again"}) {
    return transact([&](db::Tx& tx) {
      return answer_ticket(tx, ticket_id, writing,
                           permit<Act::answer_tickets>(Actor::staff(Role::support, 8)).value(),
                           now);
    });
  }
  bool close(std::int64_t ticket_id) {
    return transact([&](db::Tx& tx) {
      return close_ticket(tx, ticket_id, permit<Act::answer_tickets>(Actor::owner(7)).value(), now);
    });
  }
  TicketState state_of(std::int64_t ticket_id) {
    return read([&](db::Tx& tx) { return find_ticket(tx, ticket_id); })->state;
  }
  std::vector<std::int64_t> told(NoticeKind<TicketNotice> kind) {
    return read([&](db::Tx& tx) {
      return tx.all<std::int64_t>("SELECT user_id FROM outbox WHERE kind = $1 ORDER BY id",
                                  kind.name);
    });
  }
  std::vector<std::int64_t> listed(Page page = {}) {
    std::vector<std::int64_t> ids;
    for (const auto& entry : read([&](db::Tx& tx) { return list_tickets(tx, page); }).items) {
      ids.push_back(entry.id);
    }
    return ids;
  }

  std::int64_t order_id = 0;
};
INSTANTIATE_TEST_SUITE_P(, SupportConversation, support::kBothEngines, support::engine_name);

TEST_P(SupportConversation, GoesToAndFro) {
  const auto ticket = write(order_id)->id;
  EXPECT_THAT(told(kTicketWritten), ElementsAre(7, 8));
  EXPECT_EQ(state_of(ticket), TicketState::waiting);
  EXPECT_EQ(answer(ticket)->id, ticket);
  EXPECT_THAT(told(kTicketAnswered), ElementsAre(kAnn));
  EXPECT_EQ(state_of(ticket), TicketState::answered);
  EXPECT_EQ(write(order_id, {"", "AgAC"})->id, ticket);
  EXPECT_EQ(state_of(ticket), TicketState::waiting);
  EXPECT_TRUE(close(ticket));
  EXPECT_FALSE(close(ticket)) << "it is closed";
  EXPECT_THAT(told(kTicketClosed), ElementsAre(kAnn));
  const auto thread = read([&](db::Tx& tx) { return messages_of_ticket(tx, ticket, {}); });
  ASSERT_EQ(thread.items.size(), 3U);
  EXPECT_EQ(thread.items[0].photo_file_id, "AgAC");
  EXPECT_EQ(thread.items[1].author, "support:8");
  EXPECT_EQ(thread.items[2].author, "customer");
}

TEST_P(SupportConversation, TheActsOfStaffAreLoggedWithoutWhatWasWritten) {
  const auto ticket = write(std::nullopt)->id;
  answer(ticket, {"SECRET"});
  close(ticket);
  EXPECT_THAT(read([](db::Tx& tx) {
                return tx.all<std::string>("SELECT details FROM audit_log ORDER BY id");
              }),
              testing::IsSupersetOf(
                  {std::string(R"({"before":"waiting","after":"answered","user_id":1001})"),
                   std::string(R"({"before":"answered","after":"closed","user_id":1001})")}));
}

TEST_P(SupportConversation, AnOrderHasOneTicketAndNoOrderAnother) {
  const auto first = write(order_id)->id;
  EXPECT_EQ(write(order_id)->id, first);
  const auto other = write(std::nullopt)->id;
  EXPECT_NE(other, first);
  EXPECT_EQ(write(std::nullopt)->id, other);
  EXPECT_EQ(count("tickets"), 2);
}

TEST_P(SupportConversation, WritingOpensAClosedOneAgainWithinAMonth) {
  const auto ticket = write(order_id)->id;
  close(ticket);
  now += std::chrono::days(29);
  EXPECT_EQ(write(order_id)->id, ticket);
  EXPECT_EQ(state_of(ticket), TicketState::waiting);
  EXPECT_TRUE(transact([&](db::Tx& tx) { return close_own_ticket(tx, ticket, kAnn, now); }));
  now += std::chrono::days(31);
  const auto later = write(order_id)->id;
  EXPECT_NE(later, ticket);
  EXPECT_EQ(answer(ticket)->id, later) << "the answer to the old message is in the open one";
  EXPECT_EQ(state_of(ticket), TicketState::closed);
}

TEST_P(SupportConversation, IsTheCustomersOwn) {
  EXPECT_EQ(refusal_of(write(order_id, {"mine?"}, kBob)), WriteRefusal::unknown);
  EXPECT_EQ(refusal_of(write(4711)), WriteRefusal::unknown);
  EXPECT_EQ(refusal_of(write(std::nullopt, {"who?"}, 4711)), WriteRefusal::unknown);
  EXPECT_EQ(refusal_of(answer(4711)), WriteRefusal::unknown);
  const auto ticket = write(order_id)->id;
  EXPECT_FALSE(transact([&](db::Tx& tx) { return close_own_ticket(tx, ticket, kBob, now); }));
}

TEST_P(SupportConversation, WantsATextOrAPictureOfBoundedLength) {
  EXPECT_EQ(refusal_of(write(order_id, {" \n"})), WriteRefusal::empty);
  EXPECT_EQ(refusal_of(write(order_id, {std::string(3'501, 'x')})), WriteRefusal::too_long);
  EXPECT_TRUE(write(order_id, {std::string(3'500, 'x')}));
  EXPECT_EQ(refusal_of(answer(1, {""})), WriteRefusal::empty);
}

TEST_P(SupportConversation, IsBounded) {
  for (int i = 0; i < kMaxTicketMessages; ++i) {
    ASSERT_TRUE(write(order_id)) << i;
  }
  EXPECT_EQ(refusal_of(write(order_id)), WriteRefusal::too_often);
  now += std::chrono::hours(1);
  EXPECT_TRUE(write(order_id));
  EXPECT_TRUE(write(std::nullopt));
  const auto second = buy(kAnn, stock()).id;
  const auto third = buy(kAnn, stock()).id;
  EXPECT_TRUE(write(second));
  EXPECT_EQ(refusal_of(write(third)), WriteRefusal::too_many);
  EXPECT_TRUE(write(second)) << "the open ones go on";
  close(1);
  EXPECT_TRUE(write(third));
  EXPECT_EQ(refusal_of(write(order_id)), WriteRefusal::too_many) << "nor is one opened again";
}

TEST_P(SupportConversation, StaffWriteFirstToo) {
  const auto write_first = [&](std::int64_t user_id, std::optional<std::int64_t> about) {
    return transact([&](db::Tx& tx) {
      return write_to_customer(tx, user_id, about, {"Your locker moved"},
                               permit<Act::write_to_customer>(Actor::owner(7)).value(), now);
    });
  };
  const auto ticket = write_first(kAnn, order_id);
  ASSERT_TRUE(ticket);
  EXPECT_EQ(ticket->state, TicketState::answered);
  EXPECT_EQ(write(order_id)->id, ticket->id);
  EXPECT_EQ(write_first(kAnn, order_id)->id, ticket->id);
  EXPECT_EQ(refusal_of(write_first(kBob, order_id)), WriteRefusal::unknown);
  EXPECT_EQ(refusal_of(write_first(4711, std::nullopt)), WriteRefusal::unknown);
}

TEST_P(SupportConversation, ThoseWhoWaitLongestStandFirst) {
  const auto first = write(order_id)->id;
  now += kMoment;
  const auto second = write(std::nullopt, {"Hello"}, kBob)->id;
  now += kMoment;
  const auto third = write(std::nullopt)->id;
  now += kMoment;
  EXPECT_TRUE(write(order_id)) << "who writes again keeps their place";
  answer(second);
  EXPECT_THAT(listed(), ElementsAre(first, third, second));
  EXPECT_THAT(listed({.offset = 1, .limit = 1}), ElementsAre(third));
  EXPECT_EQ(read(count_waiting_tickets), 2);
}

TEST_P(SupportConversation, AReplyFindsItsTicket) {
  const auto ticket = write(order_id)->id;
  transact([&](db::Tx& tx) {
    remember_ticket_post(tx, ticket, 7, 500);
    remember_ticket_post(tx, ticket, 7, 500);
    return 0;
  });
  EXPECT_EQ(read([](db::Tx& tx) { return find_ticket_of_post(tx, 7, 500); })->id, ticket);
  EXPECT_FALSE(read([](db::Tx& tx) { return find_ticket_of_post(tx, 8, 500); }));
}

TEST_P(SupportConversation, ManyMessagesAtOnceMakeOneTicket) {
  std::vector<std::future<bool>> results;
  for (int i = 0; i < kWritersAtOnce; ++i) {
    results.push_back(std::async(std::launch::async, [&] { return write(order_id).has_value(); }));
  }
  for (auto& result : results) {
    EXPECT_TRUE(result.get());
  }
  EXPECT_EQ(count("tickets"), 1);
  EXPECT_EQ(count("ticket_messages"), kWritersAtOnce);
}

}  // namespace
}  // namespace shop
