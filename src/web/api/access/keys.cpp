// API keys.
#include <array>
#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/text.h"
#include "shop/access/api_key.h"
#include "web/api/access/key_forms.h"
#include "web/api/operations.h"
#include "web/core/key_secret.h"
#include "web/operation/list.h"

namespace web {
namespace {

using shop::Act;

// A key as the API shows it: without its secret, and without the hash of it.
struct KeyView {
  std::int64_t id = 0;
  std::string name;
  shop::Role role = shop::Role::support;
  std::vector<std::string> address_ranges;
  std::int64_t requests_per_second = 0;
  std::string created_by;
  base::Timestamp created_at;
  std::optional<base::Timestamp> expires_at;
  std::optional<base::Timestamp> last_used_at;
  std::optional<base::Timestamp> revoked_at;

  // What happens to it by itself.
  static constexpr auto kUnversioned = std::to_array<std::string_view>({"last_used_at"});
};
BOOST_DESCRIBE_STRUCT(KeyView, (),
                      (id, name, role, address_ranges, requests_per_second, created_by, created_at,
                       expires_at, last_used_at, revoked_at))

struct MadeKeyView : KeyView {
  std::string secret;
};
BOOST_DESCRIBE_STRUCT(MadeKeyView, (KeyView), (secret))

using KeyRate = Whole<1, shop::kKeyRateMax>;

struct NewKeyBody {
  std::string name;
  shop::Role role = shop::Role::support;
  std::optional<std::vector<AddressRange>> address_ranges;
  std::optional<KeyRate> requests_per_second;
  std::optional<KeyExpiry> expires_at;
};
BOOST_DESCRIBE_STRUCT(NewKeyBody, (), (name, role, address_ranges, requests_per_second, expires_at))

struct KeyEditBody {
  std::optional<std::string> name;
  std::optional<std::vector<AddressRange>> address_ranges;
  std::optional<KeyRate> requests_per_second;
  std::optional<KeyExpiry> expires_at;
};
BOOST_DESCRIBE_STRUCT(KeyEditBody, (), (name, address_ranges, requests_per_second, expires_at))

struct KeyQuery : ListParameters {
  std::optional<Sort<shop::KeySort>> sort;
  std::optional<bool> revoked;
};
BOOST_DESCRIBE_STRUCT(KeyQuery, (ListParameters), (sort, revoked))

struct KeyPath {
  std::int64_t id = 0;
};
BOOST_DESCRIBE_STRUCT(KeyPath, (), (id))

constexpr ProblemKind kKeyRevoked{409, "revoked", "The key has been revoked."};
constexpr ProblemKind kManyKeys{409, "too_many_keys",
                                "The shop has as many keys as it may have; revoke one."};

KeyView view_of_key(const shop::ApiKey& key) {
  KeyView view{.id = key.id,
               .name = key.name,
               .role = key.role,
               .address_ranges = {},
               .requests_per_second = key.requests_per_second,
               .created_by = key.created_by,
               .created_at = key.created_at,
               .expires_at = key.expires_at,
               .last_used_at = key.last_used_at,
               .revoked_at = key.revoked_at};
  if (!key.address_ranges.empty()) {
    for (const auto range : base::split(key.address_ranges, ' ')) {
      view.address_ranges.emplace_back(range);
    }
  }
  return view;
}

Problem key_problem(shop::KeyRefusal refusal) {
  switch (refusal) {
    case shop::KeyRefusal::unknown_key:
      return kNotFound;
    case shop::KeyRefusal::bad_name:
      return invalid_field("name",
                           fmt::format("`name` must be 1 to {} characters.", shop::kMaxKeyName));
    case shop::KeyRefusal::many_ranges:
      return invalid_field("address_ranges", fmt::format("`address_ranges` must be {} or fewer.",
                                                         shop::kMaxKeyRanges));
    case shop::KeyRefusal::bad_rate:
      return invalid_field(
          "requests_per_second",
          fmt::format("`requests_per_second` must be from 1 to {}.", shop::kKeyRateMax));
    case shop::KeyRefusal::past_expiry:
      return invalid_field("expires_at", "`expires_at` must be in the future.");
    case shop::KeyRefusal::was_revoked:
      return kKeyRevoked;
    case shop::KeyRefusal::too_many:
      return kManyKeys;
  }
  std::unreachable();
}

Outcome<List<KeyView>> list_keys(db::Tx& tx, const Call<Act::see_keys, KeyQuery>& call) {
  const auto part = part_of(call.parameters);
  if (!part) {
    return std::unexpected(part.error());
  }
  const auto rows = shop::key_rows(tx, {.revoked = call.parameters.revoked},
                                   order_of(call.parameters.sort), *part);
  if (!rows) {
    return std::unexpected(unknown_place());
  }
  List<KeyView> list{.items = {}, .total = rows->total, .next = rows->next};
  for (const auto& key : rows->items) {
    list.items.push_back(view_of_key(key));
  }
  return list;
}

Outcome<KeyView> show_key(db::Tx& tx, const Call<Act::see_keys, KeyPath>& call) {
  const auto key = shop::find_key(tx, call.parameters.id);
  return key ? Outcome<KeyView>(view_of_key(*key)) : std::unexpected(Problem(kNotFound));
}

shop::NewKey new_key_of(const NewKeyBody& body, std::string_view secret) {
  return {.name = body.name,
          .role = body.role,
          .secret_hash = hash_of_key(secret),
          .address_ranges = ranges_of(body.address_ranges.value_or(std::vector<AddressRange>())),
          .requests_per_second = body.requests_per_second
                                     ? std::optional(body.requests_per_second->value)
                                     : std::nullopt,
          .expires_at = body.expires_at.value_or(KeyExpiry()).at};
}

Outcome<shop::ApiKey> create_held(db::Tx& tx,
                                  const Call<Act::create_key, Nothing, NewKeyBody>& call,
                                  std::string_view secret) {
  if (!hold_caller(tx, call.caller, call.now)) {
    return std::unexpected(Problem(kUnauthorized));
  }
  auto key = shop::create_key(tx, new_key_of(call.body, secret), call.permit, call.now);
  return key ? Outcome<shop::ApiKey>(*std::move(key)) : std::unexpected(key_problem(key.error()));
}

// Not `write`: the secret is made outside of the transaction, which may run again.
boost::asio::awaitable<Outcome<MadeKeyView>> create_key(
    Context& context, Call<Act::create_key, Nothing, NewKeyBody> call) {
  const auto secret = make_key_secret(context.random);
  const auto key =
      co_await context.database.transact([&](db::Tx& tx) { return create_held(tx, call, secret); });
  if (!key) {
    co_return std::unexpected(key.error());
  }
  MadeKeyView made;
  static_cast<KeyView&>(made) = view_of_key(*key);
  made.secret = secret;
  co_return made;
}

std::optional<KeyView> current_key(db::Tx& tx, const KeyPath& path) {
  const auto key = shop::lock_key(tx, path.id);
  return key ? std::optional(view_of_key(*key)) : std::nullopt;
}

Outcome<KeyView> edit_key(db::Tx& tx, const Call<Act::edit_key, KeyPath, KeyEditBody>& call) {
  const auto& body = call.body;
  shop::KeyEdit edit{.name = body.name};
  if (body.address_ranges) {
    edit.address_ranges = ranges_of(*body.address_ranges);
  }
  if (body.requests_per_second) {
    edit.requests_per_second = body.requests_per_second->value;
  }
  if (body.expires_at) {
    edit.expires_at = body.expires_at->at;
  }
  const auto key = shop::edit_key(tx, call.parameters.id, edit, call.permit, call.now);
  return key ? Outcome<KeyView>(view_of_key(*key)) : std::unexpected(key_problem(key.error()));
}

Outcome<Nothing> revoke_key(db::Tx& tx, const Call<Act::revoke_key, KeyPath>& call) {
  const auto key = shop::revoke_key(tx, call.parameters.id, call.permit, call.now);
  return key ? Outcome<Nothing>(Nothing()) : std::unexpected(key_problem(key.error()));
}

constexpr Note kRangesNote{"address_ranges",
                           "From where it is taken: `203.0.113.0/24`, `2001:db8::/32`, or single "
                           "addresses; without any, from everywhere."};
constexpr Note kRateNote{"requests_per_second",
                         "20 unless you say another; three times as many may come at once."};
constexpr Note kKeyExpiryNote{"expires_at", "From then on it is not good; `never`, or a moment."};
constexpr Note kLastUseNote{"last_used_at", "To the minute."};

void add_key_changes(Api& api) {
  api.serve({.method = "POST",
             .path = "/api/keys",
             .id = "createKey",
             .subject = "Keys",
             .summary = "Makes a key. Its secret is in this answer, and nowhere else.",
             // Without an Idempotency-Key: what it remembers would hold the secret. After an answer
             // that was lost, revoke that key and make another.
             .notes = {kRangesNote,
                       kRateNote,
                       kKeyExpiryNote,
                       {"role", "What its holder may do."},
                       {"secret", "Send it as `Authorization: Bearer`."}},
             .problems = {kManyKeys},
             .status = 201},
            &create_key);
  api.edit({.method = "PATCH",
            .path = "/api/keys/{id}",
            .id = "editKey",
            .subject = "Keys",
            .summary = "Changes the name, the expiry, the addresses or the rate of a key.",
            .notes = {kRangesNote, kRateNote, kKeyExpiryNote, kLastUseNote},
            .problems = {kKeyRevoked}},
           &current_key, &edit_key);
  api.write({.method = "DELETE",
             .path = "/api/keys/{id}",
             .id = "revokeKey",
             .subject = "Keys",
             .summary = "Revokes a key. When this is answered, no request with it changes anything "
                        "any more."},
            &revoke_key);
}

}  // namespace

void add_key_operations(Api& api) {
  api.read({.method = "GET",
            .path = "/api/keys",
            .id = "listKeys",
            .subject = "Keys",
            .summary = "Lists the keys.",
            .notes = {{"revoked", "`false`: only those that are not."}, kLastUseNote}},
           &list_keys);
  api.read({.method = "GET",
            .path = "/api/keys/{id}",
            .id = "showKey",
            .subject = "Keys",
            .summary = "Shows a key.",
            .notes = {kLastUseNote}},
           &show_key);
  add_key_changes(api);
}

}  // namespace web
