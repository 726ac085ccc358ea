// Webhooks: what programs are told of, and what was sent to them.
#include <array>
#include <boost/describe.hpp>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "base/random.h"
#include "shop/webhooks/delivery.h"
#include "shop/webhooks/webhook.h"
#include "web/api/operations.h"
#include "web/core/copy_fields.h"
#include "web/operation/list.h"

namespace web {
namespace {

constexpr auto kAct = shop::Act::set_webhooks;
constexpr std::size_t kSecretLength = 48;

// A webhook as the API shows it, without its secret.
struct WebhookView {
  std::int64_t id = 0;
  std::string url;
  shop::EventChoice events;
  bool allow_private = false;
  bool is_enabled = false;
  bool is_failing = false;
  base::Timestamp created_at;

  // What happens to it by itself.
  static constexpr auto kUnversioned = std::to_array<std::string_view>({"is_failing"});
};
BOOST_DESCRIBE_STRUCT(WebhookView, (),
                      (id, url, events, allow_private, is_enabled, is_failing, created_at))

struct NewWebhookView {
  std::int64_t id = 0;
  std::string url;
  shop::EventChoice events;
  bool allow_private = false;
  bool is_enabled = false;
  bool is_failing = false;
  base::Timestamp created_at;
  std::string secret;
};
BOOST_DESCRIBE_STRUCT(NewWebhookView, (),
                      (id, url, events, allow_private, is_enabled, is_failing, created_at, secret))

struct WebhookDeliveryView {
  std::int64_t id = 0;
  std::int64_t webhook_id = 0;
  std::int64_t event_id = 0;
  std::string event;
  std::string subject;
  shop::WebhookDeliveryStatus status = shop::WebhookDeliveryStatus::waiting;
  int attempts = 0;
  std::optional<int> last_status;
  std::string last_error;
  std::optional<base::Timestamp> next_attempt_at;
  base::Timestamp created_at;
  std::optional<base::Timestamp> finished_at;
};
BOOST_DESCRIBE_STRUCT(WebhookDeliveryView, (),
                      (id, webhook_id, event_id, event, subject, status, attempts, last_status,
                       last_error, next_attempt_at, created_at, finished_at))

struct WebhookBody {
  std::string url;
  shop::EventChoice events;
  std::optional<bool> allow_private;
  std::optional<bool> is_enabled;
  std::optional<std::string> secret;
};
BOOST_DESCRIBE_STRUCT(WebhookBody, (), (url, events, allow_private, is_enabled, secret))

struct WebhookChangeBody {
  std::optional<std::string> url;
  std::optional<shop::EventChoice> events;
  std::optional<bool> allow_private;
  std::optional<bool> is_enabled;
  std::optional<std::string> secret;
};
BOOST_DESCRIBE_STRUCT(WebhookChangeBody, (), (url, events, allow_private, is_enabled, secret))

struct WebhookPath {
  Id id;
};
BOOST_DESCRIBE_STRUCT(WebhookPath, (), (id))

struct WebhookDeliveryPath {
  Id id;
  Id delivery_id;
};
BOOST_DESCRIBE_STRUCT(WebhookDeliveryPath, (), (id, delivery_id))

struct WebhookQuery : ListParameters {
  std::optional<Sort<shop::WebhookSort>> sort;
};
BOOST_DESCRIBE_STRUCT(WebhookQuery, (ListParameters), (sort))

struct WebhookDeliveryQuery : ListParameters {
  Id id;
  std::optional<Sort<shop::WebhookDeliverySort>> sort;
  std::optional<shop::WebhookDeliveryStatus> status;
};
BOOST_DESCRIBE_STRUCT(WebhookDeliveryQuery, (ListParameters), (id, sort, status))

constexpr ProblemKind kManyWebhooks{409, "too_many_webhooks",
                                    "The shop has as many webhooks as it can have; delete one."};
constexpr ProblemKind kSwitchedOff{409, "webhook_is_off",
                                   "The webhook is switched off; set `is_enabled` first."};

Problem refusal(shop::WebhookRefusal refused) {
  switch (refused) {
    case shop::WebhookRefusal::unknown:
      return kNotFound;
    case shop::WebhookRefusal::bad_url:
      return invalid_field("url",
                           fmt::format("`url` must be an address that begins with https:// or "
                                       "http://, without a user name, of at most {} characters.",
                                       shop::kMaxWebhookUrl));
    case shop::WebhookRefusal::no_events:
      return invalid_field("events", "`events` must name at least one event.");
    case shop::WebhookRefusal::bad_secret:
      return invalid_field(
          "secret", fmt::format("`secret` must have {} to {} printable ASCII characters, and "
                                "no blanks.",
                                shop::kMinWebhookSecret, shop::kMaxWebhookSecret));
    case shop::WebhookRefusal::too_many:
      return kManyWebhooks;
  }
  std::unreachable();
}

Problem refusal(shop::ResendRefusal refused) {
  switch (refused) {
    case shop::ResendRefusal::unknown:
      return kNotFound;
    case shop::ResendRefusal::switched_off:
      return kSwitchedOff;
  }
  std::unreachable();
}

template <class View, class Row, class Refusal>
Outcome<View> view_of(const std::expected<Row, Refusal>& row) {
  return row ? Outcome<View>(copy_fields<View>(*row)) : std::unexpected(refusal(row.error()));
}

Outcome<List<WebhookView>> list_webhooks(db::Tx& tx, const Call<kAct, WebhookQuery>& call) {
  const auto part = part_of(call.parameters);
  if (!part) {
    return std::unexpected(part.error());
  }
  return list_of<WebhookView>(shop::webhook_rows(tx, order_of(call.parameters.sort), *part));
}

std::optional<WebhookView> current_webhook(db::Tx& tx, const WebhookPath& path) {
  const auto webhook = shop::lock_webhook(tx, path.id.value);
  return webhook ? std::optional(copy_fields<WebhookView>(*webhook)) : std::nullopt;
}

Outcome<WebhookView> show_webhook(db::Tx& tx, const Call<kAct, WebhookPath>& call) {
  const auto webhook = shop::find_webhook(tx, call.parameters.id.value);
  return webhook ? Outcome<WebhookView>(copy_fields<WebhookView>(*webhook))
                 : std::unexpected(Problem(kNotFound));
}

std::string new_secret(base::Random& random) {
  return base::random_text(random, kSecretLength,
                           "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");
}

Outcome<NewWebhookView> create_webhook(db::Tx& tx, const Call<kAct, Nothing, WebhookBody>& call) {
  const shop::NewWebhook wanted{
      .url = call.body.url,
      .events = call.body.events,
      .allow_private = call.body.allow_private.value_or(false),
      .is_enabled = call.body.is_enabled.value_or(true),
      .secret = call.body.secret ? *call.body.secret : new_secret(call.context.random)};
  const auto created = shop::create_webhook(tx, wanted, call.permit, call.now);
  if (!created) {
    return std::unexpected(refusal(created.error()));
  }
  return NewWebhookView{.id = created->id,
                        .url = created->url,
                        .events = created->events,
                        .allow_private = created->allow_private,
                        .is_enabled = created->is_enabled,
                        .is_failing = created->is_failing,
                        .created_at = created->created_at,
                        .secret = wanted.secret};
}

Outcome<WebhookView> change_webhook(db::Tx& tx,
                                    const Call<kAct, WebhookPath, WebhookChangeBody>& call) {
  const shop::WebhookChange change{.url = call.body.url,
                                   .events = call.body.events,
                                   .allow_private = call.body.allow_private,
                                   .is_enabled = call.body.is_enabled,
                                   .secret = call.body.secret};
  return view_of<WebhookView>(
      shop::change_webhook(tx, call.parameters.id.value, change, call.permit, call.now));
}

Outcome<Nothing> delete_webhook(db::Tx& tx, const Call<kAct, WebhookPath>& call) {
  return shop::delete_webhook(tx, call.parameters.id.value, call.permit, call.now)
             ? Outcome<Nothing>(Nothing{})
             : std::unexpected(Problem(kNotFound));
}

Outcome<WebhookDeliveryView> ping_webhook(db::Tx& tx, const Call<kAct, WebhookPath>& call) {
  return view_of<WebhookDeliveryView>(
      shop::ping_webhook(tx, call.parameters.id.value, call.permit, call.now));
}

Outcome<List<WebhookDeliveryView>> list_webhook_deliveries(
    db::Tx& tx, const Call<kAct, WebhookDeliveryQuery>& call) {
  const auto part = part_of(call.parameters);
  if (!part) {
    return std::unexpected(part.error());
  }
  if (!shop::find_webhook(tx, call.parameters.id.value)) {
    return std::unexpected(Problem(kNotFound));
  }
  const shop::ListOrder<shop::WebhookDeliverySort> newest{.column = shop::WebhookDeliverySort::id,
                                                          .is_descending = true};
  return list_of<WebhookDeliveryView>(shop::webhook_delivery_rows(
      tx, {.webhook_id = call.parameters.id.value, .status = call.parameters.status},
      order_of(call.parameters.sort, newest), *part));
}

Outcome<WebhookDeliveryView> resend_delivery(db::Tx& tx,
                                             const Call<kAct, WebhookDeliveryPath>& call) {
  return view_of<WebhookDeliveryView>(shop::resend_webhook(
      tx, call.parameters.id.value, call.parameters.delivery_id.value, call.permit, call.now));
}

std::vector<Note> notes_of_webhook() {
  return {{"url", "Where events are sent by POST: https:// or http://."},
          {"events", "Of which it is told."},
          {"allow_private",
           "True when the host of `url` may have a private address, such as one of your own "
           "network. Another host in `url` sets it back."},
          {"is_enabled", "False: it is told of nothing."},
          {"is_failing", "True since an event was given up, until one arrives."},
          {"secret",
           "The key of the signatures; made by the shop unless you send one. Shown in "
           "the answer to POST, and never again."}};
}

std::vector<Note> notes_of_delivery() {
  return {{"event_id", "The same each time the event is sent; the header Kram-Event-Id."},
          {"subject", "What it is about; events of one subject arrive in order."},
          {"attempts", "Since it was last asked for."},
          {"last_status", "The HTTP status that the target last answered with."}};
}

void add_settings(Api& api) {
  api.read({.method = "GET",
            .path = "/api/webhooks",
            .id = "listWebhooks",
            .subject = "Webhooks",
            .summary = "Lists webhooks.",
            .notes = notes_of_webhook()},
           &list_webhooks);
  api.write({.method = "POST",
             .path = "/api/webhooks",
             .id = "createWebhook",
             .subject = "Webhooks",
             .summary = "Adds a webhook.",
             .notes = notes_of_webhook(),
             .problems = {kManyWebhooks},
             .status = 201},
            &create_webhook);
  api.read({.method = "GET",
            .path = "/api/webhooks/{id}",
            .id = "showWebhook",
            .subject = "Webhooks",
            .summary = "Shows a webhook.",
            .notes = notes_of_webhook()},
           &show_webhook);
  api.edit({.method = "PATCH",
            .path = "/api/webhooks/{id}",
            .id = "changeWebhook",
            .subject = "Webhooks",
            .summary = "Changes a webhook.",
            .notes = notes_of_webhook()},
           &current_webhook, &change_webhook);
  api.write({.method = "DELETE",
             .path = "/api/webhooks/{id}",
             .id = "deleteWebhook",
             .subject = "Webhooks",
             .summary = "Removes a webhook, with what waits for it.",
             .status = 204},
            &delete_webhook);
}

}  // namespace

void add_webhook_operations(Api& api) {
  add_settings(api);
  api.write({.method = "POST",
             .path = "/api/webhooks/{id}/ping",
             .id = "pingWebhook",
             .subject = "Webhooks",
             .summary = "Sends the event `ping`, once; its delivery says what came of it.",
             .notes = notes_of_delivery(),
             .problems = {kSwitchedOff},
             .status = 202},
            &ping_webhook);
  api.read({.method = "GET",
            .path = "/api/webhooks/{id}/deliveries",
            .id = "listDeliveries",
            .subject = "Webhooks",
            .summary = "Lists what is or was sent to a webhook within 30 days.",
            .notes = notes_of_delivery()},
           &list_webhook_deliveries);
  api.write({.method = "POST",
             .path = "/api/webhooks/{id}/deliveries/{delivery_id}/resend",
             .id = "resendDelivery",
             .subject = "Webhooks",
             .summary = "Sends an event at once, and again for a day until it arrives.",
             .notes = notes_of_delivery(),
             .problems = {kSwitchedOff}},
            &resend_delivery);
}

}  // namespace web
