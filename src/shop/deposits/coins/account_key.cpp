#include "shop/deposits/coins/account_key.h"

#include <algorithm>
#include <optional>

#include "shop/core/enum_text.h"

namespace shop {
namespace {

// A row of `coin_keys`.
struct KeyRow {
  std::int64_t id = 0;
  std::optional<std::string> fingerprint;
  std::int64_t next_index = 0;
};
BOOST_DESCRIBE_STRUCT(KeyRow, (), (id, fingerprint, next_index))

// An address and its index.
struct DerivedAddress {
  std::int64_t derivation_index = 0;
  std::string address;
};
BOOST_DESCRIBE_STRUCT(DerivedAddress, (), (derivation_index, address))

std::vector<KeyRow> rows_of(db::Tx& tx, Coin coin) {
  return tx.all<KeyRow>(
      "SELECT id, fingerprint, next_index FROM coin_keys WHERE currency = $1 ORDER BY id", coin);
}

// Whether the addresses of a row without a fingerprint are that key's.
bool derives(db::Tx& tx, const KeyRow& row, const AccountKey& key) {
  const auto newest = tx.first<DerivedAddress>(
      "SELECT derivation_index, address FROM crypto_addresses WHERE key_id = $1 "
      "ORDER BY id DESC LIMIT 1",
      row.id);
  return !newest ||
         key.derive(static_cast<std::uint32_t>(newest->derivation_index)) == newest->address;
}

const KeyRow* find_row(db::Tx& tx, const std::vector<KeyRow>& rows, const AccountKey& key) {
  const auto named = std::ranges::find(rows, std::optional(key.fingerprint), &KeyRow::fingerprint);
  if (named != rows.end()) {
    return &*named;
  }
  const auto unnamed =
      std::ranges::find_if(rows, [](const KeyRow& row) { return !row.fingerprint; });
  return unnamed != rows.end() && derives(tx, *unnamed, key) ? &*unnamed : nullptr;
}

KeyUse use_of(db::Tx& tx, const KeyRow& row) {
  KeyUse use{.given = tx.one<std::int64_t>(
                 "SELECT count(*) FROM crypto_addresses WHERE key_id = $1", row.id)};
  std::int64_t first_unpaid = 0;
  auto paid = tx.all<std::int64_t>(
      "SELECT a.derivation_index FROM crypto_addresses a WHERE a.key_id = $1 "
      "AND EXISTS (SELECT 1 FROM deposits d WHERE d.address_id = a.id) "
      "ORDER BY a.derivation_index",
      row.id);
  paid.push_back(row.next_index);
  for (const auto index : paid) {
    use.longest_gap = std::max(use.longest_gap, index - first_unpaid);
    first_unpaid = index + 1;
  }
  return use;
}

}  // namespace

std::int64_t use_key(db::Tx& tx, Coin coin, const AccountKey& key) {
  if (const auto known = tx.first<std::int64_t>(
          "SELECT id FROM coin_keys WHERE currency = $1 AND fingerprint = $2", coin,
          key.fingerprint)) {
    return *known;
  }
  tx.execute("UPDATE coins SET currency = currency WHERE currency = $1", coin);  // locks its row
  const auto rows = rows_of(tx, coin);
  const auto* const row = find_row(tx, rows, key);
  if (row == nullptr) {
    return tx.one<std::int64_t>(
        "INSERT INTO coin_keys (currency, fingerprint, next_index) VALUES ($1, $2, 0) "
        "RETURNING id",
        coin, key.fingerprint);
  }
  if (!row->fingerprint) {
    tx.execute("UPDATE coin_keys SET fingerprint = $2 WHERE id = $1", row->id, key.fingerprint);
  }
  return row->id;
}

std::uint32_t next_index(db::Tx& tx, std::int64_t key_id) {
  return static_cast<std::uint32_t>(
      tx.one<std::int64_t>("SELECT next_index FROM coin_keys WHERE id = $1", key_id));
}

void skip_indexes(db::Tx& tx, std::int64_t key_id, std::uint32_t index) {
  tx.execute("UPDATE coin_keys SET next_index = $2 WHERE id = $1 AND next_index < $2", key_id,
             index);
}

std::vector<KeyUse> uses_of_keys(db::Tx& tx, Coin coin, const AccountKey& current) {
  const auto rows = rows_of(tx, coin);
  const auto* const now_used = find_row(tx, rows, current);
  std::vector<KeyUse> uses;
  for (const auto& row : rows) {
    auto use = use_of(tx, row);
    use.is_current = &row == now_used;
    uses.insert(use.is_current ? uses.begin() : uses.end(), use);
  }
  return uses;
}

}  // namespace shop
