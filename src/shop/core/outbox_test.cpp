#include "shop/core/outbox.h"

#include <gmock/gmock.h>

#include "db/migrations/migrations.h"
#include "shop/testing/shop_fixture.h"

namespace shop {
namespace {

using std::chrono::seconds;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

constexpr seconds kLease{90};

struct TestNotice {
  std::int64_t transfer_id = 0;

  std::optional<std::int64_t> subject_id() const { return transfer_id; }
};
BOOST_DESCRIBE_STRUCT(TestNotice, (), (transfer_id))

constexpr NoticeKind<TestNotice> kTest{"test"};
constexpr NoticeKind<TestNotice> kVoucher{"delivery_text"};

class OutboxTest : public ShopTest {
 protected:
  // Returns the notice's id.
  std::int64_t enqueue(std::int64_t user_id, base::Timestamp now = kNow) {
    return transact([=](db::Tx& tx) { return add(tx, user_id, now); });
  }
  std::int64_t deliver(std::int64_t user_id, base::Timestamp now = kNow) {
    return transact([=](db::Tx& tx) { return add(tx, user_id, now, kVoucher); });
  }
  std::vector<std::int64_t> enqueue_many(std::int64_t user_id, int count) {
    return transact([=](db::Tx& tx) {
      std::vector<std::int64_t> ids;
      for (int i = 0; i < count; ++i) {
        ids.push_back(add(tx, user_id, kNow));
      }
      return ids;
    });
  }
  static std::int64_t add(db::Tx& tx, std::int64_t user_id, base::Timestamp now,
                          NoticeKind<TestNotice> kind = kTest) {
    shop::enqueue(tx, kind, user_id, {5}, now);
    return tx.one<std::int64_t>("SELECT max(id) FROM outbox WHERE user_id = $1", user_id);
  }
  std::vector<ClaimedNotice> claim_notices(base::Timestamp now, int limit = 100) {
    return transact([=](db::Tx& tx) { return shop::claim(tx, now, limit, claimer_of("pump")); });
  }
  static Claimer claimer_of(std::string name) { return {.name = std::move(name), .lease = kLease}; }
  std::vector<std::int64_t> claim(base::Timestamp now = kNow, int limit = 100) {
    return ids_of(claim_notices(now, limit));
  }
  static std::vector<std::int64_t> ids_of(const std::vector<ClaimedNotice>& notices) {
    std::vector<std::int64_t> ids;
    ids.reserve(notices.size());
    for (const auto& notice : notices) {
      ids.push_back(notice.id);
    }
    return ids;
  }
  std::vector<std::int64_t> claim_as(const std::string& claimer, int limit) {
    return transact(
        [&](db::Tx& tx) { return ids_of(shop::claim(tx, kNow, limit, claimer_of(claimer))); });
  }
  std::vector<std::string> claimers() {
    return read([](db::Tx& tx) { return shop::claimers(tx); });
  }
  void release_claims(const std::string& claimer) {
    run([&](db::Tx& tx) { shop::release_claims(tx, claimer, kNow + kMoment); });
  }
  void mark_sent(const std::vector<std::int64_t>& ids, base::Timestamp now = kNow) {
    run([&](db::Tx& tx) { shop::mark_sent(tx, ids, now); });
  }
  void retry_later(std::int64_t id, base::Timestamp when) {
    run([=](db::Tx& tx) { shop::retry_later(tx, id, when, "Telegram is away"); });
  }
  void give_up(std::int64_t id) {
    run([=](db::Tx& tx) { shop::give_up(tx, id, "the bot is blocked", kNow); });
  }
  std::optional<base::Timestamp> next_due() {
    return read([](db::Tx& tx) { return shop::next_due(tx); });
  }

