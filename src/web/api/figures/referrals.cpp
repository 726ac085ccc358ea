// Who brought customers, and what it earned them.
#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <vector>

#include "shop/customers/leaderboard.h"
#include "shop/reports/daily_summary.h"
#include "shop/reports/referral_report.h"
#include "web/api/figures/last_days.h"
#include "web/api/operations.h"

namespace web {
namespace {

constexpr int kTopReferrers = 50;
constexpr int kListedReferrers = 10'000;

struct LeaderView {
  std::int64_t id = 0;
  std::optional<std::string> username;
  std::string first_name;
  base::Money referral_earnings;
  std::int64_t referees = 0;
};
BOOST_DESCRIBE_STRUCT(LeaderView, (), (id, username, first_name, referral_earnings, referees))

struct ReferrerView {
  std::int64_t id = 0;
  std::string first_name;
  std::optional<std::string> username;
  std::int64_t referees = 0;
  base::Money earned;
  base::Money referral_earnings;
};
BOOST_DESCRIBE_STRUCT(ReferrerView, (),
                      (id, first_name, username, referees, earned, referral_earnings))

struct ReferralView {
  std::string first_day;
  std::string last_day;
  std::int64_t new_referees = 0;
  base::Money commissions;
  std::vector<ReferrerView> referrers;
};
BOOST_DESCRIBE_STRUCT(ReferralView, (), (first_day, last_day, new_referees, commissions, referrers))

struct ReferrerQuery : PageQuery {
  std::optional<Whole<1, 366>> days;
};
BOOST_DESCRIBE_STRUCT(ReferrerQuery, (PageQuery), (days))

Outcome<List<LeaderView>> list_leaders(db::Tx& tx,
                                       const Call<shop::Act::see_customers, PageQuery>& call) {
  const auto leaders = shop::leaders(tx, page_of(call.parameters));
  List<LeaderView> list{.items = {}, .total = leaders.total};
  for (const auto& leader : leaders.items) {
    list.items.push_back(copy_fields<LeaderView>(leader));
  }
  return list;
}

Outcome<ReferralView> report_referrals(db::Tx& tx,
                                       const Call<shop::Act::see_statistics, DaysQuery>& call) {
  const auto days = last_days(call.parameters, 30, call.context.zone, call.now);
  const auto report = shop::referral_report(tx, days.span, kTopReferrers);
  ReferralView view{.first_day = shop::text_of_day(days.first),
                    .last_day = shop::text_of_day(days.last),
                    .new_referees = report.new_referees,
                    .commissions = report.commissions,
                    .referrers = {}};
  for (const auto& referrer : report.referrers) {
    view.referrers.push_back(copy_fields<ReferrerView>(referrer));
  }
  return view;
}

Outcome<List<ReferrerView>> list_referrers(
    db::Tx& tx, const Call<shop::Act::see_statistics, ReferrerQuery>& call) {
  const auto days = last_days({call.parameters.days}, 30, call.context.zone, call.now);
  return page_of_all<ReferrerView>(shop::referral_report(tx, days.span, kListedReferrers).referrers,
                                   call.parameters);
}

}  // namespace

void add_referral_operations(Api& api) {
  api.read({.method = "GET",
            .path = "/api/referrals/leaderboard",
            .id = "listLeaders",
            .subject = "Figures",
            .summary = "Lists the referrers who earned most.",
            .details = "Who is banned is left out."},
           &list_leaders);
  api.read({.method = "GET",
            .path = "/api/referrals/report",
            .id = "showReferralReport",
            .subject = "Figures",
            .summary = "Shows what referrals brought during the last days (30).",
            .notes = {{"days", "Today and the days before it, in the shop's zone."},
                      {"commissions", "Less what was taken back."},
                      {"referrers", "Those who earned most in that time; at most 50."},
                      {"earned", "In that time, less what was taken back."},
                      {"referees", "Of all time."}}},
           &report_referrals);
  api.read(
      {.method = "GET",
       .path = "/api/referrals/referrers",
       .id = "listReferrers",
       .subject = "Figures",
       .summary = "Lists everybody whose referrals earned something during the last days (30), "
                  "who earned most first; at most 10,000.",
       .notes = {{"days", "Today and the days before it, in the shop's zone."},
                 {"earned", "In that time, less what was taken back."},
                 {"referees", "Of all time."}}},
      &list_referrers);
}

}  // namespace web
