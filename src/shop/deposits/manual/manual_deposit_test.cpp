#include "shop/deposits/manual/manual_deposit.h"

#include <set>

#include <gmock/gmock.h>

#include "shop/customers/visitor.h"
#include "shop/deposits/manual/pending_manual.h"
#include "shop/deposits/manual/review_message.h"
#include "shop/money/adjustment.h"
#include "shop/testing/bans.h"
#include "shop/testing/money_in_fixture.h"

namespace shop {
namespace {

using base::Money;
using std::chrono::hours;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::MatchesRegex;
using testing::SizeIs;
using Status = DepositStatus;

constexpr std::int64_t kOlga = 1;
constexpr std::int64_t kPaul = 2;
const std::vector<std::int64_t> kOwners{kOlga, kPaul};

class ManualDepositTest : public MoneyInTest {
 protected:
  void SetUp() override {
    MoneyInTest::SetUp();
    join(kOlga);
    join(kPaul);
  }
  auto request(std::int64_t user_id, Money amount = Money::units(100)) {
    return transact([&](db::Tx& tx) {
      return request_deposit(tx, user_id, DepositMethod::blik, amount, limits_, random_, now);
    });
  }
  auto submit(std::int64_t user_id, std::int64_t id, std::optional<Receipt> receipt = {}) {
    return transact(
        [&](db::Tx& tx) { return submit_deposit(tx, user_id, id, receipt, kOwners, now); });
  }
  void note(std::int64_t id, std::string_view file_id, std::optional<std::string> hash) {
    transact([&](db::Tx& tx) {
      note_receipt(tx, id, file_id, hash, kOwners, now);
      return true;
    });
  }
  auto cancel(std::int64_t user_id, std::int64_t id) {
    return transact([&](db::Tx& tx) { return cancel_deposit(tx, user_id, id, now); });
  }
  auto approve(std::int64_t id, std::int64_t who = kOlga) {
    return transact([&](db::Tx& tx) {
      return approve_deposit(tx, id, permit<Act::approve_deposit>(Actor::owner(who)).value(),
                             rules.commission, now);
    });
  }
  auto reject(std::int64_t id, std::string_view reason = "no money came") {
    return transact([&](db::Tx& tx) {
      return reject_deposit(tx, id, permit<Act::reject_deposit>(Actor::owner(kOlga)).value(),
                            reason, now);
    });
  }
  std::int64_t submitted(std::int64_t user_id, std::optional<Receipt> receipt = {}) {
    const auto id = request(user_id)->id;
    EXPECT_TRUE(submit(user_id, id, std::move(receipt)));
    return id;
  }

