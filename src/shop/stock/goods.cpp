#include "shop/stock/goods.h"

#include <algorithm>
#include <array>
#include <boost/describe.hpp>
#include <iterator>
#include <string>
#include <unordered_set>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <openssl/evp.h>

#include "base/check.h"
#include "base/text.h"

namespace shop {
namespace {

// Keys per statement. A shorter list is filled up with its last key, so that one text serves all.
constexpr std::size_t kKeysAtOnce = 100;

struct UnreadUnit {
  std::int64_t id = 0;
  std::string delivery_text;
};
BOOST_DESCRIBE_STRUCT(UnreadUnit, (), (id, delivery_text))

std::string parameters_of(std::size_t count, std::string_view format) {
  std::vector<std::string> parameters;
  for (std::size_t i = 1; i <= count; ++i) {
    parameters.push_back(fmt::format(fmt::runtime(format), i));
  }
  return fmt::format("{}", fmt::join(parameters, ", "));
}

std::string insert_text_of(std::size_t count) {
  return fmt::format("INSERT INTO goods (key) VALUES {} ON CONFLICT (key) DO NOTHING RETURNING key",
                     parameters_of(count, "(${})"));
}

// Those of `keys` that the statement returns; `text_of` makes it for a number of keys.
template <class TextOf>
std::unordered_set<GoodsKey> run_for(db::Tx& tx, std::span<const GoodsKey> keys, TextOf text_of) {
  static const std::string batch = text_of(kKeysAtOnce);
  static const std::string single = text_of(1);
  std::unordered_set<GoodsKey> returned;
  while (!keys.empty()) {
    const auto part = keys.first(std::min(keys.size(), kKeysAtOnce));
    keys = keys.subspan(part.size());
    std::vector<db::Value> values;
    std::ranges::transform(part, std::back_inserter(values),
                           [](GoodsKey key) { return db::to_value(key); });
    if (part.size() > 1) {
      values.resize(kKeysAtOnce, db::to_value(part.back()));
    }
    for (const auto key : tx.all_with<GoodsKey>(part.size() > 1 ? batch : single, values)) {
      returned.insert(key);
    }
  }
  return returned;
}

}  // namespace

GoodsKey goods_key(std::string_view delivery_text) {
  const bool is_text = base::is_utf8(delivery_text);  // SQLite takes other bytes too
  const auto text = is_text ? base::squeeze(delivery_text) : std::string(delivery_text);
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  const auto is_made =
      EVP_Digest(text.data(), text.size(), digest.data(), nullptr, EVP_sha256(), nullptr) == 1;
  base::check(is_made, "OpenSSL has SHA-256");
  std::uint64_t key = 0;
  for (std::size_t i = 0; i < sizeof key; ++i) {
    key = key << 8U | digest[i];
  }
  return static_cast<GoodsKey>(key >> 1U);
}

std::vector<std::size_t> note_goods(db::Tx& tx, std::span<const GoodsKey> keys) {
  auto added = run_for(tx, keys, insert_text_of);
  std::vector<std::size_t> repeated;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (added.erase(keys[i]) == 0) {
      repeated.push_back(i);
    }
  }
  return repeated;
}

std::vector<std::size_t> noted_goods(db::Tx& tx, std::span<const GoodsKey> keys) {
  const auto noted = run_for(tx, keys, [](std::size_t count) {
    return fmt::format("SELECT key FROM goods WHERE key IN ({})", parameters_of(count, "${}"));
  });
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (noted.contains(keys[i])) {
      found.push_back(i);
    }
  }
  return found;
}

bool note_unread_units(db::Tx& tx, std::int64_t max_units) {
  const auto units = tx.all<UnreadUnit>(
      "SELECT id, delivery_text FROM products WHERE id > (SELECT product_id FROM goods_read) "
      "ORDER BY id LIMIT $1",
      max_units);
  if (units.empty()) {
    return false;
  }
  std::vector<GoodsKey> keys;
  for (const auto& unit : units) {
    keys.push_back(goods_key(unit.delivery_text));
  }
  std::ranges::sort(keys);  // concurrent transactions wait for each other, and do not deadlock
  const auto [first, last] = std::ranges::unique(keys);
  keys.erase(first, last);
  note_goods(tx, keys);
  tx.execute("UPDATE goods_read SET product_id = $1 WHERE product_id < $1", units.back().id);
  return std::cmp_equal(units.size(), max_units);
}

std::int64_t newest_unit(db::Tx& tx) {
  return tx.one<std::int64_t>("SELECT COALESCE(max(id), 0) FROM products");
}

void skip_units(db::Tx& tx, std::int64_t after, std::int64_t units) {
  const auto newest = newest_unit(tx);
  const auto added = tx.one<std::int64_t>(
      "SELECT count(*) FROM products WHERE id > $1 AND id <= $2", after, newest);
  if (added == units) {
    tx.execute("UPDATE goods_read SET product_id = $2 WHERE product_id = $1", after, newest);
  }
}

}  // namespace shop
