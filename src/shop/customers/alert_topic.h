// What owners and staff are told of without asking, and who of them is told.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <span>
#include <vector>

#include "db/core/tx.h"
#include "shop/core/acts/rights.h"
#include "shop/core/enum_text.h"

namespace shop {

// What alerts are about; each person switches each of them. The names stand in the database.
enum class AlertTopic {
  sale,                // orders, and offers that ran out
  deposit_waiting,     // by BLIK or bank transfer, for a decision
  large_deposit,       // credited
  deposit_taken_back,  // credited, and reversed by a chain or by Telegram
  delivery_not_sent,   // a part of an order that Telegram refused
  backend_trouble,     // chains, exchange rates, the way of updates
  low_stock,
  ticket,  // a customer has written
  daily_summary,
  staff,  // a role was given or taken
};
BOOST_DESCRIBE_ENUM(AlertTopic, sale, deposit_waiting, large_deposit, deposit_taken_back,
                    delivery_not_sent, backend_trouble, low_stock, ticket, daily_summary, staff)

// What one must be allowed to see in order to be told.
constexpr Act needed_for(AlertTopic topic) {
  switch (topic) {
    case AlertTopic::sale:
    case AlertTopic::daily_summary:
      return Act::see_statistics;
    case AlertTopic::deposit_waiting:
    case AlertTopic::large_deposit:
    case AlertTopic::deposit_taken_back:
    case AlertTopic::backend_trouble:
      return Act::see_deposits;
    case AlertTopic::delivery_not_sent:
      return Act::see_orders;
    case AlertTopic::low_stock:
      return Act::see_stock;
    case AlertTopic::ticket:
      return Act::answer_tickets;
    case AlertTopic::staff:
      return Act::set_role;
  }
  return Act::change_settings;
}

// Those of the owners and the staff whose role lets them see the matter, who have not switched the
// topic off and whom the bot can reach, by id. Every alert goes to these. Owners who have never
// written to the shop are told of backend_trouble only, which may be the reason.
std::vector<std::int64_t> who_hears(db::Tx& tx, AlertTopic topic,
                                    std::span<const std::int64_t> owner_ids);

// Topics are on until the person switches them off.
std::vector<AlertTopic> muted_topics(db::Tx& tx, std::int64_t user_id);
void set_hears(db::Tx& tx, std::int64_t user_id, AlertTopic topic, bool hears);

}  // namespace shop
