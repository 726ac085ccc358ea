// What a customer has brought to the shop, and what they were called before.
#include <algorithm>
#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <vector>

#include "shop/customers/customer_search.h"
#include "shop/customers/staff.h"
#include "shop/customers/tier.h"
#include "shop/reports/customer_figures.h"
#include "web/api/operations.h"
#include "web/core/copy_fields.h"

namespace web {
namespace {

constexpr int kFormerNames = 100;

struct FormerNameView {
  std::optional<std::string> username;
  std::string first_name;
  base::Timestamp seen_until;
};
BOOST_DESCRIBE_STRUCT(FormerNameView, (), (username, first_name, seen_until))

struct UserFiguresView {
  std::int64_t id = 0;
  std::optional<shop::Role> role;
  shop::Tier tier = shop::Tier::bronze;
  std::int64_t orders = 0;
  base::Money spent;
  std::int64_t deposits = 0;
  base::Money deposited;
  std::int64_t referees = 0;
  std::vector<FormerNameView> former_names;
};
BOOST_DESCRIBE_STRUCT(UserFiguresView, (),
                      (id, role, tier, orders, spent, deposits, deposited, referees, former_names))

struct FiguresPath {
  std::int64_t id = 0;
};
BOOST_DESCRIBE_STRUCT(FiguresPath, (), (id))

std::optional<shop::Role> role_of_user(db::Tx& tx, const Context& context, std::int64_t id) {
  const bool is_owner = std::ranges::find(context.owner_ids, id) != context.owner_ids.end();
  return is_owner ? shop::Role::owner : shop::find_role(tx, id);
}

Outcome<UserFiguresView> show_user_figures(
    db::Tx& tx, const Call<shop::Act::see_customers, FiguresPath>& call) {
  const auto id = call.parameters.id;
  const auto customer = shop::find_customer(tx, id);
  if (!customer) {
    return std::unexpected(Problem(kNotFound));
  }
  const auto figures = shop::figures_of(tx, id);
  UserFiguresView view{.id = id,
                       .role = role_of_user(tx, call.context, id),
                       .tier = shop::tier_of(customer->referral_earnings),
                       .orders = figures.orders,
                       .spent = figures.spent,
                       .deposits = figures.deposits,
                       .deposited = figures.deposited,
                       .referees = figures.referees,
                       .former_names = {}};
  for (const auto& name : shop::former_names_of(tx, id, kFormerNames)) {
    view.former_names.push_back(copy_fields<FormerNameView>(name));
  }
  return view;
}

}  // namespace

void add_user_figure_operations(Api& api) {
  api.read({.method = "GET",
            .path = "/api/users/{id}/figures",
            .id = "showUserFigures",
            .subject = "Customers",
            .summary = "Shows what a customer has bought and paid in, and what they were called "
                       "before.",
            .notes = {{"role", "Of one who helps the owners, or is one."},
                      {"tier", "By what they have earned from referrals."},
                      {"deposits", "Credited, and not taken back."},
                      {"former_names", "The newest first."}}},
           &show_user_figures);
}

}  // namespace web
