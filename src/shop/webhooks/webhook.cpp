#include "shop/webhooks/webhook.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/url.h"
#include "db/core/columns.h"
#include "json/json.h"
#include "shop/core/acts/audit_log.h"

namespace shop {
namespace {

// What the audit log says of a webhook.
struct WebhookRecord {
  std::string url;
  EventChoice events;
  bool allow_private = false;
  bool is_enabled = true;
};
BOOST_DESCRIBE_STRUCT(WebhookRecord, (), (url, events, allow_private, is_enabled))

struct WebhookDetails {
  std::optional<WebhookRecord> before;
  std::optional<WebhookRecord> after;
  std::optional<bool> secret_changed;
};
BOOST_DESCRIBE_STRUCT(WebhookDetails, (), (before, after, secret_changed))

WebhookRecord record_of(const Webhook& webhook) {
  return {.url = webhook.url,
          .events = webhook.events,
          .allow_private = webhook.allow_private,
          .is_enabled = webhook.is_enabled};
}

void record_webhook(db::Tx& tx, std::int64_t id, const WebhookDetails& details,
                    const Permit<Act::set_webhooks>& permit, base::Timestamp now) {
  record(tx, permit, {.subject = fmt::format("webhook:{}", id), .details = json::to_text(details)},
         now);
}

std::optional<base::UrlParts> target_of(std::string_view url) {
  const auto parts = base::parse_url(url, base::AtBehindHost::taken);
  const bool is_good = parts && (parts->scheme == "https" || parts->scheme == "http") &&
                       !parts->user_info && url.size() <= kMaxWebhookUrl;
  return is_good ? parts : std::nullopt;
}

bool is_secret(std::string_view text) {
  return text.size() >= kMinWebhookSecret && text.size() <= kMaxWebhookSecret &&
         std::ranges::all_of(text, [](char c) { return c > ' ' && c <= '~'; });
}

std::optional<WebhookRefusal> check_webhook(std::string_view url, const EventChoice& events) {
  if (!target_of(url)) {
    return WebhookRefusal::bad_url;
  }
  return events.events.empty() ? std::optional(WebhookRefusal::no_events) : std::nullopt;
}

bool is_same_host(std::string_view a, std::string_view b) {
  const auto first = target_of(a);
  const auto second = target_of(b);
  return first && second && first->host == second->host;
}

Webhook changed(Webhook webhook, const WebhookChange& change) {
  const bool keeps_host = !change.url || is_same_host(*change.url, webhook.url);
  webhook.allow_private = change.allow_private.value_or(webhook.allow_private && keeps_host);
  webhook.url = change.url.value_or(webhook.url);
  webhook.events = change.events.value_or(webhook.events);
  webhook.is_enabled = change.is_enabled.value_or(webhook.is_enabled);
  webhook.is_failing = webhook.is_failing && !change.url && !change.is_enabled.value_or(false);
  return webhook;
}

constexpr std::string_view kSelectWebhook = "SELECT {} FROM webhooks WHERE id = $1{}";

}  // namespace

std::expected<Webhook, WebhookRefusal> create_webhook(db::Tx& tx, const NewWebhook& webhook,
                                                      const Permit<Act::set_webhooks>& permit,
                                                      base::Timestamp now) {
  if (const auto refusal = check_webhook(webhook.url, webhook.events)) {
    return std::unexpected(*refusal);
  }
  if (!is_secret(webhook.secret)) {
    return std::unexpected(WebhookRefusal::bad_secret);
  }
  if (tx.one<std::int64_t>("SELECT count(*) FROM webhooks") >= kMaxWebhooks) {
    return std::unexpected(WebhookRefusal::too_many);
  }
  auto created = tx.one<Webhook>(
      fmt::format("INSERT INTO webhooks "
                  "(url, events, allow_private, is_enabled, secret, is_failing, created_at) "
                  "VALUES ($1, $2, $3, $4, $5, false, $6) RETURNING {}",
                  db::columns<Webhook>()),
      webhook.url, webhook.events, webhook.allow_private, webhook.is_enabled, webhook.secret, now);
  record_webhook(tx, created.id, {.before = {}, .after = record_of(created), .secret_changed = {}},
                 permit, now);
  return created;
}

std::expected<Webhook, WebhookRefusal> change_webhook(db::Tx& tx, std::int64_t id,
                                                      const WebhookChange& change,
                                                      const Permit<Act::set_webhooks>& permit,
                                                      base::Timestamp now) {
  const auto before = lock_webhook(tx, id);
  if (!before) {
    return std::unexpected(WebhookRefusal::unknown);
  }
  auto after = changed(*before, change);
  if (const auto refusal = check_webhook(after.url, after.events)) {
    return std::unexpected(*refusal);
  }
  if (change.secret && !is_secret(*change.secret)) {
    return std::unexpected(WebhookRefusal::bad_secret);
  }
  tx.execute_later(
      "UPDATE webhooks SET url = $2, events = $3, allow_private = $4, is_enabled = $5, "
      "is_failing = $6, secret = COALESCE($7, secret) WHERE id = $1",
      id, after.url, after.events, after.allow_private, after.is_enabled, after.is_failing,
      change.secret);
  record_webhook(tx, id,
                 {.before = record_of(*before),
                  .after = record_of(after),
                  .secret_changed = change.secret ? std::optional(true) : std::nullopt},
                 permit, now);
  tx.announce();
  return after;
}

bool delete_webhook(db::Tx& tx, std::int64_t id, const Permit<Act::set_webhooks>& permit,
                    base::Timestamp now) {
  const auto webhook = lock_webhook(tx, id);
  if (!webhook) {
    return false;
  }
  tx.execute_later("DELETE FROM webhooks WHERE id = $1", id);
  record_webhook(tx, id, {.before = record_of(*webhook), .after = {}, .secret_changed = {}}, permit,
                 now);
  return true;
}

std::optional<Webhook> find_webhook(db::Tx& tx, std::int64_t id) {
  return tx.first<Webhook>(fmt::format(kSelectWebhook, db::columns<Webhook>(), ""), id);
}

std::optional<Webhook> lock_webhook(db::Tx& tx, std::int64_t id) {
  return tx.first<Webhook>(fmt::format(kSelectWebhook, db::columns<Webhook>(), tx.for_update()),
                           id);
}

std::optional<ListRows<Webhook>> webhook_rows(db::Tx& tx, const ListOrder<WebhookSort>& order,
                                              const ListPart& part) {
  const auto columns = fmt::format("{}", db::columns<Webhook>("w"));
  return list_rows<Webhook>(tx, {.columns = columns, .from = "webhooks w", .alias = "w"},
                            Conditions(tx), order, part);
}

}  // namespace shop
