// Which alerts the owners and the staff get in the chat.
#include <algorithm>
#include <boost/describe.hpp>
#include <optional>
#include <utility>
#include <vector>

#include "shop/customers/alert_topic.h"
#include "shop/customers/customer.h"
#include "shop/customers/staff.h"
#include "web/api/operations.h"

namespace web {
namespace {

using shop::Act;
using shop::AlertTopic;

struct AlertsView {
  std::vector<AlertTopic> on;
  std::vector<AlertTopic> off;
};
BOOST_DESCRIBE_STRUCT(AlertsView, (), (on, off))

struct AlertsBody {
  std::vector<AlertTopic> off;
};
BOOST_DESCRIBE_STRUCT(AlertsBody, (), (off))

struct AlertsPath {
  std::int64_t user_id = 0;
};
BOOST_DESCRIBE_STRUCT(AlertsPath, (), (user_id))

constexpr ProblemKind kNotAnOwner{409, "not_an_owner",
                                  "Each of the staff chooses their own alerts, in the chat."};

bool has_owner(const Context& context, std::int64_t id) {
  return std::ranges::find(context.owner_ids, id) != context.owner_ids.end();
}

// Those that the role may hear of.
std::optional<AlertsView> alerts_of(db::Tx& tx, const Context& context, std::int64_t id) {
  const auto role = has_owner(context, id) ? shop::Role::owner : shop::find_role(tx, id);
  if (!role) {
    return std::nullopt;
  }
  const auto muted = shop::muted_topics(tx, id);
  AlertsView view;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<AlertTopic>>([&](auto described) {
    if (shop::may(*role, shop::needed_for(described.value))) {
      const bool is_off = std::ranges::find(muted, described.value) != muted.end();
      (is_off ? view.off : view.on).push_back(described.value);
    }
  });
  return view;
}

Outcome<AlertsView> show_alerts(db::Tx& tx, const Call<Act::set_role, AlertsPath>& call) {
  auto view = alerts_of(tx, call.context, call.parameters.user_id);
  return view ? Outcome<AlertsView>(*std::move(view)) : std::unexpected(Problem(kNotFound));
}

using AlertsEdit = Call<Act::set_role, AlertsPath, AlertsBody>;

std::optional<AlertsView> current_alerts(db::Tx& tx, const AlertsEdit& call) {
  shop::lock_customers(tx, std::array{call.parameters.user_id});
  return alerts_of(tx, call.context, call.parameters.user_id);
}

Outcome<AlertsView> set_alerts(db::Tx& tx, const AlertsEdit& call) {
  const auto id = call.parameters.user_id;
  if (!has_owner(call.context, id)) {
    return std::unexpected(Problem(kNotAnOwner));
  }
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<AlertTopic>>([&](auto described) {
    shop::set_hears(tx, id, described.value,
                    std::ranges::find(call.body.off, described.value) == call.body.off.end());
  });
  return alerts_of(tx, call.context, id).value();
}

}  // namespace

void add_alert_operations(Api& api) {
  api.read({.method = "GET",
            .path = "/api/staff/{user_id}/alerts",
            .id = "showAlerts",
            .subject = "Staff",
            .summary = "Shows which alerts an owner or one of the staff gets in the chat.",
            .notes = {{"on", "What they are told of; each role has topics of its own."}}},
           &show_alerts);
  api.edit({.method = "PUT",
            .path = "/api/staff/{user_id}/alerts",
            .id = "setAlerts",
            .subject = "Staff",
            .summary = "Switches alerts of an owner off, and all others on.",
            .notes = {{"off", "What they do not want to be told of."}},
            .problems = {kNotAnOwner}},
           &current_alerts, &set_alerts);
}

}  // namespace web
