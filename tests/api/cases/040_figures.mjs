// What the shop sold, and what referrals brought.
const badDays = (path) => [{ path, query: { days: 0 } }, { path, query: { days: "week" } }, { path, query: { weeks: 1 } }];

export const CASES = {
  showSummary: {
    good: [{ path: "/api/stats/summary" }, { path: "/api/stats/summary", query: { days: 366 } }],
    bad: badDays("/api/stats/summary"),
  },
  listDailyFigures: {
    good: [{ path: "/api/stats/daily" }, { path: "/api/stats/daily", query: { days: 2 }, headers: { accept: "text/csv" } }],
    bad: badDays("/api/stats/daily"),
  },
  listLeaders: {
    good: [{ path: "/api/referrals/leaderboard", query: { page: 1, per_page: 10 } }],
    bad: [{ path: "/api/referrals/leaderboard", query: { page: 0 } }],
  },
  listReferrers: {
    good: [{ path: "/api/referrals/referrers", query: { days: 7 }, headers: { accept: "text/csv" } }],
    bad: [...badDays("/api/referrals/referrers"), { path: "/api/referrals/referrers", query: { per_page: 201 } }],
  },
  showReferralReport: {
    good: [{ path: "/api/referrals/report" }, { path: "/api/referrals/report", query: { days: 7 } }],
    bad: badDays("/api/referrals/report"),
  },
};
