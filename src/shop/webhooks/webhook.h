// Webhooks: the addresses that owners have set for events.
#pragma once

#include <boost/describe.hpp>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "db/core/tx.h"
#include "shop/core/acts/permit.h"
#include "shop/core/list.h"
#include "shop/webhooks/event_choice.h"

namespace shop {

// Each event is written for all of them.
inline constexpr std::int64_t kMaxWebhooks = 20;
inline constexpr std::size_t kMaxWebhookUrl = 2'000;  // bytes
inline constexpr std::size_t kMinWebhookSecret = 16;  // bytes of printable ASCII
inline constexpr std::size_t kMaxWebhookSecret = 200;

// A row of `webhooks` without its secret, which leaves the database only to sign.
struct Webhook {
  std::int64_t id = 0;
  std::string url;
  EventChoice events;
  bool allow_private = false;  // the host of `url` may have a private address
  bool is_enabled = true;      // otherwise nothing is written or sent
  bool is_failing = false;     // a delivery was given up, and none has arrived since
  base::Timestamp created_at;
};
BOOST_DESCRIBE_STRUCT(Webhook, (),
                      (id, url, events, allow_private, is_enabled, is_failing, created_at))

struct NewWebhook {
  std::string url;
  EventChoice events;
  bool allow_private = false;
  bool is_enabled = true;
  std::string secret;
};

// What is empty stays.
struct WebhookChange {
  std::optional<std::string> url;  // of another host: private addresses are refused again
  std::optional<EventChoice> events;
  std::optional<bool> allow_private;
  std::optional<bool> is_enabled;
  std::optional<std::string> secret;
};

enum class WebhookRefusal {
  unknown,
  bad_url,  // not http or https, with a user name or password, too long
  no_events,
  bad_secret,
  too_many,
};

// Each writes the audit log, without the secret.
std::expected<Webhook, WebhookRefusal> create_webhook(db::Tx& tx, const NewWebhook& webhook,
                                                      const Permit<Act::set_webhooks>& permit,
                                                      base::Timestamp now);
std::expected<Webhook, WebhookRefusal> change_webhook(db::Tx& tx, std::int64_t id,
                                                      const WebhookChange& change,
                                                      const Permit<Act::set_webhooks>& permit,
                                                      base::Timestamp now);
// With what waits for it. False: there is none.
bool delete_webhook(db::Tx& tx, std::int64_t id, const Permit<Act::set_webhooks>& permit,
                    base::Timestamp now);

std::optional<Webhook> find_webhook(db::Tx& tx, std::int64_t id);
// The same, locked.
std::optional<Webhook> lock_webhook(db::Tx& tx, std::int64_t id);

enum class WebhookSort { id, created_at };
BOOST_DESCRIBE_ENUM(WebhookSort, id, created_at)

std::optional<ListRows<Webhook>> webhook_rows(db::Tx& tx, const ListOrder<WebhookSort>& order,
                                              const ListPart& part);

}  // namespace shop
