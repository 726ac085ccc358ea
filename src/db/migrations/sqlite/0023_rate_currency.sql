-- The changes of ../postgres/0023_rate_currency.sql.
ALTER TABLE exchange_rates RENAME TO exchange_rates_old;
CREATE TABLE exchange_rates (
  currency       TEXT NOT NULL REFERENCES coins(currency),
  read_at        TEXT NOT NULL,
  price          INTEGER NOT NULL CHECK (price > 0),
  source         TEXT NOT NULL,
  price_currency TEXT NOT NULL,
  PRIMARY KEY (currency, price_currency, read_at)
) STRICT, WITHOUT ROWID;
INSERT INTO exchange_rates (currency, read_at, price, source, price_currency)
  SELECT o.currency, o.read_at, o.price, o.source, s.currency
  FROM exchange_rates_old o CROSS JOIN shop_currency s;
DROP TABLE exchange_rates_old;

ALTER TABLE coin_quotes RENAME TO coin_quotes_old;
CREATE TABLE coin_quotes (
  address_id     INTEGER PRIMARY KEY REFERENCES crypto_addresses(id),
  amount_sat     INTEGER NOT NULL CHECK (amount_sat > 0),
  price          INTEGER NOT NULL CHECK (price > 0),
  source         TEXT NOT NULL,
  read_at        TEXT NOT NULL,
  valid_until    TEXT NOT NULL,
  price_currency TEXT NOT NULL
) STRICT;
INSERT INTO coin_quotes (address_id, amount_sat, price, source, read_at, valid_until,
                         price_currency)
  SELECT o.address_id, o.amount_sat, o.price, o.source, o.read_at, o.valid_until, s.currency
  FROM coin_quotes_old o CROSS JOIN shop_currency s;
DROP TABLE coin_quotes_old;
