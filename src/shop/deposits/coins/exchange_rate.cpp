#include "shop/deposits/coins/exchange_rate.h"

#include "shop/core/enum_text.h"

namespace shop {

void save_rate(db::Tx& tx, const ExchangeRate& rate) {
  base::check(rate.price > base::Money(), "a coin costs something");
  base::check(!rate.currency.empty(), "a price has a currency");
  tx.execute(
      "INSERT INTO exchange_rates (currency, price_currency, read_at, price, source) "
      "VALUES ($1, $2, $3, $4, $5) "
      "ON CONFLICT (currency, price_currency, read_at) DO UPDATE SET price = $4, source = $5",
      rate.coin, rate.currency, rate.read_at, rate.price, rate.source);
}

std::optional<ExchangeRate> latest_rate(db::Tx& tx, Coin coin) {
  return tx.first<ExchangeRate>(
      "SELECT currency AS coin, price, price_currency AS currency, source, read_at "
      "FROM exchange_rates WHERE currency = $1 "
      "AND price_currency = (SELECT s.currency FROM shop_currency s) "
      "ORDER BY read_at DESC LIMIT 1",
      coin);
}

std::optional<ExchangeRate> fresh_rate(db::Tx& tx, Coin coin, base::Timestamp now) {
  auto rate = latest_rate(tx, coin);
  return rate && now - rate->read_at <= kRateLifetime ? rate : std::nullopt;
}

std::int64_t prune_rates(db::Tx& tx, base::Timestamp before) {
  return tx.execute(
      "DELETE FROM exchange_rates WHERE read_at < $1 AND read_at < (SELECT max(e.read_at) "
      "FROM exchange_rates e WHERE e.currency = exchange_rates.currency "
      "AND e.price_currency = exchange_rates.price_currency)",
      before);
}

}  // namespace shop
