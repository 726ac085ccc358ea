// What is sent to webhooks: each event once for each webhook that has chosen it, at least once, and
// in order for each subject.
#pragma once

#include <boost/describe.hpp>
#include <chrono>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "db/core/tx.h"
#include "shop/core/acts/permit.h"
#include "shop/core/list.h"
#include "shop/webhooks/webhook.h"

namespace shop {

enum class WebhookDeliveryStatus {
  waiting,    // to be sent, or sent again
  delivered,  // the target has answered 2xx
  given_up,   // not within kWebhookPatience, or the target is gone (410)
};
BOOST_DESCRIBE_ENUM(WebhookDeliveryStatus, waiting, delivered, given_up)

struct WebhookDelivery {
  std::int64_t id = 0;
  std::int64_t webhook_id = 0;
  std::int64_t event_id = 0;
  std::string event;    // "order.created", "ping"
  std::string subject;  // "order:5"
  WebhookDeliveryStatus status = WebhookDeliveryStatus::waiting;
  int attempts = 0;                                // since it was last asked for
  std::optional<int> last_status;                  // of HTTP; none: no answer
  std::string last_error;                          // "" when the last attempt succeeded
  std::optional<base::Timestamp> next_attempt_at;  // while it waits
  base::Timestamp created_at;                      // of the event
  std::optional<base::Timestamp> finished_at;
};
BOOST_DESCRIBE_STRUCT(WebhookDelivery, (),
                      (id, webhook_id, event_id, event, subject, status, attempts, last_status,
                       last_error, next_attempt_at, created_at, finished_at))

// How long a target is tried.
inline constexpr std::chrono::hours kWebhookPatience{24};
// For so long deliveries and events are kept.
inline constexpr std::chrono::days kWebhookMemory{30};

// Whether there are events that dispatch_events has not seen.
bool has_events(db::Tx& tx);

// Makes deliveries of the oldest events that are new, up to `limit`; returns of how many.
std::int64_t dispatch_events(db::Tx& tx, base::Timestamp now, int limit);

// Something to be sent now.
struct WebhookRequest {
  std::int64_t delivery_id = 0;
  std::int64_t webhook_id = 0;
  std::string url;
  std::string secret;
  bool allow_private = false;
  std::int64_t event_id = 0;
  std::string event;
  std::string subject;
  std::string payload;
  int attempts = 0;  // before this one
  base::Timestamp created_at;
};
BOOST_DESCRIBE_STRUCT(WebhookRequest, (),
                      (delivery_id, webhook_id, url, secret, allow_private, event_id, event,
                       subject, payload, attempts, created_at))

// Of each webhook up to `limit` deliveries that are due, the longest due first: only the oldest
// that waits of each subject.
std::vector<WebhookRequest> due_webhook_requests(db::Tx& tx, base::Timestamp now, int limit);

void mark_delivered(db::Tx& tx, const WebhookRequest& request, int status, base::Timestamp now);

struct WebhookFailure {
  std::optional<int> status;  // of HTTP
  std::string error;
  std::optional<std::chrono::seconds> retry_after = {};  // for so long the target wants nothing
};

enum class WebhookStep {
  retry,
  given_up,     // the webhook was failing already, or it was a ping
  now_failing,  // given up, the first of the webhook: to be told
  gone,         // the target answered 410: the webhook is switched off: to be told
};

// Postpones the delivery by retry_wait, or longer when the target asks for it, or gives it up.
// `jitter_percent`: as there.
WebhookStep note_failure(db::Tx& tx, const WebhookRequest& request, const WebhookFailure& failure,
                         int jitter_percent, base::Timestamp now);

// After that many attempts: from seconds to hours, times `jitter_percent`, so that what failed
// together is not tried together.
std::chrono::milliseconds retry_wait(int attempts, int jitter_percent);

enum class ResendRefusal { unknown, switched_off };

// Sends a ping through the same queue: tried once. Empty: no such webhook.
std::expected<WebhookDelivery, ResendRefusal> ping_webhook(db::Tx& tx, std::int64_t webhook_id,
                                                           const Permit<Act::set_webhooks>& permit,
                                                           base::Timestamp now);
// Sends it at once, whatever became of it, and again for kWebhookPatience. Writes the audit log.
std::expected<WebhookDelivery, ResendRefusal> resend_webhook(
    db::Tx& tx, std::int64_t webhook_id, std::int64_t delivery_id,
    const Permit<Act::set_webhooks>& permit, base::Timestamp now);

enum class WebhookDeliverySort { id };
BOOST_DESCRIBE_ENUM(WebhookDeliverySort, id)

struct WebhookDeliveryFilter {
  std::int64_t webhook_id = 0;
  std::optional<WebhookDeliveryStatus> status;
};

std::optional<ListRows<WebhookDelivery>> webhook_delivery_rows(
    db::Tx& tx, const WebhookDeliveryFilter& filter, const ListOrder<WebhookDeliverySort>& order,
    const ListPart& part);

// Deletes what is older than kWebhookMemory; returns how many deliveries.
std::int64_t prune_webhook_deliveries(db::Tx& tx, base::Timestamp now);

}  // namespace shop
