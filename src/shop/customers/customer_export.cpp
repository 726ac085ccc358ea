#include "shop/customers/customer_export.h"

#include "db/core/columns.h"

namespace shop {
namespace {

struct ExportedCustomer {
  std::int64_t id = 0;
  std::optional<std::string> username;
  std::string first_name;
  std::optional<std::string> language;
  base::Money balance;
  base::Money referral_earnings;
  std::string referral_code;
  std::optional<std::int64_t> referrer_id;
  bool is_banned = false;
  bool has_blocked_bot = false;
  std::optional<base::Timestamp> terms_accepted_at;
  base::Timestamp created_at;
};
BOOST_DESCRIBE_STRUCT(ExportedCustomer, (),
                      (id, username, first_name, language, balance, referral_earnings,
                       referral_code, referrer_id, is_banned, has_blocked_bot, terms_accepted_at,
                       created_at))

}  // namespace

ExportTable customer_export() {
  return table_by_id<ExportedCustomer>(
      "users", fmt::format("SELECT {} FROM users", db::columns<ExportedCustomer>()), "id");
}

}  // namespace shop
