#include "shop/access/api_key.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "db/core/columns.h"
#include "json/json.h"
#include "shop/core/acts/audit_log.h"

namespace shop {
namespace {

constexpr auto kKeyColumns = db::columns<ApiKey>();

// What the audit log says of a key: never its secret, nor the hash of it.
struct KeyState {
  std::string name;
  Role role = Role::support;
  std::string address_ranges;
  std::int64_t requests_per_second = 0;
  std::optional<base::Timestamp> expires_at;

  bool operator==(const KeyState&) const = default;
};
BOOST_DESCRIBE_STRUCT(KeyState, (), (name, role, address_ranges, requests_per_second, expires_at))

struct KeyDetails {
  std::optional<KeyState> before;
  std::optional<KeyState> after;
};
BOOST_DESCRIBE_STRUCT(KeyDetails, (), (before, after))

struct RevokedKeyDetails {
  std::string name;
  Role role = Role::support;
};
BOOST_DESCRIBE_STRUCT(RevokedKeyDetails, (), (name, role))

KeyState state_of(const ApiKey& key) {
  return {.name = key.name,
          .role = key.role,
          .address_ranges = key.address_ranges,
          .requests_per_second = key.requests_per_second,
          .expires_at = key.expires_at};
}

std::string key_subject(std::int64_t id) { return fmt::format("key:{}", id); }

std::string text_of_ranges(const std::vector<base::IpRange>& ranges) {
  std::string text;
  for (const auto& range : ranges) {
    text += (text.empty() ? "" : " ") + range.to_text();
  }
  return text;
}

std::optional<KeyRefusal> check_key(const KeyState& key, std::size_t ranges, base::Timestamp now) {
  if (key.name.empty() || base::utf16_length(key.name) > kMaxKeyName) {
    return KeyRefusal::bad_name;
  }
  if (ranges > kMaxKeyRanges) {
    return KeyRefusal::many_ranges;
  }
  if (key.requests_per_second < 1 || key.requests_per_second > kKeyRateMax) {
    return KeyRefusal::bad_rate;
  }
  return key.expires_at && *key.expires_at <= now ? std::optional(KeyRefusal::past_expiry)
                                                  : std::nullopt;
}

std::optional<ApiKey> select_key(db::Tx& tx, std::int64_t id, std::string_view lock) {
  return tx.first<ApiKey>(fmt::format("SELECT {} FROM api_keys WHERE id = $1{}", kKeyColumns, lock),
                          id);
}

// The key with the edit in it.
KeyState edited(const ApiKey& key, const KeyEdit& edit) {
  auto state = state_of(key);
  if (edit.name) {
    state.name = base::squeeze(*edit.name);
  }
  if (edit.address_ranges) {
    state.address_ranges = text_of_ranges(*edit.address_ranges);
  }
  state.requests_per_second = edit.requests_per_second.value_or(state.requests_per_second);
  state.expires_at = edit.expires_at.value_or(state.expires_at);
  return state;
}

// A key that has expired may be renamed.
base::Timestamp expiry_limit(const KeyEdit& edit, base::Timestamp now) {
  return edit.expires_at ? now : base::Timestamp::min();
}

}  // namespace

std::optional<KeyFault> fault_of(const ApiKey& key, const std::optional<base::IpAddress>& sender,
                                 base::Timestamp now) {
  if (key.revoked_at) {
    return KeyFault::revoked;
  }
  if (key.expires_at && *key.expires_at <= now) {
    return KeyFault::expired;
  }
  const auto is_of = [&](std::string_view text) {
    const auto range = base::IpRange::parse(text);
    return sender && range && range->contains(*sender);
  };
  const bool is_welcome = key.address_ranges.empty() ||
                          std::ranges::any_of(base::split(key.address_ranges, ' '), is_of);
  return is_welcome ? std::nullopt : std::optional(KeyFault::other_address);
}

std::expected<ApiKey, KeyRefusal> create_key(db::Tx& tx, const NewKey& key,
                                             const Permit<Act::create_key>& permit,
                                             base::Timestamp now) {
  const KeyState state{.name = base::squeeze(key.name),
                       .role = key.role,
                       .address_ranges = text_of_ranges(key.address_ranges),
                       .requests_per_second = key.requests_per_second.value_or(kKeyRate),
                       .expires_at = key.expires_at};
  if (const auto refusal = check_key(state, key.address_ranges.size(), now)) {
    return std::unexpected(*refusal);
  }
  if (tx.one<int>("SELECT count(*) FROM api_keys WHERE revoked_at IS NULL") >= kMaxKeys) {
    return std::unexpected(KeyRefusal::too_many);
  }
  const auto id = tx.one<std::int64_t>(
      "INSERT INTO api_keys (name, role, secret_hash, address_ranges, requests_per_second, "
      "created_by, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id",
      state.name, state.role, key.secret_hash, state.address_ranges, state.requests_per_second,
      permit.actor(), now, state.expires_at);
  record(tx, permit,
         {.subject = key_subject(id),
          .details = json::to_text(KeyDetails{.before = std::nullopt, .after = state})},
         now);
  return find_key(tx, id).value();
}

std::expected<ApiKey, KeyRefusal> edit_key(db::Tx& tx, std::int64_t id, const KeyEdit& edit,
                                           const Permit<Act::edit_key>& permit,
                                           base::Timestamp now) {
  const auto key = lock_key(tx, id);
  if (!key) {
    return std::unexpected(KeyRefusal::unknown_key);
  }
  if (key->revoked_at) {
    return std::unexpected(KeyRefusal::was_revoked);
  }
  const auto state = edited(*key, edit);
  const auto ranges = edit.address_ranges ? edit.address_ranges->size() : 0;
  if (const auto refusal = check_key(state, ranges, expiry_limit(edit, now))) {
    return std::unexpected(*refusal);
  }
  const KeyDetails details{.before = state_of(*key), .after = state};
  if (details.before == details.after) {
    return *key;
  }
  tx.execute(
      "UPDATE api_keys SET name = $2, address_ranges = $3, requests_per_second = $4, "
      "expires_at = $5 WHERE id = $1",
      id, state.name, state.address_ranges, state.requests_per_second, state.expires_at);
  record(tx, permit, {.subject = key_subject(id), .details = json::to_text(details)}, now);
  return find_key(tx, id).value();
}

std::expected<ApiKey, KeyRefusal> revoke_key(db::Tx& tx, std::int64_t id,
                                             const Permit<Act::revoke_key>& permit,
                                             base::Timestamp now) {
  const auto key = select_key(tx, id, tx.for_update_of_key());
  if (!key) {
    return std::unexpected(KeyRefusal::unknown_key);
  }
  if (key->revoked_at) {
    return *key;
  }
  tx.execute("UPDATE api_keys SET revoked_at = $2 WHERE id = $1", id, now);
  record(tx, permit,
         {.subject = key_subject(id),
          .details = json::to_text(RevokedKeyDetails{.name = key->name, .role = key->role})},
         now);
  return find_key(tx, id).value();
}

std::optional<ApiKey> find_key(db::Tx& tx, std::int64_t id) { return select_key(tx, id, ""); }

std::optional<ApiKey> find_key(db::Tx& tx, std::string_view secret_hash) {
  return tx.first<ApiKey>(
      fmt::format("SELECT {} FROM api_keys WHERE secret_hash = $1", kKeyColumns), secret_hash);
}

std::optional<ApiKey> lock_key(db::Tx& tx, std::int64_t id) {
  return select_key(tx, id, tx.for_update());
}

std::optional<ApiKey> hold_key(db::Tx& tx, std::int64_t id) {
  return select_key(tx, id, tx.for_key_share());
}

void note_key_use(db::Tx& tx, std::int64_t id, base::Timestamp now) {
  tx.execute(
      "UPDATE api_keys SET last_used_at = $2 "
      "WHERE id = $1 AND (last_used_at IS NULL OR last_used_at <= $3)",
      id, now, now - kKeyUsePrecision);
}

bool is_use_due(const ApiKey& key, base::Timestamp now) {
  return !key.last_used_at || *key.last_used_at <= now - kKeyUsePrecision;
}

std::optional<ListRows<ApiKey>> key_rows(db::Tx& tx, const KeyFilter& filter,
                                         const ListOrder<KeySort>& order, const ListPart& part) {
  Conditions conditions(tx);
  if (filter.revoked) {
    conditions.require(*filter.revoked ? "k.revoked_at IS NOT NULL" : "k.revoked_at IS NULL");
  }
  return list_rows<ApiKey>(tx, {.columns = kKeyColumns.text(), .from = "api_keys k", .alias = "k"},
                           std::move(conditions), order, part);
}

std::vector<ApiKey> current_keys(db::Tx& tx) {
  return tx.all<ApiKey>(fmt::format(
      "SELECT {} FROM api_keys WHERE revoked_at IS NULL ORDER BY created_at DESC, id DESC",
      kKeyColumns));
}

}  // namespace shop