 private:
  template <class Body>
  void run(Body body) {
    transact([&](db::Tx& tx) {
      body(tx);
      return true;
    });
  }
};
INSTANTIATE_TEST_SUITE_P(, OutboxTest, support::kBothEngines, support::engine_name);

TEST_P(OutboxTest, IsFoundByWhatItsNoticesAreAbout) {
  enqueue(1);
  EXPECT_EQ(value<std::int64_t>("SELECT subject_id FROM outbox WHERE kind = 'test'"), 5);
}

TEST_P(OutboxTest, KnowsWhatTheNoticesOfOlderProgramsAreAbout) {
  const auto migrations = db::embedded_migrations(GetParam());
  const auto& subjects = migrations.at(6);
  ASSERT_EQ(subjects.name, "subjects");
  transact([&](db::Tx& tx) {
    tx.run_script("DROP INDEX idx_outbox_delivered");  // of a later migration
    tx.run_script("ALTER TABLE outbox DROP COLUMN subject_id");
    for (const auto* payload :
         {R"({"order_id":1})", R"({"user_id":2})", R"({"transfer_id":3})", R"({"deposit_id":4})",
          R"({"alert":"backends_down","coin":"btc"})"}) {
      tx.execute(
          "INSERT INTO outbox (user_id, kind, payload, created_at, due_at) "
          "VALUES (1, 'test', $1, $2, $2)",
          payload, kNow);
    }
    tx.run_script(subjects.sql);
    return true;
  });
  const auto found = read([](db::Tx& tx) {
    return tx.all<std::optional<std::int64_t>>("SELECT subject_id FROM outbox ORDER BY id");
  });
  EXPECT_THAT(found, ElementsAre(1, 2, 3, 4, std::nullopt));
  EXPECT_EQ(claim_notices(kNow).size(), 5U);
}

TEST_P(OutboxTest, GivesANoticeAsItWasEnqueued) {
  const auto id = enqueue(1);
  const auto claimed = claim_notices(kNow + kMoment);
  ASSERT_EQ(claimed.size(), 1U);
  EXPECT_EQ(claimed[0].id, id);
  EXPECT_EQ(claimed[0].kind, "test");
  EXPECT_EQ(claimed[0].user_id, 1);
  EXPECT_EQ(claimed[0].payload, "{\"transfer_id\":5}");
  EXPECT_EQ(claimed[0].attempts, 1);
  EXPECT_EQ(claimed[0].created_at, kNow);
}

TEST_P(OutboxTest, GivesAChatsNoticesInTheirOrder) {
  const auto a1 = enqueue(1);
  const auto b1 = enqueue(2);
  const auto a2 = enqueue(1);
  EXPECT_THAT(claim(), ElementsAre(a1, b1, a2));
}

TEST_P(OutboxTest, GivesANoticeToOneCallerUntilTheLeaseIsOver) {
  const auto id = enqueue(1);
  EXPECT_THAT(claim(), ElementsAre(id));
  EXPECT_THAT(claim(), IsEmpty());
  EXPECT_THAT(claim(kNow + kLease - kMoment), IsEmpty());
  EXPECT_THAT(claim(kNow + kLease), ElementsAre(id));
  EXPECT_EQ(claim_notices(kNow + 2 * kLease)[0].attempts, 3);
}

TEST_P(OutboxTest, NeverGivesAChatToTwoCallers) {
  const auto first = enqueue(1);
  EXPECT_THAT(claim(), ElementsAre(first));
  const auto second = enqueue(1);
  EXPECT_THAT(claim(kNow + kMoment), IsEmpty()) << "another claimer has the chat";
  mark_sent({first});
  EXPECT_THAT(claim(kNow + kMoment), ElementsAre(second));
}

TEST_P(OutboxTest, GivesWholeChatsUpToTheLimit) {
  const auto a1 = enqueue(1, kNow);
  const auto a2 = enqueue(1, kNow + kMoment);
  const auto b1 = enqueue(2, kNow + 2 * kMoment);
  const auto now = kNow + seconds(1);
  EXPECT_THAT(claim(now, 1), ElementsAre(a1, a2)) << "the one due first comes first";
  EXPECT_THAT(claim(now, 1), ElementsAre(b1));
  EXPECT_THAT(claim(now, 1), IsEmpty());
}

// Deliveries before other notices

TEST_P(OutboxTest, GivesADeliveryBeforeTheManyNoticesOfItsChat) {
  const auto notices = enqueue_many(1, 1'200);
  const auto voucher = deliver(1);
  const auto claimed = claim();
  ASSERT_EQ(claimed.size(), 1U + kNoticesAtOnce);
  EXPECT_EQ(claimed[0], voucher);
  EXPECT_EQ(claimed[1], notices[0]);
  mark_sent(claimed);
  EXPECT_EQ(claim().front(), notices[kNoticesAtOnce]);
}

TEST_P(OutboxTest, GivesADeliveryAfterTheFewNoticesThatAreInHand) {
  enqueue_many(1, 1'200);
  const auto in_hand = claim();
  ASSERT_EQ(in_hand.size(), static_cast<std::size_t>(kNoticesAtOnce));
  const auto voucher = deliver(1);
  EXPECT_THAT(claim(), IsEmpty()) << "one claimer at a time";
  mark_sent(in_hand);
  EXPECT_EQ(claim().front(), voucher);
}

TEST_P(OutboxTest, GivesTheChatsOfDeliveriesFirst) {
  for (std::int64_t user = 1; user <= 1'200; ++user) {
    if (user % 100 == 0) {
      enqueue(user, kNow - seconds(1));
    }
  }
  const auto voucher = deliver(7);
  EXPECT_THAT(claim(kNow, 1), ElementsAre(voucher));
  EXPECT_EQ(claim(kNow, 100).size(), 12U);
}

TEST_P(OutboxTest, KeepsTheOrderOfAFewNoticesAndADelivery) {
  const auto before = enqueue(1);
  const auto voucher = deliver(1);
  const auto after = enqueue(1);
  EXPECT_THAT(claim(), ElementsAre(before, voucher, after));
}

TEST_P(OutboxTest, PostponesTheNoticesThatWereClaimedWithADelivery) {
  const auto notices = enqueue_many(1, kNoticesAtOnce);
  const auto voucher = deliver(1);
  ASSERT_EQ(claim().front(), voucher);
  retry_later(voucher, kNow + seconds(5));
  EXPECT_THAT(claim(kNow + seconds(5) - kMoment), IsEmpty());
  EXPECT_EQ(claim(kNow + seconds(5)).size(), 1U + notices.size());
}

TEST_P(OutboxTest, ForgetsWhatWasSent) {
  const auto ids = std::vector{enqueue(1), enqueue(1), enqueue(2)};
  claim();
  mark_sent({ids[0], ids[2]});
  EXPECT_THAT(claim(kNow + kLease), ElementsAre(ids[1]));
  mark_sent({});
  mark_sent({ids[1], 4711});
  EXPECT_THAT(claim(kNow + 2 * kLease), IsEmpty());
}

TEST_P(OutboxTest, RetriesInOrder) {
  const auto ids = std::vector{enqueue(1), enqueue(1), enqueue(1)};
  ASSERT_EQ(claim(), ids);
  mark_sent({ids[0]});
  const auto later = kNow + kLease + seconds(7);
  retry_later(ids[1], later);
  EXPECT_THAT(claim(later - kMoment), IsEmpty()) << "later notices of the chat wait too";
  EXPECT_THAT(claim(later), ElementsAre(ids[1], ids[2]));
}

TEST_P(OutboxTest, RetriesSoonerThanTheLeaseEnds) {
  const auto ids = std::vector{enqueue(1), enqueue(1)};
  claim();
  retry_later(ids[0], kNow + seconds(5));
  EXPECT_THAT(claim(kNow + seconds(5)), ElementsAre(ids[0], ids[1]));
}

TEST_P(OutboxTest, LetsNothingOvertakeAPostponedNotice) {
  const auto first = enqueue(1);
  claim();
  retry_later(first, kNow + seconds(5));
  const auto second = enqueue(1);
  EXPECT_THAT(claim(kNow + seconds(5) - kMoment), IsEmpty());
  EXPECT_THAT(claim(kNow + seconds(5)), ElementsAre(first, second));
}

TEST_P(OutboxTest, PostponesOneChatOnly) {
  const auto a = enqueue(1);
  const auto b = enqueue(2);
  claim();
  retry_later(a, kNow + seconds(5));
  EXPECT_THAT(claim(kNow + seconds(5)), ElementsAre(a));
  EXPECT_THAT(claim(kNow + kLease), ElementsAre(b));
}

TEST_P(OutboxTest, LeavesWhatWasGivenUp) {
  const auto ids = std::vector{enqueue(1), enqueue(1)};
  claim();
  give_up(ids[0]);
  EXPECT_THAT(claim(kNow + kLease - kMoment), IsEmpty());
  EXPECT_THAT(claim(kNow + kLease), ElementsAre(ids[1]));
  EXPECT_EQ(value<std::string>("SELECT error FROM outbox WHERE status = 'given_up'"),
            "the bot is blocked");
}

TEST_P(OutboxTest, DoesNotTakeASentNoticeBack) {
  const auto id = enqueue(1);
  claim();
  mark_sent({id});
  give_up(id);
  retry_later(id, kNow);
  EXPECT_EQ(value<std::string>("SELECT status FROM outbox"), "sent");
  EXPECT_THAT(claim(kNow + kLease), IsEmpty());
}

TEST_P(OutboxTest, ReleasesWhatAnEndedClaimerDidNotFinish) {
  const std::vector<std::int64_t> ids{enqueue(1), enqueue(1), enqueue(1)};
  const auto others = enqueue(2);
  ASSERT_EQ(claim_as("ended", 1), ids);
  ASSERT_THAT(claim_as("running", 1), ElementsAre(others));
  mark_sent({ids[0]});
  EXPECT_THAT(claimers(), UnorderedElementsAre("ended", "running"));

  release_claims("ended");
  EXPECT_THAT(claimers(), ElementsAre("running"));
  EXPECT_THAT(claim(kNow), IsEmpty());
  EXPECT_THAT(claim(kNow + kMoment), ElementsAre(ids[1], ids[2]));
}

TEST_P(OutboxTest, KeepsTheTimeOfNoticesThatAnEndedClaimerPostponed) {
  const auto id = enqueue(1);
  claim_as("ended", 1);
  retry_later(id, kNow + seconds(5));
  EXPECT_THAT(claimers(), IsEmpty());
  release_claims("ended");
  EXPECT_THAT(claim(kNow + seconds(5) - kMoment), IsEmpty());
}

TEST_P(OutboxTest, KnowsWhenTheNextIsDue) {
  EXPECT_EQ(next_due(), std::nullopt);
  enqueue(1, kNow + seconds(3));
  const auto id = enqueue(2, kNow + seconds(2));
  EXPECT_EQ(next_due(), kNow + seconds(2));
  mark_sent({id});
  EXPECT_EQ(next_due(), kNow + seconds(3));
  claim(kNow + seconds(3));
  EXPECT_EQ(next_due(), kNow + seconds(3) + kLease);
}

TEST_P(OutboxTest, PrunesFinishedNoticesExceptDeliveries) {
  join(1, base::Money::units(100));
  buy(1, stock());
  const auto waiting = enqueue(2);
  const auto all = claim();
  std::vector<std::int64_t> sent;
  for (const auto id : all) {
    if (id != waiting) {
      sent.push_back(id);
    }
  }
  mark_sent(sent, kNow);
  const auto prune = [this](base::Timestamp before) {
    return transact([=](db::Tx& tx) { return prune_outbox(tx, before); });
  };
  EXPECT_EQ(prune(kNow), 0);
  EXPECT_EQ(prune(kNow + kMoment), 1) << "the message about the money";
  EXPECT_EQ(count("outbox"), 2);
  EXPECT_THAT(audit(), IsEmpty());
}

// Only PostgreSQL runs two transactions that enqueue for one customer at once.
class PostgresOutboxTest : public OutboxTest {};
INSTANTIATE_TEST_SUITE_P(, PostgresOutboxTest, testing::Values(db::Engine::postgres),
                         support::engine_name);

TEST_P(PostgresOutboxTest, DoesNotGiveAClaimedNoticeAgainWhenAnOlderOneAppears) {
  std::int64_t newer = 0;
  const auto older = transact([&](db::Tx& tx) {
    const auto id = add(tx, 1, kNow);  // committed last
    newer = enqueue(1);
    EXPECT_THAT(claim(), ElementsAre(newer));
    return id;
  });
  EXPECT_THAT(claim(kNow + kMoment), IsEmpty()) << "another claimer has the chat";
  mark_sent({newer});
  EXPECT_THAT(claim(kNow + kMoment), ElementsAre(older));
}

TEST_P(PostgresOutboxTest, SkipsChatsThatAnotherCallerIsClaiming) {
  const auto a = enqueue(1);
  const auto b = enqueue(2);
  transact([&](db::Tx& tx) {
    EXPECT_THAT(ids_of(shop::claim(tx, kNow, 1, claimer_of("other"))), ElementsAre(a));
    EXPECT_THAT(claim(), ElementsAre(b));
    return true;
  });
  EXPECT_THAT(claim(), IsEmpty());
}

}  // namespace
}  // namespace shop
