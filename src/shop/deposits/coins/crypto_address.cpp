#include "shop/deposits/coins/crypto_address.h"

#include <fmt/format.h>

#include "base/check.h"
#include "db/core/columns.h"
#include "shop/core/enum_text.h"
#include "shop/deposits/coins/chain_clock.h"

namespace shop {
namespace {

constexpr auto kAddress = db::columns<CryptoAddress>();
constexpr std::int64_t kEndOfIndexes = std::int64_t{1} << 31;  // BIP32: above are hardened ones

std::optional<CryptoAddress> shown_address(db::Tx& tx, std::int64_t user_id, std::int64_t key_id) {
  return tx.first<CryptoAddress>(
      fmt::format("SELECT {} FROM crypto_addresses WHERE user_id = $1 AND key_id = $2 "
                  "AND is_active = true",
                  kAddress),
      user_id, key_id);
}

// Whoever holds the coin's row gives the next index.
std::int64_t lock_next_index(db::Tx& tx, std::int64_t key_id) {
  return tx.one<std::int64_t>(
      fmt::format("SELECT k.next_index FROM coin_keys k JOIN coins c ON c.currency = k.currency "
                  "WHERE k.id = $1{}",
                  tx.for_update()),
      key_id);
}

// The next index of a key.
struct NextIndex {
  std::int64_t key_id = 0;
  std::int64_t index = 0;
};

CryptoAddress give_address(db::Tx& tx, std::int64_t user_id, Coin coin, const NextIndex& next,
                           const DeriveAddress& derive, base::Timestamp now) {
  base::check(next.index < kEndOfIndexes, "an account has an address left");
  tx.execute_later("UPDATE coin_keys SET next_index = $2 WHERE id = $1", next.key_id,
                   next.index + 1);
  tx.execute_later(
      "UPDATE crypto_addresses SET is_active = false WHERE user_id = $1 AND currency = $2 "
      "AND is_active = true",
      user_id, coin);
  return tx.one<CryptoAddress>(
      fmt::format(
          "INSERT INTO crypto_addresses "
          "(user_id, currency, address, derivation_index, created_at, given_height, key_id) "
          "VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING {}",
          kAddress),
      user_id, coin, derive(static_cast<std::uint32_t>(next.index)), next.index, now,
      height_at_tip(tx, coin, now), next.key_id);
}

}  // namespace

CryptoAddress open_address(db::Tx& tx, std::int64_t user_id, Coin coin, const AccountKey& key,
                           base::Timestamp now) {
  const auto key_id = use_key(tx, coin, key);
  if (auto shown = shown_address(tx, user_id, key_id)) {
    return std::move(*shown);
  }
  const auto index = lock_next_index(tx, key_id);
  if (auto shown = shown_address(tx, user_id, key_id)) {  // given while this one waited
    return std::move(*shown);
  }
  return give_address(tx, user_id, coin, {.key_id = key_id, .index = index}, key.derive, now);
}

std::optional<CryptoAddress> find_address(db::Tx& tx, Coin coin, std::string_view address) {
  return tx.first<CryptoAddress>(
      fmt::format("SELECT {} FROM crypto_addresses WHERE currency = $1 AND address = $2", kAddress),
      coin, address);
}

std::vector<CryptoAddress> addresses_after(db::Tx& tx, Coin coin, std::int64_t id, int limit) {
  return tx.all<CryptoAddress>(
      fmt::format("SELECT {} FROM crypto_addresses WHERE currency = $1 AND id > $2 "
                  "ORDER BY id LIMIT $3",
                  kAddress),
      coin, id, limit);
}

}  // namespace shop
