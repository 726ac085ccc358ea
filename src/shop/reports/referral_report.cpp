#include "shop/reports/referral_report.h"

#include <string_view>

#include <fmt/format.h>

namespace shop {
namespace {

// Lines of customers who got commissions in the span of $1 and $2.
constexpr std::string_view kCommissionLines =
    "FROM transfers t JOIN ledger_lines l ON l.transfer_id = t.id "
    "WHERE t.kind IN ('commission', 'commission_reversal') AND l.account = 'customer' "
    "AND t.created_at >= $1 AND t.created_at < $2";

}  // namespace

ReferralReport referral_report(db::Tx& tx, Span span, int most) {
  return {.new_referees = tx.one<std::int64_t>(
              "SELECT count(*) FROM users WHERE created_at >= $1 AND created_at < $2 "
              "AND referrer_id IS NOT NULL",
              span.from, span.to),
          .commissions = tx.one<base::Money>(
              fmt::format("SELECT COALESCE(sum(l.amount), 0) {}", kCommissionLines), span.from,
              span.to),
          .referrers = tx.all<ReferrerFigures>(
              fmt::format("SELECT u.id, u.first_name, u.username, c.earned, u.referral_earnings, "
                          "(SELECT count(*) FROM users r WHERE r.referrer_id = u.id) AS referees "
                          "FROM (SELECT l.user_id, sum(l.amount) AS earned {} GROUP BY l.user_id "
                          "ORDER BY 2 DESC, 1 LIMIT $3) c JOIN users u ON u.id = c.user_id "
                          "ORDER BY c.earned DESC, u.id",
                          kCommissionLines),
              span.from, span.to, most)};
}

}  // namespace shop
