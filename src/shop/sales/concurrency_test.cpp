// One customer, or two, at the same time. The race of many is in tests/race.
#include <future>
#include <thread>

#include <gmock/gmock.h>

#include "shop/core/update_log.h"
#include "shop/customers/ban.h"
#include "shop/customers/staff.h"
#include "shop/money/adjustment.h"
#include "shop/money/ledger.h"
#include "shop/money/notices.h"
#include "shop/sales/refund.h"
#include "shop/sales/replacement.h"
#include "shop/stock/discounts/bulk_discount.h"
#include "shop/stock/discounts/discount.h"
#include "shop/testing/shop_fixture.h"

namespace shop {
namespace {

using base::Money;

constexpr int kAtOnce = 8;

class ConcurrencyTest : public ShopTest {
 protected:
  void SetUp() override {
    ShopTest::SetUp();
    join(kAnn, Money::units(1000));
    join(kBob, Money::units(1000));
  }
  // How many of `act(0)` to `act(kAtOnce - 1)`, all begun together, return true.
  template <class Act>
  static int count_at_once(Act act) {
    std::vector<std::future<bool>> results;
    results.reserve(kAtOnce);
    for (int i = 0; i < kAtOnce; ++i) {
      results.push_back(std::async(std::launch::async, [&act, i] { return act(i); }));
    }
    int successes = 0;
    for (auto& result : results) {
      successes += result.get() ? 1 : 0;
    }
    return successes;
  }
};
INSTANTIATE_TEST_SUITE_P(, ConcurrencyTest, support::kBothEngines, support::engine_name);

TEST_P(ConcurrencyTest, APurchaseConfirmedManyTimesAtOnceIsChargedOnce) {
  const auto unit = stock();
  ASSERT_TRUE(reserve(kAnn, unit));
  EXPECT_EQ(
      count_at_once([&](int) { return purchase_for(kAnn, unit, Money::units(100)).has_value(); }),
      kAtOnce)
      << "each is answered with the one order";
  EXPECT_EQ(balance(kAnn), Money::units(900));
  EXPECT_EQ(count("orders"), 1);
  EXPECT_EQ(value<std::int64_t>("SELECT count(*) FROM outbox WHERE kind = 'delivery_text'"), 1);
}

TEST_P(ConcurrencyTest, ACustomerWhoPressesManyBuyButtonsAtOnceHoldsThree) {
  std::vector<std::int64_t> units;
  units.reserve(kAtOnce);
  for (int i = 0; i < kAtOnce; ++i) {
    units.push_back(stock(voucher_named(std::to_string(i))));
  }
  EXPECT_EQ(count_at_once([&](int i) {
              return reserve(kAnn, units[static_cast<std::size_t>(i)]).has_value();
            }),
            kMaxReservations);
}

TEST_P(ConcurrencyTest, OneBuyButtonPressedManyTimesAtOnceHoldsOneUnit) {
  const auto units = stock(voucher(), kAtOnce);
  EXPECT_EQ(count_at_once([&](int) { return reserve(kAnn, units[0]).has_value(); }), kAtOnce);
  EXPECT_EQ(value<std::int64_t>("SELECT count(*) FROM products WHERE is_reserved = true"), 1);
}

TEST_P(ConcurrencyTest, SalesAtTheTimeOfADiscountOfManyUnitsCostWhatTheirCustomersConfirmed) {
  const auto units = stock(voucher(), static_cast<int>(kChangedAtOnce) + kAtOnce);
  const auto by = permit<Act::set_discount>(Actor::cli()).value();
  for (int i = 1; i < kAtOnce; ++i) {
    join(i, Money::units(200));
  }
  transact([&](db::Tx& tx) {
    return set_bulk_discount(tx, {}, {*base::Percent::of(50)}, by, kNow).finished_at.has_value();
  });
  const auto bought = count_at_once([&](int i) {
    if (i == 0) {
      transact([](db::Tx& tx) {
        continue_bulk_change(tx, kNow);
        return true;
      });
      return false;
    }
    const auto unit = units[units.size() - static_cast<std::size_t>(i)];
    const auto held = reserve(i, unit);
    const auto price = held ? price_of(held->product) : Money();
    return held && transact([&](db::Tx& tx) {
             return shop::purchase(tx, i, held->product.id, price, kNow).has_value();
           });
  });
  EXPECT_FALSE(transact([](db::Tx& tx) { return has_unfinished_changes(tx); }));
  EXPECT_EQ(count("orders"), bought);
  EXPECT_EQ(value<Money>("SELECT sum(balance) FROM users") +
                value<Money>("SELECT COALESCE(sum(final_price), 0) FROM orders"),
            Money::units(2000 + 200 * (kAtOnce - 1)));
  EXPECT_EQ(value<std::int64_t>("SELECT count(*) FROM products WHERE is_sold = false "
                                "AND discount_percent <> 50"),
            0);
}

TEST_P(ConcurrencyTest, AnAdjustmentSentManyTimesAtOnceIsMadeOnce) {
  const Adjustment adjustment{
      .user_id = kAnn, .amount = Money::units(25), .reason = "test", .idempotency_key = "once"};
  EXPECT_EQ(count_at_once([&](int) {
              const auto adjusted = transact([&](db::Tx& tx) {
                return adjust(tx, adjustment, permit<Act::adjust>(Actor::cli()).value(), kNow);
              });
              return adjusted && !adjusted->is_repeat;
            }),
            1);
  EXPECT_EQ(balance(kAnn), Money::units(1025));
}

TEST_P(ConcurrencyTest, OneKeyForManyCustomersAtOnceReachesOneOfThem) {
  for (int i = 0; i < kAtOnce; ++i) {
    join(i + 1);
  }
  EXPECT_EQ(count_at_once([&](int i) {
              const Adjustment adjustment{.user_id = i + 1,
                                          .amount = Money::units(25),
                                          .reason = "test",
                                          .idempotency_key = "once"};
              const auto adjusted = transact([&](db::Tx& tx) {
                return adjust(tx, adjustment, permit<Act::adjust>(Actor::cli()).value(), kNow);
              });
              EXPECT_TRUE(adjusted || adjusted.error() == AdjustRefusal::key_conflict);
              return adjusted.has_value();
            }),
            1);
  EXPECT_EQ(value<Money>("SELECT sum(balance) FROM users WHERE id <= 8"), Money::units(25));
}

TEST_P(ConcurrencyTest, OfStaffWhoAdjustTheBalanceThatTheySeeAtOnceOneDoes) {
  const auto adjusted = count_at_once([&](int i) {
    const auto done = transact([&](db::Tx& tx) {
      return adjust(tx,
                    {.user_id = kAnn,
                     .amount = Money::units(-600),
                     .reason = "test",
                     .idempotency_key = std::to_string(i),
                     .shown_balance = Money::units(1000)},
                    permit<Act::adjust>(Actor::owner(i + 1)).value(), kNow);
    });
    EXPECT_TRUE(done || done.error() == AdjustRefusal::balance_changed);
    return done.has_value();
  });
  EXPECT_EQ(adjusted, 1);
  EXPECT_EQ(balance(kAnn), Money::units(400));
}

TEST_P(ConcurrencyTest, ChargesAtOnceLeaveNoBalanceBelowZero) {
  EXPECT_EQ(count_at_once([&](int i) {
              const auto done = transact([&](db::Tx& tx) {
                return adjust(tx,
                              {.user_id = kAnn,
                               .amount = Money::units(-300),
                               .reason = "test",
                               .idempotency_key = std::to_string(i)},
                              permit<Act::adjust>(Actor::owner(i + 1)).value(), kNow);
              });
              EXPECT_TRUE(done || done.error() == AdjustRefusal::not_enough_money);
              return done.has_value();
            }),
            3);
  EXPECT_EQ(balance(kAnn), Money::units(100));
}

TEST_P(ConcurrencyTest, WhoIsBannedWhileTheyAreGivenARoleIsOneOfBoth) {
  const auto manager = Actor::staff(Role::manager, 5);
  EXPECT_EQ(count_at_once([&](int i) {
              return transact([&](db::Tx& tx) -> std::expected<bool, int> {
                       if (i % 2 == 0) {
                         return ban(tx, {.user_id = kAnn, .reason = "test"}, {},
                                    permit<Act::ban_customer>(manager).value(), kNow)
                             .has_value();
                       }
                       const auto before =
                           set_role(tx, kAnn, Role::support,
                                    permit<Act::set_role>(Actor::owner(i)).value(), kNow, {});
                       return before && !*before;
                     })
                  .value();
            }),
            1);
  EXPECT_EQ(
      value<std::int64_t>("SELECT count(*) FROM users WHERE is_banned = true") + count("staff"), 1);
}

TEST_P(ConcurrencyTest, OfARefundAndAReplacementAtOnceTheSecondSeesTheFirst) {
  const auto order = buy(kAnn, stock(voucher(), kAtOnce)[0]);
  const auto done = count_at_once([&](int i) {
    const auto actor = Actor::owner(i + 1);
    return transact([&](db::Tx& tx) {
      return i % 2 == 0 ? refund_order(tx, order.id, Money::units(100), "test",
                                       permit<Act::refund_order>(actor).value(), kNow)
                              .has_value()
                        : replace_unit(tx, order.id, order.product_id, "test",
                                       permit<Act::replace_unit>(actor).value(), kNow)
                              .has_value();
    });
  });
  EXPECT_EQ(count("refunds"), 1);
  EXPECT_EQ(count("refunds") + count("replacements"), done);
  EXPECT_LE(count("replacements"), 1);
  EXPECT_EQ(balance(kAnn), Money::units(1000));
}

TEST_P(ConcurrencyTest, TransfersAcrossEachOtherLoseNothing) {
  EXPECT_EQ(count_at_once([&](int i) {
              const auto [from, to] = i % 2 == 0 ? std::pair(kAnn, kBob) : std::pair(kBob, kAnn);
              const Transfer transfer{.kind = TransferKind::adjustment,
                                      .key = std::to_string(i),
                                      .lines = {{LedgerAccount::customer, from, Money::units(-100)},
                                                {LedgerAccount::customer, to, Money::units(100)}},
                                      .note = "",
                                      .actor = Actor::cli()};
              return transact([&](db::Tx& tx) { return post(tx, transfer, kNow); }).has_value();
            }),
            kAtOnce);
  EXPECT_EQ(balance(kAnn), Money::units(1000));
  EXPECT_EQ(balance(kBob), Money::units(1000));
}

TEST_P(ConcurrencyTest, ANewcomerWhoWritesManyTimesAtOnceIsRegisteredOnce) {
  EXPECT_EQ(
      count_at_once([&](int i) {
        base::SeededRandom random(static_cast<std::uint64_t>(i));
        const Newcomer newcomer{.id = 5,
                                .username = std::nullopt,
                                .first_name = "Eve",
                                .language = std::nullopt,
                                .referral_code = std::nullopt};
        return transact([&](db::Tx& tx) { return register_customer(tx, newcomer, random, kNow); })
            .is_new;
      }),
      1);
}

TEST_P(ConcurrencyTest, AnUpdateThatComesManyTimesAtOnceIsSeenOnce) {
  EXPECT_EQ(count_at_once([&](int) {
              return transact([](db::Tx& tx) { return mark_update_seen(tx, 7, kNow); });
            }),
            1);
}

TEST_P(ConcurrencyTest, ManyCallersOfTheOutboxShareNothing) {
  execute("DELETE FROM outbox");
  transact([](db::Tx& tx) {
    for (std::int64_t user = 1; user <= 50; ++user) {
      for (int i = 0; i < 3; ++i) {
        enqueue(tx, kAdjusted, user, {}, kNow);
      }
    }
    return true;
  });
  std::mutex mutex;
  std::map<std::int64_t, int> callers_of;  // by chat: who was given it
  std::size_t given = 0;
  count_at_once([&](int caller) {
    while (true) {
      const auto claimed = transact([](db::Tx& tx) {
        return claim(tx, kNow, /*limit=*/3, {.name = "pump", .lease = std::chrono::seconds(90)});
      });
      if (claimed.empty()) {
        return true;
      }
      const std::scoped_lock lock(mutex);
      given += claimed.size();
      for (const auto& notice : claimed) {
        EXPECT_EQ(callers_of.try_emplace(notice.user_id, caller).first->second, caller);
      }
    }
  });
  EXPECT_EQ(given, 150U);
}

// Row locks are PostgreSQL's alone.
class PostgresConcurrencyTest : public ConcurrencyTest {
 protected:
  // Until another transaction waits for a lock.
  void wait_for_a_waiter() {
    while (value<std::int64_t>("SELECT count(*) FROM pg_locks WHERE NOT granted") == 0) {
      std::this_thread::yield();
    }
  }
  std::future<Reserved> reserve_later(std::int64_t user_id, std::int64_t unit) {
    return std::async(std::launch::async, [=, this] { return reserve(user_id, unit); });
  }
};
INSTANTIATE_TEST_SUITE_P(, PostgresConcurrencyTest, testing::Values(db::Engine::postgres),
                         support::engine_name);

TEST_P(PostgresConcurrencyTest, APassedOverUnitIsGivenWhenItsFirstCustomerIsRefused) {
  const auto unit = stock();
  std::future<Reserved> bob;
  const auto refused = transact([&](db::Tx& tx) -> std::expected<int, int> {
    EXPECT_TRUE(shop::reserve(tx, kAnn, unit, kNow, kReservationTime));
    bob = reserve_later(kBob, unit);
    wait_for_a_waiter();
    return std::unexpected(1);
  });
  EXPECT_FALSE(refused);
  EXPECT_TRUE(bob.get());
  EXPECT_EQ(product(unit).reserved_by, kBob);
}

TEST_P(PostgresConcurrencyTest, AnAwaitedUnitIsRefusedWhenItsFirstCustomerGetsIt) {
  const auto unit = stock();
  std::future<Reserved> bob;
  transact([&](db::Tx& tx) {
    EXPECT_TRUE(shop::reserve(tx, kAnn, unit, kNow, kReservationTime));
    bob = reserve_later(kBob, unit);
    wait_for_a_waiter();
    return 0;
  });
  EXPECT_EQ(refusal_of(bob.get()), ReserveRefusal::held_by_other);
  EXPECT_EQ(product(unit).reserved_by, kAnn);
}

TEST_P(PostgresConcurrencyTest, AUnitThatIsLockedIsPassedOverWhenAnotherOneIsFree) {
  const auto units = stock(voucher(), 2);
  transact([&](db::Tx& tx) {
    EXPECT_TRUE(shop::reserve(tx, kAnn, units[0], kNow, kReservationTime));
    EXPECT_EQ(reserve(kBob, units[0])->product.id, units[1]);
    return 0;
  });
}

// A sale waits for one piece at most.
TEST_P(PostgresConcurrencyTest, ADiscountOfManyIdsLocksNoMoreThanAPiece) {
  constexpr int kIds = 5'000;
  const auto units = stock(voucher(), kIds);
  const auto accepted = transact([&](db::Tx& tx) {
    const auto discount = set_discount_bulk(tx, {.ids = units}, {*base::Percent::of(30)},
                                            permit<Act::set_discount>(Actor::cli()).value(), kNow)
                              .value();
    EXPECT_EQ(transact([&](db::Tx& other) {
                return std::ssize(other.all<std::int64_t>(
                    "SELECT id FROM products FOR NO KEY UPDATE SKIP LOCKED"));
              }),
              kIds - kChangedAtOnce);
    return discount;
  });
  EXPECT_EQ(accepted.updated, kChangedAtOnce);
  buy(kAnn, units.back());
  while (transact([](db::Tx& tx) { return has_unfinished_changes(tx); })) {
    transact([](db::Tx& tx) {
      continue_bulk_change(tx, kNow);
      return true;
    });
  }
  EXPECT_EQ(value<std::int64_t>("SELECT updated FROM bulk_changes"), kIds - 1);
  EXPECT_EQ(product(units.back()).discount_percent.value(), 0) << "it was sold before its piece";
}

TEST_P(PostgresConcurrencyTest, ADiscountLeavesAUnitThatIsBeingSoldAlone) {
  const auto units = stock(voucher(), 2);
  ASSERT_TRUE(reserve(kAnn, units[0]));
  std::future<void> discounted;
  transact([&](db::Tx& tx) {
    EXPECT_TRUE(shop::purchase(tx, kAnn, units[0], Money::units(100), kNow));
    discounted = std::async(std::launch::async, [&] { discount(units[1], 20); });
    wait_for_a_waiter();
    return 0;
  });
  discounted.get();
  EXPECT_EQ(product(units[0]).discount_percent.value(), 0);
  EXPECT_EQ(product(units[1]).discount_percent.value(), 20);
}

}  // namespace
}  // namespace shop
