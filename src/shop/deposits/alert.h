// What owners and staff must know at once.
#pragma once

#include <boost/describe.hpp>
#include <chrono>
#include <cstdint>
#include <optional>
#include <span>

#include "base/clock.h"
#include "db/core/tx.h"
#include "shop/core/outbox.h"
#include "shop/customers/alert_topic.h"
#include "shop/deposits/coins/coin.h"

namespace shop {

enum class AlertKind {
  credit_taken_back,   // a reorganisation took a credited deposit: `deposit_id`
  chain_stopped,       // no backend has the shop's blocks: `height`
  chain_stalled,       // nothing has moved for long
  chain_goes_on,       // the end of chain_stopped, chain_stalled and backends_down
  address_not_issued,  // a payment to an index that was not given: two shops on one key: `index`
  backends_disagree,   // about the tip, for long
  backends_down,       // none answers
  rates_stale,         // no fresh rate: deposits wait
  star_refund_failed,  // Telegram refused to give Stars back: `deposit_id`
  second_poller,       // another process fetches the bot's updates
  webhook_in_the_way,  // somebody set a webhook, so that polling gets nothing
  webhook_changed,     // somebody removed or changed our webhook; it is set again
  clock_is_off,        // the shop's clock is more than two hours from the chain's
  clock_is_right,      // the end of clock_is_off
  payment_kept,      // a payment by Stars cannot be booked and is tried again: `index` (KeptUpdate)
  stars_taken_back,  // Telegram gave Stars back to the customer: `deposit_id`
  large_deposit,     // credited: `deposit_id`
  delivery_not_sent,  // Telegram refused a part of what was bought: `order_id`
  webhook_given_up,   // a program's address has not taken an event for a day: `index` (Webhook)
  webhook_gone,       // it answered that it is gone, and was switched off: `index` (Webhook)
};
BOOST_DESCRIBE_ENUM(AlertKind, credit_taken_back, chain_stopped, chain_stalled, chain_goes_on,
                    address_not_issued, backends_disagree, backends_down, rates_stale,
                    star_refund_failed, second_poller, webhook_in_the_way, webhook_changed,
                    clock_is_off, clock_is_right, payment_kept, stars_taken_back, large_deposit,
                    delivery_not_sent, webhook_given_up, webhook_gone)

// What the alert does not have is left out: {"alert":"chain_stopped","coin":"btc","height":800000}
struct Alert {
  AlertKind alert = AlertKind::chain_stopped;
  std::optional<Coin> coin = {};
  std::optional<std::int64_t> deposit_id = {};
  std::optional<std::int64_t> height = {};
  std::optional<std::int64_t> index = {};
  std::optional<std::int64_t> order_id = {};

  std::optional<std::int64_t> subject_id() const { return deposit_id; }
};
BOOST_DESCRIBE_STRUCT(Alert, (), (alert, coin, deposit_id, height, index, order_id))

inline constexpr NoticeKind<Alert> kAlert{"alert"};

// What it is about, and so who is told (who_hears).
AlertTopic topic_of(AlertKind kind);

// Tells those of the owners and the staff who hear of its topic.
void raise_alert(db::Tx& tx, std::span<const std::int64_t> owners, const Alert& alert,
                 base::Timestamp now);

// Tells those of them who were not told the same for `quiet`, such as by a process that ended
// since.
void raise_alert_once(db::Tx& tx, std::span<const std::int64_t> owners, const Alert& alert,
                      std::chrono::seconds quiet, base::Timestamp now);

}  // namespace shop
