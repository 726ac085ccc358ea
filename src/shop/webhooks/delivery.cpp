#include "shop/webhooks/delivery.h"

#include <algorithm>
#include <array>
#include <string_view>

#include <fmt/format.h>

#include "db/core/columns.h"
#include "json/json.h"
#include "shop/core/acts/audit_log.h"
#include "shop/core/sql.h"

namespace shop {
namespace {

constexpr int kGone = 410;

constexpr std::array<std::chrono::seconds, 10> kWaits{
    std::chrono::seconds(10), std::chrono::seconds(30), std::chrono::minutes(2),
    std::chrono::minutes(5),  std::chrono::minutes(15), std::chrono::minutes(30),
    std::chrono::hours(1),    std::chrono::hours(2),    std::chrono::hours(3),
    std::chrono::hours(4)};

constexpr std::string_view kDeliveryColumns =
    "d.id, d.webhook_id, d.event_id, e.event, d.subject, d.status, d.attempts, d.last_status, "
    "d.last_error, CASE WHEN d.status = 'waiting' THEN d.due_at END AS next_attempt_at, "
    "e.created_at, d.finished_at";
constexpr std::string_view kDeliveryTables =
    "webhook_deliveries d JOIN webhook_events e ON e.id = d.event_id";

// Details in the audit log.
struct ResendDetails {
  std::int64_t delivery_id = 0;
  std::string event;
  std::string subject;
};
BOOST_DESCRIBE_STRUCT(ResendDetails, (), (delivery_id, event, subject))

std::optional<WebhookDelivery> find_webhook_delivery(db::Tx& tx, std::int64_t webhook_id,
                                                     std::int64_t id) {
  return tx.first<WebhookDelivery>(
      fmt::format("SELECT {} FROM {} WHERE d.id = $1 AND d.webhook_id = $2", kDeliveryColumns,
                  kDeliveryTables),
      id, webhook_id);
}

// Locks the webhook.
std::optional<ResendRefusal> check_sending(db::Tx& tx, std::int64_t webhook_id) {
  const auto webhook = lock_webhook(tx, webhook_id);
  if (!webhook) {
    return ResendRefusal::unknown;
  }
  return webhook->is_enabled ? std::nullopt : std::optional(ResendRefusal::switched_off);
}

void finish(db::Tx& tx, std::int64_t id, WebhookDeliveryStatus status,
            const WebhookFailure& attempt, base::Timestamp now) {
  tx.execute_later(
      "UPDATE webhook_deliveries SET status = $2, attempts = attempts + 1, last_status = $3, "
      "last_error = $4, finished_at = $5 WHERE id = $1",
      id, status, attempt.status, attempt.error, now);
}

void postpone(db::Tx& tx, std::int64_t id, base::Timestamp due, const WebhookFailure& failure) {
  tx.execute_later(
      "UPDATE webhook_deliveries SET due_at = $2, attempts = attempts + 1, last_status = $3, "
      "last_error = $4 WHERE id = $1",
      id, due, failure.status, failure.error);
}

WebhookStep give_up_on(db::Tx& tx, const WebhookRequest& request, const WebhookFailure& failure,
                       base::Timestamp now) {
  finish(tx, request.delivery_id, WebhookDeliveryStatus::given_up, failure, now);
  if (failure.status == kGone) {
    const auto switched_off = tx.execute(
        "UPDATE webhooks SET is_enabled = false WHERE id = $1 AND is_enabled", request.webhook_id);
    return switched_off > 0 ? WebhookStep::gone : WebhookStep::given_up;
  }
  if (request.event == kPingEvent) {
    return WebhookStep::given_up;
  }
  const auto marked = tx.execute(
      "UPDATE webhooks SET is_failing = true WHERE id = $1 AND NOT is_failing", request.webhook_id);
  return marked > 0 ? WebhookStep::now_failing : WebhookStep::given_up;
}

}  // namespace

bool has_events(db::Tx& tx) {
  return tx.first<std::int64_t>("SELECT id FROM webhook_events WHERE NOT is_dispatched LIMIT 1")
      .has_value();
}

// Of one subject the older event is committed before the newer one is written (write_event), so
// whoever sees the newer one sees the older one, too.
std::int64_t dispatch_events(db::Tx& tx, base::Timestamp now, int limit) {
  const auto ids = tx.all<std::int64_t>(
      fmt::format("SELECT id FROM webhook_events WHERE NOT is_dispatched ORDER BY id LIMIT $1{}",
                  tx.for_update()),
      limit);
  const auto text = sql::ids_text(tx, ids);
  tx.execute_later(
      fmt::format("INSERT INTO webhook_deliveries "
                  "(webhook_id, event_id, subject, status, due_at, retry_until, created_at) "
                  "SELECT w.id, e.id, e.subject, 'waiting', e.created_at, $2, $3 "
                  "FROM webhook_events e JOIN webhooks w "
                  "ON w.is_enabled AND w.events LIKE '% ' || e.event || ' %' "
                  "WHERE e.id {} ORDER BY e.id, w.id ON CONFLICT DO NOTHING",
                  sql::in_ids(tx)),
      text, now + kWebhookPatience, now);
  tx.execute_later(
      fmt::format("UPDATE webhook_events SET is_dispatched = true WHERE id {}", sql::in_ids(tx)),
      text);
  return static_cast<std::int64_t>(ids.size());
}

std::vector<WebhookRequest> due_webhook_requests(db::Tx& tx, base::Timestamp now, int limit) {
  const auto webhooks = tx.all<std::int64_t>(
      "SELECT w.id FROM webhooks w WHERE w.is_enabled AND EXISTS (SELECT 1 FROM webhook_deliveries "
      "d WHERE d.webhook_id = w.id AND d.status = 'waiting' AND d.due_at <= $1) ORDER BY w.id",
      now);
  std::vector<WebhookRequest> due;
  for (const auto webhook : webhooks) {
    std::ranges::move(
        tx.all<WebhookRequest>(
            "SELECT d.id AS delivery_id, w.id AS webhook_id, w.url, w.secret, w.allow_private, "
            "e.id AS event_id, e.event, e.subject, e.payload, d.attempts, e.created_at "
            "FROM webhook_deliveries d JOIN webhook_events e ON e.id = d.event_id "
            "JOIN webhooks w ON w.id = d.webhook_id "
            "WHERE d.webhook_id = $1 AND d.status = 'waiting' AND d.due_at <= $2 AND NOT EXISTS "
            "(SELECT 1 FROM webhook_deliveries b WHERE b.webhook_id = d.webhook_id "
            "AND b.subject = d.subject AND b.status = 'waiting' AND b.event_id < d.event_id) "
            "ORDER BY d.due_at, d.id LIMIT $3",
            webhook, now, limit),
        std::back_inserter(due));
  }
  return due;
}

void mark_delivered(db::Tx& tx, const WebhookRequest& request, int status, base::Timestamp now) {
  finish(tx, request.delivery_id, WebhookDeliveryStatus::delivered, {.status = status, .error = ""},
         now);
  tx.execute_later("UPDATE webhooks SET is_failing = false WHERE id = $1 AND is_failing",
                   request.webhook_id);
}

WebhookStep note_failure(db::Tx& tx, const WebhookRequest& request, const WebhookFailure& failure,
                         int jitter_percent, base::Timestamp now) {
  const auto until = tx.first<base::Timestamp>(
      fmt::format("SELECT retry_until FROM webhook_deliveries WHERE id = $1{}", tx.for_update()),
      request.delivery_id);
  if (!until) {
    return WebhookStep::given_up;  // with its webhook
  }
  if (now >= *until || failure.status == kGone) {
    return give_up_on(tx, request, failure, now);
  }
  const auto wait =
      std::max<std::chrono::milliseconds>(retry_wait(request.attempts + 1, jitter_percent),
                                          failure.retry_after.value_or(std::chrono::seconds()));
  postpone(tx, request.delivery_id, std::min(now + wait, *until), failure);
  return WebhookStep::retry;
}

std::chrono::milliseconds retry_wait(int attempts, int jitter_percent) {
  const auto step =
      std::clamp<std::size_t>(static_cast<std::size_t>(std::max(attempts, 1)), 1, kWaits.size());
  return std::chrono::milliseconds(kWaits.at(step - 1)) * jitter_percent / 100;
}

std::expected<WebhookDelivery, ResendRefusal> ping_webhook(
    db::Tx& tx, std::int64_t webhook_id, const Permit<Act::set_webhooks>& /*permit*/,
    base::Timestamp now) {
  if (const auto refusal = check_sending(tx, webhook_id)) {
    return std::unexpected(*refusal);
  }
  const auto event_id = tx.one<std::int64_t>(
      "INSERT INTO webhook_events (event, subject, payload, is_dispatched, created_at) "
      "VALUES ($1, $2, '{}', true, $3) RETURNING id",
      kPingEvent, fmt::format("webhook:{}", webhook_id), now);
  const auto id = tx.one<std::int64_t>(
      "INSERT INTO webhook_deliveries "
      "(webhook_id, event_id, subject, status, due_at, retry_until, created_at) "
      "VALUES ($1, $2, $3, 'waiting', $4, $4, $4) RETURNING id",
      webhook_id, event_id, fmt::format("webhook:{}", webhook_id), now);
  tx.announce();
  return find_webhook_delivery(tx, webhook_id, id).value();
}

std::expected<WebhookDelivery, ResendRefusal> resend_webhook(
    db::Tx& tx, std::int64_t webhook_id, std::int64_t delivery_id,
    const Permit<Act::set_webhooks>& permit, base::Timestamp now) {
  if (const auto refusal = check_sending(tx, webhook_id)) {
    return std::unexpected(*refusal);
  }
  const auto sent_again = tx.execute(
      "UPDATE webhook_deliveries SET status = 'waiting', attempts = 0, due_at = $3, "
      "retry_until = $4, finished_at = NULL WHERE id = $1 AND webhook_id = $2",
      delivery_id, webhook_id, now, now + kWebhookPatience);
  if (sent_again == 0) {
    return std::unexpected(ResendRefusal::unknown);
  }
  const auto delivery = find_webhook_delivery(tx, webhook_id, delivery_id).value();
  record(tx, permit,
         {.subject = fmt::format("webhook:{}", webhook_id),
          .details = json::to_text(ResendDetails{
              .delivery_id = delivery_id, .event = delivery.event, .subject = delivery.subject})},
         now);
  tx.announce();
  return delivery;
}

std::optional<ListRows<WebhookDelivery>> webhook_delivery_rows(
    db::Tx& tx, const WebhookDeliveryFilter& filter, const ListOrder<WebhookDeliverySort>& order,
    const ListPart& part) {
  Conditions conditions(tx);
  conditions.require_equal("d.webhook_id", std::optional(filter.webhook_id));
  conditions.require_equal("d.status", filter.status);
  return list_rows<WebhookDelivery>(
      tx, {.columns = kDeliveryColumns, .from = kDeliveryTables, .alias = "d"},
      std::move(conditions), order, part);
}

std::int64_t prune_webhook_deliveries(db::Tx& tx, base::Timestamp now) {
  const auto before = now - kWebhookMemory;
  const auto pruned = tx.execute(
      "DELETE FROM webhook_deliveries WHERE created_at < $1 "
      "AND (status <> 'waiting' OR due_at < $1)",
      before);
  tx.execute(
      "DELETE FROM webhook_events WHERE created_at < $1 AND is_dispatched AND NOT EXISTS "
      "(SELECT 1 FROM webhook_deliveries d WHERE d.event_id = webhook_events.id)",
      before);
  return pruned;
}

}  // namespace shop
