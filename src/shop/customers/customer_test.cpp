#include "shop/customers/customer.h"

#include <gmock/gmock.h>

#include "shop/customers/visitor.h"
#include "shop/testing/shop_fixture.h"

namespace shop {
namespace {

using testing::MatchesRegex;

// Gives the code of `taken` first, as a generator may.
class RepeatingRandom final : public base::Random {
 public:
  std::uint64_t below(std::uint64_t bound) override {
    if (draws_++ == kCodeLength) {
      fresh_ = base::SeededRandom(1);
    }
    return fresh_.below(bound);
  }

 private:
  static constexpr int kCodeLength = 8;
  int draws_ = 0;
  base::SeededRandom fresh_{static_cast<std::uint64_t>(kAnn)};
};

class CustomerTest : public ShopTest {
 protected:
  Registration come(const Newcomer& newcomer, base::Timestamp now = kNow) {
    return transact([&](db::Tx& tx) { return register_customer(tx, newcomer, random_, now); });
  }
  static Newcomer bob() {
    return {.id = kBob,
            .username = "bob",
            .first_name = "Bob <b>&",
            .language = std::nullopt,
            .referral_code = std::nullopt};
  }
  Customer customer(std::int64_t id) {
    return read([=](db::Tx& tx) { return find_customer(tx, id).value(); });
  }

