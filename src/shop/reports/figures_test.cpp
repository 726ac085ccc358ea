#include "shop/reports/figures.h"

#include <gmock/gmock.h>

#include "shop/customers/alert_topic.h"
#include "shop/reports/daily_summary.h"
#include "shop/reports/period.h"
#include "shop/reports/referral_report.h"
#include "shop/reports/sale_sums.h"
#include "shop/testing/shop_fixture.h"

namespace shop {
namespace {

using base::Money;
using std::chrono::hours;
using std::chrono::local_days;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using namespace std::chrono_literals;

class FiguresTest : public ShopTest {
 protected:
  void SetUp() override {
    ShopTest::SetUp();
    join(kAnn, Money::units(10'000));
    stock(voucher(), 20);
  }
  void sell_at(base::Timestamp at, std::int64_t unit = 1) { buy(kAnn, unit, at); }
  SaleFigures figures(Span span) {
    return read([&](db::Tx& tx) { return sale_figures(tx, span); });
  }
  int sum_sales(base::Timestamp at) {
    int sums = 0;
    while (transact([&](db::Tx& tx) { return sum_next_sales(tx, warsaw, at); })) {
      ++sums;
    }
    return sums;
  }
  std::vector<std::int64_t> orders_by_day(local_days first, local_days last, base::Timestamp at) {
    std::vector<std::int64_t> orders;
    for (const auto& day :
         read([&](db::Tx& tx) { return sales_by_day(tx, warsaw, first, last, at); })) {
      orders.push_back(day.orders);
    }
    return orders;
  }

  base::TimeZone warsaw = base::TimeZone::named("Europe/Warsaw").value();
};
INSTANTIATE_TEST_SUITE_P(, FiguresTest, support::kBothEngines, support::engine_name);

TEST_P(FiguresTest, SumWhatWasSoldFromTheFirstMomentToBeforeTheLast) {
  EXPECT_EQ(figures({kNow, kNow + hours(24)}).orders, 0);
  sell_at(kNow);
  discount(2, 25);
  sell_at(kNow + hours(1), 2);
  sell_at(kNow + hours(24), 3);
  ASSERT_TRUE(reserve(kAnn, 5, kNow + hours(2)));
  const auto sum = figures({kNow, kNow + hours(24)});
  EXPECT_EQ(sum.orders, 2);
  EXPECT_EQ(sum.revenue, Money::units(175));
  EXPECT_EQ(sum.discounts, Money::units(25));
  EXPECT_EQ(sum.reservations, 3);
}

TEST_P(FiguresTest, OfSummedDaysAreThoseOfTheOrders) {
  const auto start = kNow - hours(1);  // the day begins at eleven in the evening, UTC
  sell_at(start - hours(20));
  sell_at(start);
  sell_at(start + hours(23));
  sell_at(start + hours(24));
  sell_at(start + hours(30));
  const Span all{start - hours(48), start + hours(40)};
  const auto counted = figures(all);
  const auto sellers = [&] {
    return read([&](db::Tx& tx) { return best_sellers(tx, all, 3); }).offers;
  };
  const auto counted_sellers = sellers();
  EXPECT_EQ(sum_sales(start + hours(24)), 1 + 23) << "what has just ended has to rest";
  EXPECT_EQ(figures(all).revenue, counted.revenue);
  EXPECT_EQ(sum_sales(start + hours(32)), 1 + 7) << "a day takes the place of its hours";
  EXPECT_EQ(sum_sales(start + hours(32)), 0) << "each is summed once";
  EXPECT_EQ(count("sale_sums"), 2 + 7);
  EXPECT_EQ(figures(all).orders, 5);
  EXPECT_EQ(figures(all).revenue, counted.revenue);
  EXPECT_EQ(figures(all).reservations, counted.reservations);
  EXPECT_EQ(figures({start + hours(1), start + hours(25)}).orders, 2)
      << "what is not a whole day is counted";
  ASSERT_THAT(sellers(), SizeIs(1));
  EXPECT_EQ(sellers()[0].orders, 5);
  EXPECT_EQ(sellers()[0].revenue, counted_sellers.at(0).revenue);
  EXPECT_THAT(
      orders_by_day(local_days(2026y / 11 / 23), local_days(2026y / 11 / 25), start + hours(40)),
      ElementsAre(1, 2, 2));
  now = start + hours(60);
}

TEST_P(FiguresTest, SummedDaysAreComparedWithTheOrders) {
  sell_at(kNow);
  EXPECT_EQ(sum_sales(kNow + hours(25)), 1 + 1) << "the day, and an hour";
  execute("UPDATE sale_sums SET revenue = revenue * 2 WHERE orders > 0");
  EXPECT_THAT(audit(kNow + hours(24)), SizeIs(2));
  expect_broken_books();
}

TEST_P(FiguresTest, DaysOnWhichTheClocksChangeAreWhole) {
  const auto day = [&](local_days date) {
    const auto span = span_of_day(warsaw, date);
    return std::chrono::duration_cast<hours>(span.to - span.from).count();
  };
  EXPECT_EQ(day(local_days(2026y / 3 / 28)), 24);
  EXPECT_EQ(day(local_days(2026y / 3 / 29)), 23);
  EXPECT_EQ(day(local_days(2026y / 10 / 25)), 25);
}

TEST_P(FiguresTest, PeriodsAreComparedWithAsMuchBefore) {
  const auto at = *base::parse_timestamp("2026-11-24T11:30:00Z");
  const auto text = [](Span span) {
    return base::format_rfc3339(span.from) + " " + base::format_rfc3339(span.to);
  };
  const auto today = spans_of(Period::today, warsaw, at);
  EXPECT_EQ(text(today.span), "2026-11-23T23:00:00Z 2026-11-24T11:30:00Z");
  EXPECT_EQ(text(today.before), "2026-11-22T23:00:00Z 2026-11-23T11:30:00Z");
  const auto week = spans_of(Period::week, warsaw, at);
  EXPECT_EQ(text(week.span), "2026-11-17T23:00:00Z 2026-11-24T11:30:00Z");
  EXPECT_EQ(text(week.before), "2026-11-10T23:00:00Z 2026-11-17T11:30:00Z");
  const auto month = spans_of(Period::month, warsaw, at);
  EXPECT_EQ(text(month.span), "2026-10-31T23:00:00Z 2026-11-24T11:30:00Z");
  EXPECT_EQ(text(month.before), "2026-09-30T22:00:00Z 2026-10-24T10:30:00Z");
  const auto end = spans_of(Period::month, warsaw, *base::parse_timestamp("2026-03-31T11:00:00Z"));
  EXPECT_EQ(end.before.to, end.span.from) << "February is shorter";
}

TEST_P(FiguresTest, CountNewCustomersAndWhatIsOwed) {
  join(kBob, Money::units(5));
  execute("UPDATE users SET balance = -7, overdraft = 7 WHERE id = $1", kBob);
  expect_broken_books();
  EXPECT_EQ(read([](db::Tx& tx) { return new_customers(tx, {kNow, kNow + kMoment}); }), 2);
  EXPECT_EQ(read([](db::Tx& tx) { return new_customers(tx, {kNow + kMoment, kNow + hours(1)}); }),
            0);
  EXPECT_EQ(read([](db::Tx& tx) { return owed_to_customers(tx); }), Money::units(10'000))
      << "debts are not set off";
}

TEST_P(FiguresTest, OfReferralsAreEmptyInAnEmptySpan) {
  const auto report =
      read([](db::Tx& tx) { return referral_report(tx, {kNow, kNow + hours(1)}, 10); });
  EXPECT_EQ(report.new_referees, 0);
  EXPECT_EQ(report.commissions, Money());
  EXPECT_THAT(report.referrers, IsEmpty());
}

class DailySummaryTest : public FiguresTest {
 protected:
  int send(const char* at) {
    return transact([&](db::Tx& tx) {
      return send_daily_summary(tx, std::vector{kBob}, warsaw, *base::parse_timestamp(at));
    });
  }
};
INSTANTIATE_TEST_SUITE_P(, DailySummaryTest, support::kBothEngines, support::engine_name);

TEST_P(DailySummaryTest, GoesOnceADayFromEightOnByTheShopsClock) {
  join(kBob);
  EXPECT_EQ(send("2026-11-25T06:59:59Z"), 0);
  EXPECT_EQ(send("2026-11-25T07:00:00Z"), 1);
  EXPECT_EQ(send("2026-11-25T07:00:00Z"), 0) << "another process, or after a restart";
  EXPECT_EQ(send("2026-11-25T20:00:00Z"), 0);
  EXPECT_EQ(send("2026-11-26T22:59:59Z"), 1) << "late, if the shop was down at eight";
  EXPECT_EQ(send("2026-11-27T06:00:00Z"), 0) << "yesterday's is not made up for";
  EXPECT_EQ(send("2027-03-28T05:59:59Z"), 0) << "the clocks have been put forward";
  EXPECT_EQ(send("2027-03-28T06:00:00Z"), 1);
  EXPECT_EQ(count("daily_summaries"), 1) << "old ones are forgotten";
}

TEST_P(DailySummaryTest, IsNotSentByAShopThatHadNoYesterday) {
  join(kBob);
  EXPECT_EQ(send("2026-11-24T07:00:00Z"), 0) << "the first customer came today, at one";
  EXPECT_EQ(send("2026-11-25T07:00:00Z"), 1);
}

TEST_P(DailySummaryTest, IsNotSentToWhomSwitchedItOff) {
  join(kBob);
  transact([](db::Tx& tx) {
    set_hears(tx, kBob, AlertTopic::daily_summary, false);
    return true;
  });
  EXPECT_EQ(send("2026-11-25T07:00:00Z"), 0);
}

}  // namespace
}  // namespace shop
