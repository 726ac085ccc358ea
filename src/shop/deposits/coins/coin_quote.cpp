#include "shop/deposits/coins/coin_quote.h"

#include "base/check.h"

namespace shop {
namespace {

// How much more than the quote asks for is worth its rate, in percent.
constexpr std::int64_t kMaxExcessPercent = 10;

// A row of `coin_quotes` without its address.
struct QuoteRow {
  base::Money price;
  std::string price_currency;
  std::string source;
  base::Timestamp read_at;
};
BOOST_DESCRIBE_STRUCT(QuoteRow, (), (price, price_currency, source, read_at))

}  // namespace

CoinQuote quote(db::Tx& tx, const CryptoAddress& address, base::Money amount,
                const ExchangeRate& rate, base::Timestamp valid_until) {
  const auto amount_sat = coins_for(amount, rate.price);
  tx.execute(
      "INSERT INTO coin_quotes "
      "(address_id, amount_sat, price, price_currency, source, read_at, valid_until) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (address_id) DO UPDATE SET "
      "amount_sat = $2, price = $3, price_currency = $4, source = $5, read_at = $6, "
      "valid_until = $7",
      address.id, amount_sat, rate.price, rate.currency, rate.source, rate.read_at, valid_until);
  return {.amount_sat = amount_sat, .rate = rate, .valid_until = valid_until};
}

std::optional<ExchangeRate> take_quote(db::Tx& tx, const CryptoAddress& address,
                                       std::int64_t amount_sat, base::Timestamp now) {
  const auto row = tx.first<QuoteRow>(
      "DELETE FROM coin_quotes WHERE address_id = $1 AND valid_until > $2 AND amount_sat <= $3 "
      "AND $3 - amount_sat <= amount_sat / $4 "
      "AND price_currency = (SELECT s.currency FROM shop_currency s) "
      "RETURNING price, price_currency, source, read_at",
      address.id, now, amount_sat, 100 / kMaxExcessPercent);
  return row ? std::optional(ExchangeRate{.coin = address.currency,
                                          .price = row->price,
                                          .currency = row->price_currency,
                                          .source = row->source,
                                          .read_at = row->read_at})
             : std::nullopt;
}

}  // namespace shop
