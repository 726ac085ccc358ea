#include "shop/deposits/coins/crypto_address.h"

#include <fmt/format.h>

#include "base/check.h"
#include "db/core/columns.h"
#include "shop/core/enum_text.h"

namespace shop {
namespace {

constexpr auto kAddress = db::columns<CryptoAddress>();
constexpr std::int64_t kEndOfIndexes = std::int64_t{1} << 31;  // BIP32: above are hardened ones

std::optional<CryptoAddress> shown_address(db::Tx& tx, std::int64_t user_id, Coin coin) {
  return tx.first<CryptoAddress>(
      fmt::format("SELECT {} FROM crypto_addresses WHERE user_id = $1 AND currency = $2 "
                  "AND is_active = true",
                  kAddress),
      user_id, coin);
}

// Whoever holds the coin's row gives the next index.
std::int64_t lock_next_index(db::Tx& tx, Coin coin) {
  return tx.one<std::int64_t>(
      fmt::format("SELECT next_index FROM coins WHERE currency = $1{}", tx.for_update()), coin);
}

CryptoAddress give_address(db::Tx& tx, std::int64_t user_id, Coin coin, std::int64_t index,
                           const DeriveAddress& derive, base::Timestamp now) {
  base::check(index < kEndOfIndexes, "an account has an address left");
  tx.execute_later("UPDATE coins SET next_index = $2 WHERE currency = $1", coin, index + 1);
  return tx.one<CryptoAddress>(
      fmt::format("INSERT INTO crypto_addresses "
                  "(user_id, currency, address, derivation_index, created_at) "
                  "VALUES ($1, $2, $3, $4, $5) RETURNING {}",
                  kAddress),
      user_id, coin, derive(static_cast<std::uint32_t>(index)), index, now);
}

}  // namespace

CryptoAddress open_address(db::Tx& tx, std::int64_t user_id, Coin coin, const DeriveAddress& derive,
                           base::Timestamp now) {
  if (auto shown = shown_address(tx, user_id, coin)) {
    return std::move(*shown);
  }
  const auto index = lock_next_index(tx, coin);
  if (auto shown = shown_address(tx, user_id, coin)) {  // given while this one waited
    return std::move(*shown);
  }
  return give_address(tx, user_id, coin, index, derive, now);
}

std::optional<CryptoAddress> find_address(db::Tx& tx, Coin coin, std::string_view address) {
  return tx.first<CryptoAddress>(
      fmt::format("SELECT {} FROM crypto_addresses WHERE currency = $1 AND address = $2", kAddress),
      coin, address);
}

std::uint32_t next_index(db::Tx& tx, Coin coin) {
  return static_cast<std::uint32_t>(
      tx.one<std::int64_t>("SELECT next_index FROM coins WHERE currency = $1", coin));
}

void skip_indexes(db::Tx& tx, Coin coin, std::uint32_t index) {
  tx.execute("UPDATE coins SET next_index = $2 WHERE currency = $1 AND next_index < $2", coin,
             index);
}

std::vector<CryptoAddress> addresses_after(db::Tx& tx, Coin coin, std::int64_t id, int limit) {
  return tx.all<CryptoAddress>(
      fmt::format("SELECT {} FROM crypto_addresses WHERE currency = $1 AND id > $2 "
                  "ORDER BY id LIMIT $3",
                  kAddress),
      coin, id, limit);
}

}  // namespace shop
