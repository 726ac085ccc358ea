// Keys with which programs call the REST API.
#pragma once

#include <boost/describe.hpp>
#include <chrono>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/internet/ip_address.h"
#include "db/core/tx.h"
#include "shop/core/acts/permit.h"
#include "shop/core/list.h"

namespace shop {

inline constexpr int kMaxKeys = 100;  // that are not revoked
inline constexpr std::size_t kMaxKeyName = 60;
inline constexpr std::size_t kMaxKeyRanges = 20;
inline constexpr std::int64_t kKeyRateMax = 1'000;
inline constexpr std::int64_t kKeyRate = 20;  // unless another is set
// The last use is written down only when the one that is known is so old.
inline constexpr std::chrono::minutes kKeyUsePrecision{1};

struct ApiKey {
  std::int64_t id = 0;
  std::string name;
  Role role = Role::support;
  std::string address_ranges;  // with spaces between; "": from everywhere
  std::int64_t requests_per_second = kKeyRate;
  std::string created_by;  // an Actor
  base::Timestamp created_at;
  std::optional<base::Timestamp> expires_at;
  std::optional<base::Timestamp> last_used_at;
  std::optional<base::Timestamp> revoked_at;
};
BOOST_DESCRIBE_STRUCT(ApiKey, (),
                      (id, name, role, address_ranges, requests_per_second, created_by, created_at,
                       expires_at, last_used_at, revoked_at))

// Why a request with a key is refused.
enum class KeyFault { unknown, revoked, expired, other_address };
BOOST_DESCRIBE_ENUM(KeyFault, unknown, revoked, expired, other_address)

// Whether a request from `sender` (empty: it is not known) may use the key now.
std::optional<KeyFault> fault_of(const ApiKey& key, const std::optional<base::IpAddress>& sender,
                                 base::Timestamp now);

struct NewKey {
  std::string name;
  Role role = Role::support;
  // SHA-256 in hexadecimal. A slow hash, as passwords need, would protect nothing: the secret has
  // over 160 random bits, so nobody finds it by trying. And a request finds its key by the hash.
  std::string secret_hash;
  std::vector<base::IpRange> address_ranges = {};
  std::optional<std::int64_t> requests_per_second = {};
  std::optional<base::Timestamp> expires_at = {};
};

// What is empty stays.
struct KeyEdit {
  std::optional<std::string> name = {};
  std::optional<std::vector<base::IpRange>> address_ranges = {};
  std::optional<std::int64_t> requests_per_second = {};
  std::optional<std::optional<base::Timestamp>> expires_at = {};  // to an empty one: it never does
};

enum class KeyRefusal {
  unknown_key,
  bad_name,  // empty, or longer than kMaxKeyName
  many_ranges,
  bad_rate,     // not from 1 to kKeyRateMax
  past_expiry,  // it would have expired already
  was_revoked,  // a revoked key stays as it was
  too_many,     // kMaxKeys
};

std::expected<ApiKey, KeyRefusal> create_key(db::Tx& tx, const NewKey& key,
                                             const Permit<Act::create_key>& permit,
                                             base::Timestamp now);

std::expected<ApiKey, KeyRefusal> edit_key(db::Tx& tx, std::int64_t id, const KeyEdit& edit,
                                           const Permit<Act::edit_key>& permit,
                                           base::Timestamp now);

// From when this is committed, no request with the key changes anything: those that hold it
// (hold_key) are waited for. Revoking again changes nothing. Errors: unknown_key.
std::expected<ApiKey, KeyRefusal> revoke_key(db::Tx& tx, std::int64_t id,
                                             const Permit<Act::revoke_key>& permit,
                                             base::Timestamp now);

std::optional<ApiKey> find_key(db::Tx& tx, std::int64_t id);
std::optional<ApiKey> find_key(db::Tx& tx, std::string_view secret_hash);
// The same, locked until the transaction ends: nobody edits it meanwhile.
std::optional<ApiKey> lock_key(db::Tx& tx, std::int64_t id);
// The same, and nobody revokes it until the transaction ends: the first statement of what changes
// something for a program.
std::optional<ApiKey> hold_key(db::Tx& tx, std::int64_t id);

// In a transaction of its own; `now`: of the request.
void note_key_use(db::Tx& tx, std::int64_t id, base::Timestamp now);
// Whether that would change anything.
bool is_use_due(const ApiKey& key, base::Timestamp now);

enum class KeySort { created_at };
BOOST_DESCRIBE_ENUM(KeySort, created_at)

struct KeyFilter {
  std::optional<bool> revoked = {};
};

// Empty: `part.after` is no place of the list.
std::optional<ListRows<ApiKey>> key_rows(db::Tx& tx, const KeyFilter& filter,
                                         const ListOrder<KeySort>& order, const ListPart& part);

// Those that are not revoked, the newest first.
std::vector<ApiKey> current_keys(db::Tx& tx);

}  // namespace shop