  ManualLimits limits_{.min = Money::units(5), .max = Money::units(10'000)};
  base::SeededRandom random_{7};
};
INSTANTIATE_TEST_SUITE_P(, ManualDepositTest, support::kBothEngines, support::engine_name);

TEST_P(ManualDepositTest, GetsAReferenceThatNobodyMisreads) {
  std::set<std::string> references;
  for (int i = 0; i < 50; ++i) {
    const auto deposit = request(kBob);
    ASSERT_TRUE(deposit);
    EXPECT_EQ(deposit->status, Status::pending);
    EXPECT_EQ(deposit->method, DepositMethod::blik);
    EXPECT_THAT(deposit->manual().reference, MatchesRegex("KR-[34679ACDEFGHJKMNPQRTUVWXY]{6}"));
    references.insert(deposit->manual().reference);
    ASSERT_TRUE(cancel(kBob, deposit->id));
    now += kVainRequestWindow;
  }
  EXPECT_THAT(references, SizeIs(50));
}

TEST_P(ManualDepositTest, DrawsAnotherReferenceWhenOneIsTaken) {
  base::SeededRandom first(5);
  base::SeededRandom second(5);
  const auto with = [&](base::Random& random) {
    return transact([&](db::Tx& tx) {
      return request_deposit(tx, kBob, DepositMethod::bank, Money::units(10), limits_, random, now);
    });
  };
  EXPECT_NE(with(first)->manual().reference, with(second)->manual().reference);
}

TEST_P(ManualDepositTest, HasLimits) {
  EXPECT_TRUE(request(kBob, Money::units(5)));
  EXPECT_TRUE(request(kBob, Money::units(10'000)));
  EXPECT_EQ(refusal_of(request(kBob, Money::hundredths(4'99))), RequestRefusal::too_small);
  EXPECT_EQ(refusal_of(request(kBob, Money::units(-5))), RequestRefusal::too_small);
  EXPECT_EQ(refusal_of(request(kBob, Money::hundredths(10'000'01))), RequestRefusal::too_large);
  limits_.min = Money();
  EXPECT_EQ(refusal_of(request(kBob, Money())), RequestRefusal::too_small);
}

TEST_P(ManualDepositTest, IsForKnownCustomersWhoAreNotBanned) {
  EXPECT_EQ(refusal_of(request(4711)), RequestRefusal::unknown_customer);
  transact([](db::Tx& tx) { return set_banned(tx, kBob, true); });
  EXPECT_EQ(refusal_of(request(kBob)), RequestRefusal::banned);
}

TEST_P(ManualDepositTest, IsPendingThreeTimesAtMost) {
  const auto first = request(kBob)->id;
  EXPECT_TRUE(request(kBob));
  EXPECT_TRUE(request(kBob));
  EXPECT_EQ(refusal_of(request(kBob)), RequestRefusal::too_many_pending);
  EXPECT_TRUE(request(kCid));
  ASSERT_TRUE(cancel(kBob, first));
  EXPECT_TRUE(request(kBob));
}

TEST_P(ManualDepositTest, IsBegunInVainAFewTimesAnHour) {
  for (int i = 0; i < kMaxVainRequests; ++i) {
    const auto begun = request(kBob);
    ASSERT_TRUE(begun);
    ASSERT_TRUE(cancel(kBob, begun->id));
  }
  EXPECT_EQ(refusal_of(request(kBob)), RequestRefusal::too_many_in_vain);
  EXPECT_TRUE(request(kCid)) << "another customer";
  now += kVainRequestWindow;
  EXPECT_TRUE(request(kBob));
}

// Ten customers begin, say that they have paid, and cancel, for as long as they may.
TEST_P(ManualDepositTest, IsNotBuriedUnderThoseThatAreTakenBack) {
  constexpr std::int64_t kFirst = 9'000;
  const auto register_one = [&](std::int64_t id) {
    transact([&](db::Tx& tx) {
      return register_customer(tx, {.id = id, .first_name = "Flood"}, random_, now);
    });
  };
  const auto flood = [&](std::int64_t id) {
    for (auto begun = request(id); begun; begun = request(id)) {
      ASSERT_TRUE(submit(id, begun->id));
      ASSERT_TRUE(cancel(id, begun->id));
    }
  };
  for (std::int64_t id = kFirst; id < kFirst + 10; ++id) {
    register_one(id);
    flood(id);
  }
  const auto honest = submitted(kBob);
  for (std::int64_t id = kFirst; id < kFirst + 10; ++id) {
    flood(id);
  }
  EXPECT_THAT(notices(kOlga), ElementsAre("deposit_review"));
  const auto waiting = read([](db::Tx& tx) { return pending_manual(tx, {.limit = 10}); });
  ASSERT_THAT(waiting.items, SizeIs(1));
  EXPECT_EQ(waiting.items[0].id, honest);
}

TEST_P(ManualDepositTest, TellsThoseWhoKnowOfItThatItIsTakenBack) {
  const auto id = submitted(kBob);
  EXPECT_THAT(notices(kOlga), ElementsAre("deposit_review"));
  transact([&](db::Tx& tx) {
    remember_deposit_message(tx, id, kOlga, 17);
    return true;
  });
  ASSERT_TRUE(cancel(kBob, id));
  EXPECT_THAT(notices(kOlga), ElementsAre("deposit_decided"));
}

TEST_P(ManualDepositTest, IsAnnouncedLaterWhenItsCustomerSubmittedTooMany) {
  for (int i = 0; i < 3; ++i) {
    ASSERT_TRUE(approve(submitted(kBob)));
  }
  notices(kOlga);
  submitted(kBob);
  EXPECT_THAT(notices(kOlga), IsEmpty());
  const auto remind = [&] {
    transact([&](db::Tx& tx) { return remind_of_pending(tx, kOwners, now); });
  };
  remind();
  EXPECT_THAT(notices(kOlga), IsEmpty());
  now += std::chrono::hours(1);
  remind();
  EXPECT_THAT(notices(kOlga), ElementsAre("deposit_review"));
  remind();
  EXPECT_THAT(notices(kOlga), IsEmpty());
}

TEST_P(ManualDepositTest, SendsOwnersAFewPicturesOfOneDeposit) {
  const auto id = request(kBob)->id;
  for (int i = 0; i < 3 * kMaxReceipts; ++i) {
    const auto name = std::to_string(i);
    ASSERT_TRUE(submit(kBob, id, Receipt{"file" + name, "hash" + name}));
  }
  EXPECT_THAT(notices(kBob), SizeIs(kMaxReceipts));
}

TEST_P(ManualDepositTest, AsksAdministratorsWhenTheCustomerHasPaid) {
  const auto id = request(kBob)->id;
  EXPECT_THAT(notices(kOlga), IsEmpty());
  ASSERT_TRUE(submit(kBob, id));
  EXPECT_EQ(deposit(id).manual().submitted_at, now);
  EXPECT_THAT(notices(kOlga), ElementsAre("deposit_review"));
  EXPECT_THAT(notices(kPaul), ElementsAre("deposit_review"));
  ASSERT_TRUE(submit(kBob, id));
  EXPECT_THAT(notices(kOlga), IsEmpty()) << "once";
  ASSERT_TRUE(submit(kBob, id, Receipt{"file", "hash"}));
  EXPECT_THAT(notices(kBob), ElementsAre("deposit_receipt"));
  EXPECT_THAT(notices(kOlga), IsEmpty()) << "the picture is looked at first";
  note(id, "file of before", "SHA");
  EXPECT_THAT(notices(kOlga), IsEmpty());
  note(id, "file", std::nullopt);
  EXPECT_THAT(notices(kOlga), ElementsAre("deposit_review")) << "there is a receipt now";
  ASSERT_TRUE(submit(kBob, id, Receipt{"file again", "hash"}));
  ASSERT_TRUE(submit(kBob, id));
  EXPECT_THAT(notices(kOlga), IsEmpty());
  EXPECT_EQ(deposit(id).manual().receipt_file_id, "file");
}

TEST_P(ManualDepositTest, BelongsToItsCustomer) {
  const auto id = request(kBob)->id;
  EXPECT_EQ(submit(kCid, id).error().kind, OwnDepositRefusal::Kind::unknown_deposit);
  EXPECT_EQ(cancel(kCid, id).error().kind, OwnDepositRefusal::Kind::unknown_deposit);
  EXPECT_EQ(submit(kBob, 4711).error().kind, OwnDepositRefusal::Kind::unknown_deposit);
  set_rate(Money::units(200'000));
  mine({payment(kBob, "tx", 1'000'000)});
  EXPECT_EQ(cancel(kBob, deposit("tx").id).error().kind, OwnDepositRefusal::Kind::unknown_deposit)
      << "nobody cancels coins";
}

TEST_P(ManualDepositTest, ApprovedOnceIsCreditedOnce) {
  const auto id = submitted(kBob);
  notices(kOlga);
  notices(kPaul);
  const auto credited = approve(id);
  ASSERT_TRUE(credited);
  EXPECT_EQ(credited->amount, Money::units(100));
  EXPECT_EQ(credited->commission, Money::units(3));
  EXPECT_EQ(balance(kBob), Money::units(100));
  EXPECT_EQ(earnings(kAnn), Money::units(3));
  EXPECT_EQ(deposit(id).manual().decided_by, kOlga);
  EXPECT_THAT(notices(kBob), ElementsAre("deposit_completed"));
  EXPECT_THAT(notices(kOlga), ElementsAre("deposit_decided"));
  EXPECT_THAT(notices(kPaul), ElementsAre("deposit_decided"));
  const auto again = approve(id, kPaul);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().kind, DecideRefusal::Kind::already_decided);
  EXPECT_EQ(again.error().deposit->manual().decided_by, kOlga) << "the second is told who did";
  EXPECT_EQ(again.error().deposit->manual().decided_as, "owner:1");
  EXPECT_EQ(reject(id).error().kind, DecideRefusal::Kind::already_decided);
  EXPECT_EQ(balance(kBob), Money::units(100));
}

TEST_P(ManualDepositTest, RejectedIsToldWithItsReason) {
  const auto id = submitted(kBob);
  EXPECT_EQ(reject(id, " ").error().kind, DecideRefusal::Kind::no_reason);
  EXPECT_EQ(reject(id, std::string(kMaxRejectReason + 1, 'x')).error().kind,
            DecideRefusal::Kind::long_reason);
  ASSERT_TRUE(reject(id, "no \"money\" came"));
  EXPECT_EQ(deposit(id).status, Status::rejected);
  EXPECT_EQ(deposit(id).manual().reason, "no \"money\" came");
  EXPECT_THAT(notices(kBob), ElementsAre("deposit_rejected"));
  EXPECT_EQ(approve(id).error().kind, DecideRefusal::Kind::already_decided);
  EXPECT_EQ(submit(kBob, id).error().kind, OwnDepositRefusal::Kind::already_decided);
  EXPECT_EQ(balance(kBob), Money());
  EXPECT_EQ(value<std::string>("SELECT details FROM audit_log"),
            R"({"user_id":1002,"amount":"100.00","reason":"no \"money\" came"})");
}

TEST_P(ManualDepositTest, NobodyDecidesOfHisOwn) {
  join(kOlga);
  const auto id = submitted(kOlga);
  EXPECT_THAT(notices(kOlga), IsEmpty()) << "nor are they asked";
  EXPECT_EQ(approve(id, kOlga).error().kind, DecideRefusal::Kind::own_deposit);
  EXPECT_EQ(reject(id).error().kind, DecideRefusal::Kind::own_deposit);
  EXPECT_TRUE(approve(id, kPaul));
}

TEST_P(ManualDepositTest, OnlyManualDepositsAreDecided) {
  set_rate(Money::units(200'000));
  mine({payment(kBob, "tx", 1'000'000)});
  EXPECT_EQ(approve(deposit("tx").id).error().kind, DecideRefusal::Kind::not_manual);
  EXPECT_EQ(approve(4711).error().kind, DecideRefusal::Kind::unknown_deposit);
}

TEST_P(ManualDepositTest, ABalanceThatWouldNotFitIsSaid) {
  ASSERT_TRUE(transact([&](db::Tx& tx) {
    return adjust(tx, {kBob, Money::hundredths(Money::max_hundredths), "t", "k"},
                  permit<Act::adjust>(Actor::cli()).value(), now);
  }));
  const auto id = submitted(kBob);
  EXPECT_EQ(approve(id).error().kind, DecideRefusal::Kind::too_much_money);
  EXPECT_EQ(deposit(id).status, Status::pending);
}

TEST_P(ManualDepositTest, ADashboardDecidesWithoutATelegramId) {
  const auto id = submitted(kBob);
  EXPECT_TRUE(transact([&](db::Tx& tx) {
    return approve_deposit(tx, id, permit<Act::approve_deposit>(Actor::web("admin")).value(),
                           rules.commission, now);
  }));
  EXPECT_EQ(deposit(id).manual().decided_by, std::nullopt);
  EXPECT_EQ(deposit(id).manual().decided_as, "web:admin");
}

TEST_P(ManualDepositTest, CancelledIsNotDecided) {
  const auto id = submitted(kBob);
  notices(kOlga);
  ASSERT_TRUE(cancel(kBob, id));
  EXPECT_THAT(notices(kOlga), ElementsAre("deposit_decided"));
  EXPECT_EQ(approve(id).error().kind, DecideRefusal::Kind::already_decided);
  EXPECT_EQ(approve(id).error().deposit->status, Status::cancelled);
  EXPECT_EQ(cancel(kBob, id).error().kind, OwnDepositRefusal::Kind::already_decided);
}

TEST_P(ManualDepositTest, AReceiptThatWasUsedBeforeIsPointedOut) {
  const auto first = submitted(kBob, Receipt{"file-1", "same"});
  const auto second = submitted(kCid, Receipt{"file-2", "same"});
  const auto third = submitted(kCid, Receipt{"file-3", "another"});
  const auto same = [&](std::int64_t id) {
    std::vector<std::int64_t> ids;
    for (const auto& other : read([&](db::Tx& tx) { return same_receipt(tx, deposit(id)); })) {
      ids.push_back(other.id);
    }
    return ids;
  };
  EXPECT_THAT(same(second), ElementsAre(first));
  EXPECT_THAT(same(first), ElementsAre(second));
  EXPECT_THAT(same(third), IsEmpty());
  EXPECT_THAT(same(submitted(kBob)), IsEmpty());
}

TEST_P(ManualDepositTest, AReceiptIsKnownByItsContents) {
  const auto first = submitted(kBob, Receipt{"file-1", "unique-1"});
  note(first, "file-1", "SHA");
  const auto second = submitted(kCid, Receipt{"file-2", "unique-2"});
  note(second, "file-2", "SHA");
  const auto others = read([&](db::Tx& tx) { return same_receipt(tx, deposit(second)); });
  ASSERT_EQ(others.size(), 1U);
  EXPECT_EQ(others[0].id, first);
  ASSERT_TRUE(submit(kCid, second, Receipt{"file-2", "unique-2"}));
  EXPECT_EQ(deposit(second).manual().receipt_hash, "SHA") << "it is the one that was looked at";
  ASSERT_TRUE(cancel(kCid, second));
  notices(kOlga);
  note(second, "file-2", "SHA");
  EXPECT_THAT(notices(kOlga), IsEmpty()) << "nothing is left to decide";
}

TEST_P(ManualDepositTest, WaitsInAListWhereThePaidComeFirst) {
  const auto unpaid = request(kBob)->id;
  now += hours(1);
  const auto later = request(kBob)->id;
  const auto earlier = submitted(kCid);
  now += hours(1);
  ASSERT_TRUE(submit(kBob, later));
  const auto list = read([](db::Tx& tx) { return pending_manual(tx, {0, 2}); });
  ASSERT_THAT(list.items, SizeIs(2));
  EXPECT_EQ(list.items[0].id, earlier);
  EXPECT_EQ(list.items[1].id, later);
  EXPECT_TRUE(list.has_more);
  EXPECT_EQ(read([](db::Tx& tx) { return pending_manual(tx, {2, 2}); }).items.at(0).id, unpaid);
  EXPECT_EQ(read([](db::Tx& tx) { return count_pending_manual(tx); }), 2);
  ASSERT_TRUE(approve(later));
  EXPECT_EQ(read([](db::Tx& tx) { return count_pending_manual(tx); }), 1);
}

TEST_P(ManualDepositTest, RemindsAdministratorsOnceAfterADay) {
  const auto remind = [&] {
    return transact([&](db::Tx& tx) { return remind_of_pending(tx, kOwners, now); });
  };
  submitted(kBob);
  ASSERT_TRUE(request(kCid));
  notices(kOlga);
  now += hours(24) - kMoment;
  EXPECT_EQ(remind(), 0);
  now += kMoment;
  EXPECT_EQ(remind(), 1) << "what was not paid is no owner's business";
  EXPECT_THAT(notices(kOlga), ElementsAre("deposit_reminder"));
  EXPECT_EQ(remind(), 0);
}

TEST_P(ManualDepositTest, ExpiresAfterAWeekWithoutADecision) {
  const auto expire = [&] { return transact([&](db::Tx& tx) { return expire_pending(tx, now); }); };
  const auto unpaid = request(kCid)->id;
  now += hours(24);
  const auto paid = submitted(kBob);
  notices(kOlga);
  now += hours(6 * 24);
  EXPECT_EQ(expire(), 1);
  EXPECT_EQ(deposit(unpaid).status, Status::expired);
  EXPECT_THAT(notices(kCid), ElementsAre("deposit_expired"));
  EXPECT_EQ(deposit(paid).status, Status::pending);
  now += hours(24);
  EXPECT_EQ(expire(), 1);
  EXPECT_EQ(deposit(paid).status, Status::expired);
  EXPECT_THAT(notices(kOlga), ElementsAre("deposit_decided"));
  EXPECT_EQ(expire(), 0);
  EXPECT_EQ(approve(paid).error().deposit->status, Status::expired);
}

TEST_P(ManualDepositTest, AMessageShowsItInEachChat) {
  const auto id = submitted(kBob);
  const auto message = [&](std::int64_t user_id) {
    return read([=](db::Tx& tx) { return find_deposit_message(tx, id, user_id); });
  };
  EXPECT_EQ(message(kOlga), std::nullopt) << "not sent yet";
  const auto remember = [&](std::int64_t user_id, std::int64_t message_id) {
    transact([=](db::Tx& tx) {
      remember_deposit_message(tx, id, user_id, message_id);
      return true;
    });
  };
  remember(kOlga, 71);
  remember(kOlga, 72);
  remember(kBob, 9);
  EXPECT_EQ(message(kOlga), 72);
  const auto all = read([=](db::Tx& tx) { return deposit_messages(tx, id); });
  ASSERT_THAT(all, SizeIs(3));
  EXPECT_EQ(all[1].user_id, kPaul);
  EXPECT_EQ(all[1].message_id, std::nullopt);
  const auto presses_in_deposit = [&](std::int64_t message_id) {
    return read([=](db::Tx& tx) { return find_visitor(tx, kBob, message_id); })->presses_in_deposit;
  };
  EXPECT_TRUE(presses_in_deposit(9));
  EXPECT_FALSE(presses_in_deposit(72)) << "of another chat";
  EXPECT_FALSE(presses_in_deposit(0));
  const auto forget = [&](std::int64_t message_id, std::optional<std::int64_t> but) {
    transact([=](db::Tx& tx) {
      forget_deposit_message(tx, kBob, message_id, but);
      return true;
    });
  };
  forget(10, std::nullopt);
  forget(9, id);
  EXPECT_EQ(message(kBob), 9);
  forget(9, std::nullopt);
  EXPECT_EQ(message(kBob), std::nullopt);
  EXPECT_FALSE(presses_in_deposit(9));
  EXPECT_EQ(message(kOlga), 72);
  notices(kBob);
  ASSERT_TRUE(approve(id));
  EXPECT_THAT(notices(kBob), ElementsAre("deposit_completed")) << "they are no owner";
}

}  // namespace
}  // namespace shop