 private:
  base::SeededRandom random_{42};
};
INSTANTIATE_TEST_SUITE_P(, CustomerTest, support::kBothEngines, support::engine_name);

TEST_P(CustomerTest, IsRegisteredOnce) {
  const auto first = come(bob());
  EXPECT_TRUE(first.is_new);
  EXPECT_FALSE(first.referrer);
  EXPECT_THAT(first.customer.referral_code, MatchesRegex("[A-Z0-9]{8}"));
  EXPECT_EQ(first.customer.first_name, "Bob <b>&");
  EXPECT_EQ(first.customer.balance, base::Money());
  const auto second = come(bob(), kNow + kMoment);
  EXPECT_FALSE(second.is_new);
  EXPECT_EQ(second.customer.referral_code, first.customer.referral_code);
  EXPECT_EQ(second.customer.created_at, kNow);
  EXPECT_EQ(count("users"), 1);
}

TEST_P(CustomerTest, FollowsTelegramsNamesAndKeepsTheLanguage) {
  come(bob());
  transact([](db::Tx& tx) { return set_language(tx, kBob, "pl"); });
  auto renamed = bob();
  renamed.username = std::nullopt;
  renamed.first_name = "Robert";
  renamed.language = "en";
  for (const auto& known : {come(renamed).customer, customer(kBob)}) {
    EXPECT_EQ(known.username, std::nullopt);
    EXPECT_EQ(known.first_name, "Robert");
    EXPECT_EQ(known.language, "pl");
  }
}

TEST_P(CustomerTest, BringsTheReferrerANotice) {
  const auto ann = join(kAnn);
  auto newcomer = bob();
  newcomer.referral_code = ann.referral_code;
  const auto registration = come(newcomer);
  EXPECT_EQ(registration.customer.referrer_id, kAnn);
  ASSERT_TRUE(registration.referrer);
  EXPECT_EQ(registration.referrer->id, kAnn);
  EXPECT_EQ(value<std::string>("SELECT payload FROM outbox WHERE kind = 'new_referral' "
                               "AND user_id = $1",
                               kAnn),
            "{\"user_id\":1002}");
  EXPECT_EQ(read([](db::Tx& tx) { return count_referees(tx, kAnn); }), 1);
}

TEST_P(CustomerTest, BringsTheReferrerSoManyNoticesAnHour) {
  const auto ann = join(kAnn);
  const auto bring = [&](std::int64_t first, int newcomers, base::Timestamp now) {
    for (int i = 0; i < newcomers; ++i) {
      auto newcomer = bob();
      newcomer.id = first + i;
      newcomer.referral_code = ann.referral_code;
      EXPECT_TRUE(come(newcomer, now).referrer);
    }
    return count("outbox");
  };
  EXPECT_EQ(bring(2'000, kMaxNewReferrals - 1, kNow), kMaxNewReferrals - 1);
  EXPECT_EQ(bring(3'000, 30, kNow), kMaxNewReferrals);
  EXPECT_EQ(bring(4'000, 1, kNow + std::chrono::hours(1)), kMaxNewReferrals + 1);
  EXPECT_EQ(read([](db::Tx& tx) { return count_referees(tx, kAnn); }), kMaxNewReferrals + 30);
}

TEST_P(CustomerTest, IsReferredOnTheFirstVisitOnly) {
  const auto ann = join(kAnn);
  come(bob());
  auto again = bob();
  again.referral_code = ann.referral_code;
  const auto registration = come(again);
  EXPECT_FALSE(registration.referrer);
  EXPECT_EQ(registration.customer.referrer_id, std::nullopt);
  EXPECT_EQ(count("outbox"), 0);
}

TEST_P(CustomerTest, DoesNotReferThemselves) {
  const auto ann = join(kAnn);
  const auto again = come({.id = kAnn,
                           .username = std::nullopt,
                           .first_name = ann.first_name,
                           .language = std::nullopt,
                           .referral_code = ann.referral_code});
  EXPECT_FALSE(again.referrer);
  EXPECT_EQ(customer(kAnn).referrer_id, std::nullopt);
}

TEST_P(CustomerTest, ComesWithoutReferrerByACodeOfNobody) {
  for (const auto* code : {"ABCDEFGH", "", "' OR ''='"}) {
    auto newcomer = bob();
    newcomer.id = kBob + static_cast<std::int64_t>(std::string_view(code).size());
    newcomer.referral_code = code;
    const auto registration = come(newcomer);
    EXPECT_TRUE(registration.is_new);
    EXPECT_FALSE(registration.referrer);
  }
}

TEST_P(CustomerTest, GetsAnotherCodeWhenOneIsTaken) {
  const auto ann = join(kAnn);
  RepeatingRandom random;
  const auto registration =
      transact([&](db::Tx& tx) { return register_customer(tx, bob(), random, kNow); });
  EXPECT_TRUE(registration.is_new);
  EXPECT_NE(registration.customer.referral_code, ann.referral_code);
}

TEST_P(CustomerTest, AcceptsTheTermsForGood) {
  join(kAnn);
  const auto accept = [this](base::Timestamp now) {
    return transact([=](db::Tx& tx) { return accept_terms(tx, kAnn, now); });
  };
  EXPECT_TRUE(accept(kNow));
  EXPECT_TRUE(accept(kNow + kReservationTime));
  EXPECT_EQ(customer(kAnn).terms_accepted_at, kNow);
}

TEST_P(CustomerTest, IsUnblockedByTheNextMessage) {
  come(bob());
  transact([](db::Tx& tx) { return mark_blocked(tx, kBob); });
  EXPECT_TRUE(customer(kBob).has_blocked_bot);
  EXPECT_FALSE(come(bob()).customer.has_blocked_bot);
  EXPECT_FALSE(customer(kBob).has_blocked_bot);
}

TEST_P(CustomerTest, MustExistToBeChanged) {
  transact([](db::Tx& tx) {
    EXPECT_FALSE(set_language(tx, 4711, "pl"));
    EXPECT_FALSE(accept_terms(tx, 4711, kNow));
    EXPECT_FALSE(mark_blocked(tx, 4711));
    return true;
  });
}

TEST_P(CustomerTest, IsFoundTogetherWithTheirDialog) {
  EXPECT_FALSE(read([](db::Tx& tx) { return find_visitor(tx, kAnn); }));
  join(kAnn);
  const auto visitor = [this] {
    return read([](db::Tx& tx) { return find_visitor(tx, kAnn).value(); });
  };
  EXPECT_EQ(visitor().customer.id, kAnn);
  EXPECT_FALSE(visitor().dialog);
  transact([](db::Tx& tx) {
    save_dialog(tx, kAnn, {"set_discount", "{}"}, kNow);
    return true;
  });
  ASSERT_TRUE(visitor().dialog);
  EXPECT_EQ(visitor().dialog->name, "set_discount");
  EXPECT_EQ(visitor().dialog->data, "{}");
}

TEST_P(CustomerTest, ArrivesWithAnUpdateOnce) {
  const auto arrive_with = [this](std::int64_t update_id) {
    return transact([=](db::Tx& tx) { return arrive(tx, update_id, kAnn, kNow); });
  };
  EXPECT_FALSE(arrive_with(1).is_repeated);
  EXPECT_FALSE(arrive_with(2).visitor);
  join(kAnn);
  EXPECT_TRUE(arrive_with(1).is_repeated);
  EXPECT_FALSE(arrive_with(1).visitor);
  const auto arrival = arrive_with(3);
  EXPECT_FALSE(arrival.is_repeated);
  ASSERT_TRUE(arrival.visitor);
  EXPECT_EQ(arrival.visitor->customer.id, kAnn);
  EXPECT_FALSE(arrival.visitor->dialog);
}

}  // namespace
}  // namespace shop
