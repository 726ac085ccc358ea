#include "shop/stock/draft/restock.h"

#include <algorithm>
#include <optional>
#include <unordered_set>
#include <utility>

#include <fmt/format.h>

#include "shop/stock/draft/added_units.h"
#include "shop/stock/offer_columns.h"

namespace shop {
namespace {

using Keys = std::vector<GoodsKey>;
// note_goods or noted_goods: the positions of those that the shop has had.
using FindNoted = std::vector<std::size_t> (*)(db::Tx&, std::span<const GoodsKey>);

std::optional<RestockRefusal> check_codes(std::span<const std::string> codes) {
  if (codes.empty()) {
    return RestockProblem::no_codes;
  }
  if (codes.size() > kMaxRestock) {
    return RestockProblem::too_many_codes;
  }
  for (std::size_t i = 0; i < codes.size(); ++i) {
    if (const auto problem = check_field("delivery_text", codes[i])) {
      return BadCode{i, *problem};
    }
  }
  return std::nullopt;
}

// Sorted: concurrent transactions wait for each other, and do not deadlock.
Keys sorted_once(Keys keys) {
  std::ranges::sort(keys);
  const auto [first, last] = std::ranges::unique(keys);
  keys.erase(first, last);
  return keys;
}

std::vector<std::size_t> find_repeated(db::Tx& tx, std::span<const std::string> codes,
                                       FindNoted find_noted) {
  Keys keys;
  std::ranges::transform(codes, std::back_inserter(keys), goods_key);
  const auto distinct = sorted_once(keys);
  std::unordered_set<GoodsKey> had;
  for (const auto position : find_noted(tx, distinct)) {
    had.insert(distinct[position]);
  }
  std::vector<std::size_t> repeated;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (!had.insert(keys[i]).second) {
      repeated.push_back(i);
    }
  }
  return repeated;
}

std::expected<Restock, RestockRefusal> find_restock(db::Tx& tx, std::int64_t product_id,
                                                    std::span<const std::string> codes,
                                                    base::Timestamp now, FindNoted find_noted) {
  if (auto refusal = check_codes(codes)) {
    return std::unexpected(*std::move(refusal));
  }
  auto card = find_card(tx, product_id, now);
  if (!card) {
    return std::unexpected(RestockProblem::unknown_product);
  }
  note_all_unread_units(tx);
  return Restock{.product = std::move(card->product),
                 .repeated = find_repeated(tx, codes, find_noted)};
}

void insert_like(db::Tx& tx, std::int64_t unit_id, std::span<const std::string> codes,
                 base::Timestamp now) {
  const auto insert = fmt::format(
      "INSERT INTO products ({}, delivery_text, created_at) SELECT {}, $2, $3 FROM products p "
      "WHERE p.id = $1",
      kOfferColumns, offer_columns("p"));
  for (const auto& code : codes) {
    tx.execute_later(insert, unit_id, code, now);
  }
}

}  // namespace

std::expected<Restock, RestockRefusal> check_restock(db::Tx& tx, std::int64_t product_id,
                                                     std::span<const std::string> codes,
                                                     base::Timestamp now) {
  return find_restock(tx, product_id, codes, now, noted_goods);
}

std::expected<Restock, RestockRefusal> restock_offer(db::Tx& tx, std::int64_t product_id,
                                                     std::span<const std::string> codes,
                                                     Repeats repeats,
                                                     const Permit<Act::create_product>& permit,
                                                     base::Timestamp now) {
  auto restock = find_restock(tx, product_id, codes, now, note_goods);
  if (!restock) {
    return restock;
  }
  if (repeats == Repeats::refused && !restock->repeated.empty()) {
    return std::unexpected(RepeatedCodes{std::move(restock->repeated)});
  }
  const auto before = newest_unit(tx);
  insert_like(tx, restock->product.id, codes, now);
  skip_units(tx, before, std::ssize(codes));
  record_added(tx, restock->product,
               {.units = std::ssize(codes), .repeats = std::ssize(restock->repeated)}, permit, now);
  return restock;
}

}  // namespace shop
