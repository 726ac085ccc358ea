#include "shop/customers/alert_topic.h"

#include <algorithm>

#include <fmt/format.h>

#include "shop/core/sql.h"
#include "shop/customers/customer.h"
#include "shop/customers/staff.h"

namespace shop {

namespace {

// Owners of whom the shop knows nothing: the trouble may be what keeps their messages away.
void add_unknown(db::Tx& tx, std::vector<std::int64_t>& people,
                 std::span<const std::int64_t> owner_ids) {
  const auto known = find_customers(tx, owner_ids);
  for (const auto id : owner_ids) {
    if (std::ranges::find(known, id, &Customer::id) == known.end()) {
      people.push_back(id);
    }
  }
  std::ranges::sort(people);
}

}  // namespace

std::vector<std::int64_t> who_hears(db::Tx& tx, AlertTopic topic,
                                    std::span<const std::int64_t> owner_ids) {
  const auto may_see = who_may(tx, needed_for(topic), {owner_ids.begin(), owner_ids.end()});
  // Who has never written to the bot cannot be written to.
  auto people = tx.all<std::int64_t>(
      fmt::format("SELECT u.id FROM users u WHERE u.id {} AND u.has_blocked_bot = false "
                  "AND NOT EXISTS (SELECT 1 FROM muted_alerts m WHERE m.user_id = u.id "
                  "AND m.topic = $2) ORDER BY u.id",
                  sql::in_ids(tx)),
      sql::ids_text(tx, may_see), topic);
  if (topic == AlertTopic::backend_trouble) {
    add_unknown(tx, people, owner_ids);
  }
  return people;
}

std::vector<AlertTopic> muted_topics(db::Tx& tx, std::int64_t user_id) {
  return tx.all<AlertTopic>("SELECT topic FROM muted_alerts WHERE user_id = $1", user_id);
}

void set_hears(db::Tx& tx, std::int64_t user_id, AlertTopic topic, bool hears) {
  tx.execute(hears ? "DELETE FROM muted_alerts WHERE user_id = $1 AND topic = $2"
                   : "INSERT INTO muted_alerts (user_id, topic) VALUES ($1, $2) "
                     "ON CONFLICT DO NOTHING",
             user_id, topic);
}

}  // namespace shop
